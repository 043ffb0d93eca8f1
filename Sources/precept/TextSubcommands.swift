import Application
import ArgumentParser
import Harmony

struct Outline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outline",
    abstract: "What Precept understands of a policy: sections, rules, examples, answer format.",
    discussion: """
      Tokens are counted by the engine that is named or configured, where it has a tokenizer; \
      otherwise they are estimated and marked ≈.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Argument(help: "A name, name@7, or a path.") var policy: String
  @Flag(help: "One JSON document.") var json = false

  func run() async throws {
    try await TextCommands.outline(policy, json: json, in: place.context(engine)).leave()
  }
}

struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "How often recorded runs considered, cited and decided by each rule of a policy.",
    discussion: """
      Models' runs are counted; the rule matcher's only where there are no others. name@7 counts \
      runs of that version. An example of the policy that is also a case is a leak.
      """)

  @OptionGroup var place: PlaceOptions
  @Argument(help: "A name, or name@7.") var policy: String
  @Option(help: ArgumentHelp("Only runs of this case set's cases.", valueName: "set"))
  var set: String?
  @Option(help: ArgumentHelp("The newest so many runs.", valueName: "n")) var limit = 5000
  @Flag(help: "One JSON document.") var json = false

  func validate() throws { try checkOption("limit", limit, in: 1...1_000_000) }

  func run() throws {
    try CoverageCommand.run(policy, set: set, limit: limit, json: json, in: place.context())
      .leave()
  }
}

struct Lint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "The guide's advice on a policy, line by line.",
    discussion: """
      Advice, never an error: the exit code is 0 whatever was found. With --json a fix is a list of \
      edits; each puts its text in place of the lines from … to, and inserts before from where to \
      is less.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Argument(help: "A name, name@7, or a path.") var policy: String
  @Flag(help: "One JSON document.") var json = false

  func run() async throws {
    try await LintCommand.run(policy, json: json, in: place.context(engine)).leave()
  }
}

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "The exact Harmony prompt.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "A name, name@7, or a path.") var policy: String
  @Argument(help: "The content; - or nothing reads standard input.") var file: String?
  @Option(help: "low, medium or high.") var effort: Effort = .medium
  @Option(
    help: ArgumentHelp("The date in the prompt; none leaves the line out.", valueName: "yyyy-mm-dd")
  )
  var date: String?
  @Option(help: "developer, template or vllm.") var layout: PromptLayout = .developer
  @Flag(help: "Segments as JSON.") var json = false

  func validate() throws { try checkDate(date) }

  func run() throws {
    try TextCommands.render(
      policy, file: file, effort: effort, date: date, layout: layout, json: json,
      in: place.context()
    ).leave()
  }
}

struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Harmony text to messages and warnings, as JSON.",
    discussion: """
      A stream that does not begin with <|start|> is a completion, inside the assistant's header.
      """)

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The text; - or nothing reads standard input.") var file: String?
  @Flag(help: "The input is {\"segments\": […]}, as render --json prints.") var segments = false

  func run() throws {
    try TextCommands.parse(file, segments: segments, in: place.context()).leave()
  }
}
