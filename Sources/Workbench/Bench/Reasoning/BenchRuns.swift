public import Cases
public import Policies
public import Runs
public import TextEditing
import Wording

/// Whether a verdict is what a case expects.
public typealias Agreement = Case.Expectation.Agreement

/// The runs that the bench shows: one, or the draws of a repeat.
public struct BenchRuns: Sendable {
  public internal(set) var draws: [Draw] = []
  /// The draw on show.
  public internal(set) var shown = 0 {
    didSet { if shown != oldValue { citation = nil } }
  }
  public internal(set) var view: TextView
  /// Whether the chain follows its tail.
  public internal(set) var isFollowing = true {
    didSet {
      if oldValue, !isFollowing { seenEnd = current?.chain.buffer.end }
    }
  }
  /// Where the chain ended when it was left.
  public private(set) var seenEnd: TextPosition?
  /// The selected citation, by its place in the record of the draw on show.
  public internal(set) var citation: Int?
  /// Draws that are still to be started.
  var remaining = 0
  var judged: Judged? {
    didSet { mask = judged.map { ContentMask($0.content) } }
  }
  /// Finds quotations of the content that is judged.
  private(set) var mask: ContentMask?
  public internal(set) var planned = 1

  init(view: TextView) {
    self.view = view
  }

  public struct Draw: Sendable {
    public internal(set) var machine: RunMachine
    public internal(set) var chain = ChainText()
    public let started: ContinuousClock.Instant
    /// The revision of the policy's editor that it judged.
    let policyRevision: Int
    let expected: Case.Expectation?
    var citationsSeen = 0
    /// When what the run waits for was last told.
    var waitBegan: ContinuousClock.Instant?

    init(
      _ machine: RunMachine, started: ContinuousClock.Instant, policyRevision: Int,
      expected: Case.Expectation?
    ) {
      self.machine = machine
      self.started = started
      self.policyRevision = policyRevision
      self.expected = expected
    }

    public var record: RunRecord { machine.record }

    /// Whether the engine was heard to go in circles.
    public var repeats: Bool { repetition != nil }

    /// The sentence that says what passage it is.
    var repetition: String? {
      machine.record.warnings.first { $0.kind == RunWarning.repetition }?.message
    }

    /// Whether the verdict is what the case expects; nil where nothing is expected or decided.
    public var agreement: Agreement? {
      guard let verdict = machine.record.verdict, let expected else { return nil }
      return expected.agreement(with: verdict)
    }
  }

  public var current: Draw? { draws.indices.contains(shown) ? draws[shown] : nil }
  public var active: Draw? { draws.last.flatMap { $0.machine.isFinished ? nil : $0 } }
  public var isRunning: Bool { active != nil || remaining > 0 }

  public var phase: RunPhase { current?.machine.phase ?? .idle }

  /// `VIOLATES 4/5 · SAFE 1/5` as pairs, the most frequent first; draws without a verdict count
  /// under their state.
  public var tally: [(outcome: String, count: Int)] {
    var counts: [(outcome: String, count: Int)] = []
    for draw in draws {
      guard let state = draw.record.state else { continue }
      let name =
        draw.record.verdict.map { $0.decision.rawValue.uppercased() }
        ?? "NO VERDICT (\(state.rawValue))"
      if let index = counts.firstIndex(where: { $0.outcome == name }) {
        counts[index].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    return counts.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    .map(\.element)
  }
}

/// A case set run on the working text in the background.
public struct Regression: Sendable {
  public let set: String
  public let cases: [Case]
  let policy: JudgedPolicy
  public internal(set) var next = 0
  var machine: RunMachine?
  /// When the case that runs was started.
  var started: ContinuousClock.Instant?
  /// By case id.
  public internal(set) var results: [String: CaseResult] = [:]
  /// What an earlier version decided: the version, and case id → decision (nil: no verdict).
  public internal(set) var baseline: (version: Int, decisions: [String: Decision?])?
  public internal(set) var isStopped = false

  public var isFinished: Bool { isStopped || (next >= cases.count && machine == nil) }

  public struct Counts: Hashable, Sendable {
    public var agree = 0
    public var disagree = 0
    public var noVerdict = 0
    /// The engine gave no answer, which says nothing of the text.
    public var failed = 0
    /// Decided, but nothing was expected.
    public var open = 0
    /// nil without an earlier version to compare with.
    public var flipped: Int?
  }

  public var counts: Counts {
    var counts = Counts()
    for (_, result) in results {
      switch result.agreement {
      case .exact, .accepted: counts.agree += 1
      case .disagrees: counts.disagree += 1
      case nil where result.isFailed: counts.failed += 1
      case nil where result.decision == nil: counts.noVerdict += 1
      case nil: counts.open += 1
      }
    }
    // Without a recorded run of that version nothing is known of flips.
    if let baseline, !baseline.decisions.isEmpty {
      counts.flipped = flippedIDs(baseline.decisions).count
    }
    return counts
  }

  /// `20 cases: 17 agree · 2 disagree · 1 no verdict · 1 flipped since v7`.
  public var words: String {
    let counts = counts
    let head =
      isFinished && !isStopped
      ? Measure.count(cases.count, "case") : "\(results.count)/\(cases.count) cases"
    var parts = [
      "\(counts.agree) agree", "\(counts.disagree) disagree", "\(counts.noVerdict) no verdict",
    ]
    if counts.failed > 0 { parts.append("\(counts.failed) failed") }
    if counts.open > 0 { parts.append("\(counts.open) without expectation") }
    if let flipped = counts.flipped, let version = baseline?.version {
      parts.append("\(flipped) flipped since v\(version)")
    }
    return head + ": " + parts.joined(separator: " · ")
  }

  private func flippedIDs(_ decisions: [String: Decision?]) -> [String] {
    cases.map(\.id).filter { id in
      guard let result = results[id], !result.isFailed, let before = decisions[id] else {
        return false
      }
      return before != result.decision
    }
  }

  /// The cases that want a look: disagreements, no verdicts, flips.
  public var concerned: [String] {
    let flipped = Set(baseline.map { flippedIDs($0.decisions) } ?? [])
    return cases.map(\.id).filter { id in
      guard let result = results[id] else { return false }
      return result.agreement == .disagrees || result.decision == nil || flipped.contains(id)
    }
  }
}
