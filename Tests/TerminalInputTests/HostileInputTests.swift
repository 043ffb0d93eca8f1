import FuzzSupport
import TerminalInput
import Testing

struct HostileInputTests {
  @Test(arguments: [
    "9223372036854775807", "9223372036854775808", "99999999999999999999999", "1114112", "0", "-1",
    "",
  ])
  func `a number that no terminal means is no event's`(number: String) {
    for sequence in [
      "<0;#;#M", "<#;1;1M", "#;#R", "?#;#$y", "?#c", "#u", "27;5;#~", "1;#A", "97;1:#u",
    ] {
      var decoder = InputDecoder()
      let text = "\u{1B}[" + sequence.replacing("#", with: number)
      for event in decoder.decode(text.utf8) + decoder.flush() {
        guard case .mouse(let mouse) = event else { continue }
        #expect(0...0x10_FFFF ~= mouse.column && 0...0x10_FFFF ~= mouse.row)
      }
    }
  }

  @Test func `the largest place that a mouse can be at is one`() {
    var decoder = InputDecoder()
    #expect(
      decoder.decode("\u{1B}[<0;65535;65535M".utf8)
        == [.mouse(MouseEvent(.press, button: .left, column: 65534, row: 65534))])
    #expect(decoder.decode("\u{1B}[<0;9223372036854775807;5M".utf8) == [.ignored])
  }

  @Test func `spoiled sequences become events`() {
    let text =
      "\u{1B}[<0;12;34M\u{1B}[5;12R\u{1B}[?2026;2$y\u{1B}[114;5u\u{1B}[1;5P\u{1B}[27;5;114~é\u{1B}O2A\u{1B}[M !!"
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      var decoder = InputDecoder()
      for piece in fuzz.pieces(of: fuzz.spoil(text), largest: 12) { _ = decoder.decode(piece) }
      _ = decoder.flush()
      #expect(decoder.awaited == nil, "seed \(seed)")
    }
  }
}
