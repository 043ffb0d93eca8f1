import Testing

extension EndToEnd {
  /// The editor, as hands know editors.
  @Suite struct Editing {
    @Test func findAndReplaceCountsGoesAndIsTakenBackInOneStep() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("f"), .text("deposit"))
      try bench.expect(row: "Find deposit", "4 matches")
      try await bench.send(.enter)
      try bench.expect(row: "Find deposit", "1/4")
      try await bench.send(.down)
      try bench.expect(row: "Find deposit", "2/4")
      try await bench.send(.tab, .text("advance"), .control("r"))
      try bench.expect("Replaced 4")
      try await bench.send(.escape, .escape, .control("g"), .text("30"), .enter)
      try bench.expect("MK3.a advance bait")
      try bench.expect("\"Send a advance now")
      try await bench.send(.control("z"))
      try bench.expectNot("advance")
      try await bench.send(.control("y"))
      try bench.expect("MK3.a advance bait")
      try await bench.quit()
    }

    @Test func goToLineGoesThereAndRefusesWhatIsNoLine() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("g"), .text("39"), .enter)
      try bench.expect("Policy ─ 39 lines")
      try bench.expect("line 39")
      try bench.expect("39  - \"The courier")
      try await bench.send(.control("g"), .text("seven"), .enter)
      try bench.expect("“seven” is no line.")
      try await bench.send(.escape)
      try await bench.quit()
    }

    @Test func aSelectionIsCopiedCutAndPasted() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.right, .right, .shiftEnd, .control("c"))
      try bench.expect("Copied here")
      #expect(
        String(decoding: try bench.raw(), as: UTF8.self).contains(
          "\u{1B}]52;c;TWFya2V0cGxhY2Ugc3BhbSBhbmQgc2NhbXMgKE1LKQ=="), "OSC 52 in base 64")
      try await bench.send(.menu("2"), .menu("a"), .control("v"))
      try bench.expect("│ Marketplace spam and scams (MK)")
      try await bench.send(.home, .shiftRight, .shiftRight, .shiftRight, .shiftRight, .control("x"))
      try bench.expect("│ etplace spam and scams (MK)")
      try await bench.send(.end, .control("v"))
      try bench.expect("│ etplace spam and scams (MK)Mark")
      try await bench.quit()
    }

    @Test func wordsAndLineEndsAreDeletedAndUndone() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .text("one two three four"))
      try await bench.send(.control("w"))
      try bench.expect("│ one two three ")
      try bench.expectNot("four")
      try await bench.send(.controlLeft, .control("k"))
      try bench.expectNot("three")
      try await bench.send(.control("z"), .control("z"))
      try bench.expect("│ one two three four")
      try await bench.quit()
    }

    @Test func twentyKilobytesPastedAreOneUndoStep() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      let line = String(repeating: "pasted ", count: 14) + "\n"
      let text = String(repeating: line, count: 20_480 / line.utf8.count + 1) + "THE END OF IT"
      try await bench.send(.menu("2"), .menu("a"), .text("before"), .paste(text))
      try bench.expect("THE END OF IT")
      try await bench.send(.control("r"))
      try await bench.send(.menu("2"), .control("z"))
      try bench.expectNot("pasted")
      try bench.expect("│ before")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      let id = try #require(runs["runs"][0]["run"].string)
      let trace = try Precept.run("trace show \(id) --json", in: place).json()
      #expect(trace["content"]["bytes"].int == "before".utf8.count + text.utf8.count)
    }

    @Test func aPasteIsNeverTakenForKeys() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .paste("a\u{11}b\u{12}c\td\u{1B}[Ae"))
      #expect(try bench.screen()[0].contains("precept"), "Ctrl-Q in a paste quits nothing")
      try bench.expect("Reasoning ─ idle")
      try await bench.quit()
    }

    @Test func emojiChineseAndArabicAreEditedByWhatPeopleSee() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .text("A👩‍👩‍👧B汉字éC"))
      try await bench.send(.backspace, .backspace, .backspace)
      try bench.expectNot("éC")
      try await bench.send(.text("Z"), .left, .left, .left, .backspace)
      // The family is one character: Backspace takes all of it.
      try bench.expect("│ AB汉Z")
      try await bench.send(.menu("a"), .text("שלום مرحبا end"), .backspace, .text("!"))
      try bench.expect("en!")
      try await bench.send(.control("r"))
      try bench.expect("Reasoning ─ done")
      try await bench.quit()
      let runs = try Precept.run("runs --json", in: place).json()
      let id = try #require(runs["runs"][0]["run"].string)
      let trace = try Precept.run("trace show \(id)", in: place)
      #expect(trace.out.contains("שלום مرحبا en!"))
    }

    @Test func onlyVisibleCharactersOfHostileContentReachTheTerminal() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.menu("2"), .menu("a"), .paste(Hostile.text))
      try await bench.send(.control("r"), .menu("h"))
      try await bench.send(.menu("h"), .menu("z"), .menu("z"), .function(4))
      try await bench.send(.enter)
      try await bench.send(.escape, .escape)
      Hostile.expectNone(in: try bench.raw())
      try await bench.quit()
    }

    @Test func aHostileCaseSetIsShownAndSearchedHarmlessly() async throws {
      let place = try Place()
      let escaped = Hostile.text.unicodeScalars.map { scalar in
        scalar.value < 0x10000
          ? "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
            + String(scalar.value, radix: 16) : String(scalar)
      }.joined()
      try place.write(
        #"{"id": "x\#(escaped)", "content": "\#(escaped)", "expected": "\#(escaped)", "note": null}"#
          + "\n", to: "samples/marketplace.jsonl")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("evil")
      try await bench.send(.function(3))
      try await bench.send(.text("/"), .text("evil"), .enter)
      try await bench.send(.enter, .control("r"))
      try await bench.send(.function(4))
      try bench.expect("evil")
      try await bench.send(.enter)
      Hostile.expectNone(in: try bench.raw())
      try await bench.quit()
    }

    @Test func hostileNamesInErrorsAreShownHarmlessly() async throws {
      let place = try Place()
      try place.write("# Rules\n", to: "policies/\(Hostile.name)/policy.md")
      let unknown = try Precept.run("outline nothing", in: place)
      #expect(unknown.status == 5)
      #expect(unknown.err.contains("evil"))
      Hostile.expectNone(in: Array(unknown.err.utf8))
      let named = try Precept.run(
        "run '\(Hostile.name)x' --engine 'http://127.0.0.1:1/\(Hostile.name)' --content x",
        in: place)
      #expect(named.status != 0)
      Hostile.expectNone(in: Array((named.out + named.err).utf8))
      let bench = try await TerminalDriver.bench(place)
      try await bench.send(.control("o"))
      try bench.expect("evil")
      Hostile.expectNone(in: try bench.raw())
      try await bench.quit()
    }

    @Test func aHostileFileInTheWorkspaceIsShownHarmlessly() async throws {
      let place = try Place()
      try place.write(
        "# Rules\n- X1 \(Hostile.text)\nAnswer with X0 or X1.\n",
        to: "policies/marketplace-spam/policy.md")
      let bench = try await TerminalDriver.bench(place)
      try bench.expect("evil")
      try await bench.send(.control("o"))
      try await bench.send(.escape, .function(2), .enter)
      Hostile.expectNone(in: try bench.raw())
      try await bench.quit()
      let outline = try Precept.run("outline marketplace-spam", in: place)
      Hostile.expectNone(in: Array(outline.out.utf8))
    }
  }
}

/// Content that tries to command the terminal.
enum Hostile {
  /// A window title, a colour, the clipboard, C1 controls, bidi overrides, zero-width characters, a
  /// tag character, DEL, and a reset; each with a word of its own.
  static let text =
    "\u{1B}]0;evil-title\u{07} \u{1B}[31;5mevil-red \u{1B}]52;c;ZXZpbA==\u{1B}\\ \u{9B}31mevil-c1 "
    + "\u{9D}0;evil-osc\u{9C} \u{202E}evil-bidi\u{202C} \u{2066}evil-isolate\u{2069} "
    + "e\u{200B}v\u{200D}i\u{FEFF}l-zero \u{E0041} \u{8}\u{7F}evil-del \u{1B}cevil-reset"

  /// The same as the name of a folder.
  static let name = "\u{1B}]0;evil\u{1B}[31;5m\u{9B}31m\u{202E}name"

  /// Nothing that the text alone could have put there.
  static func expectNone(
    in bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let sent = String(decoding: bytes, as: UTF8.self)
    for sequence in ["\u{1B}]0;evil", "\u{1B}[31;5m", "\u{1B}]52;c;ZXZpbA==", "\u{1B}cevil"]
    where sent.contains(sequence) {
      Issue.record("sent: \(sequence.debugDescription)", sourceLocation: sourceLocation)
    }
    let raw = sent.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x7F...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
        0xE0000...0xE007F:
        true
      default: false
      }
    }
    guard !raw.isEmpty else { return }
    Issue.record(
      "sent: \(raw.map { $0.escaped(asASCII: true) })", sourceLocation: sourceLocation)
  }
}
