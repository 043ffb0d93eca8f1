import Application
public import ArgumentParser
import Cases
import Foundation
import Workspace

extension CaseSets {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Make a case set of a CSV, TSV, JSON lines or text file.",
      discussion: """
        A column is named by its heading, or by its place as #2; in JSON lines by a path such as \
        meta.label. Nothing is guessed: what no option names is not read. Every row that becomes no \
        case is reported with the reason. Without a content column, the columns are listed.
        """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup(title: "The file") var source: ImportSource
    @OptionGroup(title: "What its columns mean") var columns: ImportColumns

    @Option(
      name: [.short, .customLong("output")], help: ArgumentHelp("The set.", valueName: "set"))
    var output: String?
    @Flag(help: "Show the first cases and the counts; write nothing.") var preview = false
    @Option(help: ArgumentHelp("With --preview, so many cases.", valueName: "n")) var limit = 5
    @Flag(help: "Replace a set of that name.") var force = false
    @Flag(help: "Add to a set of that name; ids must be new.") var append = false
    @Flag(help: "One JSON document.") var json = false

    func validate() throws {
      if output == nil && !preview { throw ValidationError("Name the set: -o SET.") }
      if force && append { throw ValidationError("Give --force or --append, not both.") }
      try checkOption("limit", limit, in: 0...1_000_000)
    }

    func run() throws {
      var command = ImportCommand(file: source.file)
      command.format = source.chosenFormat
      command.header = source.header
      command.mapping = try columns.mapping(
        idPrefix: output ?? "case", isText: source.holdsOneColumn)
      command.set = output
      command.existing = force ? .replaced : append ? .extended : .kept
      command.preview = preview ? limit : nil
      command.json = json
      try command.run(in: place.context()).leave()
    }
  }
}

enum ImportFileFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, tsv, jsonl, txt
}

/// Where the rows come from.
struct ImportSource: ParsableArguments {
  @Argument(help: "The file; - reads standard input.") var file: String
  @Option(help: "csv, tsv, jsonl or txt (a content a line); by default as the file is called.")
  var format: ImportFileFormat?
  @Option(
    help: ArgumentHelp(
      "In a text file, contents stand between lines that are this.", valueName: "line"))
  var blockSeparator: String?
  @Option(
    help: ArgumentHelp("The row with the headings; rows above are not read.", valueName: "n"))
  var headerRow: Int?
  @Flag(help: "There are no headings; columns are named by place.") var noHeader = false

  func validate() throws {
    if noHeader && headerRow != nil {
      throw ValidationError("Give --header-row or --no-header, not both.")
    }
    if let headerRow, headerRow < 1 { throw ValidationError("--header-row counts from 1.") }
    if blockSeparator != nil, !holdsOneColumn {
      throw ValidationError("--block-separator is for text files: --format txt.")
    }
  }

  var header: ImportTable.Header { noHeader ? .none : .row(headerRow ?? 1) }

  /// nil if the file's name shall tell.
  var chosenFormat: ImportFormat? {
    if let blockSeparator { return .blocks(separator: blockSeparator) }
    return format.flatMap { ImportFormat(name: $0.rawValue) }
  }

  var holdsOneColumn: Bool {
    (format.flatMap { ImportFormat(name: $0.rawValue) } ?? (try? ImportFormat(fileName: file)))
      == .lines
  }
}

/// What the columns mean.
struct ImportColumns: ParsableArguments {
  @Option(help: ArgumentHelp("The content.", valueName: "column")) var contentColumn: String?
  @Option(help: ArgumentHelp("A conversation: what the user says.", valueName: "column"))
  var userColumn: String?
  @Option(help: ArgumentHelp("A conversation: what the assistant answers.", valueName: "column"))
  var assistantColumn: String?
  @Option(help: "Whose part of a conversation is judged: user, assistant or conversation.")
  var judge: Case.Judge?
  @Option(help: ArgumentHelp("The decision or label that is expected.", valueName: "column"))
  var expectedColumn: String?
  @Option(
    help: ArgumentHelp(
      "A row that holds something in this column only is the label of the rows below it.",
      valueName: "column"))
  var sectionColumn: String?
  @Option(
    help: ArgumentHelp(
      "A column that is a label and holds 1 or 0; empty is unknown. Repeatable.",
      valueName: "column"))
  var labelColumn: [String] = []
  @Option(
    help: ArgumentHelp(
      "A value and the decision or label that it means; others are unknown then. Repeatable.",
      valueName: "value=meaning"))
  var map: [String] = []
  @Option(help: ArgumentHelp("Between several labels, or tags, of a cell.", valueName: "text"))
  var separator: String?
  @Option(help: ArgumentHelp("The id; else the set's name and the row.", valueName: "column"))
  var idColumn: String?
  @Option(help: ArgumentHelp("Ids without a column begin with this.", valueName: "text"))
  var idPrefix: String?
  @Option(help: ArgumentHelp("A tag, or several. Repeatable.", valueName: "column"))
  var tagColumn: [String] = []
  @Option(help: ArgumentHelp("A note.", valueName: "column")) var noteColumn: String?
  @Flag(help: "Keep the other columns with the cases.") var keep = false
  @Flag(help: "Leave out a content that an earlier row has.") var dropDuplicates = false

  func validate() throws {
    let isConversation = userColumn != nil || assistantColumn != nil
    if isConversation && contentColumn != nil {
      throw ValidationError("Give --content-column, or --user-column and --assistant-column.")
    }
    if isConversation && (userColumn == nil || assistantColumn == nil || judge == nil) {
      throw ValidationError(
        "A conversation takes --user-column, --assistant-column and --judge.")
    }
    if judge != nil && !isConversation {
      throw ValidationError("--judge is for conversations: --user-column and --assistant-column.")
    }
    if expectedColumn != nil && sectionColumn != nil {
      throw ValidationError("Give --expected-column or --section-column, not both.")
    }
    _ = try meanings()
  }

  /// - Parameter isText: whether there is one column, which need not be named.
  /// - Returns: nil when nobody said what the content is.
  func mapping(idPrefix: String, isText: Bool) throws -> ImportMapping? {
    let content: ImportMapping.Content
    if let userColumn, let assistantColumn, let judge {
      content = .conversation(
        user: ImportColumn(userColumn), assistant: ImportColumn(assistantColumn), judge: judge)
    } else if let contentColumn {
      content = .text(ImportColumn(contentColumn))
    } else if isText {
      content = .text(.at(1))
    } else {
      return nil
    }
    var mapping = ImportMapping(content: content, idPrefix: self.idPrefix ?? idPrefix)
    if let expectedColumn { mapping.expected = .column(ImportColumn(expectedColumn)) }
    if let sectionColumn { mapping.expected = .sections(ImportColumn(sectionColumn)) }
    mapping.labels = labelColumn.map { ImportColumn($0) }
    mapping.separator = separator
    mapping.meanings = try meanings()
    mapping.id = idColumn.map { ImportColumn($0) }
    mapping.tags = tagColumn.map { ImportColumn($0) }
    mapping.note = noteColumn.map { ImportColumn($0) }
    mapping.keepsOthers = keep
    mapping.dropsDuplicates = dropDuplicates
    return mapping
  }

  /// What is left of the last `=` is the value, so that a value may hold one.
  private func meanings() throws -> [String: String] {
    var meanings: [String: String] = [:]
    for pair in map {
      guard let sign = pair.lastIndex(of: "=") else {
        throw ValidationError("--map \(pair) has no “=”: --map VALUE=MEANING.")
      }
      let value = pair[..<sign].trimmingCharacters(in: .whitespaces)
      let meaning = pair[pair.index(after: sign)...].trimmingCharacters(in: .whitespaces)
      guard !value.isEmpty, !meaning.isEmpty else {
        throw ValidationError("--map \(pair) says nothing: --map VALUE=MEANING.")
      }
      guard meanings.updateValue(meaning, forKey: value) == nil else {
        throw ValidationError("--map gives “\(value)” two meanings.")
      }
    }
    return meanings
  }
}

extension Case.Judge: ExpressibleByArgument {}
