public import Cases
import Foundation
import Workbench
public import Workspace

/// `precept cases import`: a foreign file becomes a case set.
public struct ImportCommand: Sendable {
  public var file: String
  /// nil: by the ending of the file's name.
  public var format: ImportFormat?
  public var header = ImportTable.Header.row(1)
  /// nil where no content column was named: then the columns are listed, and nothing is imported.
  public var mapping: ImportMapping?
  /// nil with ``preview`` only.
  public var set: String?
  public var existing = Workspace.ExistingSet.kept
  /// Show so many cases and write nothing.
  public var preview: Int?
  public var json = false

  public init(file: String) { self.file = file }

  public func run(in context: CommandContext) throws -> ExitStatus {
    let table = try table(in: context)
    let mapping = try mapping(for: table)
    let result: CaseImport
    do { result = try CaseImport(table, mapping) } catch { throw usage(error) }
    if let preview {
      if json {
        context.console.print(document(result, cases: Array(result.cases.prefix(preview))).document)
      } else {
        context.console.write(shown(result, first: preview) + "\n")
      }
      return .done
    }
    guard let set else { throw CommandFailure(.usage, "No set was named.", hint: "Give -o SET.") }
    guard !result.cases.isEmpty else { throw nothingImported(result.report) }
    let workspace = try context.workspace()
    try context.onFiles {
      try workspace.checkCaseSet(set)
      if try existing == .kept && workspace.caseSetNames().contains(set) {
        throw CommandFailure(
          .files, "There is a case set \(set) already; nothing was written.",
          hint: "--append adds to it, --force replaces it, and -o takes another name.")
      }
      try workspace.writeCaseSet(named: set, cases: result.cases, existing: existing)
    }
    guard !json else {
      context.console.print(document(result, cases: nil).document)
      return .done
    }
    let next = "Next: precept cases list \(set), or precept cases run POLICY \(set)."
    context.console.write(
      account(of: result.report, "Imported", place: " into samples/\(set).jsonl") + "\n\(next)\n")
    return .done
  }

  // MARK: Reading

  private func table(in context: CommandContext) throws -> ImportTable {
    guard file != "-" || format != nil else {
      throw CommandFailure(
        .usage, "Standard input has no name that tells what it holds.",
        hint: "Give --format csv, tsv, jsonl or txt.")
    }
    do {
      let format = try format ?? ImportFormat(fileName: file)
      guard format.hasHeader || header == .row(1) else {
        throw CommandFailure(
          .usage, "Only csv and tsv have a row of headings.",
          hint: "Leave --header-row and --no-header out.")
      }
      return try ImportTable(context.readText(file), format: format, header: header)
    } catch let error as ImportError {
      throw usage(error)
    }
  }

  /// Text files have one column, which need not be named.
  private func mapping(for table: ImportTable) throws -> ImportMapping {
    if let mapping { return mapping }
    throw CommandFailure(
      .usage, Self.columns(of: table, file: name),
      hint: "Name it: --content-column NAME, or '#2' for the second.")
  }

  /// The columns with the first value of each.
  private static func columns(of table: ImportTable, file: String) -> String {
    var lines = ["No column was named as the content of \(file). Its columns are:"]
    for (index, column) in table.columns.enumerated() {
      let name = column.isEmpty ? "" : "  “\(column)”"
      let first = table.firstText(inColumn: index).map { "  \(oneLine($0, limit: 60))" } ?? "  -"
      lines.append("  #\(index + 1)\(name)\(first)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Telling

  private var name: String { file == "-" ? "standard input" : file }

  private func usage(_ error: ImportError) -> CommandFailure {
    CommandFailure(.usage, "\(name): \(error.message)", hint: error.hint)
  }

  private func nothingImported(_ report: ImportReport) -> CommandFailure {
    let first = report.skipped.first.map { " Line \($0.line): \($0.reason)" } ?? ""
    return CommandFailure(
      .usage, "None of the \(report.read) rows of \(name) became a case.\(first)",
      hint: "Try --preview with another column, or another --header-row.")
  }

  private func account(of report: ImportReport, _ verb: String, place: String = "") -> String {
    var lines = ["\(verb) \(report.imported) of \(report.read) rows of \(name)\(place)."]
    for fact in report.facts {
      let title = fact.title.padding(toLength: 10, withPad: " ", startingAt: 0)
      lines.append("  \(title)  \(fact.text)\(fact.isCaution ? "  (!)" : "")")
    }
    return lines.joined(separator: "\n")
  }

  private func shown(_ result: CaseImport, first count: Int) -> String {
    let lines = result.cases.prefix(count).map { item in
      var parts = [item.id, item.expected?.text ?? "-"]
      if !item.labels.isEmpty {
        parts.append(
          item.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ? 1 : 0)" }
            .joined(separator: " "))
      }
      return (parts + [oneLine(item.renderedContent, limit: 120)]).joined(separator: "  ")
    }
    let rest = result.cases.count - lines.count
    return
      (lines + (rest > 0 ? ["… and \(rest) more"] : []) + [
        account(of: result.report, "Would import") + "\nNothing was written."
      ]).joined(separator: "\n")
  }

  private func document(_ result: CaseImport, cases: [Case]?) -> JSON {
    let report = result.report
    func counts(_ counts: [String: Int]) -> JSON {
      .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
    }
    var fields: [(String, JSON)] = [
      ("schema", 1), ("file", .string(file)), ("set", JSON(set)),
      ("written", .bool(preview == nil)), ("read", .int(report.read)),
      ("imported", .int(report.imported)), ("duplicates", .int(report.duplicates.count)),
      ("unknown_labels", counts(report.unknownLabels)),
      (
        "skipped",
        .array(
          report.skipped.map { ["line": .int($0.line), "reason": .string($0.reason.description)] })
      ),
      ("expected", counts(report.expectations)),
      ("without_expectation", .int(report.imported - report.expecting)),
      ("with_labels", .int(report.labelled)), ("above_header", .int(report.skippedRows)),
      (
        "duplicate_lines",
        .array(
          report.duplicates.map {
            [
              "line": .int($0.line), "first_line": .int($0.firstLine),
              "contradicts": .bool($0.contradicts),
            ]
          })
      ),
      (
        "remarks",
        .array(report.remarks.map { ["line": .int($0.line), "message": .string($0.message)] })
      ),
    ]
    if let cases { fields.append(("cases", .array(cases.map(CaseCommands.document)))) }
    return .object(fields)
  }
}

/// The text on one line, cut where it grows long.
private func oneLine(_ text: String, limit: Int) -> String {
  let words = text.prefix(limit * 4).split(whereSeparator: \.isNewline).joined(separator: " ")
  return words.count > limit ? words.prefix(limit) + "…" : words
}
