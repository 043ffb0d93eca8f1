extension ImportReport {
  /// A line of the account, for people.
  public struct Fact: Hashable, Sendable {
    public var title: String
    public var text: String
    /// Something a person should look at before relying on the set.
    public var isCaution: Bool
  }

  /// The account in a few lines: what came of the rows, what is expected, what is odd.
  public var facts: [Fact] {
    var facts = [Fact(title: "expected", text: expectedText, isCaution: false)]
    if labelled > 0 {
      facts.append(.init(title: "labels", text: "\(labelled) cases have some", isCaution: false))
    }
    if skippedRows > 0 {
      let rows = skippedRows == 1 ? "1 row" : "\(skippedRows) rows"
      facts.append(.init(title: "not read", text: "\(rows) above the header", isCaution: false))
    }
    for group in skippedGroups {
      facts.append(
        .init(
          title: "skipped", text: "\(group.text) (\(Self.places(group.lines)))",
          isCaution: group.isCaution))
    }
    if !unknownLabels.isEmpty {
      let list = Self.counted(unknownLabels.map { ("“\($0.key)”", $0.value) })
      facts.append(.init(title: "unknown", text: "labels \(list)", isCaution: true))
    }
    facts += duplicateFacts
    if !repeatedColumns.isEmpty {
      let names = repeatedColumns.map { "“\($0)”" }.joined(separator: ", ")
      facts.append(
        .init(title: "columns", text: "more than one is called \(names)", isCaution: false))
    }
    if !remarks.isEmpty {
      let first = remarks[0]
      let count = remarks.count == 1 ? "1 row" : "\(remarks.count) rows"
      facts.append(
        .init(
          title: "odd", text: "\(count); line \(first.line): \(first.message)", isCaution: true))
    }
    return facts
  }

  private var expectedText: String {
    let nothing = imported - expecting
    var parts = expectations.isEmpty ? [] : [Self.counted(expectations.map { ($0.key, $0.value) })]
    if nothing > 0 || parts.isEmpty { parts.append("nothing \(nothing)") }
    return parts.joined(separator: " · ")
  }

  private var skippedGroups: [(text: String, lines: [Int], isCaution: Bool)] {
    var empty: [Int] = []
    var noContent: [Int] = []
    var sections: [Int] = []
    var duplicates: [Int] = []
    var others: [(String, [Int], Bool)] = []
    for row in skipped {
      switch row.reason {
      case .empty: empty.append(row.line)
      case .noContent: noContent.append(row.line)
      case .section: sections.append(row.line)
      case .duplicate: duplicates.append(row.line)
      case .repeatedID, .unreadable: others.append((row.reason.description, [row.line], true))
      }
    }
    func group(_ lines: [Int], _ one: String, _ many: String) -> [(String, [Int], Bool)] {
      lines.isEmpty ? [] : [("\(lines.count) \(lines.count == 1 ? one : many)", lines, false)]
    }
    var groups = group(sections, "section row", "section rows")
    groups += group(empty, "empty row", "empty rows")
    groups += group(noContent, "row without content", "rows without content")
    groups += group(duplicates, "duplicate", "duplicates")
    if others.count > 3 {
      let lines = others.flatMap(\.1)
      return groups + [("\(others.count) rows, such as: \(others[0].0)", lines, true)]
    }
    return groups + others
  }

  private var duplicateFacts: [Fact] {
    guard !duplicates.isEmpty else { return [] }
    let count = duplicates.count
    let contents = count == 1 ? "1 content stands" : "\(count) contents stand"
    var facts = [
      Fact(
        title: "duplicates",
        text: "\(contents) in an earlier row too (\(Self.places(duplicates.map(\.line))))",
        isCaution: false)
    ]
    let contradictions = duplicates.filter(\.contradicts)
    if let first = contradictions.first {
      facts.append(
        Fact(
          title: "contradict",
          text: contradictions.count == 1
            ? "line \(first.line) says something else than line \(first.firstLine)"
            : "\(contradictions.count) of them say something else, as line \(first.line) does "
              + "than line \(first.firstLine)",
          isCaution: true))
    }
    return facts
  }

  /// `SP0 18 · SP2 7`, the first ten by name.
  private static func counted(_ counts: [(String, Int)]) -> String {
    let sorted = counts.sorted { $0.0 < $1.0 }
    let shown = sorted.prefix(10).map { "\($0.0) \($0.1)" }.joined(separator: " · ")
    return sorted.count > 10 ? shown + " · and \(sorted.count - 10) more" : shown
  }

  /// `lines 2, 21, 30 …`, the first six.
  private static func places(_ lines: [Int]) -> String {
    let shown = lines.prefix(6).map(String.init).joined(separator: ", ")
    return (lines.count == 1 ? "line " : "lines ") + shown + (lines.count > 6 ? " …" : "")
  }
}
