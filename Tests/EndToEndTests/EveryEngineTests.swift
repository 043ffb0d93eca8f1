import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The same journey on every engine that cannot run here: scripted from what they send.
  @Suite struct OnEveryEngine {
    struct Peer: Sendable, CustomTestStringConvertible {
      var title: String
      var dialect: @Sendable () -> any ScriptedDialect
      /// After `--engine URL`.
      var arguments = ""
      var route: String
      var model: String

      var testDescription: String { title }
    }

    static let peers = [
      Peer(
        title: "ollama", dialect: { ScriptedOllama() }, route: "native",
        model: "gpt-oss-safeguard:20b"),
      Peer(
        title: "vllm", dialect: { ScriptedVLLM() }, route: "exact",
        model: "gpt-oss-safeguard-20b"),
      Peer(
        title: "lm-studio", dialect: { ScriptedLMStudio(loadSteps: [0.3, 0.9]) }, route: "native",
        model: "gpt-oss-safeguard-20b"),
      Peer(
        title: "responses", dialect: { ScriptedResponses() }, arguments: "--route responses",
        route: "responses", model: "gpt-oss-safeguard-20b"),
    ]

    private struct Desk {
      let place: Place
      let engine: ScriptedEngine
      let bench: TerminalDriver

      init(_ peer: Peer) async throws {
        place = try OnARealEngine.place()
        engine = try await ScriptedEngine.start(peer.dialect())
        bench = try await TerminalDriver.bench(
          place, arguments: "--policy shop --engine \(engine.url) \(peer.arguments)")
      }

      func close() async throws {
        try await bench.quit()
        await engine.stop()
      }

      /// The newest run's record.
      func trace() throws -> JSONValue {
        let runs = try Precept.run("runs --json", in: place).json()
        let id = try #require(runs["runs"][0]["run"].string)
        return try Precept.run("trace show \(id) --json", in: place).json()
      }
    }

    @Test(arguments: peers)
    func theAuthorSeesTheModelThinkMendsARuleAndKeepsTheVersion(_ peer: Peer) async throws {
      let desk = try await Desk(peer)
      let (bench, engine) = (desk.bench, desk.engine)
      try bench.expect(row: peer.model, "effort medium")

      // The chain is there while the engine still writes it.
      engine.change { $0.pace = 40 }
      try await bench.send(.menu("2"), .text("Send money now"))
      try await bench.send(.control("r"), runs: false)
      try await bench.wait(until: "We need to check the content")
      try bench.expect("Reasoning ─ thinking")
      try bench.expectNot("VIOLATES")
      engine.change { $0.pace = nil }
      try await bench.idle()
      try bench.expect("Reasoning ─ done")
      try bench.expect("✖ VIOLATES")
      try bench.expect("▸ 5  - S1 Scam")
      let run = try #require(engine.runs.last)
      try bench.expect("\(run.tokens) tok")

      try await bench.send(.menu("2"), .menu("a"), .text("You won a prize"), .control("r"))
      try bench.expect("✔ SAFE")
      try await bench.send(
        .menu("1"), .control("g"), .text("5"), .enter, .end, .text(" Any prize."), .control("r"))
      try bench.expect("✖ VIOLATES")
      try bench.expect("The content says prize.")
      try await bench.send(.control("s"), .text("Prizes are scams."), .enter)
      try bench.expect("Saved v2 of shop.")

      let trace = try desk.trace()
      let last = try #require(engine.runs.last)
      #expect(trace["state"].string == "ok")
      #expect(trace["engine"]["route"].string == peer.route)
      #expect(
        trace["reasoning"].string?.hasSuffix("So violation is 1 and category is S1.") == true)
      #expect(
        trace["answer"].string
          == #"{"violation": 1, "policy_category": "S1", "rationale": "the word prize fits rule S1"}"#
      )
      #expect(trace["verdict"]["decision"].string == "violates")
      #expect(trace["usage"]["prompt_tokens"].int == last.promptTokens)
      #expect(trace["usage"]["completion_tokens"].int == last.tokens)
      #expect((trace["deltas"].array?.count ?? 0) > 20, "it streamed")
      let prompt = (trace["prompt"]["segments"].array ?? [])
        .map { $0["control"].string ?? $0["text"].string ?? "" }.joined()
      #expect(prompt.contains("- S1 Scam: offer money. Any prize."))
      #expect(last.prompt?.spelling.contains("- S1 Scam: offer money. Any prize.") == true)
      #expect(trace["prompt"]["kind"].string == (peer.route == "exact" ? "exact" : "predicted"))
      if peer.route == "exact" { #expect(prompt == last.prompt?.spelling) }
      try await desk.close()
    }

    @Test(arguments: peers)
    func escStopsARunAtTheEngine(_ peer: Peer) async throws {
      let desk = try await Desk(peer)
      let (bench, engine) = (desk.bench, desk.engine)
      engine.change { $0.pace = 100 }
      try await bench.send(.menu("2"), .text("[[loop]]"))
      try await bench.send(.control("r"), runs: false)
      try await bench.wait(until: "We go round")
      try await bench.send(.escape)
      try bench.expect("Reasoning ─ stopped")
      try bench.expect("? NO VERDICT (cancelled)")
      await engine.answerCancelled()
      #expect(engine.runs.last?.wasCancelled == true)
      try #expect(desk.trace()["state"].string == "cancelled")
      try await desk.close()
    }

    @Test(arguments: peers)
    func aFailureInTheMiddleIsSaidAndWhatCameIsKept(_ peer: Peer) async throws {
      let desk = try await Desk(peer)
      let bench = desk.bench
      desk.engine.change { $0.mishap = .error(after: 24, "CUDA error: out of memory") }
      try await bench.send(.menu("2"), .text("Send money now"), .control("r"))
      try bench.expect("Reasoning ─ failed")
      try bench.expect("? NO VERDICT (failed)")
      try bench.expect("We need to check the content")
      try bench.expect("out of memory")
      let trace = try desk.trace()
      #expect(trace["state"].string == "failed")
      #expect(trace["verdict"].isNull)
      #expect(trace["error"]["kind"].string == "engine")
      #expect(trace["error"]["message"].string?.contains("CUDA error: out of memory") == true)
      #expect(trace["reasoning"].string?.hasPrefix("We need to check") == true)
      try await desk.close()
    }

    @Test func aModelIsPulledWithABarCancelledAndPulledOn() async throws {
      let place = try OnARealEngine.place()
      let pulls = ScriptedPulls(pause: .milliseconds(300))
      let engine = try await ScriptedEngine.start(ScriptedOllama(pulls: pulls))
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy shop --engine \(engine.url)")
      try await bench.send(.function(8), .text("u"))
      try bench.expect("gpt-oss-safeguard:20b")
      try await bench.send(.enter)
      try await bench.wait(until: "/ 13.8 GB")
      try await bench.wait(for: "its first bytes") { pulls.downloaded > 0 }
      try await bench.send(.text("u"))
      try bench.expect("Cancel")
      try await bench.send(.tab, .enter)
      try await bench.wait(until: "The pull of gpt-oss-safeguard:20b is cancelled")
      let kept = pulls.downloaded
      #expect(kept > 0)
      try await bench.send(.text("u"), .enter)
      try await bench.wait(until: "has gpt-oss-safeguard:20b now")
      #expect(pulls.downloaded == 13_793_429_384)
      try await bench.quit()
      await engine.stop()
    }
  }
}
