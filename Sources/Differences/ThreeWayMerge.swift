/// Two texts that grew from one, brought together line by line.
///
///     let merge = ThreeWayMerge(base: saved, mine: typed, theirs: onDisk)
///     if let text = merge.text { … } else { print(merge.conflicts.count) }
///
/// What only one side changed is taken from that side, and what both changed alike is taken once.
/// Where both changed the same lines, or lines next to each other, differently, there is a conflict,
/// as `git merge-file` has it; nothing is guessed. Lines end with LF, which belongs to the line.
public struct ThreeWayMerge: Hashable, Sendable {
  /// Lines that both sides changed, each in its way.
  public struct Conflict: Hashable, Sendable {
    /// Counted from 1, in the base.
    public var line: Int
    public var mine: String
    public var theirs: String
  }

  /// The merged text; nil where there is a conflict.
  public let text: String?
  public let conflicts: [Conflict]

  public init(base: String, mine: String, theirs: String) {
    let lines = [base, mine, theirs].map(Self.lines)
    var numbering = LineNumbering()
    let keys = lines.map { $0.map { numbering.number($0) } }
    let left = Self.hunks(keys[0], keys[1])
    let right = Self.hunks(keys[0], keys[2])
    var merged = ""
    var conflicts: [Conflict] = []
    var done = 0
    var (leftIndex, rightIndex) = (0, 0)
    while leftIndex < left.count || rightIndex < right.count {
      let group = Self.group(left, &leftIndex, right, &rightIndex)
      merged += lines[0][done..<group.base.lowerBound].joined()
      done = group.base.upperBound
      let mine = lines[1][group.mine].joined()
      let theirs = lines[2][group.theirs].joined()
      switch (group.isMine, group.isTheirs) {
      case (true, false): merged += mine
      case (false, true): merged += theirs
      default:
        if mine.utf8.elementsEqual(theirs.utf8) {
          merged += mine
        } else {
          conflicts.append(
            Conflict(line: group.base.lowerBound + 1, mine: mine, theirs: theirs))
        }
      }
    }
    merged += lines[0][done...].joined()
    self.conflicts = conflicts
    text = conflicts.isEmpty ? merged : nil
  }

  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    let bytes = text.utf8
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      let next = bytes.index(after: end)
      lines.append(text[start..<next])
      start = next
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }

  // MARK: Hunks

  /// Lines of the base, and those that took their place.
  private struct Hunk {
    var base: Range<Int>
    var other: Range<Int>
  }

  private static func hunks(_ base: [Int], _ other: [Int]) -> [Hunk] {
    let difference = SequenceDifference(
      base, other, limit: TextDifference.lineLimit, budget: TextDifference.lineBudget)
    var hunks: [Hunk] = []
    var (index, place) = (0, 0)
    while index < base.count || place < other.count {
      let start = (index, place)
      while index < base.count, !difference.keepsOld[index] { index += 1 }
      while place < other.count, !difference.keepsNew[place] { place += 1 }
      if start != (index, place) {
        hunks.append(Hunk(base: start.0..<index, other: start.1..<place))
      } else {
        index += 1
        place += 1
      }
    }
    return hunks
  }

  /// Hunks of both sides that overlap or touch, with the lines of all three texts that they span.
  private struct Group {
    var base: Range<Int>
    var mine: Range<Int>
    var theirs: Range<Int>
    var isMine = false
    var isTheirs = false
  }

  /// Takes the next group from both lists.
  private static func group(
    _ left: [Hunk], _ leftIndex: inout Int, _ right: [Hunk], _ rightIndex: inout Int
  ) -> Group {
    let start = min(
      leftIndex < left.count ? left[leftIndex].base.lowerBound : Int.max,
      rightIndex < right.count ? right[rightIndex].base.lowerBound : Int.max)
    let (firstLeft, firstRight) = (leftIndex, rightIndex)
    var end = start
    var grew = true
    while grew {
      grew = false
      while leftIndex < left.count, left[leftIndex].base.lowerBound <= end {
        end = max(end, left[leftIndex].base.upperBound)
        leftIndex += 1
        grew = true
      }
      while rightIndex < right.count, right[rightIndex].base.lowerBound <= end {
        end = max(end, right[rightIndex].base.upperBound)
        rightIndex += 1
        grew = true
      }
    }
    let base = start..<end
    return Group(
      base: base, mine: span(left, firstLeft..<leftIndex, base),
      theirs: span(right, firstRight..<rightIndex, base), isMine: leftIndex > firstLeft,
      isTheirs: rightIndex > firstRight)
  }

  /// The lines of one side that stand where the base's lines stood.
  private static func span(_ hunks: [Hunk], _ taken: Range<Int>, _ base: Range<Int>) -> Range<Int> {
    // Before the first hunk of the group, and behind its last, lines correspond one to one.
    func place(_ line: Int, after hunk: Int) -> Int {
      hunk < 0 ? line : line - hunks[hunk].base.upperBound + hunks[hunk].other.upperBound
    }
    return place(
      base.lowerBound, after: taken.lowerBound - 1)..<place(
        base.upperBound, after: taken.upperBound - 1)
  }
}
