import Testing

extension EndToEnd {
  /// The bench fits the window, whatever that is, and whenever it changes.
  @Suite struct Sizes {
    /// Under 30 columns or 8 rows one line asks for room.
    @Test func aWindowThatIsTooSmallAsksForRoomAndRecovers() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, columns: 20, rows: 5)
      let lines = try bench.screen().filter { !$0.isEmpty }
      #expect(lines.count == 1, "\(lines)")
      try await bench.resize(columns: 80, rows: 24)
      try bench.expect("Policy")
      try bench.expect("^R Run  Esc Stop  ^T Menu")
      try await bench.resize(columns: 1, rows: 1)
      try await bench.resize(columns: 120, rows: 36)
      try bench.expect("Reasoning ─ idle")
      try await bench.quit()
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 36), (200, 60)])
    func theWindowShowsItsPanesAndKeepsRunStopAndMenu(_ columns: Int, _ rows: Int) async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, columns: columns, rows: rows)
      var screen = try bench.screen()
      #expect(screen[rows - 1].contains("^R Run  Esc Stop  ^T Menu"), "\(screen)")
      #expect(screen[0].contains("precept  marketplace-spam"), "\(screen)")
      for title in ["Policy", "Content", "Reasoning"] { try bench.expect(title) }
      if columns >= 80 { try bench.expect("Verdict") }
      #expect(screen[0].contains("No model: ^T g") == (columns >= 80), "\(screen)")
      #expect(try bench.text().contains("┌") == (columns >= 60))
      if columns >= 120 {
        // Side by side: the titles of Policy and Content share a row.
        #expect(screen.contains { $0.contains("Policy ─") && $0.contains("Content ─") })
        #expect(screen[rows - 1].contains("F1 Help"))
      }
      try await bench.send(.control("r"))
      try bench.expect(columns < 60 ? "▌Reasoning" : "Reasoning ─ done")
      if columns < 60 { try await bench.send(.menu("4")) }
      try bench.expect("✖ VIOLATES")
      try bench.expect("MK3.c")
      screen = try bench.screen()
      #expect(screen[rows - 1].contains("^R Run  Esc Stop  ^T Menu"), "\(screen)")
      try await bench.quit()
    }

    @Test func resizingWhileCasesRunBreaksNothing() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try bench.type([.menu("k")])
      for (columns, rows) in [(40, 12), (200, 60), (20, 5), (81, 17), (120, 36)] {
        try await bench.resize(columns: columns, rows: rows, runs: false)
      }
      try await bench.idle()
      try bench.expect("24 cases: ")
      #expect(try bench.screen()[35].contains("^R Run"))
      try await bench.quit()
    }

    @Test func aPaneIsZoomedAndTheSplitMoves() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("z"))
      try bench.expectNot("┌")
      try bench.expect("Price is 80, but I take an offer of 60 if you pay by bank transfer outside")
      try await bench.send(.menu("z"))
      let before = try bench.screen()[1].distance(to: "┬")
      try await bench.send(.menu("]"))
      let after = try bench.screen()[1].distance(to: "┬")
      #expect(before < after)
      try await bench.quit()
    }

    @Test func theMouseFocusesScrollsAndCanBeTurnedOff() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      #expect(try bench.tmux.ask("#{mouse_any_flag}") == "1")
      try await bench.send(.bytes(Array("\u{1B}[<0;80;4M\u{1B}[<0;80;4m".utf8)))
      try bench.expect("▌Content")
      try await bench.send(.bytes(Array("\u{1B}[<65;10;10M".utf8)))
      try bench.expectNot("# Marketplace spam")
      try await bench.send(.menu("m"))
      #expect(try bench.tmux.ask("#{mouse_any_flag}") == "0")
      try await bench.quit()
    }

    @Test func withoutColourMeaningStaysInWords() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, environment: ["NO_COLOR": "1"])
      try await bench.send(.control("r"))
      try bench.expect("✖ VIOLATES")
      let colours = try bench.coloured().matches(of: /\u{1B}\[[0-9;]*(3|4|9)[0-7][;m]/)
      #expect(colours.isEmpty)
      try await bench.quit()
    }

    @Test func asciiDrawsWithAsciiOnly() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(
        place, arguments: "--ascii --policy marketplace-spam --engine rule-matcher")
      try await bench.send(.control("r"))
      try bench.expect(">Policy")
      try bench.expect("VIOLATES")
      let others = try bench.text().unicodeScalars.filter { $0.value > 0x7E }
      #expect(others.isEmpty, "\(others)")
      try await bench.quit()
    }
  }
}

extension String {
  /// How many characters stand before the text; all of them where it is not there.
  fileprivate func distance(to text: String) -> Int {
    firstRange(of: text).map { distance(from: startIndex, to: $0.lowerBound) } ?? count
  }
}
