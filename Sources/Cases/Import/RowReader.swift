import Foundation
import Policies

/// Reads row by row; it remembers the section in which it stands.
struct RowReader {
  struct Item {
    var `case`: Case
    /// What the row's person says, whoever that is.
    var vote = Vote()
    /// What people said in a list inside the row; nil where the row has one person's word.
    var votes: [Vote]?
    var unknownLabels: [String] = []
    /// What stands where the expectation should, and cannot be one.
    var unreadable: String?
  }

  /// The row becomes no case.
  struct Skip: Error {
    var reason: ImportReport.Reason
  }

  private let mapping: ImportMapping
  private let meanings: LabelMeanings
  private var section: String?

  init(mapping: ImportMapping) {
    self.mapping = mapping
    meanings = LabelMeanings(mapping.meanings)
  }

  /// Whether a vote for the value counts.
  func isKnown(_ value: String) -> Bool { meanings.isKnown(value) }

  /// What votes say together under the mapping.
  func result(of votes: [Vote]) -> VoteResult {
    VoteResult(votes, rater: mapping.chosenRater, isKnown: isKnown)
  }

  /// - Parameter number: the row's, counted from 1 below the header.
  mutating func read(
    _ row: ImportTable.Row, number: Int, columns: MappedColumns, names: [String]
  ) throws(Skip) -> Item {
    if let problem = row.problem { throw Skip(reason: .unreadable(problem)) }
    let filled = row.values.indices.filter { row.isFilled(at: $0) }
    if filled.isEmpty { throw Skip(reason: .empty) }
    if mapping.content == .cases { return try ownCase(row, number: number, names) }
    if let column = columns.section, filled == [column.column],
      let label = row.trimmed(at: column.column)
    {
      section = label
      throw Skip(reason: .section(label))
    }
    let content = try content(of: row, columns)
    let id = columns.id.flatMap { row.trimmed(at: $0) } ?? "\(mapping.idPrefix)-\(number)"
    var item = Item(case: Case(id: id, content: content))
    if let votes = votes(of: row, columns, into: &item) {
      item.votes = votes
    } else {
      readExpectation(of: row, columns, into: &item)
      readLabels(of: row, columns, into: &item)
      item.vote.rater = columns.rater.flatMap { row.trimmed(at: $0) }
    }
    item.case.tags = columns.tags.flatMap { row.texts(at: $0, separator: mapping.separator) }
    item.case.note = columns.note.flatMap { row.trimmed(at: $0) }
    for (name, index) in columns.others where row.isFilled(at: index) {
      item.case.extra[name] = row.values[index]
    }
    return item
  }

  /// A row that an export wrote.
  private func ownCase(
    _ row: ImportTable.Row, number: Int, _ names: [String]
  ) throws(Skip) -> Item {
    do {
      let fields = try row.object ?? CaseFields.fields(of: row, names)
      let item = try Case(fields: fields, number: number)
      return Item(case: item, votes: item.votes.isEmpty ? nil : item.votes)
    } catch {
      let message = (error as? CaseProblem)?.message ?? "The row is no case."
      throw Skip(reason: .unreadable(message))
    }
  }

  // MARK: Content

  private func content(
    of row: ImportTable.Row, _ columns: MappedColumns
  ) throws(Skip) -> Case.Content {
    switch columns.content {
    case nil: throw Skip(reason: .noContent)
    case .text(let place):
      if let messages = place.value(in: row).flatMap(Case.Message.list) {
        return .conversation(messages: messages, judge: .conversation)
      }
      guard let text = try text(of: row, at: place) else { throw Skip(reason: .noContent) }
      return .text(text)
    case .conversation(let user, let assistant, let judge):
      let question = try user.map { place throws(Skip) in try text(of: row, at: place) } ?? nil
      let answer = try assistant.map { place throws(Skip) in try text(of: row, at: place) } ?? nil
      let isJudgedThere =
        switch judge {
        case .user: question != nil
        case .assistant: answer != nil
        case .conversation: question != nil || answer != nil
        }
      guard isJudgedThere else { throw Skip(reason: .noContent) }
      let messages = [("user", question), ("assistant", answer)].compactMap { role, text in
        text.map { Case.Message(role: role, content: $0) }
      }
      return .conversation(messages: messages, judge: judge)
    }
  }

  /// The text as it stands, with the space around it; nil where there is none.
  private func text(of row: ImportTable.Row, at place: ColumnPath) throws(Skip) -> String? {
    if let text = row.text(at: place) { return text }
    guard let value = place.value(in: row), value.isFilled else { return nil }
    throw Skip(reason: .unreadable("The content is \(value.kindName), not a text."))
  }

  // MARK: Labels

  /// All labels of a cell or none: with one missing, an answer could not agree with the rest.
  private func readExpectation(
    of row: ImportTable.Row, _ columns: MappedColumns, into item: inout Item
  ) {
    var values: [String] = []
    if let place = columns.expected {
      if let value = place.value(in: row), value.isFilled {
        item.unreadable = value.problemAsLabel
        if item.unreadable == nil { values = row.texts(at: place, separator: mapping.separator) }
      }
    } else if columns.section != nil, let section {
      values = ImportTable.parts(of: section, separator: mapping.separator)
    }
    let labels = labels(for: values, &item)
    item.vote.values = labels
    guard item.unknownLabels.isEmpty else { return }
    item.case.expected = Case.Expectation(labels)
  }

  /// What the values mean; those that nobody gave a meaning stay as they are, and are counted.
  private func labels(for values: [String], _ item: inout Item) -> [String] {
    var labels: [String] = []
    for value in values {
      let meaning = meanings[value]
      if meaning == nil { item.unknownLabels.append(value) }
      let label = meaning ?? value
      if !labels.contains(label) { labels.append(label) }
    }
    return labels
  }

  private func readLabels(
    of row: ImportTable.Row, _ columns: MappedColumns, into item: inout Item
  ) {
    for (name, place) in columns.labels {
      guard let value = place.value(in: row), value.isFilled else { continue }
      switch row.trimmed(at: place)?.lowercased() {
      case "1", "1.0", "true", "yes": item.case.labels[name] = true
      case "0", "0.0", "false", "no": item.case.labels[name] = false
      case let value: item.unknownLabels.append("\(name)=\(value ?? "a list")")
      }
    }
    item.vote.labels = item.case.labels
  }

  // MARK: Votes in a row

  /// The votes of a list in the row, each with its rater; nil where the expectation is no path through
  /// a list.
  private func votes(
    of row: ImportTable.Row, _ columns: MappedColumns, into item: inout Item
  ) -> [Vote]? {
    guard let place = columns.expected, place.hasList else { return nil }
    let items = place.items(in: row) ?? []
    let raters = columns.rater?.items(in: row)
    var votes: [Vote] = []
    for (index, values) in items.enumerated() {
      if let problem = values.lazy.compactMap(\.problemAsLabel).first { item.unreadable = problem }
      let texts = values.flatMap(\.texts)
        .flatMap { ImportTable.parts(of: $0, separator: mapping.separator) }
      let rater = raters.flatMap { $0.indices.contains(index) ? $0[index].first?.texts.first : nil }
      // Somebody who skipped the case gave no vote.
      guard !texts.isEmpty else { continue }
      votes.append(Vote(rater: rater, values: labels(for: texts, &item)))
    }
    let result = result(of: votes)
    item.case.votes = votes
    item.case.expected = result.expected
    return votes
  }
}

// MARK: - Meanings

/// What the values of a file mean.
struct LabelMeanings {
  private let exact: [String: String]
  private var folded: [String: String] = [:]
  /// Values that need no mapping, folded.
  private var known: [String: String] = [:]

  init(_ meanings: [String: String]) {
    exact = meanings
    var ambiguous: Set<String> = []
    for (value, meaning) in meanings {
      let key = LabelVocabulary.fold(value)
      if let other = folded.updateValue(meaning, forKey: key), other != meaning {
        ambiguous.insert(key)
      }
      known[LabelVocabulary.fold(meaning)] = meaning
    }
    for key in ambiguous { folded[key] = nil }
    for decision in Decision.allCases { known[decision.rawValue] = decision.rawValue }
  }

  /// nil if nobody said what the value means.
  subscript(value: String) -> String? {
    if let meaning = exact[value] { return meaning }
    let key = LabelVocabulary.fold(value)
    if let meaning = folded[key] ?? known[key] { return meaning }
    return exact.isEmpty ? value : nil
  }

  /// Of values as the subscript gives them.
  func isKnown(_ value: String) -> Bool {
    exact.isEmpty || known[LabelVocabulary.fold(value)] != nil
  }
}

// MARK: - Cells

extension JSONValue {
  /// Whether there is more than space.
  var isFilled: Bool {
    switch self {
    case .null: false
    case .string(let text): !text.allSatisfy(\.isWhitespace)
    case .array(let items): !items.isEmpty
    case .object(let fields): !fields.isEmpty
    case .bool, .integer, .number: true
    }
  }

  /// A scalar as text, with the space around it; nil where it is blank.
  var text: String? {
    guard isFilled else { return nil }
    switch self {
    case .string(let text): return text
    case .bool, .integer, .number: return line
    case .null, .array, .object: return nil
    }
  }

  /// The scalars of a list, or the one; trimmed, those that are not blank.
  var texts: [String] {
    if case .array(let items) = self { return items.flatMap(\.texts) }
    return text.map { [ImportTable.trimmed($0)] } ?? []
  }

  /// Why the value can be no label, with the way to it; nil where it can.
  var problemAsLabel: String? {
    switch self {
    case .object(let fields): return "an object\(Self.way(into: fields, ""))"
    case .array(let items):
      guard let inner = items.first(where: { $0.problemAsLabel != nil }) else { return nil }
      if case .object(let fields) = inner {
        return "a list of objects\(Self.way(into: fields, "[]"))"
      }
      return "a list of lists; add [] to the column's name"
    default: return nil
    }
  }

  private static func way(into fields: [String: JSONValue], _ list: String) -> String {
    let names = fields.filter { $0.value.problemAsLabel == nil }.keys
      .sorted { ($0 == "value" ? 0 : 1, $0) < ($1 == "value" ? 0 : 1, $1) }
    guard let first = names.first else { return "" }
    return "; add \(list).\(first) to the column's name"
  }
}

extension ImportTable.Row {
  func isFilled(at index: Int) -> Bool { value(at: index)?.isFilled ?? false }

  /// The cell as text, with the space around it; nil where it is blank, or a list.
  func text(at index: Int) -> String? { value(at: index)?.text }

  func trimmed(at index: Int) -> String? { text(at: index).map { ImportTable.trimmed($0) } }

  /// A list with one text is that text: a path through a list often leads to one.
  func text(at place: ColumnPath) -> String? {
    guard let value = place.value(in: self) else { return nil }
    if place.isPath, case .array(let items) = value, items.count == 1 { return items[0].text }
    return value.text
  }

  func trimmed(at place: ColumnPath) -> String? { text(at: place).map { ImportTable.trimmed($0) } }

  /// The texts of a list, or of a cell with separators; those that are not blank, trimmed.
  func texts(at place: ColumnPath, separator: String?) -> [String] {
    guard let value = place.value(in: self) else { return [] }
    if case .array = value { return value.texts }
    return value.text.map { ImportTable.parts(of: $0, separator: separator) } ?? []
  }
}

extension ImportTable {
  /// The first cell of a column that is not blank, as text.
  public func firstText(inColumn index: Int) -> String? {
    rows.lazy.filter { $0.isFilled(at: index) }.first.flatMap { row in
      row.text(at: index) ?? row.values[index]?.line
    }
  }

  static func parts(of text: String, separator: String?) -> [String] {
    guard let separator, !separator.isEmpty else { return [trimmed(text)] }
    return text.components(separatedBy: separator).map { trimmed($0) }.filter { !$0.isEmpty }
  }
}
