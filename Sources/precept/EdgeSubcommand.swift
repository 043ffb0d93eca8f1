import Application
import ArgumentParser
import Evaluation

struct EdgeLab: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edge",
    abstract: "See whether a verdict holds where the content is written otherwise.",
    discussion: """
      The content, or each case of --set, is judged as it is and changed in each of several ways; \
      precept mutate --list says what they are and what must become of the verdict. The mutations \
      are listed with the weakest first, and where the chain of each variant that did not hold \
      parts from the baseline's. The result is an evaluation: eval resume, show and list know it.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Argument(help: "A policy: name, name@7, or a path.") var policy: String
  @Argument(help: "The content; - or nothing reads standard input.") var file: String?
  @Option(help: ArgumentHelp("The content itself.", valueName: "text")) var content: String?
  @Option(help: ArgumentHelp("All cases of a set in place of a content.", valueName: "set"))
  var set: String?
  @Option(
    help: ArgumentHelp(
      "Which mutations, with commas between; all, or readable: what people still read at a glance.",
      valueName: "a,b,c"))
  var kinds = "readable"
  @Option(help: ArgumentHelp("The share of places to change, 0 to 1.", valueName: "r"))
  var rate = MutateCommand.usualRate
  @Option(help: ArgumentHelp("Variants of each kind; --seed is the first's.", valueName: "n"))
  var variants = 1
  @Flag(help: "Apply the kinds one after another to one text.") var stack = false
  @Option(help: ArgumentHelp("Draws of each.", valueName: "k")) var repeats = 1
  @Option(
    help: ArgumentHelp(
      "At most so many runs at a time; by default as many as the engine answers.", valueName: "n"))
  var concurrency: Int?
  @Option(help: ArgumentHelp("Add the variants that flipped to this case set.", valueName: "set"))
  var keep: String?
  @Flag(help: "One JSON document.") var json = false

  func validate() throws {
    try checkOption("rate", rate, in: 0...1)
    try checkOption("variants", variants, in: 1...EvaluationPlan.mostRepeats)
    try checkOption("repeats", repeats, in: 1...EvaluationPlan.mostRepeats)
    try checkOption("concurrency", concurrency, in: 1...EvaluationPlan.mostConcurrency)
  }

  func run() async throws {
    var command = EdgeCommand(policy: policy)
    command.file = file
    command.content = content
    command.set = set
    command.kinds = kinds.split(separator: ",").map { $0.filter { $0 != " " } }
    command.rate = rate
    command.variants = variants
    command.stacks = stack
    command.repeats = repeats
    command.concurrency = concurrency
    command.keep = keep
    command.json = json
    let context = try place.context(engine, drawsProgress: true)
    try await Interruption.whileRunning { [command] in try await command.run(in: context) }.leave()
  }
}
