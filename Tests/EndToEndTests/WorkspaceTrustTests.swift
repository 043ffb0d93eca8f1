import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// A repository that somebody cloned: opening it sends nothing anywhere, runs nothing, and what
  /// it says of engines counts only once its user has said so. A listener plays its author's.
  @Suite struct WorkspaceTrust {
    /// On Linux this reaches the listener, and is none of the names of this machine.
    static func elsewhere(_ engine: ScriptedEngine) -> String { "http://0.0.0.0:\(engine.port)" }

    /// With a case set of two cases for the policy `shop`.
    static func place() throws -> Place {
      let place = try OnARealEngine.place()
      try place.write(
        """
        {"id": "a", "content": "Send money now", "expected": "violates"}
        {"id": "b", "content": "Is the bike still there?", "expected": "safe"}
        """, to: "samples/shop.jsonl")
      return place
    }

    static func hostile(_ engine: ScriptedEngine, _ more: String = "") throws -> Place {
      let place = try place()
      try place.write(
        """
        default_engine = "team"
        [[engine]]
        name = "team"
        url = "\(elsewhere(engine))"
        model = "gpt-oss-safeguard:20b"
        \(more)
        """, to: "precept.toml")
      return place
    }

    @Test(arguments: [
      "run shop --content 'Send money now'", "run shop --content x --api-key-env SECRET",
      "run shop --content x --engine team",
      "run shop --content x --engine team --api-key-env SECRET",
      "doctor", "doctor --engine team", "eval run shop marketplace", "edge shop --content x",
      "cases run shop marketplace", "engine pull some:model --engine team",
    ])
    func aCommandThatWouldUseItsEngineIsRefused(_ arguments: String) async throws {
      let engine = try await ScriptedEngine.start(ScriptedOllama())
      let place = try Self.hostile(engine)
      let done = try Precept.run(arguments, in: place, environment: ["SECRET": "hunter2"])
      await engine.stop()
      #expect(done.status == 2)
      #expect(done.err.contains("precept.toml names"))
      #expect(done.err.contains("“team”"))
      #expect(done.err.contains("--trust-workspace"))
      #expect(done.err.contains("precept trust"))
      #expect(engine.records.isEmpty)
    }

    @Test func commandsThatNeedNoEngineGoOnAndAskItNothing() async throws {
      let engine = try await ScriptedEngine.start(ScriptedOllama())
      let place = try Self.hostile(engine)
      for arguments in [
        "versions shop", "lint shop", "outline shop", "engines", "config show", "config check",
        "run shop --content x --engine rule-matcher", "trust --show", "doctor --terminal",
      ] {
        let done = try Precept.run(arguments, in: place)
        #expect(done.status == 0 || done.status == 3, "\(arguments): \(done.err)")
      }
      await engine.stop()
      #expect(engine.records.isEmpty)
    }

    @Test func onceItIsAcceptedItAnswersUntilItSaysSomethingElse() async throws {
      let engine = try await ScriptedEngine.start(ScriptedOllama())
      let place = try Self.hostile(engine)
      let run = "run shop --content 'Send money now'"
      // For one command.
      #expect(try Precept.run(run + " --trust-workspace", in: place).status == 0)
      #expect(engine.runs.count == 1)
      #expect(try Precept.run(run, in: place).status == 2)
      // For good.
      let trusted = try Precept.run("trust", in: place)
      #expect(trusted.out.contains("engine “team” at \(Self.elsewhere(engine))"))
      #expect(trusted.out.contains("default engine “team”"))
      #expect(try Precept.run(run, in: place).status == 0)
      #expect(engine.runs.count == 2)
      let folder = place.home.path + "/state/precept/trust"
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      try #require(files.count == 1)
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + files[0])
      #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      // Until the file says something else of engines.
      try place.write("effort = \"low\"\n" + (try place.read("precept.toml")), to: "precept.toml")
      #expect(try Precept.run(run, in: place).status == 0)
      let other = try place.read("precept.toml").replacing("0.0.0.0", with: "127.0.0.1")
      try place.write(other, to: "precept.toml")
      #expect(try Precept.run(run, in: place).status == 2)
      #expect(try Precept.run("trust", in: place).status == 0)
      #expect(try Precept.run("trust --revoke", in: place).status == 0)
      #expect(try Precept.run(run, in: place).status == 2)
      #expect(engine.runs.count == 3)
      await engine.stop()
    }

    @Test func theUsersOwnEngineKeepsItsNameItsAddressAndItsKey() async throws {
      let (mine, theirs) = (
        try await ScriptedEngine.start(ScriptedOllama()),
        try await ScriptedEngine.start(ScriptedOllama())
      )
      let place = try Self.hostile(theirs)
      try place.configure(
        """
        default_engine = "team"
        [[engine]]
        name = "team"
        url = "\(mine.url)"
        api_key_env = "SECRET"
        """)
      let done = try Precept.run(
        "run shop --content 'Send money now'", in: place, environment: ["SECRET": "hunter2"])
      #expect(done.status == 0, "\(done.err)")
      #expect(!mine.runs.isEmpty)
      #expect(theirs.records.isEmpty)
      await mine.stop()
      await theirs.stop()
    }

    @Test func aKeyOfTheCommandLineGoesToTheEngineThatIsNamedAndToNoOther() async throws {
      func listener() async throws -> ScriptedServer {
        try await .start { _, request in
          request.hasPrefix("GET /v1/models")
            ? [.reply("200 OK", #"{"object":"list","data":[{"id":"m"}]}"#), .close]
            : request.hasPrefix("GET")
              ? [.reply("404 Not Found", "{}"), .close] : [.streamHead, .text("0"), .stop, .close]
        }
      }
      let (named, other, rival) = (
        try await listener(), try await listener(), try await listener()
      )
      let place = try Self.place()
      try place.configure("[[engine]]\nname = \"own\"\nurl = \"\(rival.url)\"\n")
      _ = try Precept.run(
        "eval run shop shop --engine \(named.url) --endpoint \(other.url)"
          + " --against own --api-key-env SECRET", in: place, environment: ["SECRET": "hunter2"])
      _ = try Precept.run(
        "engines --engine \(named.url) --api-key-env SECRET", in: place,
        environment: ["SECRET": "hunter2"])
      for server in [named, other, rival] { await server.stop() }
      #expect(named.requests.contains { $0.contains("Bearer hunter2") })
      #expect(other.requests.contains { $0.contains("Send money now") || $0.contains("the bike") })
      #expect(rival.requests.contains { $0.contains("Send money now") })
      #expect(!(other.requests + rival.requests).contains { $0.contains("hunter2") })
      // Nobody is named who may get it.
      let done = try Precept.run(
        "run shop --content x --api-key-env SECRET", in: place,
        environment: ["SECRET": "hunter2"])
      #expect(done.status == 2)
      #expect(done.err.contains("--engine"))
    }

    @Test func theWorkbenchAsksBeforeAnythingIsSentAndSaysWhereContentGoes() async throws {
      let engine = try await ScriptedEngine.start(ScriptedOllama())
      let place = try Self.hostile(engine)
      let bench = try await TerminalDriver.bench(place, arguments: "--policy shop")
      try bench.expect("Engines of this workspace")
      try bench.expect("engine “team” at \(Self.elsewhere(engine))")
      try bench.expect("default engine “team”")
      #expect(engine.records.isEmpty)
      // Esc leaves the question open.
      try await bench.send(.escape)
      try await bench.send(.menu("2"), .text("Send money now"), .control("r"))
      #expect(engine.records.isEmpty)
      try await bench.quit()
      // The next start asks again; accepted, its default answers.
      let again = try await TerminalDriver.bench(place, arguments: "--policy shop")
      try again.expect("Engines of this workspace")
      try await again.send(.right, .enter)
      try await again.wait(until: "→ 0.0.0.0:\(engine.port)")
      try await again.send(.menu("2"), .menu("a"), .text("Send money now"), .control("r"))
      try again.expect("VIOLATES")
      #expect(!engine.runs.isEmpty)
      try await again.quit()
      // And is not asked about once more.
      let third = try await TerminalDriver.bench(place, arguments: "--policy shop")
      try third.expectNot("Engines of this workspace")
      try third.expect("→ 0.0.0.0:\(engine.port)")
      try await third.quit()
      await engine.stop()
    }

    /// As editors with settings for a folder do, and a PATH with a dot in it.
    @Test func theEditorDoesNotStartInTheWorkspace() async throws {
      let place = try Place()
      try place.write("#!/bin/sh\necho OWNED > \"$1\"\n", to: "ed-of-theirs")
      let file = place.workspace.appending(path: "ed-of-theirs").path
      #expect(chmod(file, 0o755) == 0)
      let bench = try await TerminalDriver.bench(
        place, environment: ["EDITOR": "PATH=.:$PATH ed-of-theirs"])
      try await bench.send(.menu("x"))
      try bench.expectNot("OWNED")
      try bench.expect("ended with an error")
      try await bench.quit()
    }

    @Test func aRecordThatNamesAnAddressElsewhereIsSentNothing() async throws {
      let engine = try await ScriptedEngine.start(ScriptedOllama())
      let place = try Self.place()
      let url = Self.elsewhere(engine)
      let begun = try Precept.run(
        "eval run shop shop --engine \(url) --json", in: place)
      let id = try #require(try begun.json()["eval"].string)
      let count = engine.records.count
      let done = try Precept.run("eval resume \(id) --redo ok", in: place)
      #expect(done.status == 2)
      #expect(done.err.contains("--engine \(url)"))
      #expect(engine.records.count == count)
      #expect(try Precept.run("eval resume \(id) --engine \(url)", in: place).status == 0)
      await engine.stop()
    }

    @Test(.enabled(if: geteuid() == 0, "Only root can give a folder to somebody else."))
    func aWorkspaceOfAnotherUserIsNotEnteredByAccident() throws {
      let place = try Place()
      let folder = place.workspace.appending(path: "below")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      #expect(chown(place.workspace.path, 4242, 4242) == 0)
      func run(_ arguments: String) throws -> Shell.Outcome {
        try Shell.run(
          "'\(try Precept.binary())' \(arguments)", folder: folder,
          environment: place.environment())
      }
      for arguments in ["versions marketplace-spam", "runs", "lint marketplace-spam", "--plain"] {
        let done = try run(arguments)
        #expect(done.status == 5)
        #expect(done.err.contains("\(place.workspace.path) is not used: it belongs to"))
        #expect(done.err.contains("--workspace \(place.workspace.path)"))
      }
      #expect(
        !FileManager.default.fileExists(atPath: place.workspace.path + "/.precept"))
      let named = try run("versions marketplace-spam --workspace '\(place.workspace.path)'")
      #expect(named.status == 0)
    }
  }

  /// What a file of settings holds, nothing ends the process, and the line is named.
  @Suite struct BrokenSettings {
    static let crashes = [
      "[\n", "[=", "a" + String(repeating: ".a", count: 50_000) + " = 1\n",
      "a = " + String(repeating: "[", count: 100_000) + "\n", "t = 07:\n", "a = [1,\n]]",
    ]

    @Test func aBrokenPolicyFileIsNamedWithItsLineAndThePolicyOpens() async throws {
      for text in Self.crashes {
        let place = try Place()
        try place.write("title = \"x\"\n" + text, to: "policies/marketplace-spam/policy.toml")
        let done = try Precept.run("outline marketplace-spam", in: place)
        #expect(done.status == 5)
        #expect(done.err.contains("policies/marketplace-spam/policy.toml:"))
      }
      let place = try Place()
      try place.write("title = \"x\"\n[\n", to: "policies/marketplace-spam/policy.toml")
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy marketplace-spam --engine rule-matcher")
      try bench.expect("Marketplace")
      try bench.expect("policy.toml:2:")
      try bench.expect("policy.toml unusable")
      try await bench.send(.text("Typed all the same. "), .control("s"), .enter)
      try bench.expect("Typed all the same.")
      try place.write("title = \"x\"\n", to: "policies/marketplace-spam/policy.toml")
      try await bench.wait(for: "the end of the problem") {
        try !bench.screen().joined().contains("policy.toml unusable")
      }
      try await bench.quit()
    }

    @Test func aBrokenFileOfTheWorkspaceIsNamedAndTheWorkbenchOpens() async throws {
      for text in Self.crashes {
        let place = try Place()
        try place.write("theme = \"mono\"\n" + text, to: "precept.toml")
        let done = try Precept.run("config check", in: place)
        #expect(done.status == 5)
        #expect(done.err.contains("precept.toml:"))
      }
      for (toml, words) in [
        ("theme = \"mono\"\n[\n", "precept.toml:2:"),
        ("[keys]\nrun = \"hyper-r\"\n", "is no key"),
        ("[[engine]]\nname = \"ollama\"\nurl = \"http://evil.example\"\n", "“ollama”"),
      ] {
        let place = try Place()
        try place.write(toml, to: "precept.toml")
        let bench = try await TerminalDriver.bench(
          place, arguments: "--policy marketplace-spam --engine rule-matcher")
        try bench.expect(words)
        try bench.expect("Marketplace")
        try await bench.quit()
      }
    }
  }
}
