import Application
public import ArgumentParser
import Dispatch
import Evaluation
import Foundation
import Policies

struct OpenWorkbench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Open the workbench (the default).")

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions

  @Option(help: ArgumentHelp("Open this policy.", valueName: "name"))
  var policy: String?

  @Option(
    help: ArgumentHelp("Put this file into Content; - reads standard input.", valueName: "file"))
  var content: String?

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  /// Without any argument nothing needs to be parsed.
  @MainActor
  static func runPlain() async throws {
    let context = try CommandContext(
      options: .init(), console: .standard(), leavesOutSettings: true)
    let program = WorkbenchProgram(
      context: context,
      options: .init(policy: nil, contentFile: nil, ascii: false, colour: nil))
    try await program.run().leave()
  }

  @MainActor
  func run() async throws {
    let context = try place.context(engine, leavesOutSettings: true)
    let program = WorkbenchProgram(
      context: context,
      options: .init(
        policy: policy, contentFile: content, ascii: ascii,
        colour: place.plain ? false : place.color.isOn))
    try await program.run().leave()
  }
}

struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Create a workspace with the shipped policies and samples.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The folder; this one if not given.") var directory: String?

  func run() throws {
    try InitCommand.run(directory, in: place.context()).leave()
  }
}

struct RunPolicy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Judge one content under one or several policies.",
    discussion: """
      A policy is a name in policies/, name@7, name@production, or a path. The chain goes to stderr \
      as it comes, the verdict to stdout.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions

  @Argument(
    help: ArgumentHelp("POLICY and FILE, or only FILE after --policy.", valueName: "policy [file]"))
  var arguments: [String] = []

  @Option(help: ArgumentHelp("A policy; several give an array.", valueName: "policy"))
  var policy: [String] = []

  @Option(help: ArgumentHelp("The content itself.", valueName: "text"))
  var content: String?

  @Option(name: .customLong("repeat"), help: ArgumentHelp("Draw so many times.", valueName: "k"))
  var repeats = 1

  @Option(help: ArgumentHelp("The date that the prompt states.", valueName: "yyyy-mm-dd"))
  var date: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 10 if the decision is this: violates or escalate.", valueName: "decision"))
  var failOn: [Decision] = []

  @Flag(help: "One JSON document.")
  var json = false

  func validate() throws {
    try checkOption("repeat", repeats, in: 1...EvaluationPlan.mostRepeats)
    if arguments.count > (policy.isEmpty ? 2 : 1) {
      throw ValidationError("There are too many arguments: “\(arguments.last ?? "")”.")
    }
    if policy.isEmpty && arguments.isEmpty {
      throw ValidationError("Name a policy: precept run POLICY [FILE].")
    }
    if failOn.contains(.safe) { throw ValidationError("--fail-on takes violates or escalate.") }
    try checkDate(date)
  }

  func run() async throws {
    let command = RunCommand(
      policies: policy.isEmpty ? [arguments[0]] : policy, isArray: !policy.isEmpty,
      file: policy.isEmpty ? arguments.dropFirst().first : arguments.first, content: content,
      repeats: repeats, date: date, json: json, failOn: Set(failOn))
    let context = try place.context(engine)
    try await Interruption.whileRunning { try await command.run(in: context) }.leave()
  }
}

extension Decision: ExpressibleByArgument {}

struct CaseSets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases", abstract: "Case sets: list, run, import or export one.",
    subcommands: [List.self, Run.self, Import.self, Export.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the cases of a set.")

    @OptionGroup var place: PlaceOptions
    @Argument(help: "A set in samples/.") var set: String
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try CaseCommands.list(set, json: json, in: place.context()).leave()
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Run a set under a policy.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var engine: EngineOptions
    @Argument(help: "A name, name@7, or a path.") var policy: String
    @Argument(help: "A set; the policy's own if not given.") var set: String?
    @Flag(help: "One JSON document.") var json = false

    func run() async throws {
      let context = try place.context(engine)
      let (policy, set, json) = (policy, set, json)
      try await Interruption.whileRunning {
        try await CaseCommands.run(policy, set: set, json: json, in: context)
      }.leave()
    }
  }
}

struct Engines: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engines", abstract: "What runs on this machine.")

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Flag(help: "One JSON document.") var json = false

  func run() async throws {
    try await EnginesCommand.run(json: json, in: place.context(engine)).leave()
  }
}

/// Ctrl-C while a command runs: the run is cancelled and recorded, then the exit code is 130.
enum Interruption {
  static func whileRunning(
    _ work: @escaping @Sendable () async throws -> ExitStatus
  ) async throws -> ExitStatus {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT)
    let task = Task { try await work() }
    source.setEventHandler {
      StandardStream.abandonWaiting()
      task.cancel()
    }
    source.resume()
    // Nobody reads what it would still do.
    StandardStream.output.whenFailed { task.cancel() }
    defer {
      source.cancel()
      StandardStream.output.whenFailed(nil)
    }
    let status = try await task.value
    return task.isCancelled ? .interrupted : status
  }
}

struct ExamineEngine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Examine an engine: what prompt it renders, and whether its answers can be relied on.",
    discussion: """
      Short probes, each with its evidence: fine, caution or broken, why it matters, and what to \
      change. Without --engine, the configured default, else the first engine on this machine. \
      Exit 4 where something is broken.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var engine: EngineOptions
  @Flag(help: "Examine this terminal instead: colours, locale, widths, clipboard, paths.")
  var terminal = false
  @Flag(help: "One JSON document.") var json = false

  func run() async throws {
    guard !terminal else {
      try TerminalDoctor(workspace: place.workspace, console: place.console).run(json: json).leave()
      return
    }
    let (json, context) = (json, try place.context(engine))
    try await Interruption.whileRunning {
      try await DoctorCommand.run(json: json, in: context)
    }.leave()
  }
}
