/// The cases that a foreign file holds under a mapping, and an account of every row.
///
/// ```swift
/// let table = try ImportTable(text, format: .csv)
/// let mapping = ImportMapping(content: .text(.named("prompt")), idPrefix: "spam")
/// let result = try CaseImport(table, mapping)
/// result.report.read == result.report.imported + result.report.skipped.count
/// ```
/// Nothing is guessed and nothing is dropped in silence: a row that becomes no case is in
/// ``ImportReport/skipped`` with the reason, a label that is not known is counted and leaves its case
/// without an expectation, and an empty label field is an unknown label, never a false one.
public struct CaseImport: Hashable, Sendable {
  public private(set) var cases: [Case] = []
  public private(set) var report = ImportReport()

  /// - Throws: ``ImportError`` when a column of the mapping is not there, or not the only one.
  /// - Complexity: O(*n*) in the size of the table.
  public init(_ table: ImportTable, _ mapping: ImportMapping) throws(ImportError) {
    let columns = try MappedColumns(mapping, in: table)
    report.skippedRows = table.skippedRows
    report.repeatedColumns = table.repeatedNames
    var reader = RowReader(mapping: mapping, columns: columns)
    // By bytes: to a model, é in one scalar and in two are not the same.
    var firstOfContent: [[UInt8]: (line: Int, case: Case)] = [:]
    var firstOfID: [String: Int] = [:]
    for (index, row) in table.rows.enumerated() {
      report.read += 1
      if let remark = row.remark { report.remarks.append(.init(line: row.line, message: remark)) }
      let item: RowReader.Item
      do {
        item = try reader.read(row, number: index + 1)
      } catch {
        report.skipped.append(.init(line: row.line, reason: error.reason))
        continue
      }
      if let line = firstOfID[item.case.id] {
        let reason = ImportReport.Reason.repeatedID(item.case.id, of: line)
        report.skipped.append(.init(line: row.line, reason: reason))
        continue
      }
      let bytes = Array(item.case.renderedContent.utf8)
      if let first = firstOfContent[bytes] {
        report.duplicates.append(
          .init(
            line: row.line, firstLine: first.line,
            contradicts: item.case.contradicts(first.case)))
        if mapping.dropsDuplicates {
          report.skipped.append(.init(line: row.line, reason: .duplicate(of: first.line)))
          continue
        }
      } else {
        firstOfContent[bytes] = (row.line, item.case)
      }
      firstOfID[item.case.id] = row.line
      take(item)
    }
  }

  private mutating func take(_ item: RowReader.Item) {
    cases.append(item.case)
    report.imported += 1
    if let expected = item.case.expected {
      report.expecting += 1
      for value in expected.values { report.expectations[value, default: 0] += 1 }
    }
    if !item.case.labels.isEmpty { report.labelled += 1 }
    for value in item.unknownLabels { report.unknownLabels[value, default: 0] += 1 }
  }
}

extension Case {
  /// Whether both say something, and not the same.
  fileprivate func contradicts(_ other: Case) -> Bool {
    if let expected, let theirs = other.expected, expected != theirs { return true }
    return labels.contains { label, value in other.labels[label].map { $0 != value } ?? false }
  }
}

/// The columns of a mapping by their places, counted from 0.
struct MappedColumns {
  enum Content {
    case text(Int)
    case conversation(user: Int, assistant: Int, judge: Case.Judge)
  }

  let content: Content
  let expected: Int?
  let section: Int?
  let labels: [(name: String, index: Int)]
  let id: Int?
  let tags: [Int]
  let note: Int?
  /// What nothing is said about, with the name of the field that keeps it.
  let others: [(name: String, index: Int)]

  init(_ mapping: ImportMapping, in table: ImportTable) throws(ImportError) {
    var used: Set<Int> = []
    func place(of column: ImportColumn) throws(ImportError) -> Int {
      let index = try table.index(of: column)
      used.insert(index)
      return index
    }
    switch mapping.content {
    case .text(let column): content = .text(try place(of: column))
    case .conversation(let user, let assistant, let judge):
      content = .conversation(
        user: try place(of: user), assistant: try place(of: assistant), judge: judge)
    }
    switch mapping.expected {
    case .nowhere: (expected, section) = (nil, nil)
    case .column(let column): (expected, section) = (try place(of: column), nil)
    case .sections(let column):
      if try used.contains(table.index(of: column)) { throw .sameColumn(column.description) }
      (expected, section) = (nil, try place(of: column))
    }
    var labels: [(String, Int)] = []
    for column in mapping.labels {
      let index = try place(of: column)
      let name = table.columns[index].isEmpty ? "column-\(index + 1)" : table.columns[index]
      labels.append((mapping.meanings[name] ?? name, index))
    }
    self.labels = labels
    var tags: [Int] = []
    for column in mapping.tags { tags.append(try place(of: column)) }
    self.tags = tags
    id = if let column = mapping.id { try place(of: column) } else { nil }
    note = if let column = mapping.note { try place(of: column) } else { nil }
    others =
      mapping.keepsOthers
      ? table.columns.indices.filter { !used.contains($0) }.map { (table.fieldName(of: $0), $0) }
      : []
  }
}

extension ImportTable {
  /// Fields of a case that mean something.
  private static let fields: Set<String> = [
    "id", "content", "messages", "judge", "expected", "labels", "tags", "note",
  ]

  func index(of column: ImportColumn) throws(ImportError) -> Int {
    switch column {
    case .at(let place):
      guard place > 0, place <= columns.count else {
        throw .unknownColumn(column, among: columns)
      }
      return place - 1
    case .named(let name):
      let matches = columns.indices.filter { columns[$0] == name && !name.isEmpty }
      guard let first = matches.first else { throw .unknownColumn(column, among: columns) }
      if matches.count > 1 { throw .ambiguousColumn(name, at: matches) }
      return first
    }
  }

  /// The name under which a case keeps a column: its own, or with the column's place where that is
  /// none, is another's as well, or would mean something else in a case.
  func fieldName(of index: Int) -> String {
    let name = columns[index]
    if name.isEmpty { return "column-\(index + 1)" }
    let isShared = columns.filter { $0 == name }.count > 1
    return isShared || Self.fields.contains(name) ? "\(name)-\(index + 1)" : name
  }
}
