import Differences
import Policies

/// Two traces side by side, aligned by the rule under consideration.
///
/// The sequences of rules are aligned by a longest common subsequence; what stands between two
/// common rules is set against each other in order.
public struct TraceAlignment: Hashable, Sendable {
  /// One rule weighed on both sides, or what each side weighed instead.
  public struct Step: Hashable, Sendable {
    /// nil where that side has nothing.
    public var left: Trace.Segment?
    public var right: Trace.Segment?

    /// Both sides weigh the same rule, or the side that stands alone names none (an introduction).
    public var isSame: Bool {
      guard let left, let right else { return (left ?? right)?.rule == nil }
      return left.rule == right.rule
    }
  }

  /// Two sentences side by side.
  public struct Row: Hashable, Sendable {
    /// Index of ``TraceAlignment/steps``.
    public var step: Int
    /// Indices of the traces' sentences.
    public var left: Int?
    public var right: Int?
  }

  /// The first place at which the traces differ.
  public enum Divergence: Hashable, Sendable {
    /// The rules weighed; index of ``TraceAlignment/steps``.
    case step(Int)
    /// The rules are the same, what was concluded from them is not.
    case conclusion
  }

  public let steps: [Step]
  public let rows: [Row]
  public let divergence: Divergence?

  public init(_ left: Trace, _ right: Trace) {
    let steps = Self.align(left.segments, right.segments)
    self.steps = steps
    rows = Self.rows(steps)
    if let index = steps.firstIndex(where: { !$0.isSame }) {
      divergence = .step(index)
    } else {
      divergence = left.conclusion == right.conclusion ? nil : .conclusion
    }
  }

  /// The steps at which the traces differ.
  public var differences: [Int] { steps.indices.filter { !steps[$0].isSame } }

  private static func align(_ left: [Trace.Segment], _ right: [Trace.Segment]) -> [Step] {
    var numbers: [String?: Int] = [:]
    func number(_ segment: Trace.Segment) -> Int {
      if let known = numbers[segment.rule] { return known }
      numbers[segment.rule] = numbers.count
      return numbers.count - 1
    }
    // Chains that go in circles have thousands of segments; the bounds keep them fast.
    let kept = SequenceDifference(
      left.map(number), right.map(number), limit: 500, budget: 2_000_000)
    var steps: [Step] = []
    var (leftIndex, rightIndex) = (0, 0)
    while leftIndex < left.count || rightIndex < right.count {
      let leftIsFree = leftIndex < left.count && !kept.keepsOld[leftIndex]
      let rightIsFree = rightIndex < right.count && !kept.keepsNew[rightIndex]
      let areKept = !leftIsFree && !rightIsFree
      let takesLeft = leftIsFree || areKept
      let takesRight = rightIsFree || areKept
      steps.append(
        Step(
          left: takesLeft ? left[leftIndex] : nil, right: takesRight ? right[rightIndex] : nil))
      leftIndex += takesLeft ? 1 : 0
      rightIndex += takesRight ? 1 : 0
    }
    return steps
  }

  private static func rows(_ steps: [Step]) -> [Row] {
    steps.enumerated().flatMap { index, step in
      let left = step.left?.sentences ?? 0..<0
      let right = step.right?.sentences ?? 0..<0
      return (0..<max(left.count, right.count)).map { place in
        Row(
          step: index, left: place < left.count ? left.lowerBound + place : nil,
          right: place < right.count ? right.lowerBound + place : nil)
      }
    }
  }
}
