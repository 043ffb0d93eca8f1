import Foundation
import Testing

extension EndToEnd {
  @Suite struct CasesAndRuns {
    @Test func casesAreFilteredOpenedAndSteppedThrough() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.function(3))
      try bench.expect("24 cases")
      try await bench.send(.text("/"), .text("deposit by gift card"), .enter)
      try bench.expect("1 of 24 cases")
      try bench.expect("mk-03")
      try await bench.send(.enter)
      try bench.expect("▌Content")
      try bench.expect("marketplace 3/24")
      try bench.expect("A buyer wrote:")
      try await bench.send(.menu("n"))
      try bench.expect("marketplace 4/24")
      try await bench.send(.menu("p"), .menu("p"))
      try bench.expect("marketplace 2/24")
      try bench.expect("Is the bike still available")
      try await bench.quit()
    }

    @Test func aSheetIsImportedByChoosingColumns() async throws {
      let place = try Place()
      try place.write("text,label\nWin a phone,MK3\nSee you,MK0\n,MK0\n", to: "sheet.csv")
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.function(3), .text("i"), .text("sheet.csv"), .enter)
      try bench.expect("Import · sheet.csv · 3 rows")
      try await bench.send(.text("c"), .text("j"), .text("e"))
      try bench.expect("2 of 3 rows become cases")
      try bench.expect("MK0 1 · MK3 1")
      try await bench.send(.enter, .enter)
      try bench.expect("Cases · sheet · 2 cases")
      try bench.expect(row: "sheet-1", "MK3")
      try await bench.quit()
      #expect(
        try place.read("samples/sheet.jsonl")
          == #"{"id":"sheet-1","content":"Win a phone","expected":"MK3"}"# + "\n"
          + #"{"id":"sheet-2","content":"See you","expected":"MK0"}"# + "\n")
    }

    @Test func loadingACaseKeepsWhatWasTypedOneUndoAway() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .text("MY OWN HARD CASE"))
      try bench.expect("MY OWN HARD CASE")
      try await bench.send(.menu("n"))
      try bench.expectNot("MY OWN HARD CASE")
      try await bench.send(.control("z"))
      try bench.expect("MY OWN HARD CASE")
      try await bench.quit()
    }

    @Test func theContentBecomesACaseWithAnExpectation() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .text("Wire me 90 first"), .menu("+"))
      try await bench.send(.control("a"), .control("k"), .text("wire-90 MK3.a"), .enter)
      try bench.expect("wire-90 is in marketplace now")
      try await bench.send(.function(3), .text("/"), .text("wire"), .enter, .text("e"))
      try bench.expect("Expected for wire-90")
      try await bench.send(.control("a"), .control("k"), .text("violates"), .enter)
      try bench.expect(row: "wire-90", "violates")
      try await bench.quit()
      let line = try #require(
        place.read("samples/marketplace.jsonl").split(separator: "\n").last)
      let added = try JSONValue(String(line))
      #expect(added["id"].string == "wire-90")
      #expect(added["content"].string == "Wire me 90 first")
      #expect(added["expected"].string == "violates")
    }

    @Test func aRunIsListedSearchedAndOpenedAsATrace() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("r"))
      try await bench.send(.menu("n"), .control("r"))
      try await bench.send(.function(4))
      try bench.expect("2 runs")
      try bench.expect(row: "marketplace-spam v2", "✔ SAFE", "Is the bike")
      try await bench.send(.text("/"), .text("bank transfer"), .enter)
      try bench.expect("1 run")
      try bench.expect(row: "VIOLATES", "you pay by bank transfer")
      try await bench.send(.enter)
      try bench.expect("rule matcher, not a language model")
      try bench.expect("MK3.c")
      try await bench.send(.escape, .text("/"), .control("a"), .control("k"), .enter)
      try bench.expect("2 runs")
      try await bench.send(.text("f"), .text("violates"), .enter)
      try bench.expect("1 run matches")
      try bench.expectNot("Is the bike")
      try await bench.send(.text("f"), .enter)
      try bench.expect("2 runs")
      try await bench.send(.menu("M"))
      try bench.expect("content masked")
      try bench.expectNot("Is the bike")
      try await bench.send(.escape)
      try bench.expect("^R Run")
      try bench.expect("░░░")
      try await bench.quit()
    }

    @Test func fiveDrawsShowTheirTally() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("5"))
      try bench.expect("VIOLATES 5/5")
      try bench.expect("draw 5 of 5")
      try await bench.send(.menu("d"))
      try bench.expect("draw 1 of 5")
      try await bench.send(.menu("4"), .right)
      try bench.expect("draw 2 of 5")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      #expect(runs["runs"].array?.count == 5)
    }

    @Test func theRegressionLineCountsAndEnterListsTheCasesConcerned() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("k"))
      let line = try #require(try bench.screen().first { $0.contains("24 cases: ") })
      let counts = line.split { !$0.isNumber }.compactMap { Int($0) }
      #expect(Array(counts.drop { $0 != 24 }.dropFirst().prefix(3)).reduce(0, +) == 24, "\(line)")
      try await bench.send(.menu("4"), .enter)
      try bench.expect(" of 24 cases")
      try await bench.send(.enter)
      try bench.expect("▌Content")
      try await bench.quit()
    }

    @Test func aConversationIsShownWithItsRolesAndWhatIsJudged() async throws {
      let place = try Place()
      try place.write(
        #"{"id": "talk", "messages": [{"role": "user", "content": "Is it sold?"}, "#
          + #"{"role": "assistant", "content": "No."}], "judge": "assistant", "expected": "safe"}"#
          + "\n", to: "samples/marketplace.jsonl")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("Is it sold?")
      try bench.expect("Judge the messages of the")
      try await bench.quit()
    }

    @Test func everyRunIsKeptAlsoOneThatWasStopped() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("k"), runs: false)
      try await bench.send(.escape)
      try bench.expect("Stopped after")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      #expect((runs["runs"].array?.count ?? 0) >= 1)
      #expect(runs["runs"].array?.allSatisfy { !$0["state"].isNull } ?? false)
    }
  }
}
