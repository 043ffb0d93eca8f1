import Foundation
import Testing

extension EndToEnd {
  /// Never lose a word.
  @Suite struct Drafts {
    @Test func whatWasTypedBeforeAKillIsOfferedUntilItIsRecovered() async throws {
      let place = try Place()
      var bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("TYPED BEFORE THE CRASH "))
      // On disk within two seconds.
      try await bench.wait(for: "the draft") { try drafts(in: place).contains("TYPED BEFORE") }
      try bench.signal(SIGKILL)
      #expect(try await bench.end().status == 137)

      bench = try await TerminalDriver.bench(place)
      try bench.expect("Recover draft")
      try bench.expectNot("TYPED BEFORE THE CRASH")
      try await bench.send(.text("d"))
      try bench.expect("v2 → the draft")
      try bench.expect("TYPED BEFORE THE CRASH")
      try await bench.send(.escape, .escape)
      try bench.expectNot("Recover draft")
      try bench.expect("“Recover unsaved text” in the palette shows it")
      try await bench.quit()

      bench = try await TerminalDriver.bench(place)
      try bench.expect("Recover draft")
      try await bench.send(.enter)
      try bench.expect("TYPED BEFORE THE CRASH")
      #expect(try bench.screen()[0].contains("editing v2 ●"))
      try await bench.quit()
      // What was recovered and not saved is still unsaved work.
      bench = try await TerminalDriver.bench(place)
      try bench.expectNot("Recover draft")
      try bench.expect("TYPED BEFORE THE CRASH")
      try await bench.quit()
    }

    @Test func unsavedTypingIsThereAgainAfterANormalQuit() async throws {
      let place = try Place()
      var bench = try await TerminalDriver.bench(place)
      try await bench.send(
        .control("g"), .text("12"), .enter, .text("UNSAVED"), .menu("2"), .control("a"),
        .text("CONTENT TOO "))
      #expect(try await bench.quit().status == 0)
      #expect(try !place.read("policies/marketplace-spam/policy.md").contains("UNSAVED"))
      bench = try await TerminalDriver.bench(place, arguments: "--engine rule-matcher")
      try bench.expectNot("Recover draft")
      try bench.expect("12  UNSAVED")
      try bench.expect("CONTENT TOO")
      #expect(try bench.screen()[0].contains("marketplace-spam · editing v2 ●"))
      try bench.expect("▌Content")
      try await bench.quit()
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalKeepsTheDraftAndRestoresTheTerminal(_ signal: Int32) async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("BEFORE THE SIGNAL "))
      try bench.signal(signal)
      let end = try await bench.end()
      #expect(end.isCursorVisible && !end.isAlternateScreen && !end.isMouseTaken)
      #expect(end.modes.before == end.modes.after)
      #expect(end.screen.first == "the shell before")
      let again = try await TerminalDriver.bench(place)
      if try again.text().contains("Recover draft") { try await again.send(.enter) }
      try again.expect("BEFORE THE SIGNAL")
      try await again.quit()
    }

    @Test func aReadOnlyWorkspaceOpensAndSaysWhereDraftsGo() async throws {
      let place = try Place()
      _ = try Shell.run("chmod -R a-w .", folder: place.workspace, environment: place.environment())
      // Root may write everywhere, unless it lays that down.
      let bench = try await TerminalDriver.bench(
        place, wrapper: getuid() == 0 ? "setpriv --bounding-set=-dac_override" : "")
      try bench.expect("Policy")
      try bench.expect("state/precept")
      try await bench.send(.text("TYPED WHERE NOTHING CAN BE WRITTEN "), .control("s"), .enter)
      try bench.expect("cannot be written")
      try bench.expect("TYPED WHERE NOTHING CAN BE WRITTEN")
      try await bench.quit()
    }

    /// All that lies in the workspace's drafts; what is still being written has another name.
    private func drafts(in place: Place) throws -> String {
      try Shell.run(
        "cat .precept/drafts/*.json", folder: place.workspace, environment: place.environment()
      ).out
    }
  }
}
