import Foundation
import Testing

extension EndToEnd {
  /// The same journeys on a real llama.cpp server.
  @Suite(
    .enabled(if: RealEngine.isAvailable, Comment(rawValue: RealEngine.unavailable ?? "")))
  struct OnARealEngine {
    /// The tiny model knows four categories, goes by single words such as “prize”, and stays sane near
    /// the texts that it was trained on.
    static let policy = """
      # Content rules

      Classify content. Return JSON only.
      - S0 Safe: news, quote, neutral report.
      - S1 Scam: offer money.
      - S2 Threat: intent.
      - S3 Drugs: sale.
      {"violation": 0, "policy_category": "S0", "rationale": "..."}

      """

    static func place() throws -> Place {
      let place = try Place()
      try place.write(policy, to: "policies/shop/policy.md")
      try place.write(
        """
        format = 1
        [answer]
        shape = "json"
        fields = ["violation", "policy_category", "rationale"]
        [answer.labels]
        "1" = "violates"
        "0" = "safe"
        """, to: "policies/shop/policy.toml")
      #expect(try Precept.run("save shop -m First", in: place).status == 0)
      return place
    }

    private func bench(_ place: Place, _ engine: RealEngine) async throws -> TerminalDriver {
      try await TerminalDriver.bench(
        place, arguments: "--policy shop --engine \(engine.url) --temperature 0")
    }

    @Test func theAuthorSeesTheModelThinkAndKeepsTheVersion() async throws {
      let place = try Self.place()
      let engine = try await RealEngine()
      let bench = try await bench(place, engine)
      #expect(try bench.screen()[0].contains("llama-server · tiny-harmony · exact · effort medium"))
      try await bench.send(.menu("2"), .text("You won a prize!"))
      try await bench.send(.control("r"))
      try bench.expect("Reasoning ─ done")
      try bench.expect("We need to check the content against the policy.")
      try bench.expect("✖ VIOLATES")
      try bench.expect("tok")
      try bench.expect("▸ 5  - S1 Scam")
      try bench.expectNot("not a model")

      try await bench.send(.menu("a"), .text("Look at the picture again"))
      try await bench.send(
        .menu("1"), .control("g"), .text("4"), .enter, .end, .text(" And context."),
        .control("r"))
      try bench.expect("✔ SAFE")
      try await bench.send(.control("s"), .text("Context is safe."), .enter)
      try bench.expect("Saved v2 of shop.")
      #expect(try await bench.quit().status == 0)
      let difference = try Precept.run("diff shop@1 shop@2", in: place)
      #expect(difference.out.contains("And context."))

      let runs = try Precept.run("runs --json", in: place).json()
      #expect(runs["runs"].array?.count == 2)
      let id = try #require(runs["runs"][1]["run"].string)
      let trace = try Precept.run("trace show \(id) --json", in: place).json()
      #expect((trace["deltas"].array?.count ?? 0) > 10, "it streamed")
      #expect(trace["prompt"].keys.isSuperset(of: ["kind", "segments"]))
      #expect(trace["usage"].keys.isSuperset(of: ["prompt_tokens", "completion_tokens"]))
      #expect(trace["parameters"]["effort"].string == "medium")
      #expect(trace["parameters"]["temperature"].int == 0)
    }

    @Test func escStopsARunAndFreesTheSlot() async throws {
      let place = try Self.place()
      let engine = try await RealEngine("n_parallel=1")
      let bench = try await bench(place, engine)
      try await bench.send(.menu("2"), .text("[[loop]]"))
      try await bench.send(.control("r"), runs: false)
      try await bench.wait(until: "Round and round")
      try await bench.send(.escape)
      try bench.expect("Reasoning ─ stopped")
      try bench.expect("? NO VERDICT (cancelled)")
      // The only slot is free: the next run does not queue behind the endless one.
      try await bench.send(.menu("a"), .text("Some pills?"))
      try await bench.send(.control("r"))
      try bench.expect("✖ VIOLATES")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      #expect(runs["runs"][1]["state"].string == "cancelled")
    }

    @Test func scrollingAwayFromTheStreamAndBackKeepsWhatIsRead() async throws {
      let place = try Self.place()
      let engine = try await RealEngine("n_parallel=1", "n_ctx=65536")
      let bench = try await bench(place, engine)
      try await bench.send(.menu("2"), .text("[[loop]]"))
      try await bench.send(.control("r"), .menu("3"), runs: false)
      try await bench.wait(until: "Round and round")
      try await bench.wait(for: "more than a pane") { try !bench.text().contains("We go round") }
      try await bench.send(.text("g"), runs: false)
      try await bench.wait(until: "new lines (End)")
      let before = try bench.screen()[14]
      try await bench.send(.text("j"), .text("k"), runs: false)
      #expect(try bench.screen()[14] == before)
      try await bench.send(.end, runs: false)
      try bench.expectNot("new lines (End)")
      try await bench.resize(columns: 80, rows: 24, runs: false)
      try await bench.resize(columns: 120, rows: 36, runs: false)
      try await bench.send(.escape)
      try bench.expect("Reasoning ─ stopped")
      try await bench.quit()
    }

    @Test func aServerThatDiesFailsTheRunWithASentence() async throws {
      let place = try Self.place()
      let engine = try await RealEngine()
      let bench = try await bench(place, engine)
      try await bench.send(.menu("2"), .text("[[loop]]"))
      try await bench.send(.control("r"), runs: false)
      try await bench.wait(until: "Round and round")
      try engine.kill9()
      try await bench.idle()
      try bench.expect("Reasoning ─ failed")
      try bench.expect("? NO VERDICT (failed)")
      try bench.expect("Round and round")
      // Gone is gone: nothing stands in for it.
      try await bench.send(.control("r"))
      try bench.expect("? NO VERDICT (failed)")
      try await bench.quit()
    }

    @Test func controlCharactersInTheChainNeverReachTheTerminal() async throws {
      let place = try Self.place()
      let engine = try await RealEngine()
      let bench = try await bench(place, engine)
      for marker in ["[[ansi]]", "[[unicode]]"] {
        try await bench.send(.menu("2"), .menu("a"), .text(marker))
        try await bench.send(.control("r"))
        try bench.expect("Reasoning ─ done")
      }
      let sent = String(decoding: try bench.raw(), as: UTF8.self).unicodeScalars
      #expect(!sent.contains { (0x7F...0x9F).contains($0.value) || $0.value == 0 })
      try await bench.quit()
    }

    @Test(arguments: [
      ("[[nofinal]]", "exact", "empty"), ("[[empty]]", "exact", "empty"),
      ("[[prose]]", "exact", "unparsed"), ("[[bare]]", "exact", "markup"),
      ("[[nofinal]]", "chat", "empty"), ("[[bare]]", "chat", "failed"),
      ("[[empty]]", "responses", "empty"),
    ])
    func anAnswerThatIsNoneIsNeverAVerdict(
      _ marker: String, _ route: String, _ state: String
    ) async throws {
      let place = try Self.place()
      let engine = try await RealEngine()
      let done = try Precept.run(
        """
        run shop --engine \(engine.url) --route \(route) --temperature 0 \
          --content 'hello \(marker)' --json
        """, in: place)
      let run = try done.json()
      #expect(run["state"].string == state)
      #expect(run["engine"]["route"].string == route)
      #expect(run["verdict"].isNull)
      #expect(done.status == (state == "failed" ? 4 : 3))
    }

    @Test func theCommandLineRunsOnItAndIsInterrupted() async throws {
      let place = try Self.place()
      let engine = try await RealEngine("n_parallel=1")
      let done = try Precept.run(
        "run shop --engine \(engine.url) --temperature 0 --content 'a lottery' --fail-on violates",
        in: place)
      #expect(done.status == 10)
      #expect(done.out.hasPrefix("VIOLATES"))
      #expect(done.err.contains("That is scam, rule S1."))
      let stopped = try Shell.run(
        """
        '\(try Precept.binary())' run shop --engine \(engine.url) --content '[[loop]]' --json \
          2>chain >document &
        pid=$!
        until grep -q 'repeats itself' chain; do kill -0 $pid || break; done
        kill -INT $pid
        wait $pid
        """, folder: place.workspace, environment: place.environment())
      #expect(stopped.status == 130)
      #expect(try JSONValue(place.read("document"))["state"].string == "cancelled")
      let cut = try Precept.run(
        "run shop --engine \(engine.url) --max-tokens 20 --content '[[loop]]' --json", in: place)
      #expect(cut.status == 3)
      #expect(try cut.json()["state"].string == "truncated")
    }

    @Test func theDoctorAndTheTokenizerAnswerOnTheCommandLine() async throws {
      let place = try Self.place()
      let engine = try await RealEngine()
      let doctor = try Precept.run("doctor --engine \(engine.url) --json", in: place)
      #expect(doctor.status == 0)
      let document = try doctor.json()
      #expect(document["engine"]["route"].string == "exact")
      let findings = document["findings"].array ?? []
      #expect(findings.count == 14)
      for finding in findings {
        #expect(finding.keys == ["id", "level", "summary", "evidence", "advice"])
      }
      let words = try Precept.run("doctor --engine \(engine.url)", in: place)
      #expect(words.out.contains("13 fine · 1 caution · 0 broken"))
      #expect(words.out.contains("CAUTION  model"))
      let gone = try Precept.run("doctor --engine http://127.0.0.1:1", in: place)
      #expect(gone.status == 4)
      #expect(gone.out.contains("BROKEN   engine"))

      let outline = try Precept.run("outline shop --engine \(engine.url) --json", in: place).json()
      #expect(outline["tokens"]["exact"].bool == true)
      let total = outline["tokens"]["total"].int ?? 0
      let sections = (outline["tokens"]["sections"].array ?? []).compactMap { $0["tokens"].int }
      #expect(total > 50 && abs(sections.reduce(0, +) - total) <= sections.count)
    }
  }
}
