import Foundation

/// A foreign file as rows and named columns, before anything is said about what they mean.
public struct ImportTable: Hashable, Sendable {
  public enum Header: Hashable, Sendable {
    /// Columns have no names; they are found by place.
    case none
    /// The row with the names, counted from 1 as a spreadsheet does; rows above it are not read.
    case row(Int)
  }

  public struct Row: Hashable, Sendable {
    /// The line of the file on which the row begins, counted from 1.
    public var line: Int
    /// A value for each column; nil where the row has none.
    public var values: [JSONValue?]
    /// Something odd that leaves the row usable.
    public var remark: String?
    /// Why nothing of the row can be used.
    public var problem: String?
  }

  /// Trimmed; empty where a column has no name.
  public var columns: [String]
  public var rows: [Row]
  /// Rows above the header.
  public var skippedRows: Int

  /// - Throws: ``ImportError`` when there is nothing to read, or no such header row.
  /// - Complexity: O(*n*) in the length of the text.
  public init(
    _ text: String, format: ImportFormat, header: Header = .row(1)
  ) throws(ImportError) {
    switch format {
    case .csv: try self.init(DelimitedText(text), header: header)
    case .tsv: try self.init(DelimitedText(text, delimiter: "\t"), header: header)
    case .jsonLines: self.init(jsonLines: text)
    case .lines: self.init(contents: Self.lines(of: text).map { ($0.number, String($0.line)) })
    case .blocks(let separator): self.init(contents: Self.blocks(of: text, between: separator))
    }
    if rows.isEmpty { throw .empty() }
  }

  /// The names that two or more columns have.
  public var repeatedNames: [String] {
    var counts: [String: Int] = [:]
    for name in columns where !name.isEmpty { counts[name, default: 0] += 1 }
    return counts.filter { $0.value > 1 }.keys.sorted()
  }

  /// How a column is called where it must be told from all others: by its name if it has one of its
  /// own, else by its place.
  public func column(at index: Int) -> ImportColumn {
    let name = columns[index]
    let isOwn = !name.isEmpty && columns.filter { $0 == name }.count == 1
    return isOwn && !name.hasPrefix("#") ? .named(name) : .at(index + 1)
  }
}

// MARK: - Delimited text

extension ImportTable {
  private init(_ text: DelimitedText, header: Header) throws(ImportError) {
    var records = text.records[...]
    columns = []
    skippedRows = 0
    rows = []
    if case .row(let number) = header {
      guard !records.isEmpty else { throw .empty() }
      guard number >= 1, number <= records.count else {
        throw .noHeader(row: number, rows: records.count)
      }
      skippedRows = number - 1
      records = records.dropFirst(number - 1)
      columns = records.removeFirst().fields.map { Self.trimmed($0) }
    }
    let named = columns.count
    let width = records.reduce(named) { max($0, $1.fields.count) }
    columns += Array(repeating: "", count: width - named)
    let expected = header == .none ? nil : named
    rows = records.map { Self.row($0, width: width, named: expected) }
  }

  /// - Parameter named: fields of the header, where there is one.
  private static func row(
    _ record: DelimitedText.Record, width: Int, named: Int?
  ) -> Row {
    var values: [JSONValue?] = record.fields.map { .string($0) }
    let count = values.count
    values += Array(repeating: nil, count: width - count)
    var row = Row(line: record.line, values: values)
    if let named, count != named, count > 0 {
      row.remark = "The row has \(count) \(count == 1 ? "field" : "fields"), the header \(named)."
    }
    switch record.problem {
    case .unclosedQuote:
      row.problem =
        "A quotation mark is never closed, so that the rest of the file is one field."
    case .textAfterQuote:
      row.remark = "Text follows a closing quotation mark; it was taken into the field."
    case nil: break
    }
    return row
  }

  static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

// MARK: - Lines

extension ImportTable {
  private init(contents: [(line: Int, text: String)]) {
    columns = ["content"]
    skippedRows = 0
    rows = contents.map { Row(line: $0.line, values: [.string($0.text)]) }
  }

  private init(jsonLines text: String) {
    var indices: [String: Int] = [:]
    var names: [String] = []
    var rows: [Row] = []
    for (number, line) in Self.lines(of: text) {
      var row = Row(line: number, values: [])
      // An empty line is an empty row, as in the other formats.
      if !line.allSatisfy(\.isWhitespace) {
        do {
          let fields = try Self.fields(of: line)
          for (path, value) in Self.leaves(of: fields) {
            let index = indices[path] ?? names.count
            if index == names.count {
              guard index < Self.mostColumns else {
                throw CaseProblem("The file has more than \(Self.mostColumns) different fields.")
              }
              indices[path] = index
              names.append(path)
            }
            row.values += Array(repeating: nil, count: max(0, index + 1 - row.values.count))
            row.values[index] = value
          }
        } catch {
          row.problem = (error as? CaseProblem)?.message
        }
      }
      rows.append(row)
    }
    columns = names
    skippedRows = 0
    self.rows = rows.map { row in
      var row = row
      row.values += Array(repeating: nil, count: names.count - row.values.count)
      return row
    }
  }

  /// Each row has a place for each of them.
  private static let mostColumns = 1000

  private static func fields(of line: Substring) throws -> [String: JSONValue] {
    let value = try JSONValue(reading: line, as: "The line")
    guard case .object(let fields) = value else {
      throw CaseProblem("The line is \(value.kindName), not an object.")
    }
    return fields
  }

  /// What an object holds, by path, in the order of the paths; an object inside is its fields.
  private static func leaves(of fields: [String: JSONValue]) -> [(String, JSONValue)] {
    fields.sorted { $0.key < $1.key }.flatMap { key, value -> [(String, JSONValue)] in
      guard case .object(let inner) = value, !inner.isEmpty else { return [(key, value)] }
      return leaves(of: inner).map { ("\(key).\($0)", $1) }
    }
  }

  /// The lines, without their ends; a line end at the end of the text begins no line.
  private static func lines(of text: String) -> [(number: Int, line: Substring)] {
    let scalars = text.unicodeScalars
    var rest = scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...]
    var lines: [(Int, Substring)] = []
    while !rest.isEmpty {
      let end = rest.firstIndex(of: "\n") ?? rest.endIndex
      var line = rest[..<end]
      if line.last == "\r" { line.removeLast() }
      lines.append((lines.count + 1, Substring(line)))
      rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
    }
    return lines
  }

  private static func blocks(
    of text: String, between separator: String
  ) -> [(line: Int, text: String)] {
    var blocks: [(line: Int, text: String)] = []
    var lines: [Substring] = []
    var first = 1
    func block() -> (Int, String) {
      (first, lines.joined(separator: "\n").trimmingCharacters(in: .newlines))
    }
    for (number, line) in Self.lines(of: text) {
      if trimmed(String(line)) == separator {
        blocks.append(block())
        lines = []
        first = number + 1
      } else {
        lines.append(line)
      }
    }
    // A separator may end the file.
    if !lines.isEmpty { blocks.append(block()) }
    return blocks
  }
}
