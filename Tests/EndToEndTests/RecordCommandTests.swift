import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Run records on the command line.
  @Suite struct RecordCommands {
    /// Two runs of v2 of a policy by the rule matcher; the newer first.
    private static func recorded(_ place: Place) throws -> [String] {
      try ["Send a deposit now to reserve it", "Is the bike still available?"].map { content in
        let done = try Precept.run(
          "run marketplace-spam --engine rule-matcher --content '\(content)' --json", in: place)
        return try #require(try done.json()["run"].string)
      }.reversed()
    }

    @Test func runsAreListedByPolicyEngineDecisionDayAndVerdict() throws {
      let place = try Place()
      let ids = try Self.recorded(place)
      func listed(_ options: String) throws -> [String] {
        let document = try Precept.run("runs --json \(options)", in: place).json()
        return (document["runs"].array ?? []).compactMap { $0["run"].string }
      }
      #expect(try listed("") == ids)
      #expect(try listed("--policy marketplace-spam@2 --engine MATCHER") == ids)
      #expect(try Precept.run("label marketplace-spam@2 mine", in: place).status == 0)
      #expect(try listed("--policy marketplace-spam@mine") == ids)
      #expect(try listed("--policy marketplace-spam@1").isEmpty)
      #expect(try listed("--engine llama").isEmpty)
      #expect(try listed("--decision violates") == [ids[1]])
      let day = try Shell.run("date -u +%F", folder: place.workspace, environment: [:]).out
        .trimmingCharacters(in: .newlines)
      #expect(try listed("--since \(day) --until \(day)") == ids)
      #expect(try listed("--until 2024-02-29").isEmpty)
      #expect(try listed("--since 2999-01-01").isEmpty)
      #expect(try Precept.run("runs --since 2026-02-29", in: place).status == 2)
      #expect(try listed("--judged").isEmpty)
      #expect(
        try Precept.run("trace judge \(ids[0]) safe -m 'a plain question'", in: place).status == 0)
      #expect(try listed("--judged") == [ids[0]])
      #expect(try listed("--no-judged") == [ids[1]])
    }

    @Test func aVerdictOfAPersonIsShownWithTheTrace() throws {
      let place = try Place()
      let id = try Self.recorded(place)[0]
      let done = try Precept.run("trace judge \(id) escalate -m 'ask legal'", in: place)
      #expect(done.status == 0)
      #expect(done.out == "Run \(id) is judged escalate.\n")
      let shown = try Precept.run("trace show \(id)", in: place).out
      #expect(shown.contains("Human verdicts"))
      #expect(shown.contains("ESCALATE  ask legal"))
      let judgement = try Precept.run("trace show \(id) --json", in: place).json()["judgements"][0]
      #expect(judgement["decision"].string == "escalate")
      #expect(judgement["note"].string == "ask legal")
      #expect(judgement.keys.isSuperset(of: ["labels", "author", "time"]))
      #expect(try Precept.run("trace judge \(id) perhaps", in: place).status == 2)
      #expect(try Precept.run("trace judge 01JZZZZZZZZZZZ safe", in: place).status == 5)
    }

    @Test func erasingAsksAndTakesTheContentFromTheRecord() throws {
      let place = try Place()
      let id = try Self.recorded(place)[0]
      let asked = try Precept.run("trace erase \(id)", in: place)
      #expect(asked.status == 2)
      #expect(asked.err.contains("--yes"))
      #expect(try Precept.run("trace show \(id)", in: place).out.contains("still available"))
      let binary = try Precept.binary()
      let refused = try Shell.run(
        "printf 'no\\n' | script -qec '\(binary) trace erase \(id)' /dev/null",
        folder: place.workspace, environment: place.environment([:]))
      #expect(refused.out.contains("28 bytes"))
      #expect(refused.out.contains("Nothing was erased."))
      #expect(try Precept.run("trace show \(id)", in: place).out.contains("still available"))
      let done = try Precept.run("trace erase \(id) --yes", in: place)
      #expect(done.out == "Erased the content of 1 run.\n")
      #expect(try !Precept.run("trace show \(id)", in: place).out.contains("still available"))
      let run = try Precept.run("runs --json", in: place).json()["runs"][0]
      #expect(run["run"].string == id)
      #expect(run["erased"].bool == true)
      #expect(run["decision"].string == "safe")
    }

    @Test func twoTracesAreAlignedByRule() throws {
      let place = try Place()
      let ids = try Self.recorded(place)
      let done = try Precept.run("trace diff \(ids[0]) \(ids[1])", in: place)
      #expect(done.status == 0)
      let lines = done.out.split(separator: "\n").map(String.init)
      #expect(lines[0].hasPrefix("--- \(ids[0])  SAFE  MK0.a  marketplace-spam@2"))
      #expect(lines[1].hasPrefix("+++ \(ids[1])  VIOLATES  MK3.a  marketplace-spam@2"))
      // What both begin with stands once.
      #expect(lines.count { $0.contains("rule matcher, not a language model") } == 1)
      #expect(lines.count { $0.hasPrefix("@@") && $0.hasSuffix("they part here first") } == 1)
      #expect(lines.contains { $0.hasPrefix("+- MK3.a") })
      let json = try Precept.run("trace diff \(ids[0]) \(ids[1]) --json", in: place).json()
      #expect(json["left"]["run"].string == ids[0])
      #expect(json["right"]["decision"].string == "violates")
      let step = try #require(json["divergence"]["step"].int)
      #expect(json["steps"][step]["same"].bool == false)
      #expect(json["steps"][0]["left"].keys.isSuperset(of: ["rule", "sentences"]))
      let same = try Precept.run("trace diff \(ids[0]) \(ids[0]) --json", in: place).json()
      #expect(same["divergence"].isNull && same.keys.contains("divergence"))
    }

    @Test func aRunIsReplayedAtItsPaceAndCtrlCStopsIt() async throws {
      let place = try OnARealEngine.place()
      var behaviour = Behaviour()
      behaviour.pace = 60
      let engine = try await ScriptedEngine.start(ScriptedVLLM(), behaviour)
      let run = try Precept.run(
        "run shop --engine \(engine.url) --content 'Send the deposit' --json", in: place)
      await engine.stop()
      let document = try run.json()
      let id = try #require(document["run"].string)
      let reasoning = try #require(document["reasoning"].string)
      let last = try #require(
        try Precept.run("trace show \(id) --json", in: place).json()["deltas"].array?.last?["ms"]
          .int)
      #expect(last > 100)

      let start = ContinuousClock.now
      let replay = try Precept.run("replay \(id) --speed 2", in: place)
      #expect(ContinuousClock.now - start >= .milliseconds(last / 2))
      #expect(replay.status == 0)
      #expect(replay.out.hasPrefix(reasoning))
      #expect(try Precept.run("replay \(id) --speed max", in: place).out == replay.out)
      #expect(try Precept.run("replay \(id) --speed 0", in: place).status == 2)

      let out = place.workspace.appending(path: "replayed")
      try Data().write(to: out)
      let file = try FileHandle(forUpdating: out)
      let nothing = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
      let slow = try ChildProcess(
        [
          Precept.binary(), "replay", id, "--speed", "0.05", "--workspace", place.workspace.path,
        ],
        environment: place.environment([:]),
        streams: [nothing, file, file].map(\.fileDescriptor))
      let deadline = ContinuousClock.now + .seconds(20)
      while try Data(contentsOf: out).isEmpty, ContinuousClock.now < deadline { usleep(2000) }
      kill(slow.pid, SIGINT)
      #expect(try slow.wait() == 130)
      let seen = try String(contentsOf: out, encoding: .utf8).trimmingCharacters(in: .newlines)
      #expect(!seen.isEmpty && seen != reasoning && reasoning.hasPrefix(seen))
    }
  }
}
