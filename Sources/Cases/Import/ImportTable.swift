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
    /// The row as it stands in JSON.
    var object: [String: JSONValue]?
  }

  /// Trimmed; empty where a column has no name.
  public var columns: [String]
  public var rows: [Row]
  /// Rows above the header.
  public var skippedRows: Int

  /// How the file was read.
  public var reading: ImportReading

  /// - Throws: ``ImportError`` when there is nothing to read, or no such header row.
  /// - Complexity: O(*n*) in the length of the text.
  public init(
    _ text: String, format: ImportFormat, header: Header = .row(1)
  ) throws(ImportError) {
    var pieces = [Array(text.utf8)][...]
    let options = ImportOptions(format: format, header: header, encoding: .utf8)
    do {
      let rows = try ImportRows({ pieces.popFirst() ?? [] }, file: "", options: options)
      try self.init(rows)
    } catch let error as ImportError {
      throw error
    } catch {
      // Bytes that are in memory come without an error.
      throw .empty()
    }
  }

  /// All that is left of the rows, or the first of them.
  ///
  /// - Parameter limit: the most rows.
  /// - Throws: ``ImportError`` when there are none, or what reading the file throws.
  public init(_ source: ImportRows, limit: Int = .max) throws {
    rows = []
    while rows.count < limit, let row = try source.next() { rows.append(row) }
    columns = source.columns
    skippedRows = source.skippedRows
    reading = source.reading
    if rows.isEmpty { throw ImportError.empty() }
    for index in rows.indices {
      let missing = columns.count - rows[index].values.count
      rows[index].values += Array(repeating: nil, count: missing)
    }
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

extension ImportTable {
  static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
