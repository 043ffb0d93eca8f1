import Application
import ArgumentParser
import Cases
import Evaluation
import Wording

struct Classify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Classify every content of files, or of a pipe: a row out for each row in.",
    discussion: """
      Contents without labels are judged once each, in order. An output row has the row's number \
      and id, decision, label, rules that the model named, state, agreement of the samples, \
      rationale, run id and error. Every run is recorded.

      A FILE is read as cases import reads it; a name of a set in samples/ is that set. From a pipe, \
      rows come out as they go in: lines that are JSON objects, or else lines of text. Without \
      --content-column, the column called content, or the only one, is the content.

      Ctrl-C leaves whole rows; --resume goes on behind them. Exit 3 when a row has no decision, 4 \
      when the engine is gone.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Argument(help: "A policy: a name, name@7, or a path.") var policy: String
  @Argument(help: "Files with contents, or sets; standard input if there is none.")
  var files: [String] = []
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("A .jsonl or .csv file; by default standard output.", valueName: "file"))
  var output: String?
  @Option(help: "Of the output: jsonl or csv; by default as it is called.")
  var outputFormat: OutputFormat?
  @Flag(help: "Go on behind the last row of the output.") var resume = false
  @Flag(help: "Replace the output.") var force = false
  @Option(help: ArgumentHelp("Draws of each content.", valueName: "n")) var samples = 1
  @Option(
    help: ArgumentHelp(
      "At most so many runs at a time; by default as many as the engine answers.", valueName: "n"))
  var concurrency: Int?
  @Option(
    help: ArgumentHelp(
      "One more endpoint of the engine, with the same model; repeatable.", valueName: "name|url"))
  var endpoint: [String] = []
  @Option(help: ArgumentHelp("The date that the prompt states.", valueName: "yyyy-mm-dd"))
  var date: String?
  @OptionGroup(title: "The files") var source: ReadingOptions
  @Option(help: ArgumentHelp("The content.", valueName: "column")) var contentColumn: String?
  @Option(help: ArgumentHelp("The id; else the row's number.", valueName: "column"))
  var idColumn: String?

  enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv
  }

  func validate() throws {
    try checkOption("samples", samples, in: 1...EvaluationPlan.mostRepeats)
    try checkOption("concurrency", concurrency, in: 1...EvaluationPlan.mostConcurrency)
    try checkDate(date)
    if resume && output == nil { throw ValidationError("--resume goes on in a file: -o FILE.") }
    if resume && force { throw ValidationError("Give --resume or --force, not both.") }
    if idColumn != nil && contentColumn == nil {
      throw ValidationError("--id-column goes with --content-column.")
    }
  }

  func run() async throws {
    var command = ClassifyCommand(policy: policy, files: files)
    command.options = try source.options
    if let contentColumn {
      var mapping = ImportMapping(
        content: .text(ImportColumn(contentColumn)), idPrefix: "row")
      mapping.id = idColumn.map { ImportColumn($0) }
      command.mapping = mapping
    }
    command.output = output
    command.outputFormat = outputFormat?.rawValue
    command.samples = samples
    command.concurrency = concurrency
    command.endpoints = endpoint
    command.date = date
    command.resumes = resume
    command.force = force
    let context = try place.context(engine, drawsProgress: true)
    try await Interruption.whileRunning { [command] in try await command.run(in: context) }.leave()
  }
}
