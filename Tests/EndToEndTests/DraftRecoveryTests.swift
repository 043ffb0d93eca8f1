import Foundation
import Testing

extension EndToEnd {
  /// Text that other processes left, and two that work on one policy.
  @Suite struct DraftRecovery {
    private static let other = "--policy game-chat --engine rule-matcher"

    /// Types, waits until that is on disk, and kills.
    private func crash(_ place: Place, typing text: String) async throws {
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text(text))
      try await bench.wait(for: "the draft") { try drafts(in: place).contains(text) }
      try bench.signal(SIGKILL)
      #expect(try await bench.end().status == 137)
    }

    private func drafts(in place: Place) throws -> String {
      try Shell.run(
        "cat .precept/drafts/*.json", folder: place.workspace, environment: place.environment()
      ).out
    }

    @Test func whatACrashLeftIsOfferedThoughAnotherPolicyOpens() async throws {
      let place = try Place()
      try await crash(place, typing: "LOST WORDS ")
      var bench = try await TerminalDriver.bench(place, arguments: Self.other)
      try bench.expect("Unsaved text from before")
      try bench.expect(row: "marketplace-spam", "after a crash", "LOST WORDS")
      try await bench.send(.escape)
      try bench.expect("game-chat")
      // What is typed and saved here does it no harm.
      try await bench.send(.text("CHAT "), .control("s"), .enter)
      try await bench.quit()
      #expect(try drafts(in: place).contains("LOST WORDS"))

      bench = try await TerminalDriver.bench(place, arguments: Self.other)
      try bench.expect("Unsaved text from before")
      try await bench.send(.enter)
      try bench.expect("Recover draft")
      #expect(try bench.screen()[0].contains("marketplace-spam"))
      try await bench.send(.enter)
      try bench.expect("LOST WORDS")
      try await bench.quit()
      bench = try await TerminalDriver.bench(place)
      try bench.expectNot("Unsaved text from before")
      try bench.expectNot("Recover draft")
      try bench.expect("LOST WORDS")
      try await bench.quit()
    }

    @Test func whatWasDeclinedStaysThoughOneTypesSavesAndOpensAnother() async throws {
      let place = try Place()
      try await crash(place, typing: "LOST WORDS ")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("Recover draft")
      try await bench.send(.escape, .text("x"))
      try await bench.wait(for: "the own draft") {
        try drafts(in: place).components(separatedBy: "\"format\"").count == 3
      }
      try await bench.send(.control("s"), .enter)
      try bench.expect("Saved v3")
      try await bench.send(.control("o"), .text("game-chat"), .enter)
      try await bench.quit()
      #expect(try drafts(in: place).contains("LOST WORDS"))
      let again = try await TerminalDriver.bench(place)
      try again.expect("Recover draft")
      try await again.send(.enter)
      try again.expect("LOST WORDS")
      try await again.quit()
    }

    @Test func discardingIsAskedAndFinal() async throws {
      let place = try Place()
      try await crash(place, typing: "LOST WORDS ")
      var bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("x"), .text("n"))
      #expect(try drafts(in: place).contains("LOST WORDS"))
      try await bench.quit()
      bench = try await TerminalDriver.bench(place)
      try bench.expect("Recover draft")
      try await bench.send(.text("x"), .text("y"))
      #expect(try !drafts(in: place).contains("LOST WORDS"))
      try await bench.quit()
    }

    @Test func twoWorkbenchesOnOnePolicyEachKeepTheirOwn() async throws {
      let place = try Place()
      let first = try await TerminalDriver.bench(place)
      try await first.send(.text("FIRST "))
      try await first.wait(for: "the first's draft") { try drafts(in: place).contains("FIRST") }
      let second = try await TerminalDriver.bench(place)
      try second.expect("Another Precept has marketplace-spam open too")
      try second.expectNot("Recover draft")
      try second.expectNot("FIRST")
      try await second.send(.text("SECOND "))
      try await second.wait(for: "the second's draft") { try drafts(in: place).contains("SECOND") }
      #expect(try drafts(in: place).contains("FIRST"))
      try first.signal(SIGKILL)
      #expect(try await first.end().status == 137)
      try await second.quit()

      // The second's comes back silently, the first's is offered.
      let third = try await TerminalDriver.bench(place)
      try third.expect("Unsaved text from before")
      try third.expect(row: "marketplace-spam", "after a crash", "FIRST")
      try await third.send(.escape)
      try third.expect("SECOND")
      try await third.quit()
      #expect(try drafts(in: place).contains("FIRST"))
      #expect(try drafts(in: place).contains("SECOND"))
    }

    @Test func ownContentSurvivesASaveTheNextCaseAndAKill() async throws {
      let place = try Place()
      var bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .control("p"), .text("case.clear"), .enter)
      try await bench.send(.text("OWN CONTENT"), .menu("1"), .text("x"), .control("s"), .enter)
      try bench.expect("Saved v3")
      #expect(try drafts(in: place).contains("OWN CONTENT"))
      try await bench.send(.menu("n"))
      try bench.expectNot("OWN CONTENT")
      try await bench.wait(for: "the content that the case displaced") {
        try drafts(in: place).contains("earlierContents")
      }
      try bench.signal(SIGKILL)
      #expect(try await bench.end().status == 137)
      bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("p"), .text("draft.recover"), .enter)
      try bench.expect("OWN CONTENT")
      try await bench.send(.enter)
      try bench.expectNot("Unsaved text")
      try bench.expect("OWN CONTENT")
      try await bench.quit()
    }

    @Test func aDraftIsWrittenAgainAfterEverythingWasDeleted() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("ONE "))
      try await bench.wait(for: "the draft") { try drafts(in: place).contains("ONE") }
      for path in [".precept", "policies/marketplace-spam/policy.md"] {
        try FileManager.default.removeItem(at: place.workspace.appending(path: path))
      }
      try await bench.send(.text("TWO "))
      try await bench.wait(for: "the draft after all") {
        try drafts(in: place).contains("ONE TWO")
      }
      try bench.signal(SIGKILL)
      #expect(try await bench.end().status == 137)
      let again = try await TerminalDriver.bench(place)
      try again.expect("Recover draft")
      try await again.send(.enter)
      try again.expect("ONE TWO")
      try await again.quit()
    }

    @Test func aNewPolicyDoesNotTakeUpADraftOfAnEarlierOneOfItsName() async throws {
      let place = try Place()
      let old = try await TerminalDriver.bench(place, arguments: Self.other)
      try await old.send(.text("OLD WORDS "))
      try await old.quit()
      try FileManager.default.removeItem(
        at: place.workspace.appending(path: "policies/game-chat"))
      let bench = try await TerminalDriver.bench(place)
      // Nothing brings it back by itself any more.
      try bench.expect("Unsaved text from before")
      try bench.expect(row: "game-chat", "OLD WORDS")
      try await bench.send(.escape, .control("n"), .text("game-chat"), .enter, .enter)
      #expect(try bench.screen()[0].contains("game-chat · v1"))
      try bench.expectNot("OLD WORDS")
      try bench.expect("There is other unsaved text (game-chat)")
      try await bench.quit()
      #expect(try drafts(in: place).contains("OLD WORDS"))
    }

    // MARK: Beside the command line

    @Test func restoreRefusesWhileThereIsUnsavedText() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("UNSAVED "))
      try await bench.wait(for: "the draft") { try drafts(in: place).contains("UNSAVED") }
      let pid = try bench.pid()
      let living = try Precept.run("restore marketplace-spam@1", in: place)
      #expect(living.status == 2)
      #expect(living.err.contains("open (process \(pid)"))
      try await bench.quit()
      let dead = try Precept.run("restore marketplace-spam@1", in: place)
      #expect(dead.status == 2)
      #expect(dead.err.contains("marketplace-spam has unsaved text from"))
      #expect(dead.err.contains("--force"))
      #expect(try drafts(in: place).contains("UNSAVED"))
      #expect(try Precept.run("restore marketplace-spam@1 --force", in: place).status == 0)
      #expect(try drafts(in: place).contains("UNSAVED"))
      let again = try await TerminalDriver.bench(place)
      try again.expect("Unsaved text from before")
      try again.expect(row: "marketplace-spam", "UNSAVED")
      try await again.send(.escape)
      #expect(try again.screen()[0].contains("editing v1 ●"))
      try await again.quit()
    }

    @Test func aSaveByTheCommandLineIsMergedIntoWhatIsTyped() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.text("MINE "))
      let text = try place.read("policies/marketplace-spam/policy.md")
      let save = try Precept.run(
        "save marketplace-spam - -m theirs", input: text + "\nTHEIRS\n", in: place)
      #expect(save.status == 0)
      try await bench.wait(until: "v3 was saved outside")
      try bench.expect("Merge")
      try await bench.send(.enter)
      try bench.expect("MINE")
      try await bench.send(.control("s"), .enter)
      try bench.expect("Saved v4")
      let merged = try place.read("policies/marketplace-spam/policy.md")
      #expect(merged.hasPrefix("MINE ") && merged.hasSuffix("\nTHEIRS\n"))
      try await bench.quit()
    }
  }
}
