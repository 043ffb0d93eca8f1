import Foundation
import Testing

extension EndToEnd {
  /// F8 in the real terminal, on the real llama.cpp server.
  @Suite(
    .enabled(if: RealEngine.isAvailable, Comment(rawValue: RealEngine.unavailable ?? "")))
  struct EnginesScreen {
    @Test func theDoctorsFindingsAreReadOneByOne() async throws {
      let place = try OnARealEngine.place()
      let engine = try await RealEngine()
      let bench = try await TerminalDriver.bench(
        place, arguments: "--policy shop --engine \(engine.url)")
      try await bench.send(.menu("g"))
      try bench.expect(row: "▸ ●", "tiny-harmony (not safeguard)", "exact", "8192 tok")
      try bench.expect("Doctor · not examined yet: d")
      try await bench.send(.text("d"))
      try bench.expect("Doctor · 1 caution · 13 fine")
      try bench.expect("✔ fine     stop            The turn ends on <|return|>")
      try await bench.send(.tab, .text("j"), .enter)
      try bench.expect("The name tiny-harmony does not say gpt-oss-safeguard.")
      try bench.expect("Why it matters, and what to change")
      try await bench.send(.escape, .escape)
      try bench.expect("Reasoning ─ idle")
      try await bench.quit()
    }

    @Test func samplingIsSetSentRecordedAndComesBack() async throws {
      let place = try OnARealEngine.place()
      let engine = try await RealEngine()
      let arguments = "--policy shop --engine \(engine.url)"
      var bench = try await TerminalDriver.bench(place, arguments: arguments)
      try await bench.send(.function(8), .text("p"), .text("temperature"), .enter)
      try await bench.send(.menu("a"), .backspace, .text("9"), .enter)
      try bench.expect("is no temperature: it is a number such as 0.7, 0 to 5.")
      try await bench.send(.backspace, .text("0"), .enter, .escape)
      try await bench.send(.function(8))
      try bench.expect(row: "temperature", "0.0")
      try await bench.send(.escape, .menu("2"), .text("You won a prize!"), .control("r"))
      try bench.expect("✖ VIOLATES")
      #expect(try await bench.quit().status == 0)
      let runs = try Precept.run("runs --json", in: place).json()
      let id = try #require(runs["runs"][0]["run"].string)
      let trace = try Precept.run("trace show \(id) --json", in: place).json()
      #expect(trace["parameters"]["temperature"].int == 0)
      #expect(trace["engine"]["route"].string == "exact")
      #expect(trace["prompt"]["kind"].string == "exact")
      bench = try await TerminalDriver.bench(place, arguments: arguments)
      try await bench.send(.function(8))
      try bench.expect(row: "temperature", "0.0")
      try await bench.quit()
    }

    @Test func anEngineIsStartedUsedAndGoneWithTheWorkbenchHoweverThatEnds() async throws {
      let user = try ManagedEngines.User()
      let bench = try await TerminalDriver.bench(
        user.place, arguments: "--policy shop --temperature 0", environment: user.environment)
      try await bench.send(.function(8), .text("s"), .text(ManagedEngines.User.model), .enter)
      try await bench.wait(until: "Managed engine · ready")
      try await bench.wait(until: "runs go to it from now on")
      let workbench = try bench.pid()
      let supervisor = try #require(
        Processes.children(of: workbench).first { $0.command.contains("supervise-engine") })
      let server = try #require(Processes.children(of: supervisor.pid).first)
      try await bench.send(.text("o"))
      try bench.expect("Engine log")
      try await bench.send(.escape, .escape)
      try await bench.send(.menu("2"), .text("You won a prize!"), .control("r"))
      try bench.expect("✖ VIOLATES")
      kill(workbench, SIGKILL)
      let deadline = ContinuousClock.now + .seconds(30)
      while [supervisor.pid, server.pid].contains(where: Processes.isAlive) {
        try #require(ContinuousClock.now < deadline, "the engine outlives the workbench")
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}
