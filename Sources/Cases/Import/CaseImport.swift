/// The cases that a foreign file holds under a mapping, all of them in memory, and an account of every
/// row. ``CaseImporter`` gives them one by one.
///
/// ```swift
/// let table = try ImportTable(text, format: .csv)
/// let mapping = ImportMapping(content: .text(.named("prompt")), idPrefix: "spam")
/// let result = try CaseImport(table, mapping)
/// result.report.read == result.report.imported + result.report.skippedCount
/// ```
public struct CaseImport: Hashable, Sendable {
  public private(set) var cases: [Case] = []
  public private(set) var report = ImportReport()

  /// - Throws: ``ImportError`` when a column of the mapping is not there, or not the only one.
  /// - Complexity: O(*n*) in the size of the table.
  public init(_ table: ImportTable, _ mapping: ImportMapping) throws(ImportError) {
    var rows = table.rows[...]
    let source = CaseImporter.Source(
      next: { rows.popFirst() }, columns: { table.columns }, reading: { table.reading },
      isFixed: true)
    var importer = try CaseImporter(source, mapping, skippedRows: table.skippedRows)
    do {
      try self.init(&importer)
    } catch let error as ImportError {
      throw error
    } catch {
      // Rows that are in memory come without an error.
      throw .empty()
    }
  }

  /// All that an importer gives.
  public init(_ importer: inout CaseImporter) throws {
    while let item = try importer.next() { cases.append(item) }
    for (number, votes) in importer.amendments {
      cases[number] = importer.amended(cases[number], with: votes)
    }
    report = importer.report
  }
}
