import Testing

@testable import TerminalInput

private func key(_ text: String) -> InputEvent { .key(KeyChord(text)!) }

/// What the bytes mean, with nothing behind them.
private func events(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
  var decoder = InputDecoder()
  return merged(decoder.decode(bytes) + decoder.flush())
}

/// How typed text is divided over events depends on how it arrived, and means nothing.
private func merged(_ events: [InputEvent]) -> [InputEvent] {
  var result: [InputEvent] = []
  for event in events {
    if case .text(let text) = event, case .text(let before) = result.last {
      result[result.count - 1] = .text(before + text)
    } else {
      result.append(event)
    }
  }
  return result
}

private let esc = "\u{1B}"

/// `\e` is the escape byte.
private let table: [(String, [InputEvent])] = [
  ("abc", [.text("abc")]),
  ("Aé中👍", [.text("Aé中👍")]),
  ("\r", [key("enter")]), ("\n", [key("enter")]), ("\t", [key("tab")]),
  ("\u{8}", [key("backspace")]), ("\u{7F}", [key("backspace")]),
  ("\u{1}\u{12}\u{17}\u{1A}", [key("ctrl-a"), key("ctrl-r"), key("ctrl-w"), key("ctrl-z")]),
  ("\0", [key("ctrl-space")]),
  ("\u{1C}\u{1D}\u{1E}\u{1F}", [key("ctrl-\\"), key("ctrl-]"), key("ctrl-^"), key("ctrl-_")]),
  ("x\ry", [.text("x"), key("enter"), .text("y")]),
  ("\\e", [key("escape")]), ("\\e\\e", [key("escape"), key("escape")]),
  ("\\e\\e\\e", [key("escape"), key("escape"), key("escape")]),
  ("\\eb\\e1", [key("alt-b"), key("alt-1")]), ("\\eé", [key("alt-é")]),
  ("\\e\u{7F}\\e\r", [key("alt-backspace"), key("alt-enter")]),
  ("\\e\u{12}", [key("ctrl-alt-r")]),
  ("\\e\\ex", [key("escape"), key("alt-x")]),
  ("\\e[", [key("alt-[")]), ("\\eO", [key("alt-O")]), ("\\e]", [key("alt-]")]),
  ("\\e[A\\e[B\\e[C\\e[D", [key("up"), key("down"), key("right"), key("left")]),
  ("\\eOA\\eOB\\eOC\\eOD", [key("up"), key("down"), key("right"), key("left")]),
  ("\\e\\e[A", [key("alt-up")]),
  ("\\e[1;5C\\e[1;2D\\e[1;3A", [key("ctrl-right"), key("shift-left"), key("alt-up")]),
  ("\\e[1;6H\\e[1;133F", [key("ctrl-shift-home"), key("ctrl-end")]),
  ("\\e[H\\e[F\\eOH\\eOF", [key("home"), key("end"), key("home"), key("end")]),
  ("\\e[1~\\e[4~\\e[7~\\e[8~", [key("home"), key("end"), key("home"), key("end")]),
  (
    "\\e[2~\\e[3~\\e[5~\\e[6~",
    [key("insert"), key("delete"), key("pageup"), key("pagedown")]
  ),
  ("\\e[3;5~\\e[5;2~", [key("ctrl-delete"), key("shift-pageup")]),
  ("\\e[Z", [key("shift-tab")]),
  ("\\eOP\\eOQ\\eOR\\eOS", [key("f1"), key("f2"), key("f3"), key("f4")]),
  ("\\e[[A\\e[[E", [key("f1"), key("f5")]),
  (
    "\\e[11~\\e[15~\\e[17~\\e[21~\\e[23~\\e[24~",
    [key("f1"), key("f5"), key("f6"), key("f10"), key("f11"), key("f12")]
  ),
  ("\\e[1;5P\\e[1;5R\\e[15;2~", [key("ctrl-f1"), key("ctrl-f3"), key("shift-f5")]),
  (
    "\\e[a\\eOa\\e[3$\\e[3^",
    [
      key("shift-up"), key("ctrl-up"), key("shift-delete"),
      key("ctrl-delete"),
    ]
  ),
  ("\\eOM\\eOk\\eOp", [key("enter"), .text("+0")]),
  ("\\e[I\\e[O", [.focusGained, .focusLost]),
  ("\\e[?2026;2$y", [.response(.mode(2026, state: 2))]),
  ("\\e[?62;22c", [.response(.deviceAttributes([62, 22]))]),
  ("\\e[5;12R", [.response(.cursorPosition(column: 11, row: 4))]),
  ("\\e[114;5u", [key("ctrl-r")]), ("\\e[27u", [key("escape")]),
  ("\\e[97;1:3u", [.ignored]), ("\\e[57358u", [.ignored]), ("\\e[?1u", [.ignored]),
  ("\\e[27;5;114~", [key("ctrl-r")]), ("\\e[27;2;13~", [key("shift-enter")]),
  ("\\e[99~\\e[5m", [.ignored, .ignored]),
  ("\\e]11;rgb:0000/0000/0000\u{7}x", [.ignored, .text("x")]),
  ("\\e]11;rgb:0000/0000/0000\\e\\\\x", [.ignored, .text("x")]),
  ("\\eP1$r0m\\e\\\\x", [.ignored, .text("x")]),
  ("\\e[12\u{12}", [.ignored, key("ctrl-r")]), ("\\e[12\\e[A", [.ignored, key("up")]),
  (
    "\\e[<0;3;4M\\e[<0;3;4m",
    [
      .mouse(MouseEvent(.press, button: .left, column: 2, row: 3)),
      .mouse(MouseEvent(.release, button: .left, column: 2, row: 3)),
    ]
  ),
  (
    "\\e[<32;1;1M\\e[<18;1;1M",
    [
      .mouse(MouseEvent(.drag, button: .left, column: 0, row: 0)),
      .mouse(MouseEvent(.press, button: .right, column: 0, row: 0, modifiers: .control)),
    ]
  ),
  (
    "\\e[<64;200;90M\\e[<65;1;1M\\e[<66;1;1M",
    [
      .mouse(MouseEvent(.wheelUp, column: 199, row: 89)),
      .mouse(MouseEvent(.wheelDown, column: 0, row: 0)), .ignored,
    ]
  ),
  (
    "\\e[M !!\\e[M#!!",
    [
      .mouse(MouseEvent(.press, button: .left, column: 0, row: 0)),
      .mouse(MouseEvent(.release, button: .none, column: 0, row: 0)),
    ]
  ),
  (
    "a\\e[200~b\r\nc\rd\ne\\e[31mf\\e[201~g",
    [.text("a"), .paste("b\nc\nd\ne\(esc)[31mf"), .text("g")]
  ),
  ("\\e[200~\\e[201~", [.paste("")]),
  ("\\e[200~lost end", [.paste("lost end")]),
  ("\\e[201~", [.ignored]),
  ("\u{9B}", [.ignored]),
]

private func bytes(_ notation: String) -> [UInt8] {
  var result: [UInt8] = []
  var rest = Array(notation.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\\"), let next = rest.first, next != byte {
      rest.removeFirst()
      result.append(0x1B)
    } else if byte == UInt8(ascii: "\\"), rest.first == byte {
      rest.removeFirst()
      result.append(byte)
    } else {
      result.append(byte)
    }
  }
  return result
}

@Suite("Decoding a terminal's bytes")
struct Decoding {
  @Test("Each byte string means its events", arguments: table)
  func meansItsEvents(_ notation: String, _ expected: [InputEvent]) {
    #expect(events(bytes(notation)) == expected)
  }

  @Test("However the bytes are cut, the events are the same", arguments: table)
  func cutsDoNotMatter(_ notation: String, _ expected: [InputEvent]) {
    let bytes = bytes(notation)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let parts = decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...])
      #expect(merged(parts + decoder.flush()) == expected, "cut at \(cut)")
    }
    var decoder = InputDecoder()
    let single = bytes.flatMap { decoder.decode([$0]) }
    #expect(merged(single + decoder.flush()) == expected, "byte by byte")
  }

  @Test("Malformed UTF-8 becomes U+FFFD and takes nothing else with it")
  func malformedUTF8() {
    #expect(events([0xC3, 0x41]) == [.text("\u{FFFD}A")])
    #expect(events([0xFF, 0x80, 0x41]) == [.text("\u{FFFD}\u{FFFD}A")])
    #expect(events([0xE4, 0xB8]) == [.text("\u{FFFD}")])
    #expect(events([0xC3, 0x1B, 0x5B, 0x41]) == [.text("\u{FFFD}"), key("up")])
    #expect(events([0xED, 0xA0, 0x80]) == [.text("\u{FFFD}")])
  }

  @Test("What is awaited says how long to wait for it")
  func whatIsAwaited() {
    var decoder = InputDecoder()
    let steps: [(String, InputDecoder.Awaited?)] = [
      ("a", nil), (esc, .sequenceOrEscape), ("[", .sequenceOrAlt), ("1", .sequence), ("A", nil),
      (esc, .sequenceOrEscape), ("O", .sequenceOrAlt), ("P", nil), ("\(esc)]", .sequenceOrAlt),
      ("52", .sequence), ("\u{7}", nil), ("\(esc)[M", .sequence), ("!!!", nil),
    ]
    for (text, awaited) in steps {
      _ = decoder.decode(text.utf8)
      #expect(decoder.awaited == awaited, "\(text)")
    }
    _ = decoder.decode([0xE4])
    #expect(decoder.awaited == nil)
    #expect(decoder.flush() == [.text("\u{FFFD}")])
    _ = decoder.decode("\(esc)[200~x\(esc)".utf8)
    #expect(decoder.awaited == .pasteEnd)
    #expect(decoder.timeOut() == [.paste("x\(esc)")])
    #expect(decoder.decode("y".utf8) == [.text("y")])
  }

  /// A line so slow that each byte comes after the wait for a lone escape byte: that has been reported as
  /// the Esc key. No part of the rest is typed, and the sequence still means what it means.
  @Test(
    "On a slow line every sequence is whole",
    arguments: [
      "\\e[A", "\\e[1;5C", "\\eOP", "\\eOB", "\\e[15~", "\\e[[A", "\\e[?62;22c", "\\e[?2026;2$y",
      "\\e[5;12R", "\\e[<0;3;4M", "\\e[M !!", "\\e[I", "\\e[99~", "\\e[?1u", "\\e[114;5u",
      "\\e[200~b\r\ncé\\e[201~g", "aé\\e[Ab",
    ])
  func slowLine(_ notation: String) {
    var decoder = InputDecoder()
    var found: [InputEvent] = []
    for byte in bytes(notation) {
      if decoder.awaited == .sequenceOrEscape { found += decoder.timeOut() }
      found += decoder.decode([byte])
    }
    let all = merged(found + decoder.flush())
    #expect(all.contains(key("escape")))
    #expect(merged(all.filter { $0 != key("escape") }) == events(bytes(notation)))
  }

  @Test("A character whose bytes come slowly is one character")
  func slowCharacter() {
    var decoder = InputDecoder()
    var found: [InputEvent] = []
    for byte in Array("é中👍".utf8) {
      found += decoder.decode([byte])
      // Whatever time passes.
      found += decoder.timeOut()
    }
    #expect(merged(found) == [.text("é中👍")])
    found = decoder.decode("\(esc)".utf8) + decoder.decode([0xC3]) + decoder.timeOut()
    #expect(found + decoder.decode([0xA9]) == [key("alt-é")])
  }

  @Test("A sequence that stays unfinished is dropped, and a key with Alt is none")
  func unfinished() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\(esc)[20".utf8) + decoder.timeOut() == [.ignored])
    #expect(decoder.decode("\(esc)[".utf8) + decoder.timeOut() == [key("alt-[")])
    #expect(decoder.decode("x".utf8) == [.text("x")])
  }

  @Test(
    "What is typed after the Esc key is typed",
    arguments: [
      "[x] a list", "[1] a note", "Once", "On", "[", "[12", "O", "a[A", "[é", "Oé", "[[x]]", "[[",
      "[ ]",
    ])
  func typingAfterEscape(_ text: String) {
    var decoder = InputDecoder()
    var found = decoder.decode(esc.utf8) + decoder.timeOut()
    for byte in Array(text.utf8) { found += decoder.decode([byte]) }
    #expect(merged(found + decoder.timeOut()) == [key("escape"), .text(text)])
    // Later, no sequence is expected any more.
    _ = decoder.decode(esc.utf8)
    _ = decoder.timeOut()
    #expect(decoder.awaited == .lateSequence)
    #expect(decoder.timeOut().isEmpty && decoder.awaited == nil)
    #expect(decoder.decode("[A".utf8) == [.text("[A")])
  }

  @Test("Random bytes in random pieces decode without a trap, and never to control text")
  func fuzz() {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = Xorshift(state: seed)
    let spice = Array("\u{1B}[]O;:<?$~MuR0123456789\u{7}\\PA".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int(random.next() % 60)).map { _ in
        random.next() % 3 == 0
          ? UInt8(truncatingIfNeeded: random.next())
          : spice[Int(random.next() % UInt64(spice.count))]
      }
      let whole = events(bytes)
      var decoder = InputDecoder()
      var rest = bytes[...]
      var pieces: [InputEvent] = []
      while !rest.isEmpty {
        let count = Int(random.next() % 5)
        pieces += decoder.decode(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(merged(pieces + decoder.flush()) == whole, "seed \(seed): \(bytes)")
      for case .text(let text) in whole {
        let isPrintable = text.unicodeScalars.allSatisfy {
          $0.properties.generalCategory != .control
        }
        #expect(isPrintable && !text.isEmpty, "seed \(seed): \(bytes)")
      }
    }
  }
}

@Suite("Pasting")
struct Pasting {
  @Test("Much text at once, without a paste mark, is a paste")
  func burst() {
    let line = "The quick brown fox\r\n"
    let text = String(repeating: line, count: 50)
    var decoder = InputDecoder()
    #expect(
      decoder.decode(text.utf8) == [.paste(text.replacing("\r\n", with: "\n"))])
    #expect(decoder.decode("x\r".utf8) == [.text("x"), key("enter")])
  }

  @Test("A character that a burst cuts in two arrives whole")
  func burstCutsCharacter() {
    let text = Array(String(repeating: "中", count: 400).utf8)
    var decoder = InputDecoder()
    #expect(decoder.decode(text[..<1000]) == [.paste(String(repeating: "中", count: 333))])
    #expect(decoder.decode(text[1000..<1010]) == [.text("中中中")])
  }

  @Test("A huge paste comes in parts that join to the whole", arguments: [7, 65_536])
  func hugePaste(chunk: Int) {
    var buffer = PasteBuffer()
    let text = String(repeating: "a中\r\n👍~\u{1B}[20", count: 400)
    let bytes = Array((text + "\u{1B}[201~tail").utf8)
    var parts: [String] = []
    var fed = 0
    feeding: while fed < bytes.count {
      let piece = Array(bytes[fed..<min(fed + chunk, bytes.count)])
      var index = 0
      while index < piece.count {
        if let part = buffer.append(piece, from: &index, limit: 100) { parts.append(part) }
        if buffer.isComplete {
          fed += index
          break feeding
        }
      }
      fed += piece.count
    }
    #expect(parts.joined() == text.replacing("\r\n", with: "\n"))
    #expect(parts.count > 50)
    #expect(parts.allSatisfy { $0.utf8.count <= 100 })
    #expect(String(decoding: bytes[fed...], as: UTF8.self) == "tail")
  }

  @Test("Twenty megabytes go through")
  func twentyMegabytes() {
    let line = Array("0123456789 ~ 0123456789 0123456789\r".utf8)
    var piece: [UInt8] = []
    for _ in 0..<30_000 { piece += line }
    var decoder = InputDecoder()
    var count = decoder.decode("\u{1B}[200~".utf8).count
    var bytes = 0
    for _ in 0..<20 {
      for case .paste(let text) in decoder.decode(piece) {
        count += 1
        bytes += text.utf8.count
      }
    }
    for case .paste(let text) in decoder.decode("\u{1B}[201~".utf8) { bytes += text.utf8.count }
    #expect(bytes == piece.count * 20)
    #expect(count < 5)
  }
}

struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
