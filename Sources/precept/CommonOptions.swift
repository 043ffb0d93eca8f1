import Application
public import ArgumentParser
import Harmony
public import Runs

enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  var isOn: Bool? {
    switch self {
    case .auto: nil
    case .always: true
    case .never: false
    }
  }
}

extension Effort: ExpressibleByArgument {}
extension EngineRoute: ExpressibleByArgument {}
extension PromptLayout: ExpressibleByArgument {}

/// Where the workspace is, and how the output looks.
struct PlaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The workspace.", valueName: "dir"))
  var workspace: String?

  @Flag(help: "Accept, for this command, the engines that the workspace's precept.toml names.")
  var trustWorkspace = false

  @Option(help: "Colours: auto, always or never.")
  var color: ColourChoice = .auto

  @Flag(help: "Append-only text without colours.")
  var plain = false

  var console: Console { .standard(colour: plain ? false : color.isOn) }

  /// - Parameter drawsProgress: whether a line of progress would be drawn over, which `--plain`
  ///   forbids.
  func context(
    _ engine: EngineOptions? = nil, drawsProgress: Bool = false, leavesOutSettings: Bool = false
  ) throws -> CommandContext {
    var options = engine?.options ?? CommandContext.Options()
    options.workspace = workspace
    options.trustsWorkspace = trustWorkspace
    var console = console
    if drawsProgress, plain { console.errorIsTerminal = false }
    return try CommandContext(
      options: options, console: console, leavesOutSettings: leavesOutSettings)
  }
}

/// What answers, and how it samples.
struct EngineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A configured engine, a URL, or rule-matcher.", valueName: "name|url"))
  var engine: String?

  @Option(help: "The model, where the engine serves several.")
  var model: String?

  @Option(help: "How much the model thinks: low, medium or high.")
  var effort: Effort?

  @Option(help: ArgumentHelp("Sampling temperature.", valueName: "t"))
  var temperature: Double?

  @Option(help: ArgumentHelp("Nucleus sampling.", valueName: "p"))
  var topP: Double?

  @Option(help: ArgumentHelp("The sampler's seed.", valueName: "n"))
  var seed: Int?

  @Option(
    help: ArgumentHelp("Cut the turn after so many tokens; better leave it room.", valueName: "n"))
  var maxTokens: Int?

  @Option(help: ArgumentHelp("Give up when nothing arrives for so long.", valueName: "seconds"))
  var timeout: Double?

  @Option(help: ArgumentHelp("The environment variable that holds the API key.", valueName: "name"))
  var apiKeyEnv: String?

  @Option(
    help: ArgumentHelp(
      "The way to the engine: exact, chat, responses or native; by default the best it has.",
      valueName: "route"))
  var route: EngineRoute?

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError(
        "--timeout must be more than 0 and at most \(Int(Self.longestTimeout)) seconds.")
    }
    try checkOption("max-tokens", maxTokens, in: 1...Self.largestInteger)
    try checkOption("seed", seed, in: 0...Self.largestInteger)
    try checkOption("temperature", temperature, in: 0...5)
    try checkOption("top-p", topP, in: 0...1)
  }

  /// A week.
  private static let longestTimeout = 604_800.0
  /// Engines hold whole numbers in 32 bits.
  private static let largestInteger = Int(Int32.max)

  var options: CommandContext.Options {
    var options = CommandContext.Options()
    options.engine = engine
    options.model = model
    options.effort = effort
    options.temperature = temperature
    options.topP = topP
    options.seed = seed
    options.maxTokens = maxTokens
    options.timeout = timeout
    options.apiKeyEnvironment = apiKeyEnv
    options.route = route
    return options
  }
}

extension ExitStatus {
  /// Ends the process with the status, unless all is well.
  func leave() throws {
    if self != .done { throw ExitCode(rawValue) }
  }
}

/// Refuses a number that is out of its range.
func checkOption<Value: Comparable>(
  _ name: String, _ value: Value?, in range: ClosedRange<Value>
) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    "--\(name) must be between \(spelled(range.lowerBound)) and \(spelled(range.upperBound)).")
}

/// Whole numbers without a fraction.
private func spelled(_ value: some Comparable) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A calendar date as prompts state it.
func checkDate(_ date: String?) throws {
  guard let date else { return }
  let parts = date.split(separator: "-", omittingEmptySubsequences: false)
  let isDate =
    parts.map(\.count) == [4, 2, 2]
    && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    && (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
  if !isDate { throw ValidationError("“\(date)” is no date. Write it as YYYY-MM-DD.") }
}
