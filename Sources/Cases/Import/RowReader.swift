import Foundation
import Policies

/// Reads row by row; it remembers the section in which it stands.
struct RowReader {
  struct Item {
    var `case`: Case
    var unknownLabels: [String] = []
  }

  /// The row becomes no case.
  struct Skip: Error {
    var reason: ImportReport.Reason
  }

  private let mapping: ImportMapping
  private let columns: MappedColumns
  /// Values that need no mapping.
  private let known: Set<String>
  private var section: String?

  init(mapping: ImportMapping, columns: MappedColumns) {
    self.mapping = mapping
    self.columns = columns
    known = Set(mapping.meanings.values).union(Decision.allCases.map(\.rawValue))
  }

  /// - Parameter number: the row's, counted from 1 below the header.
  mutating func read(_ row: ImportTable.Row, number: Int) throws(Skip) -> Item {
    if let problem = row.problem { throw Skip(reason: .unreadable(problem)) }
    let filled = row.values.indices.filter { row.isFilled(at: $0) }
    if filled.isEmpty { throw Skip(reason: .empty) }
    if let column = columns.section, filled == [column], let label = row.trimmed(at: column) {
      section = label
      throw Skip(reason: .section(label))
    }
    let content = try content(of: row)
    let id = columns.id.flatMap { row.trimmed(at: $0) } ?? "\(mapping.idPrefix)-\(number)"
    var item = Item(case: Case(id: id, content: content))
    readExpectation(of: row, into: &item)
    readLabels(of: row, into: &item)
    item.case.tags = columns.tags.flatMap { row.texts(at: $0, separator: mapping.separator) }
    item.case.note = columns.note.flatMap { row.trimmed(at: $0) }
    for (name, index) in columns.others where row.isFilled(at: index) {
      item.case.extra[name] = row.values[index]
    }
    return item
  }

  // MARK: Content

  private func content(of row: ImportTable.Row) throws(Skip) -> Case.Content {
    switch columns.content {
    case .text(let index):
      guard let text = try text(of: row, at: index) else { throw Skip(reason: .noContent) }
      return .text(text)
    case .conversation(let user, let assistant, let judge):
      let question = try text(of: row, at: user)
      let answer = try text(of: row, at: assistant)
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
  private func text(of row: ImportTable.Row, at index: Int) throws(Skip) -> String? {
    if let text = row.text(at: index) { return text }
    guard row.isFilled(at: index), let value = row.values[index] else { return nil }
    throw Skip(reason: .unreadable("The content is \(value.kindName), not a text."))
  }

  // MARK: Labels

  /// All labels of a cell or none: with one missing, an answer could not agree with the rest.
  private func readExpectation(of row: ImportTable.Row, into item: inout Item) {
    var values: [String] = []
    if let index = columns.expected {
      values = row.texts(at: index, separator: mapping.separator)
    } else if columns.section != nil, let section {
      values = ImportTable.parts(of: section, separator: mapping.separator)
    }
    var labels: [String] = []
    for value in values {
      if let label = meaning(of: value) {
        if !labels.contains(label) { labels.append(label) }
      } else {
        item.unknownLabels.append(value)
      }
    }
    guard item.unknownLabels.isEmpty, let first = labels.first else { return }
    item.case.expected = labels.count == 1 ? .one(first) : .all(labels)
  }

  /// nil if nobody said what the value means.
  private func meaning(of value: String) -> String? {
    if let meaning = mapping.meanings[value] { return meaning }
    return mapping.meanings.isEmpty || known.contains(value) ? value : nil
  }

  private func readLabels(of row: ImportTable.Row, into item: inout Item) {
    for (name, index) in columns.labels where row.isFilled(at: index) {
      switch row.trimmed(at: index)?.lowercased() {
      case "1", "1.0", "true": item.case.labels[name] = true
      case "0", "0.0", "false": item.case.labels[name] = false
      case let value: item.unknownLabels.append("\(name)=\(value ?? "a list")")
      }
    }
  }
}

// MARK: - Cells

extension ImportTable.Row {
  /// Whether there is more than space.
  func isFilled(at index: Int) -> Bool {
    switch values[index] {
    case nil, .null: false
    case .string(let text): !text.allSatisfy(\.isWhitespace)
    case .array(let items): !items.isEmpty
    case .object(let fields): !fields.isEmpty
    case .bool, .integer, .number: true
    }
  }

  /// The cell as text, with the space around it; nil where it is blank, or a list.
  func text(at index: Int) -> String? {
    guard isFilled(at: index), let value = values[index] else { return nil }
    switch value {
    case .string(let text): return text
    case .bool, .integer, .number: return value.line
    case .null, .array, .object: return nil
    }
  }

  func trimmed(at index: Int) -> String? { text(at: index).map { ImportTable.trimmed($0) } }

  /// The texts of a list, or of a cell with separators; those that are not blank, trimmed.
  func texts(at index: Int, separator: String?) -> [String] {
    if case .array(let items)? = values[index] {
      let row = Self(line: line, values: items)
      return items.indices.compactMap { row.trimmed(at: $0) }
    }
    return text(at: index).map { ImportTable.parts(of: $0, separator: separator) } ?? []
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
