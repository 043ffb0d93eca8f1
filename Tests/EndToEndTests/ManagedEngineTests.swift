import Foundation
import Testing

extension EndToEnd {
  /// The engine that Precept starts itself: the real llama.cpp server, under another name.
  @Suite(
    .enabled(if: RealEngine.isAvailable, Comment(rawValue: RealEngine.unavailable ?? "")))
  struct ManagedEngines {
    /// A user with the stand-in on the PATH, whose engine is gone when the test ends.
    final class User {
      static let fixtures = Place.repository.path + "/Tests/Fixtures/engine"
      static let model = fixtures + "/tiny-harmony.gguf"

      let place: Place

      init() throws { place = try OnARealEngine.place() }

      deinit { _ = try? precept("engine stop") }

      var environment: [String: String] {
        let own = ProcessInfo.processInfo.environment
        let home = own["HOME"] ?? NSHomeDirectory()
        let cache = own["XDG_CACHE_HOME"] ?? home + "/.cache"
        return [
          "PATH": Self.fixtures + ":" + (own["PATH"] ?? "/usr/bin:/bin"),
          "LLAMA_STAND_IN_VENV": own["PRECEPT_ENGINE_VENV"] ?? cache + "/precept-engine",
        ]
      }

      @discardableResult
      func precept(
        _ arguments: String, _ more: [String: String] = [:]
      ) throws -> Shell.Outcome {
        try Precept.run(arguments, in: place, environment: environment.merging(more) { $1 })
      }

      /// Starts it, and gives its URL.
      func start(_ arguments: String = "", _ more: [String: String] = [:]) throws -> String {
        let done = try precept("engine start --model '\(Self.model)' \(arguments)", more)
        try #require(done.status == 0, "\(done.err)")
        return done.out.trimmingCharacters(in: .newlines)
      }

      /// Starts it, and does not wait.
      func begin(
        _ arguments: [String], _ more: [String: String] = [:], output: FileHandle = .nullDevice
      ) throws -> ChildProcess {
        let null = FileHandle.nullDevice.fileDescriptor
        return try ChildProcess(
          [try Precept.binary(), "engine", "start", "--model", User.model] + arguments,
          environment: place.environment(environment.merging(more) { $1 }),
          streams: [null, output.fileDescriptor, null])
      }

      /// As `engine status --json` has it.
      func state() throws -> JSONValue { try precept("engine status --json").json()["engine"] }

      /// The owner, the supervisor and the server.
      func processes() throws -> (owner: pid_t, supervisor: pid_t, server: pid_t) {
        let owner = pid_t(try #require(try state()["pid"].int))
        let supervisor = try #require(Processes.children(of: owner).first)
        #expect(supervisor.command.hasPrefix("precept supervise-engine "))
        let server = try #require(Processes.children(of: supervisor.pid).first)
        return (owner, supervisor.pid, server.pid)
      }

      /// What a content gets from the engine.
      func verdict(_ url: String) throws -> String? {
        try precept("run shop --content 'You won a prize!' --engine \(url) --temperature 0 --json")
          .json()["verdict"]["decision"].string
      }
    }

    /// Waits for what other processes bring about.
    private func eventually(
      _ what: Comment, _ isTrue: () throws -> Bool,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let deadline = ContinuousClock.now + .seconds(30)
      while try !isTrue() {
        guard ContinuousClock.now < deadline else {
          Issue.record(what, sourceLocation: sourceLocation)
          return
        }
        try await Task.sleep(for: .milliseconds(10))
      }
    }

    #if os(Linux)
      @Test func noKeyIsInTheEnvironmentOfWhatIsStarted() throws {
        let user = try User()
        _ = try user.start(
          "", ["OPENAI_API_KEY": "hunter2", "LLAMA_API_KEY": "hunter2", "HF_TOKEN": "hunter2"])
        let processes = try user.processes()
        for pid in [processes.owner, processes.supervisor, processes.server] {
          let data = try Data(contentsOf: URL(filePath: "/proc/\(pid)/environ"))
          let text = String(decoding: data, as: UTF8.self)
          #expect(text.contains("PATH="))
          #expect(!text.contains("hunter2"), "\(text.split(separator: "\0"))")
        }
      }
    #endif

    @Test func itServesUntilItIsStoppedAndNoOtherEngineIsTouched() async throws {
      let user = try User()
      let other = try await RealEngine()
      let url = try user.start("--context 4096 --slots 3")
      #expect(url.hasPrefix("http://127.0.0.1:"))
      #expect(try user.verdict(url) == "violates")
      let engines = try user.precept("engines --json --engine \(url)").json()["engines"]
      #expect(engines.array?.first { $0["url"].string == url }?["context"].int == 4096)

      let state = try user.state()
      #expect(state["phase"].string == "ready")
      #expect(state["url"].string == url)
      #expect(state["model"].string == User.model)
      #expect(try user.precept("engine status").out.contains("llama-server serves"))
      let log = try user.precept("engine log -n 400").out
      #expect(log.contains("n_slots = 3, n_ctx_slot = 4096"))
      #expect(!log.unicodeScalars.contains("\u{1B}"))
      for file in ["engine.json", "engine.lock", "engine.log"] {
        let path = user.place.home.path + "/state/precept/" + file
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600, "\(file)")
      }

      let second = try user.precept("engine start --model '\(User.model)'")
      #expect(second.status == 4)
      #expect(second.err.contains("A managed engine runs already"))
      #expect(second.err.contains(url))

      let (owner, supervisor, server) = try user.processes()
      #expect(try user.precept("engine stop").status == 0)
      for pid in [owner, supervisor, server] { #expect(!Processes.isAlive(pid)) }
      #expect(try user.state().isNull)
      #expect(try user.precept("engine stop").status == 0)
      #expect(try user.verdict(other.url) == "violates")
    }

    @Test func theServerIsStartedAgainAfterACrash() async throws {
      let user = try User()
      let url = try user.start()
      let before = try user.processes()
      kill(before.server, SIGKILL)
      try await eventually("it restarts") { try user.state()["phase"].string == "restarting" }
      try await eventually("it serves again") { try user.state()["phase"].string == "ready" }
      let after = try user.processes()
      #expect(after.owner == before.owner)
      #expect(after.server != before.server)
      #expect(try user.state()["url"].string == url)
      #expect(try user.verdict(url) == "violates")
    }

    @Test func killingTheSupervisorLeavesNoServerBehind() async throws {
      let user = try User()
      let url = try user.start()
      let before = try user.processes()
      kill(before.supervisor, SIGKILL)
      try await eventually("the server is gone") { !Processes.isAlive(before.server) }
      try await eventually("it serves again") {
        try user.state()["phase"].string == "ready" && user.verdict(url) == "violates"
      }
    }

    @Test func killingTheOwnerLeavesNothingBehind() async throws {
      let user = try User()
      _ = try user.start()
      let before = try user.processes()
      kill(before.owner, SIGKILL)
      try await eventually("all are gone") {
        ![before.owner, before.supervisor, before.server].contains(where: Processes.isAlive)
      }
      #expect(try user.precept("engine status").out == "No managed engine runs.\n")
      // What it left in the state folder is in nobody's way.
      _ = try user.start()
    }

    @Test func aServerThatIgnoresItsEndIsKilled() async throws {
      let user = try User()
      let start = try user.begin([], ["LLAMA_STAND_IN_DEAF": "1"])
      // Ctrl-C comes while the engine is on its way.
      var found: (owner: pid_t, supervisor: pid_t, server: pid_t)?
      try await eventually("the server is deaf") {
        found = try user.state()["pid"].int == nil ? nil : try? user.processes()
        return found.map { Processes.ignores(SIGTERM, $0.server) } ?? false
      }
      kill(start.pid, SIGINT)
      #expect(try start.wait() == 130)
      let pids = try #require(found)
      for pid in [pids.owner, pids.supervisor, pids.server] { #expect(!Processes.isAlive(pid)) }
      #expect(try user.state().isNull)
    }

    @Test func aPortThatIsTakenGoesElsewhereUnlessItWasAskedFor() async throws {
      let user = try User()
      let other = try await RealEngine()
      let port = try #require(other.url.split(separator: ":").last)
      let asked = try user.precept("engine start --model '\(User.model)' --port \(port)")
      #expect(asked.status == 4)
      #expect(asked.err.contains("Port \(port) is taken by another program."))
      // Free when it was looked at, taken when llama-server came.
      let url = try user.start("", ["LLAMA_STAND_IN_REFUSE": "9931"])
      #expect(!url.hasSuffix(":9931"))
      #expect(try user.verdict(url) == "violates")
    }

    @Test func whatCannotWorkIsSaidOnceAndNotTriedAgain() throws {
      let user = try User()
      let missing = try user.precept("engine start --model no-such.gguf")
      #expect(missing.status == 4)
      #expect(missing.out.isEmpty)
      #expect(
        missing.err.contains("There is no model file \(user.place.workspace.path)/no-such.gguf."))

      try user.place.write("This is no model.", to: "bad.gguf")
      let bad = try user.precept("engine start --model bad.gguf")
      #expect(bad.status == 4)
      #expect(bad.err.contains("bad.gguf is no GGUF file, or a part of one."))
      let log = try user.precept("engine log -n 1000").out
      #expect(log.split(separator: "srv          init: initializing").count == 2, "one start")
      #expect(try user.precept("engine status").err.contains("The last one: "))

      let old = try user.precept(
        "engine start --model '\(User.model)'",
        ["LLAMA_STAND_IN_SAYS": "error: invalid argument: --jinja\u{1B}[2J"])
      #expect(old.err.contains("does not know the argument --jinja"))
      #expect(!old.err.unicodeScalars.contains("\u{1B}"))

      let none = try user.precept("engine start --model '\(User.model)'", ["PATH": "/usr/bin:/bin"])
      #expect(none.status == 4)
      #expect(none.err.contains("There is no llama-server on the PATH."))
      for usage in ["", "--model x --hf a/b", "--hf abc", "--hf a/b --port 0", "--model ''"] {
        #expect(try user.precept("engine start \(usage)").status == 2, "\(usage)")
      }
    }

    @Test func theProgramIsTheConfiguredOneAndARepositoryIsFetchedFirst() throws {
      let user = try User()
      try user.place.configure(
        "[managed]\nllama_server = \"\(User.fixtures)/llama-server\"\n")
      let done = try user.precept(
        "engine start --hf owner/tiny-GGUF:Q4 --json", ["PATH": "/usr/bin:/bin"])
      #expect(done.status == 0, "\(done.err)")
      let engine = try done.json()["engine"]
      #expect(engine["phase"].string == "ready")
      #expect(engine["model"].string == "owner/tiny-GGUF:Q4")
      #expect(done.err.contains("llama-server fetches owner/tiny-GGUF:Q4\n"))
    }

    @Test func itCanStayInTheForeground() async throws {
      let user = try User()
      let out = user.place.root.appending(path: "out")
      try Data().write(to: out)
      let written = try FileHandle(forUpdating: out)
      let start = try user.begin(["--foreground"], output: written)
      try await eventually("its URL") {
        try String(contentsOf: out, encoding: .utf8).hasSuffix("\n")
      }
      let pids = try user.processes()
      #expect(pids.owner == start.pid)
      kill(start.pid, SIGINT)
      #expect(try start.wait() == 130)
      #expect(!Processes.isAlive(pids.server))
    }

    @Test func aPullSaysWhatStandsInItsWay() async throws {
      let user = try User()
      let dead = try user.precept("engine pull m --engine http://127.0.0.1:1")
      #expect(dead.status == 4)
      #expect(dead.err.contains("Start it with: ollama serve."))
      let engine = try await RealEngine()
      let other = try user.precept("engine pull m --engine \(engine.url)")
      #expect(other.status == 4)
    }
  }
}
