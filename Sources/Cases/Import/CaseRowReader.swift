/// The rows of a file one by one, each as a case or with why it is none; nothing is looked for twice.
///
/// - Complexity: a row costs by its length. Memory: one row.
public struct CaseRowReader {
  public struct Entry: Sendable {
    /// The line of the file, counted from 1.
    public var line: Int
    /// The row's number below the header, counted from 1.
    public var number: Int
    /// The row's own id, also where it is no case; nil where the file has none for it.
    public var id: String?
    public var result: Result<Case, Problem>
  }

  /// Why a row is no case, in a sentence.
  public struct Problem: Error, Hashable, Sendable {
    public var message: String
  }

  private let rows: ImportRows
  private let mapping: ImportMapping
  private var reader: RowReader
  private var columns: MappedColumns
  private var columnCount: Int
  private var number = 0

  /// - Throws: ``ImportError`` when a column of the mapping is not there, or not the only one.
  public init(_ rows: ImportRows, _ mapping: ImportMapping) throws(ImportError) {
    self.rows = rows
    self.mapping = mapping
    reader = RowReader(mapping: mapping)
    columns = try MappedColumns(mapping, in: rows.columns)
    columnCount = rows.columns.count
    if rows.hasFixedColumns, columnCount > 0, let missing = columns.missingName { throw missing }
  }

  /// The next row; nil at the end. Empty rows are passed over, but not empty lines of a text, each of
  /// which is a content.
  ///
  /// - Throws: ``ImportError`` for a column that no row has, or what reading the rows throws.
  public mutating func next() throws -> Entry? {
    while let row = try rows.next() {
      number += 1
      let names = rows.columns
      if names.count != columnCount {
        columnCount = names.count
        columns = try MappedColumns(mapping, in: names)
      }
      do {
        let item = try reader.read(row, number: number, columns: columns, names: names)
        return Entry(
          line: row.line, number: number, id: item.case.id, result: .success(item.case))
      } catch {
        let skip = error
        if skip.reason == .empty, names != ["content"] { continue }
        let problem = Problem(message: skip.reason.description)
        return Entry(
          line: row.line, number: number, id: columns.id.flatMap { row.trimmed(at: $0) },
          result: .failure(problem))
      }
    }
    if number > 0, let missing = columns.missing.first { throw missing }
    return nil
  }
}
