public import Cases
import Foundation
import Policies
import Wording
public import Workspace

/// `precept cases import`: a foreign file becomes a case set.
public struct ImportCommand: Sendable {
  public var file: String
  public var options = ImportOptions()
  /// nil where no content column was named: then a file that an export wrote is read as it is, and of
  /// another the columns are listed.
  public var mapping: ImportMapping?
  /// nil with ``preview`` only.
  public var set: String?
  public var existing = Workspace.ExistingSet.kept
  /// Show so many cases and write nothing.
  public var preview: Int?
  /// A policy to hold the labels to.
  public var policy: String?
  public var idPrefix = "case"
  public var json = false

  public init(file: String) { self.file = file }

  public func run(in context: CommandContext) throws -> ExitStatus {
    if let format = options.format, !format.hasHeader, options.header != .row(1) {
      throw CommandFailure(
        .usage, "Only csv and tsv have a row of headings.",
        hint: "Leave --header-row and --no-header out.")
    }
    let vocabulary = try policy.map { name in
      let policy = try context.policy(name)
      let outline = policy.outline
      return LabelVocabulary(policy.format(outline), rules: outline.rules)
    }
    if preview == nil { try checkSet(in: context) }
    let source = try CaseSource(file, options: options, in: context)
    let mapping = try mapping(for: source)
    var importer = try source.reading { try CaseImporter(source.rows, mapping) }
    if let preview {
      let cases = try source.reading { try first(preview, of: &importer, source, context) }
      tell(importer, source, vocabulary, cases: cases, in: context)
      return .done
    }
    try write(&importer, source, in: context)
    tell(importer, source, vocabulary, cases: nil, in: context)
    return .done
  }

  // MARK: Reading

  private func mapping(for source: CaseSource) throws -> ImportMapping {
    if let mapping { return mapping }
    if try source.reading({ try source.rows.areCases() }) {
      return ImportMapping(content: .cases, idPrefix: idPrefix)
    }
    let table = try source.reading { try ImportTable(source.rows, limit: 20) }
    throw CommandFailure(
      .usage, Self.columns(of: table, file: source.name),
      hint: "Name it: --content-column NAME, or '#2' for the second.")
  }

  /// The columns with the first value of each.
  static func columns(of table: ImportTable, file: String) -> String {
    var lines = ["No column was named as the content of \(file). Its columns are:"]
    if !table.reading.title.isEmpty { lines[0] += " (read as: \(table.reading.title))" }
    for (index, column) in table.columns.enumerated() {
      let name = column.isEmpty ? "" : "  “\(column)”"
      let first = table.firstText(inColumn: index).map { "  \(oneLine($0, limit: 60))" } ?? "  -"
      lines.append("  #\(index + 1)\(name)\(first)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first cases, with all the votes on them.
  private func first(
    _ count: Int, of importer: inout CaseImporter, _ source: CaseSource, _ context: CommandContext
  ) throws -> [Case] {
    var cases: [Case] = []
    var progress = RowProgress(context.console, verb: "reading")
    defer { progress.clear() }
    while let item = try importer.next() {
      try Task.checkCancellation()
      if cases.count < count { cases.append(item) }
      progress.show(importer.report.read, share: source.share)
    }
    for (number, votes) in importer.amendments where number < cases.count {
      cases[number] = importer.amended(cases[number], with: votes)
    }
    return cases
  }

  // MARK: Writing

  private func checkSet(in context: CommandContext) throws {
    guard let set else { throw CommandFailure(.usage, "No set was named.", hint: "Give -o SET.") }
    let workspace = try context.workspace()
    try context.onFiles {
      try workspace.checkCaseSet(set)
      if try existing == .kept && workspace.caseSetNames().contains(set) {
        throw CommandFailure(
          .files, "There is a case set \(set) already; nothing was written.",
          hint: "--append adds to it, --force replaces it, and -o takes another name.")
      }
    }
  }

  private func write(
    _ importer: inout CaseImporter, _ source: CaseSource, in context: CommandContext
  ) throws {
    guard let set else { return }
    let workspace = try context.workspace()
    var progress = RowProgress(context.console, verb: "importing")
    defer { progress.clear() }
    try source.reading {
      try workspace.writeCaseSet(named: set, existing: existing) { writer in
        while let item = try importer.next() {
          try Task.checkCancellation()
          try writer.write(item)
          progress.show(importer.report.read, share: source.share)
        }
        guard importer.report.imported > 0 else {
          throw nothingImported(importer.report, source.name)
        }
        let amendments = importer.amendments
        try writer.rewrite(Set(amendments.keys)) { item, number in
          importer.amended(item, with: amendments[number] ?? [])
        }
      }
    }
  }

  private func nothingImported(_ report: ImportReport, _ name: String) -> CommandFailure {
    let first = report.skipped.first.map { " Line \($0.line): \($0.reason)" } ?? ""
    return CommandFailure(
      .usage, "None of the \(report.read) rows of \(name) became a case.\(first)",
      hint: "Try --preview with another column, or another --header-row.")
  }

  // MARK: Telling

  private func tell(
    _ importer: CaseImporter, _ source: CaseSource, _ vocabulary: LabelVocabulary?,
    cases: [Case]?, in context: CommandContext
  ) {
    var report = importer.report
    if source.chunks.isCompressed { report.reading?.compression = "gzip" }
    let unknown = vocabulary.map { UnknownLabels(report.expectations, in: $0) }
    guard !json else {
      context.console.print(
        ImportDocument(
          report: report, file: file, set: set, cases: cases, unknownToPolicy: unknown
        ).json.document)
      return
    }
    var lines: [String] = []
    if let cases {
      lines += cases.map(shown)
      let rest = report.imported - cases.count
      if rest > 0 { lines.append("… and \(rest) more") }
      lines.append(account(of: report, "Would import", of: source.name))
    } else {
      lines.append(
        account(
          of: report, "Imported", of: source.name, place: " into samples/\(set ?? "").jsonl"))
    }
    for sentence in unknown?.sentences(of: policy ?? "the policy") ?? [] {
      lines.append(
        "  \("unknown".padding(toLength: 10, withPad: " ", startingAt: 0))  \(sentence)  (!)")
    }
    if cases != nil {
      lines.append("Nothing was written.")
    } else {
      let set = set ?? ""
      lines.append("Next: precept cases list \(set), or precept cases run POLICY \(set).")
    }
    context.console.write(lines.joined(separator: "\n") + "\n")
  }

  private func account(
    of report: ImportReport, _ verb: String, of name: String, place: String = ""
  ) -> String {
    var lines = ["\(verb) \(report.imported) of \(report.read) rows of \(name)\(place)."]
    for fact in report.facts {
      let title = fact.title.padding(toLength: 10, withPad: " ", startingAt: 0)
      lines.append("  \(title)  \(fact.text)\(fact.isCaution ? "  (!)" : "")")
    }
    return lines.joined(separator: "\n")
  }

  private func shown(_ item: Case) -> String {
    var parts = [item.id, item.expected?.text ?? "-"]
    if !item.labels.isEmpty {
      parts.append(
        item.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ? 1 : 0)" }
          .joined(separator: " "))
    }
    if item.votes.count > 1 {
      let votes = item.votes.map { $0.values.joined(separator: "+") }.filter { !$0.isEmpty }
      if !votes.isEmpty { parts.append("(\(votes.joined(separator: ", ")))") }
    }
    return (parts + [oneLine(item.renderedContent, limit: 120)]).joined(separator: "  ")
  }
}

/// The text on one line, cut where it grows long.
func oneLine(_ text: String, limit: Int) -> String {
  let words = text.prefix(limit * 4).split(whereSeparator: \.isNewline).joined(separator: " ")
  return words.count > limit ? words.prefix(limit) + "…" : words
}
