import Application
public import ArgumentParser
import Evaluation
import Runs
import Wording

struct Evaluations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Measure policies on case sets, and compare.",
    subcommands: [Start.self, Resume.self, Compare.self, List.self, Show.self, Delete.self])

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Run a case set under one or several policies, and count.",
      discussion: """
        Every finished run is recorded at once: after a crash, eval resume goes on without losing or \
        repeating one. Figures carry 95 % intervals; a case counts once, by the majority of its draws. \
        A case that the engine failed to answer is not judged: it is named, and the command exits with 3.
        """)

    @OptionGroup var place: PlaceOptions
    @OptionGroup var engine: EngineOptions
    @Argument(help: "One or several policies (name, name@7, or a path), then the case set.")
    var policiesAndSet: [String]
    @Option(help: ArgumentHelp("Draws of each case.", valueName: "k")) var repeats = 1
    @Option(
      help: ArgumentHelp("Enough draws of a case, when they all agree.", valueName: "n"))
    var enough: Int?
    @Option(
      help: ArgumentHelp(
        "At most so many runs at a time; by default as many as the engine answers.",
        valueName: "n"))
    var concurrency: Int?
    @Flag(help: "The first draw may be a recorded run of the same text, content and model.")
    var reuse = false
    @Flag(help: "Each policy at low, medium and high effort.") var efforts = false
    @Option(
      help: ArgumentHelp(
        "Also without each rule (drop), or with each turned round (invert).", valueName: "mode"))
    var ablate: RuleAblation.Mode?
    @Option(help: ArgumentHelp("Only this rule; repeatable.", valueName: "id")) var rule: [String] =
      []
    @Flag(help: "Also all the policies in one prompt.") var combined = false
    @Option(
      help: ArgumentHelp("Another engine to compare with; repeatable.", valueName: "name|url"))
    var against: [String] = []
    @Option(
      help: ArgumentHelp(
        "One more endpoint of the engine, with the same model; repeatable.", valueName: "name|url"))
    var endpoint: [String] = []
    @Option(help: ArgumentHelp("Hold the policies to this one label of the cases.", valueName: "l"))
    var label: String?
    @Option(help: ArgumentHelp("Only cases with this tag; repeatable.", valueName: "tag"))
    var tag: [String] = []
    @Option(help: ArgumentHelp("Only the first so many cases.", valueName: "n")) var limit: Int?
    @Flag(help: "One JSON document.") var json = false

    func validate() throws {
      guard policiesAndSet.count > 1 else {
        throw ValidationError("Name a policy and a case set: precept eval run POLICY SET.")
      }
      try checkOption("repeats", repeats, in: 1...EvaluationPlan.mostRepeats)
      try checkOption("enough", enough, in: 1...EvaluationPlan.mostRepeats)
      try checkOption("concurrency", concurrency, in: 1...EvaluationPlan.mostConcurrency)
      try checkOption("limit", limit, in: 1...EvaluationPlan.mostTrials)
      let kinds = [efforts, ablate != nil, combined].count { $0 }
      if kinds > 1 {
        throw ValidationError("One of --efforts, --ablate and --combined at a time.")
      }
      if !rule.isEmpty, ablate == nil {
        throw ValidationError("--rule goes with --ablate drop or --ablate invert.")
      }
      if combined, policiesAndSet.count < 3 {
        throw ValidationError("--combined needs two policies or more.")
      }
    }

    func run() async throws {
      let options = options
      let context = try place.context(engine, drawsProgress: true)
      try await Interruption.whileRunning {
        try await EvalCommands.run(options, json: json, in: context)
      }.leave()
    }

    private var options: EvaluationOptions {
      var options = EvaluationOptions()
      options.policies = Array(policiesAndSet.dropLast())
      options.set = policiesAndSet.last ?? ""
      options.kind =
        if efforts { .effort } else if let ablate {
          .ablation(ablate, rules: rule)
        } else if combined { .combined } else { .policies }
      options.repeats = repeats
      options.enough = enough
      options.concurrency = concurrency
      options.reuses = reuse
      options.against = against
      options.endpoints = endpoint
      options.label = label
      options.tags = tag
      options.limit = limit
      return options
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on with an evaluation where it ended.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The evaluation's id, or its beginning.") var id: String
    @Flag(help: "Run again what the engine failed to answer.") var failures = false
    @Option(help: ArgumentHelp("Make runs in this state anew; repeatable.", valueName: "state"))
    var redo: [RunState] = []
    @Option(help: ArgumentHelp("At most so many runs at a time.", valueName: "n"))
    var concurrency: Int?
    @Option(
      help: ArgumentHelp("One more endpoint of the engine; repeatable.", valueName: "name|url"))
    var endpoint: [String] = []
    @Option(
      help: ArgumentHelp(
        "An address on another machine that it ran on, and may go on with; repeatable.",
        valueName: "url"))
    var engine: [String] = []
    @Flag(help: "One JSON document.") var json = false

    func validate() throws {
      try checkOption("concurrency", concurrency, in: 1...EvaluationPlan.mostConcurrency)
    }

    func run() async throws {
      let states = Set(redo).union(failures ? [.failed] : [])
      let context = try place.context(drawsProgress: true)
      try await Interruption.whileRunning {
        try await EvalCommands.resume(
          id, redoing: states, concurrency: concurrency, endpoints: endpoint, confirmed: engine,
          json: json, in: context)
      }.leave()
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a change fixed, what it broke, and what is noise.",
      discussion: """
        Both are held to the labels of the evaluation that was planned later. A case whose label changed \
        is relabeled, never fixed or broken. A case that the engine failed to answer is not compared: it \
        is named, and the command exits with 3.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "An evaluation; ID#2 is its second column of figures.") var before: String
    @Argument(help: "Another; by default the first one's other columns.") var after: String?
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try CompareCommand.run(before, after, json: json, in: place.context()).leave()
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List evaluations, newest first.")

    @OptionGroup var place: PlaceOptions
    @Flag(help: "One JSON document.") var json = false

    func run() throws { try EvalCommands.list(json: json, in: place.context()).leave() }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the figures of an evaluation, as far as it is.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The evaluation's id, or its beginning.") var id: String
    @Flag(help: "One JSON document.") var json = false

    func run() throws { try EvalCommands.show(id, json: json, in: place.context()).leave() }
  }

  struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete an evaluation's plan and results; its runs stay.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The evaluation's whole id, or its beginning.") var id: String

    func run() throws { try EvalCommands.delete(id, in: place.context()).leave() }
  }
}

extension RuleAblation.Mode: ExpressibleByArgument {}
