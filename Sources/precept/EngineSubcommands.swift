import Application
import ArgumentParser
import Runs

struct ManagedEngines: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "A llama-server that Precept starts and stops; models for Ollama.",
    subcommands: [Start.self, Stop.self, Status.self, Log.self, Pull.self])

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "start",
      abstract: "Start llama-server on a model, and print its URL when it is ready.",
      discussion: """
        It runs until precept engine stop. The program is managed.llama_server of your own \
        config.toml, else the first llama-server in the PATH.
        """)

    @OptionGroup var place: PlaceOptions

    @Option(help: ArgumentHelp("A GGUF file.", valueName: "file.gguf"))
    var model: String?

    @Option(
      help: ArgumentHelp(
        "A repository on Hugging Face, which llama-server fetches.", valueName: "owner/name[:quant]"
      ))
    var hf: String?

    @Option(help: ArgumentHelp("Where it listens; a free port if not given.", valueName: "n"))
    var port: Int?

    @Option(help: ArgumentHelp("Tokens of context for each slot.", valueName: "n"))
    var context: Int?

    @Option(help: ArgumentHelp("Runs at the same time.", valueName: "n"))
    var slots: Int?

    @Flag(help: "Stay, and stop it with Ctrl-C.")
    var foreground = false

    @Flag(help: .hidden)
    var owner = false

    @Flag(help: "One JSON document.")
    var json = false

    func validate() throws {
      guard (model == nil) != (hf == nil) else {
        throw ValidationError("Name a model: either --model FILE.gguf or --hf OWNER/NAME[:QUANT].")
      }
      if let model, model.isEmpty { throw ValidationError("--model names no file.") }
      if let hf {
        let parts = hf.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains(where: \.isEmpty) || hf.hasPrefix("-") {
          throw ValidationError("“\(hf)” is no repository. Write it as OWNER/NAME[:QUANT].")
        }
      }
      try checkOption("port", port, in: 1...65535)
      try checkOption("context", context, in: 1...100_000_000)
      try checkOption("slots", slots, in: 1...1000)
    }

    func run() async throws {
      let chosen = model.map(EngineStart.Model.file) ?? .repository(hf ?? "")
      let request = EngineStart(model: chosen, port: port, context: context, slots: slots)
      let manner = EngineCommands.Manner(foreground: foreground, isOwner: owner, json: json)
      let place = try place.context(drawsProgress: true)
      // One that stays has its own way with signals.
      guard !foreground else {
        try await EngineCommands.start(request, manner, in: place).leave()
        return
      }
      try await Interruption.whileRunning {
        try await EngineCommands.start(request, manner, in: place)
      }.leave()
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stop", abstract: "Stop the llama-server that engine start left running.")

    @OptionGroup var place: PlaceOptions

    func run() async throws {
      try await EngineCommands.stop(in: place.context()).leave()
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "How the managed llama-server stands.")

    @OptionGroup var place: PlaceOptions
    @Flag(help: "One JSON document.") var json = false

    func run() throws {
      try EngineCommands.status(json: json, in: place.context()).leave()
    }
  }

  struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "log", abstract: "The end of the managed llama-server's log.")

    @OptionGroup var place: PlaceOptions
    @Option(name: .customShort("n"), help: ArgumentHelp("So many lines.", valueName: "n"))
    var lines = 50

    func validate() throws {
      if !(1...100_000).contains(lines) {
        throw ValidationError("-n must be between 1 and 100000.")
      }
    }

    func run() throws {
      try EngineCommands.log(lines: lines, in: place.context()).leave()
    }
  }

  struct Pull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pull",
      abstract: "Have Ollama fetch a model; one that was cut goes on where it stopped.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var engine: EngineOptions
    @Argument(help: "As Ollama names it, such as gpt-oss-safeguard:20b.") var name: String
    @Flag(help: "One JSON document.") var json = false

    func run() async throws {
      let context = try place.context(engine, drawsProgress: true)
      let (name, json) = (name, json)
      try await Interruption.whileRunning {
        try await EnginePullCommand.run(name, json: json, in: context)
      }.leave()
    }
  }
}
