import Application
public import ArgumentParser
import Cases
import Foundation
import Workspace

extension CaseSets {
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Make a case set of a CSV, TSV, JSON or text file.",
      discussion: """
        A column is named by its heading, or by its place as #2; in JSON by a path such as \
        meta.label, and responses.label[].value for each item of a list. What no option names is not \
        read. Every row that becomes no case is reported with the reason. Without a content column, \
        a file that cases export wrote is read as it is; of another the columns are listed.

        Delimiter, quotation marks, encoding (UTF-8, UTF-16, Windows-1252) and gzip are detected and \
        told. Files may be of any size.

        Rows with the same id and content are votes of several people, and so are rows with the same \
        content and a --rater-column. All votes are kept with the case; what most say is expected, \
        and a tie expects nothing.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The file; - reads standard input.") var file: String
    @OptionGroup(title: "The file") var source: ReadingOptions
    @OptionGroup(title: "What its columns mean") var columns: ImportColumns

    @Option(
      name: [.short, .customLong("output")], help: ArgumentHelp("The set.", valueName: "set"))
    var output: String?
    @Flag(help: "Show the first cases and the counts; write nothing.") var preview = false
    @Option(help: ArgumentHelp("With --preview, so many cases.", valueName: "n")) var limit = 5
    @Flag(help: "Replace a set of that name.") var force = false
    @Flag(help: "Add to a set of that name; ids must be new.") var append = false
    @Option(
      help: ArgumentHelp("Count the labels that this policy does not know.", valueName: "policy"))
    var policy: String?
    @Flag(help: "One JSON document.") var json = false

    func validate() throws {
      if output == nil && !preview { throw ValidationError("Name the set: -o SET.") }
      if force && append { throw ValidationError("Give --force or --append, not both.") }
      try checkOption("limit", limit, in: 0...1_000_000)
    }

    func run() async throws {
      var command = ImportCommand(file: file)
      command.options = try source.options
      command.idPrefix = output ?? "case"
      command.mapping = try columns.mapping(
        idPrefix: output ?? "case", isText: source.holdsOneColumn(file))
      command.set = output
      command.existing = force ? .replaced : append ? .extended : .kept
      command.preview = preview ? limit : nil
      command.policy = policy
      command.json = json
      let context = try place.context(drawsProgress: true)
      try await Interruption.whileRunning { [command] in
        try await CaseSets.cancellable(context) { try command.run(in: context) }
      }.leave()
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a case set for other programs.",
      discussion: """
        jsonl and csv hold everything, votes too: cases import makes the same cases of them. \
        promptfoo makes a list of tests, label-studio a list of tasks with choices, both as JSON.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "A set in samples/.") var set: String
    @Option(help: "jsonl, csv, promptfoo or label-studio.") var format = CaseExport.Format.jsonLines
    @Option(
      name: [.short, .customLong("output")],
      help: ArgumentHelp("The file; by default standard output.", valueName: "file"))
    var output: String?

    func run() async throws {
      let command = ExportCommand(set: set, format: format, output: output)
      let context = try place.context(drawsProgress: true)
      try await Interruption.whileRunning {
        try await CaseSets.cancellable(context) { try command.run(in: context) }
      }.leave()
    }
  }

  /// Carries out work on files; where it is cancelled, nothing is left of it.
  static func cancellable(
    _ context: CommandContext, _ work: @escaping @Sendable () throws -> ExitStatus
  ) async throws -> ExitStatus {
    do {
      return try work()
    } catch is CancellationError {
      context.console.note("precept: stopped; nothing was written.")
      return .interrupted
    }
  }
}

extension CaseExport.Format: ExpressibleByArgument {}

enum ImportFileFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, tsv, json, jsonl, txt
}

/// How a file of rows is read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: "csv, tsv, json, jsonl or txt (a content a line); by default as the file is called.")
  var format: ImportFileFormat?
  @Option(
    help: ArgumentHelp("Between the fields of csv and tsv: a character, or tab.", valueName: "text")
  )
  var delimiter: String?
  @Option(help: ArgumentHelp("Around fields: a character, or none.", valueName: "character"))
  var quote: String?
  @Option(help: "A quotation mark inside one is doubled, or behind a backslash.")
  var escape: DelimitedDialect.Escape?
  @Option(
    help: ArgumentHelp("utf-8, utf-16, windows-1252 and others.", valueName: "name"))
  var encoding: String?
  @Option(
    help: ArgumentHelp(
      "In json, the keys that lead to the list of rows: data.items.", valueName: "keys"))
  var rows: String?
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
    if blockSeparator != nil, let format, format != .txt {
      throw ValidationError("--block-separator is for text files: --format txt.")
    }
    _ = try dialect
    _ = try chosenEncoding
  }

  var options: ImportOptions {
    get throws {
      ImportOptions(
        format: chosenFormat ?? (rows == nil ? nil : .json), header: header, dialect: try dialect,
        encoding: try chosenEncoding, rows: rows)
    }
  }

  private var dialect: DialectChoice {
    get throws {
      let names = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"]
      var choice = DialectChoice(delimiter: delimiter.map { names[$0] ?? $0 }, escape: escape)
      if let delimiter = choice.delimiter,
        delimiter.isEmpty || delimiter.contains(where: \.isNewline) || delimiter.utf8.count > 16
      {
        throw ValidationError("--delimiter is one character or a few, such as ';' or tab.")
      }
      guard let quote else { return choice }
      if quote.isEmpty || quote == "none" {
        choice.quote = DialectChoice.Quote.none
      } else if quote.unicodeScalars.count == 1, let mark = quote.unicodeScalars.first,
        mark.isASCII, quote != choice.delimiter
      {
        choice.quote = .mark(mark)
      } else {
        throw ValidationError("--quote is one ASCII character, or none.")
      }
      return choice
    }
  }

  private var chosenEncoding: TextEncoding? {
    get throws {
      guard let encoding else { return nil }
      guard let known = TextEncoding(name: encoding) else {
        let names = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
          "--encoding \(encoding) is not known. It can be \(names); for another: iconv -f \(encoding) -t utf-8 FILE | precept cases import - …"
        )
      }
      return known
    }
  }

  var header: ImportTable.Header { noHeader ? .none : .row(headerRow ?? 1) }

  /// nil if the file's name shall tell.
  var chosenFormat: ImportFormat? {
    if let blockSeparator { return .blocks(separator: blockSeparator) }
    return format.flatMap { ImportFormat(name: $0.rawValue) }
  }

  /// Whether the rows of the file have one column, which need not be named.
  func holdsOneColumn(_ file: String) -> Bool {
    switch chosenFormat ?? (try? ImportFormat(fileName: file)) {
    case .lines, .blocks: true
    default: false
    }
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
  @Option(
    help: ArgumentHelp("Who labelled the row: one row is one person's vote.", valueName: "column"))
  var raterColumn: String?
  @Option(
    help: ArgumentHelp("Expect what this person says, not what most say.", valueName: "name"))
  var rater: String?
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
    if rater != nil && raterColumn == nil {
      throw ValidationError("--rater takes a name out of --rater-column.")
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
    mapping.rater = raterColumn.map { ImportColumn($0) }
    mapping.chosenRater = rater
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
extension DelimitedDialect.Escape: ExpressibleByArgument {}
