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
      let bench = try await TerminalDriver(place, arguments: "--policy marketplace-spam")
      try await bench.send(.menu("n"), .control("r"))
      #expect(try bench.text().contains("✔ SAFE"))
      #expect(try bench.text().contains("MK0.a"))
      #expect(try bench.text().contains("Reasoning ─ done"))

      try await bench.send(
        .control("g"), .text("26"), .enter, .end, .enter, .text(Self.rule), .control("r"))
      #expect(try bench.text().contains("✖ VIOLATES"))
      #expect(try bench.text().contains("MK3.d"))
      #expect(try bench.text().contains("expected MK0.a ✖"))
      #expect(try bench.screen()[0].contains("editing v2 ●"))
      #expect(
        try bench.screen().contains { $0.contains("▸27") }, "the cited rule's line is marked")

      try await bench.send(.control("s"), .text("Frame bait."), .enter)
      #expect(try bench.text().contains("Saved v3 of marketplace-spam."))
      #expect(try bench.screen()[0].contains("v3"))
      #expect(try !bench.screen()[0].contains("●  v3") && !bench.screen()[0].contains("editing"))
      try await bench.send(.function(2))
      #expect(try bench.text().contains("3 versions"))
      #expect(try bench.screen().contains { $0.contains("3") && $0.contains("Frame bait.") })

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

    @Test func aSecondVersionScreenRestoresAndComparesVersions() async throws {
      let place = try Place()
      let bench = try await TerminalDriver(place, arguments: "--policy marketplace-spam")
      try await bench.send(.function(2), .down, .text(" "), .up, .text("d"))
      #expect(try bench.text().contains("v1 → v2"))
      try await bench.send(.escape, .down, .text("r"))
      #expect(try bench.text().contains("v1 is the working text now"))
      try await bench.send(.control("s"), .enter)
      #expect(try bench.text().contains("v1"))
      try await bench.quit()
      let versions = try Precept.run("versions marketplace-spam --json", in: place).json()
      let list = try #require(versions["versions"].array)
      #expect(list.count <= 3)
      #expect(list[0]["sha256"].string == (list.last?["sha256"].string))
    }
  }
}
