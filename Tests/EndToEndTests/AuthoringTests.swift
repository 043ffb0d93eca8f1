import Foundation
import Testing

extension EndToEnd {
  /// The policy is the program: its outline, what the chain cites of it, and what runs make of it.
  @Suite struct Authoring {
    @Test func theOutlineLeadsToARuleAndACitationToItsLineAndBack() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("i"))
      try bench.expect("Outline")
      try await bench.send(.text("MK3.c"), .enter)
      try bench.expectNot("Outline")
      try bench.expect("▌Policy")
      try await bench.send(.menu("u"))
      try bench.expect("line 1 ")
      try await bench.send(.control("r"))
      try await bench.send(.menu("3"), .text("c"))
      try bench.expect("Enter goes there")
      try await bench.send(.enter)
      try bench.expect("▌Policy")
      try await bench.send(.menu("u"))
      try bench.expect("▌Reasoning")
      try bench.expect("Enter goes there")
      try await bench.quit()
    }

    @Test func severalPoliciesJudgeTheContentAndEachRunIsRecorded() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("|"), .text(" "), .text(" "), .enter)
      try bench.expect("Several policies")
      try bench.expect("combined prompt")
      try bench.expect("rule matcher, not a model")
      try bench.expectNot("waits for its turn")
      try await bench.send(.enter)
      try bench.expect("rule matcher, not a language model")
      try await bench.send(.escape, .escape)
      try bench.expect("^R Run")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      #expect(runs["runs"].array?.count == 3)
    }

    @Test func coverageCountsWhatWasRun() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("%"))
      try bench.expect("all runs · 0 runs")
      try await bench.send(.escape, .control("r"))
      try await bench.send(.menu("%"))
      try bench.expect("all runs · 1 run")
      try await bench.send(.text("c"))
      try bench.expect("runs on marketplace · 1 run")
      try await bench.send(.escape)
      try await bench.quit()
    }
  }
}
