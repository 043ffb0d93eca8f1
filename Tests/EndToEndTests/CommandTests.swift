import Testing

extension EndToEnd {
  /// Every key is discoverable.
  @Suite struct Commands {
    @Test func thePaletteFindsCommandsByWhatTheyDo() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("p"))
      try bench.expect("Palette")
      try await bench.send(.text("reveal"))
      try bench.expect("Reveal hidden characters")
      try await bench.send(.enter)
      try bench.expect("Hidden characters are")
      try await bench.send(.control("p"))
      // What was used last stands first.
      try bench.expect(row: "▸", "Reveal hidden characters")
      try await bench.send(.text("no such command"))
      try bench.expect("No command matches.")
      try await bench.send(.escape)
      try bench.expectNot("Palette")
      try await bench.quit()
    }

    @Test func whatALaterReleaseBringsIsGreyedWithThatReason() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      for (key, title) in [(9, "Pipeline")] {
        try await bench.send(.control("p"), .text(title))
        try bench.expect("\(title) comes with a later release.")
        try await bench.send(.escape, .function(key))
        try bench.expect("\(title) comes with a later release.")
        try await bench.send(.escape)
        try bench.expect("^R Run")
      }
      try await bench.quit()
    }

    @Test func helpMenuAndPaletteKnowTheSameCommands() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, columns: 200, rows: 60)
      // Everything that the Ctrl-T menu of the manual names.
      try await bench.send(.control("t"))
      let menu = try bench.text()
      for key in "1234vcrebgwnp5klfaxhmz[]ts?:q" {
        #expect(menu.contains(" \(key)  "), "no \(key) in the menu")
      }
      try await bench.send(.escape, .function(1))
      var help = try bench.text()
      // A page moves ten lines; the window shows more.
      for _ in 0..<5 {
        try await bench.send(.pageDown, .pageDown, .pageDown, .pageDown)
        help += try bench.text()
      }
      for title in [
        "Run the policy on the content", "Stop the run", "Save a version", "Open a policy",
        "Find and replace", "Go to line", "Undo", "Redo", "Palette", "Quit", "Versions", "Cases",
        "Runs", "Evaluate", "Edge lab", "Engines", "Pipeline", "Suspend", "Insert a tab",
        "Run five times", "Live mode", "Effort", "Zoom the pane", "Mouse on or off",
      ] {
        #expect(help.contains(title), "no “\(title)” in help")
        try await bench.send(.escape, .control("p"), .text(title))
        try bench.expect(row: "▸", title)
        try await bench.send(.escape)
      }
      try await bench.quit()
    }

    @Test func aCommandThatCannotRunSaysWhy() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("c"))
      try bench.expect("Nothing selected. Esc stops a run, Ctrl-Q quits.")
      try await bench.send(.menu("f"))
      try bench.expect("The rule matcher has no effort to set.")
      try await bench.send(.menu("2"), .menu("a"), .backspace, .control("r"))
      try bench.expect("There is no content to judge.")
      try await bench.send(.menu("~"))
      try bench.expect("Nothing in the menu has the key “~”.")
      try await bench.quit()
    }

    @Test func keysThatArriveAtOnceAreNotLostBehindTheMenu() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.bytes(Array("\u{14}2typed on".utf8)))
      try bench.expect("typed on")
      try await bench.quit()
    }

    @Test func whatIsTypedAheadOfThePickerFiltersIt() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.bytes([0x0F] + Array("personal\r".utf8)))
      try bench.expect("personal-data · v2")
      try await bench.quit()
    }

    @Test func keysAreReboundInTheConfiguration() async throws {
      let place = try Place()
      try place.configure("format = 1\n[keys]\n\"screen.versions\" = \"ctrl-d\"\n")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("^D Versions")
      try await bench.send(.control("d"))
      try bench.expect("2 versions")
      try await bench.quit()
    }

    @Test func aLoneEscapeClosesADialogAfterItsWait() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("o"))
      try bench.expect("Open policy")
      try bench.type([.bytes([0x1B])])
      try await bench.wait(for: "the bench") { try !bench.text().contains("Open policy") }
      try await bench.quit()
    }

    @Test func theEnginesListSaysHowToGetAModel() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, arguments: "--policy marketplace-spam")
      try await bench.send(.menu("g"))
      try bench.expect("Engines")
      try bench.expect("rule-matcher")
      try bench.expect("not a model")
      try await bench.quit()
    }
  }
}
