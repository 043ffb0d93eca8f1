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
    var facts: [Fact] = []
    if let reading, !reading.title.isEmpty {
      facts.append(Fact(title: "read as", text: reading.title, isCaution: false))
    }
    if let reading, !reading.otherRows.isEmpty {
      let names = reading.otherRows.prefix(5).map { "“\($0)”" }.joined(separator: ", ")
      facts.append(
        Fact(
          title: "not read", text: "other lists of rows: \(names); --rows takes one",
          isCaution: true))
    }
    facts.append(Fact(title: "expected", text: expectedText, isCaution: false))
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
    for (what, count) in unreadableLabels.sorted(by: { $0.key < $1.key }) {
      facts.append(
        .init(
          title: "unreadable",
          text: "\(count) \(count == 1 ? "row expects" : "rows expect") \(what)",
          isCaution: true))
    }
    facts += raterFacts
    facts += duplicateFacts
    if !repeatedColumns.isEmpty {
      let names = repeatedColumns.map { "“\($0)”" }.joined(separator: ", ")
      facts.append(
        .init(title: "columns", text: "more than one is called \(names)", isCaution: false))
    }
    if let first = remarks.first {
      let count = remarkCount == 1 ? "1 row" : "\(remarkCount) rows"
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

  private var raterFacts: [Fact] {
    var facts: [Fact] = []
    for (label, agreement) in agreement.sorted(by: { $0.key < $1.key }).prefix(20) {
      guard let sentence = agreement.sentence else { continue }
      facts.append(
        .init(
          title: "raters",
          text: (label.isEmpty ? "" : "\(label): ") + sentence, isCaution: false))
    }
    if ties > 0 {
      let cases = ties == 1 ? "1 case expects" : "\(ties) cases expect"
      facts.append(
        .init(
          title: "tied",
          text: "\(cases) nothing, or leave a label open: as many say one as another",
          isCaution: true))
    }
    if withoutRater > 0 {
      facts.append(
        .init(
          title: "raters", text: "\(withoutRater) cases have no vote of the chosen rater",
          isCaution: true))
    }
    return facts
  }

  /// The reasons that are counted; the others are told one by one.
  private static let groups: [(kind: String, one: String, many: String)] = [
    (
      "vote", "row more on a case of an earlier row: a vote",
      "rows more on cases of earlier rows: votes"
    ),
    ("section", "section row", "section rows"), ("empty", "empty row", "empty rows"),
    ("no_content", "row without content", "rows without content"),
    ("duplicate", "duplicate", "duplicates"),
  ]

  private var skippedGroups: [(text: String, lines: [Int], isCaution: Bool)] {
    var groups: [(String, [Int], Bool)] = []
    for (kind, one, many) in Self.groups {
      guard let count = skippedKinds[kind] else { continue }
      let lines = skipped.filter { $0.reason.kind == kind }.prefix(7).map(\.line)
      groups.append(("\(count) \(count == 1 ? one : many)", lines, false))
    }
    let others = skipped.filter { ["repeated_id", "unreadable"].contains($0.reason.kind) }
    let count = skippedKinds["repeated_id", default: 0] + skippedKinds["unreadable", default: 0]
    if count > 3, let first = others.first {
      let lines = others.prefix(7).map(\.line)
      return groups + [("\(count) rows, such as: \(first.reason)", lines, true)]
    }
    return groups + others.map { ($0.reason.description, [$0.line], true) }
  }

  private var duplicateFacts: [Fact] {
    guard duplicateCount > 0 else { return [] }
    let contents = duplicateCount == 1 ? "1 content stands" : "\(duplicateCount) contents stand"
    var facts = [
      Fact(
        title: "duplicates",
        text: "\(contents) in an earlier row too (\(Self.places(duplicates.map(\.line))))",
        isCaution: false)
    ]
    if let first = duplicates.first(where: \.contradicts) {
      facts.append(
        Fact(
          title: "contradict",
          text: contradictionCount == 1
            ? "line \(first.line) says something else than line \(first.firstLine)"
            : "\(contradictionCount) of them say something else, as line \(first.line) does "
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
    guard !lines.isEmpty else { return "lines further on" }
    return (lines.count == 1 ? "line " : "lines ") + shown + (lines.count > 6 ? " …" : "")
  }
}
