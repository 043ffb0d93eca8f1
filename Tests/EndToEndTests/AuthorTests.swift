import Foundation
import Testing

extension EndToEnd {
  /// Author, run, watch, save: the reason why the bench exists.
  @Suite struct Author {
    /// A rule that turns the safe case mk-02 into a violation.
    static let rule =
      "- MK3.d Frame bait: asking what size the frame is, as in "
      + "\"Is the bike still available, and what size is the frame?\""

    @Test func editingARuleChangesTheVerdictAndTheNextVersionKeepsIt() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("n"), .control("r"))
      try bench.expect("✔ SAFE")
      try bench.expect("MK0.a")
      try bench.expect("Reasoning ─ done")

      try await bench.send(
        .control("g"), .text("26"), .enter, .end, .enter, .text(Self.rule), .control("r"))
      try bench.expect("✖ VIOLATES")
      try bench.expect("MK3.d")
      try bench.expect("expected MK0.a ✖")
      #expect(try bench.screen()[0].contains("editing v2 ●"))
      try bench.expect("▸27  - MK3.d")

      try await bench.send(.control("s"), .text("Frame bait."), .enter)
      try bench.expect("Saved v3 of marketplace-spam.")
      #expect(try bench.screen()[0].contains("v3"))
      #expect(try !bench.screen()[0].contains("editing"))
      try await bench.send(.function(2))
      try bench.expect("3 versions")
      try bench.expect(row: " 3 ", "Frame bait.")

      let end = try await bench.quit()
      #expect(end.status == 0)
      #expect(end.isCursorVisible && !end.isAlternateScreen && !end.isMouseTaken)
      #expect(end.modes.before == end.modes.after)
      #expect(end.screen.first == "the shell before")

      let versions = try Precept.run("versions marketplace-spam", in: place)
      #expect(versions.status == 0)
      #expect(versions.out.contains("Frame bait."))
      let difference = try Precept.run("diff marketplace-spam@2 marketplace-spam@3", in: place)
      #expect(difference.status == 0)
      #expect(difference.out.contains("+" + Self.rule) || difference.out.contains("+ " + Self.rule))
      #expect(try place.read("policies/marketplace-spam/policy.md").contains(Self.rule))
      let shown = try Precept.run("show marketplace-spam@3", in: place)
      #expect(try shown.out == place.read("policies/marketplace-spam/versions/0003.md"))
    }

    @Test func versionsAreComparedAndRestored() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.function(2), .down, .text(" "), .up, .text("d"))
      try bench.expect("v1 → v2")
      try bench.expect("MK3.c")
      try await bench.send(.escape, .down, .text("r"))
      try bench.expect("v1 is the working text now; Ctrl-S saves it as a version.")
      try await bench.send(.control("s"), .text("Back to the first."), .enter)
      try bench.expect("Saved v3 of marketplace-spam.")
      try await bench.quit()
      let versions = try Precept.run("versions marketplace-spam --json", in: place).json()
      #expect(versions["versions"].array?.count == 3)
      #expect(versions["versions"][2]["parent"].int == 1)
      #expect(versions["versions"][2]["sha256"].string == versions["versions"][0]["sha256"].string)
    }

    @Test func aNewPolicyBeginsWithTheSkeletonAndIsSaved() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("n"), .text("my rules!"), .enter)
      try bench.expect("Use letters, digits")
      try await bench.send(.control("a"), .control("k"), .text("my-rules"), .enter)
      try bench.expect("my-rules begins as")
      try await bench.send(.enter)
      #expect(try bench.screen()[0].contains("my-rules"))
      try await bench.send(.text("Mine. "), .control("s"), .enter)
      #expect(try bench.screen()[0].contains("my-rules · v"))
      try await bench.send(.control("o"))
      try await bench.send(.text("mark"), .enter)
      #expect(try bench.screen()[0].contains("marketplace-spam · v2"))
      try await bench.quit()
      #expect(try place.read("policies/my-rules/policy.md").hasPrefix("Mine. "))
    }

    @Test func liveModeRunsByItselfAfterTyping() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("l"), .menu("2"), .controlEnd, .text(" Really?"))
      try await bench.wait(until: "Reasoning ─ done")
      try bench.expect("live")
      try await bench.quit()
    }
  }
}
