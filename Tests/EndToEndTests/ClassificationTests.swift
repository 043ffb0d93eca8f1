import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Contents without labels, on F3.
  @Suite struct Classification {
    @Test func contentsWithoutLabelsAreReadAndTheUncertainOnesLabeled() async throws {
      let place = try OnARealEngine.place()
      try place.write(
        """
        {"id":"a","content":"A neutral report"}
        {"id":"b","content":"They offer money [[prose]]"}
        {"id":"c","content":"They offer money"}
        {"id":"d","content":"A nice day","expected":"safe"}

        """, to: "samples/inbox.jsonl")
      let engine = try await ScriptedEngine.start(ScriptedVLLM())
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy shop --engine \(engine.url)")
      try await bench.send(.function(3), .text("inbox"), .enter)
      try bench.expect("Cases · inbox · 4 cases")
      try await bench.send(.text("c"))
      try bench.expect("Classify 3 cases: draws of each")
      try await bench.send(.enter)
      try bench.expect("The classification is done.")
      try bench.expect("Classification · shop@1 × inbox · 3 cases · 1 uncertain")
      try bench.expect(row: "▸", "b", "NO VERDICT", "no verdict")
      // The second is taken as it was read, then taken back and labeled otherwise.
      try await bench.send(.text("v"), .text("a"), .text("u"), .text("s"))
      try bench.expect("2 labeled")
      try await bench.send(.escape)
      try bench.expect(row: "b", "NO VERDICT", "violates")
      try await bench.send(.function(6))
      try bench.expect(row: "shop@1", "inbox (3)", "classification")
      try await bench.send(.enter)
      try bench.expect("2 labeled")
      try await bench.quit()
      await engine.stop()
      let rows = try place.read("samples/inbox.jsonl").split(separator: "\n").map {
        try JSONValue(String($0))
      }
      #expect(rows.map { $0["expected"].string } == ["safe", "violates", nil, "safe"])
      let list = try Precept.run("eval list --json", in: place).json()["evaluations"]
      let shown = try Precept.run("eval show \(try #require(list[0]["eval"].string))", in: place)
      #expect(shown.out.contains("uncertain   1: b (no verdict)"))
      let runs = try Precept.run("runs --json", in: place).json()["runs"].array ?? []
      #expect(runs.count == 3)
    }

    @Test func whatALabelDecidesIsSaidInTheVerdictPane() async throws {
      let place = try Place()
      try place.write(
        "# Ads\n\n- S1 Scam: prize, money.\n\nAnswer with exactly one of 0 or 1.\n",
        to: "policies/ads/policy.md")
      try place.write("title = \"Ads\" # ours\n", to: "policies/ads/policy.toml")
      #expect(try Precept.run("save ads -m First", in: place).status == 0)
      let engine = try await ScriptedEngine.start(ScriptedVLLM())
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy ads --engine \(engine.url)")
      try await bench.send(.menu("2"), .text("You won a prize [[label]]"), .control("r"))
      try bench.expect("1 (the policy does not say what it decides)")
      try await bench.send(.menu("4"), .text("d"))
      try bench.expect("What “1” decides")
      try await bench.send(.enter)
      try bench.expect("VIOLATES")
      #expect(
        try place.read("policies/ads/policy.toml")
          == "title = \"Ads\" # ours\n\n[answer]\nlabels = { \"1\" = \"violates\" }\n")
      try await bench.send(.text("u"))
      try bench.expect("1 (the policy does not say what it decides)")
      #expect(try place.read("policies/ads/policy.toml") == "title = \"Ads\" # ours\n")
      try await bench.quit()
      await engine.stop()
    }
  }
}
