import Foundation
import Testing

extension EndToEnd {
  /// Versions, labels, and files that somebody else changes.
  @Suite struct Versions {
    @Test func twoTextsStandSideBySideAndAProtectedLabelAsksBeforeItMoves() async throws {
      let place = try Place()
      try place.configure("protected_labels = [\"production\"]\n")
      #expect(try Precept.run("label marketplace-spam@1 production", in: place).status == 0)
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.function(2))
      try bench.expect("[production]")
      try bench.expect("since production (v1)")
      try await bench.send(.text("d"))
      try await bench.send(.text("s"))
      try bench.expect("side by side")
      let row = try #require(try bench.screen().first { $0.contains("- MK3.c") })
      #expect(row.contains("│"))
      try await bench.send(.text("w"))
      try bench.expect("whole text")
      try await bench.send(.escape, .text("l"), .text("production"), .enter)
      try bench.expect("Move production from v1 to v2?")
      try await bench.send(.text("y"))
      try bench.expect("production moved from v1 to v2.")
      try await bench.quit()

      let refused = try Precept.run("label marketplace-spam@1 production", in: place)
      #expect(refused.status == 2)
      #expect(refused.err.contains("production is protected, and sits on v2"))
      #expect(refused.err.contains("--force"))
      let forced = try Precept.run("label marketplace-spam@1 production --force", in: place)
      #expect(forced.status == 0)
    }

    @Test func aChangeOutsideWhileTypingIsMergedAndNeitherTextIsLost() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("Mine. "))
      let path = "policies/marketplace-spam/policy.md"
      let theirs = try place.read(path) + "- \"Theirs\" -> MK0.a\n"
      try place.write(theirs, to: path)
      try await bench.wait(until: "policy.md was changed outside")
      try await bench.send(.enter)
      try bench.expect("Merged.")
      try await bench.send(.control("s"), .text("Both."), .enter)
      try bench.expect("Saved v3 of marketplace-spam.")
      #expect(try place.read(path) == "Mine. " + theirs)
      // Nothing is typed now: the next change is shown at once.
      try place.write("Other. " + theirs, to: path)
      try await bench.wait(until: "Other. # Marketplace")
      try await bench.quit()
    }

    @Test func theTerminalIsExaminedAlsoWithoutOne() async throws {
      let place = try Place()
      let driver = try TerminalDriver(place, arguments: "doctor --terminal")
      let end = try await driver.end()
      #expect(end.status == 0)
      let text = end.screen.joined(separator: "\n")
      #expect(text.contains("samples take as many columns"), "\(text)")
      #expect(text.contains("120×36"))
      #expect(end.modes.before == end.modes.after)
      let piped = try Precept.run("doctor --terminal --json", in: place)
      #expect(piped.status == 0)
      let findings = try piped.json()["findings"].array ?? []
      #expect(findings.contains { $0["id"].string == "answers" && $0["level"].string == "unknown" })
    }

    @Test func theConfigurationIsWrittenCheckedAndShown() throws {
      let place = try Place()
      #expect(try Precept.run("config init", in: place).status == 0)
      #expect(try Precept.run("config init", in: place).status == 5)
      #expect(try Precept.run("config check", in: place).out.hasPrefix("Fine: "))
      try place.configure(
        "theme = \"light\"\n[keys]\nrun = \"ctrl-h\"\n[colors]\naccent = \"blau\"\n")
      let check = try Precept.run("config check", in: place)
      #expect(check.status == 5)
      #expect(check.err.contains("config.toml:3: “ctrl-h” cannot be bound"))
      #expect(check.err.contains("config.toml:5: colors.accent is “blau”."))
      let shown = try Precept.run("config", in: place)
      #expect(shown.status == 0)
      #expect(shown.out.contains("config.toml:1"))
      try place.configure("them = \"light\"\n")
      #expect(try Precept.run("config show", in: place).err.contains("config.toml:1: there is no"))
    }
  }
}
