import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

@Suite struct DoctorTests {
  private func findings(
    at url: String, route: EngineRoute? = nil, date: String = "2026-11-23"
  ) async throws -> [String: EngineFinding] {
    try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(name: "patient", url: url, route: route),
        client: client)
      var findings: [String: EngineFinding] = [:]
      for await finding in Doctor(engine, date: date).examine() {
        #expect(findings[finding.id] == nil, "\(finding.id) twice")
        #expect(!finding.summary.isEmpty)
        if finding.level != .fine { #expect(!finding.advice.isEmpty, "\(finding.id)") }
        findings[finding.id] = finding
      }
      return findings
    }
  }

  @Suite(
    .enabled(if: RealEngine.isAvailable, "script/engine cannot install its wheel here"),
    .timeLimit(.minutes(2)))
  struct OnTheRealServer {
    @Test func exactRunsAreFineAndWhatTheChatRouteDoesIsSaid() async throws {
      let engine = try RealEngine()
      let findings = try await DoctorTests().findings(at: engine.url, date: "2001-02-03")
      #expect(
        Set(findings.keys) == [
          "engine", "model", "context", "slots", "exact", "prompt", "second_message", "effort",
          "effort_chat", "reasoning", "stop", "reasoning_chat", "injection", "cache",
        ])
      let notFine = findings.values.filter { $0.level != .fine }.map(\.id)
      #expect(notFine == ["model"], "its name is not gpt-oss-safeguard")
      #expect(findings["context"]?.summary.contains("8192") == true)
      #expect(findings["slots"]?.summary.contains("2 runs") == true)
      #expect(findings["prompt"]?.evidence.hasPrefix("date: ours “2001-02-03”, theirs “20") == true)
      #expect(findings["prompt"]?.evidence.contains("<|start|>developer<|message|>") == true)
      #expect(findings["reasoning"]?.evidence.contains("reasoning: The content") == true)
      #expect(findings["reasoning_chat"]?.summary.contains("reasoning_content") == true)
      #expect(findings["stop"]?.summary.contains("<|return|>") == true)
      #expect(findings["injection"]?.summary.contains("can forge control tokens") == true)
    }

    @Test func onTheChatRouteInjectionIsACaution() async throws {
      let engine = try RealEngine("n_parallel=1", "n_ctx=4096")
      let findings = try await DoctorTests().findings(at: engine.url, route: .chat)
      #expect(findings["injection"]?.level == .caution)
      #expect(findings["exact"]?.level == .caution)
      #expect(findings["context"]?.level == .caution)
      #expect(findings["slots"]?.summary.contains("one run") == true)
      #expect(findings["effort"]?.level == .fine)
    }

    @Test func aLockedEngineIsAnUnansweredDoor() async throws {
      let engine = try RealEngine("api_keys=sekret")
      let findings = try await DoctorTests().findings(at: engine.url)
      #expect(findings.values.map(\.level) == [.broken])
      #expect(findings["engine"]?.advice.contains("--api-key-env") == true)
    }
  }

  @Test func whereNothingListensTheAdviceIsToStartIt() async throws {
    let server = try await ScriptedServer.start { _, _ in [] }
    await server.stop()
    let findings = try await findings(at: server.url)
    #expect(findings.keys.sorted() == ["engine"])
    #expect(findings["engine"]?.level == .broken)
  }

  /// An OpenAI-compatible server that stops on `<|end|>` and counts no tokens.
  @Test func anEngineThatStopsTooSoonIsBroken() async throws {
    let server = try await ScriptedServer.start { _, request in
      if request.hasPrefix("GET /v1/models ") {
        return [.reply("200 OK", #"{"data":[{"id":"gpt-oss-safeguard-20b"}]}"#), .close]
      }
      if request.hasPrefix("GET") { return [.reply("404 Not Found", "{}"), .close] }
      return [
        .streamHead,
        .event(#"{"choices":[{"index":0,"delta":{"reasoning":"A prize is a scam."}}]}"#),
        .stop, .close,
      ]
    }
    let findings = try await findings(at: server.url)
    #expect(findings["model"]?.level == .fine)
    #expect(findings["stop"]?.level == .broken)
    #expect(findings["stop"]?.summary.contains("<|end|>") == true)
    #expect(findings["reasoning"]?.summary.contains("the field reasoning") == true)
    #expect(findings["effort"]?.level == .caution)
    #expect(findings["injection"]?.summary.contains("cannot be seen") == true)
    #expect(findings["context"]?.level == .caution)
    await server.stop()
  }
}
