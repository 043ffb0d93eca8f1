import Application
public import ArgumentParser
import Policies
import Runs

struct ListRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List recorded runs, newest first.",
    discussion: "What restricts the list adds up. Days are those of UTC, as runs are listed.")

  @OptionGroup var place: PlaceOptions
  @Option(help: ArgumentHelp("Part of the content, reasoning or answer.", valueName: "text"))
  var search: String?
  @Option(help: ArgumentHelp("Runs of this policy: name, or name@7.", valueName: "policy"))
  var policy: String?
  @Option(help: ArgumentHelp("Part of the engine's or the model's name.", valueName: "text"))
  var engine: String?
  @Option(help: ArgumentHelp("Runs in this state, such as ok or failed.", valueName: "state"))
  var state: RunState?
  @Option(help: ArgumentHelp("violates, safe or escalate.", valueName: "decision"))
  var decision: Decision?
  @Option(help: ArgumentHelp("From this day on.", valueName: "yyyy-mm-dd")) var since: String?
  @Option(help: ArgumentHelp("Up to this day, and on it.", valueName: "yyyy-mm-dd"))
  var until: String?
  @Flag(inversion: .prefixedNo, help: "Runs that a person has given a verdict on.")
  var judged: Bool?
  @Option(help: ArgumentHelp("At most so many.", valueName: "n")) var limit = 100
  @Flag(help: "One JSON document.") var json = false

  func validate() throws {
    try checkOption("limit", limit, in: 1...1_000_000)
  }

  func run() throws {
    var selection = RunSelection()
    selection.policy = policy
    selection.state = state
    selection.decision = decision
    selection.engine = engine
    selection.search = search
    selection.since = since
    selection.until = until
    selection.judged = judged
    try RecordCommands.list(selection, limit: limit, json: json, in: place.context()).leave()
  }
}

extension RunState: ExpressibleByArgument {}

extension Trace {
  struct Difference: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff", abstract: "Where two runs' chains part, aligned by the rule they weigh.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "A run's id, or its beginning.") var left: String
    @Argument(help: "Another run's.") var right: String
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try TraceDiffCommand.run(left, right, json: json, in: place.context()).leave()
    }
  }

  struct Judge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Append your verdict to a run; the record itself does not change.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The run's id, or its beginning.") var id: String
    @Argument(help: "violates, safe or escalate.") var decision: Decision
    @Option(
      name: [.customShort("m"), .customLong("note")], help: ArgumentHelp("Why.", valueName: "note"))
    var note = ""

    func run() throws {
      try RecordCommands.judge(id, decision, note: note, in: place.context()).leave()
    }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase a run's content and all that quotes it, for good.",
      discussion: """
        It is erased in every other run on the same content too, in the plans of evaluations, in the \
        search index, and in drafts and a session that hold exactly this content. The runs stay \
        listed, with their decisions, and their seals still hold. It asks first; without a terminal \
        it needs --yes. Files that still hold the content are named. Ctrl-C stops it (exit 130): what \
        is erased stays so, the rest stays as it was. Exit 5 where the records still hold it.
        """)

    @OptionGroup var place: PlaceOptions
    @Argument(help: "The run's id, or its beginning.") var id: String
    @Flag(help: "Do not ask.") var yes = false

    func run() throws {
      try RecordCommands.erase(id, isConfirmed: yes, in: place.context()).leave()
    }
  }
}

/// How many times faster than it was, or `max`.
struct ReplaySpeed: ExpressibleByArgument {
  /// nil does not wait at all.
  var factor: Double?

  init?(argument: String) {
    if argument == "max" { return }
    guard let factor = Double(argument), (0.01...1000).contains(factor) else { return nil }
    self.factor = factor
  }

  init(factor: Double) {
    self.factor = factor
  }

  var defaultValueDescription: String { "1" }
}

struct ReplayRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Write a run's chain as it came, at the pace at which it came."
  )

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The run's id, or its beginning.") var id: String
  @Option(
    help: ArgumentHelp(
      "So many times faster, from 0.01 to 1000, or max, which does not wait.",
      valueName: "factor|max"))
  var speed = ReplaySpeed(factor: 1)

  func run() async throws {
    let (id, speed, context) = (id, speed.factor, try place.context())
    try await Interruption.whileRunning {
      try await ReplayCommand.run(id, speed: speed, in: context)
    }.leave()
  }
}
