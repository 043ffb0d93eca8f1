/// What changed between two texts, line by line and within changed lines word by word.
///
///     let difference = TextDifference(from: old, to: new)
///     for line in difference.unified(context: 3) { print(line) }
///
/// Lines are split on LF. Texts that differ by thousands of lines are compared in bounded time:
/// the result is then right, but may not be the shortest (see ``SequenceDifference``), and only
/// the first changed lines are compared word by word.
public struct TextDifference: Hashable, Sendable {
  /// Every line of both texts, in reading order; removed lines stand before added ones.
  public let lines: [DiffLine]
  private let oldEndsInNewline: Bool
  private let newEndsInNewline: Bool

  /// Whether the last line of each text has its line end.
  public var endsInNewline: (old: Bool, new: Bool) { (oldEndsInNewline, newEndsInNewline) }

  public var isEmpty: Bool { !lines.contains { $0.kind != .same } }

  /// Edits that are looked for line by line before the fallback.
  static let lineLimit = 1_000
  /// Steps over all lines together.
  static let lineBudget = 6_000_000
  static let wordLimit = 200
  /// Steps over all words of all lines together.
  static let wordBudget = 3_000_000

  public init(from old: String, to new: String) {
    let (oldLines, oldEnds) = Self.lines(of: old)
    let (newLines, newEnds) = Self.lines(of: new)
    oldEndsInNewline = oldEnds
    newEndsInNewline = newEnds
    var numbering = LineNumbering()
    var oldNumbers = oldLines.map { numbering.number($0) }
    var newNumbers = newLines.map { numbering.number($0) }
    // A last line that lacks its line end differs from one that has it.
    if !oldEnds, let last = oldNumbers.indices.last { oldNumbers[last] = -1 - oldNumbers[last] }
    if !newEnds, let last = newNumbers.indices.last { newNumbers[last] = -1 - newNumbers[last] }
    let difference = SequenceDifference(
      oldNumbers, newNumbers, limit: Self.lineLimit, budget: Self.lineBudget)
    lines = Self.merge(oldLines, newLines, difference)
  }

  private static func lines(of text: String) -> ([Substring], endsInNewline: Bool) {
    var text = text
    text.makeContiguousUTF8()
    guard !text.isEmpty else { return ([], true) }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Substring($0) }
    let ends = lines.last?.isEmpty == true
    if ends { lines.removeLast() }
    return (lines, ends)
  }

  private static func merge(
    _ old: [Substring], _ new: [Substring], _ difference: SequenceDifference
  ) -> [DiffLine] {
    var result: [DiffLine] = []
    result.reserveCapacity(max(old.count, new.count))
    var budget = wordBudget
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < old.count || newIndex < new.count {
      let removed = result.count
      while oldIndex < old.count, !difference.keepsOld[oldIndex] {
        result.append(
          DiffLine(
            kind: .removed, oldLine: oldIndex + 1, newLine: nil, text: String(old[oldIndex])))
        oldIndex += 1
      }
      let added = result.count
      while newIndex < new.count, !difference.keepsNew[newIndex] {
        result.append(
          DiffLine(kind: .added, oldLine: nil, newLine: newIndex + 1, text: String(new[newIndex])))
        newIndex += 1
      }
      for pair in 0..<min(added - removed, result.count - added) where budget > 0 {
        let changed = WordDifference(
          result[removed + pair].text, result[added + pair].text, budget: &budget)
        result[removed + pair].changed = changed.old
        result[added + pair].changed = changed.new
      }
      while oldIndex < old.count, newIndex < new.count, difference.keepsOld[oldIndex],
        difference.keepsNew[newIndex]
      {
        result.append(
          DiffLine(
            kind: .same, oldLine: oldIndex + 1, newLine: newIndex + 1, text: String(old[oldIndex])))
        oldIndex += 1
        newIndex += 1
      }
    }
    return result
  }

  /// The changes as `diff -u` prints them, without the two file lines; empty where nothing
  /// changed.
  public func unified(context: Int = 3) -> [String] {
    var output: [String] = []
    var index = 0
    while let first = lines[index...].firstIndex(where: { $0.kind != .same }) {
      let start = max(index, first - max(0, context))
      var end = first
      var last = first
      while end < lines.count, end - last <= 2 * max(0, context) {
        if lines[end].kind != .same { last = end }
        end += 1
      }
      end = min(lines.count, last + 1 + max(0, context))
      output += hunk(start..<end)
      index = end
    }
    return output
  }

  private func hunk(_ range: Range<Int>) -> [String] {
    let oldCount = range.count { lines[$0].kind != .added }
    let newCount = range.count { lines[$0].kind != .removed }
    // As diff does: an empty side is named by the line before it.
    let oldStart =
      lines[range].lazy.compactMap(\.oldLine).first
      ?? lines[..<range.lowerBound].lazy.compactMap(\.oldLine).last ?? 0
    let newStart =
      lines[range].lazy.compactMap(\.newLine).first
      ?? lines[..<range.lowerBound].lazy.compactMap(\.newLine).last ?? 0
    func part(_ start: Int, _ count: Int) -> String {
      count == 1 ? "\(start)" : "\(start),\(count)"
    }
    var output = ["@@ -\(part(oldStart, oldCount)) +\(part(newStart, newCount)) @@"]
    let lastOld = lines.last { $0.oldLine != nil }?.oldLine
    let lastNew = lines.last { $0.newLine != nil }?.newLine
    for line in lines[range] {
      let mark = line.kind == .same ? " " : line.kind == .removed ? "-" : "+"
      output.append(mark + line.text)
      let lacksEnd =
        line.kind != .added && line.oldLine == lastOld && !oldEndsInNewline
        || line.kind != .removed && line.newLine == lastNew && !newEndsInNewline
      if lacksEnd { output.append("\\ No newline at end of file") }
    }
    return output
  }
}
