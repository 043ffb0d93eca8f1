import Testing

@testable import Inference

@Suite struct ServerSentEventDecoderTests {
  private func data(_ text: String, splitAt split: Int) -> [String] {
    var decoder = ServerSentEventDecoder()
    let bytes = Array(text.utf8)
    var events = decoder.consume(bytes[..<split])
    events += decoder.consume(bytes[split...])
    if let last = decoder.finish() { events.append(last) }
    return events.map { String(decoding: $0.data, as: UTF8.self) }
  }

  @Test(
    "every split of every line ending gives the same events",
    arguments: [
      "data: one\n\n: ping\n\ndata:two\ndata: lines\n\n",
      "\u{FEFF}data: one\r\n\r\n:\r\n\r\ndata:two\r\ndata: lines\r\n\r\n",
      "data: one\r\rid: 7\rdata:two\rdata: lines\r\r",
      "data: one\n\nretry: 5\ndata:two\ndata: lines",
    ])
  func splits(_ text: String) {
    for split in 0...text.utf8.count {
      #expect(data(text, splitAt: split) == ["one", "two\nlines"])
    }
  }

  @Test("several events in a packet come in order, with their names")
  func several() {
    var decoder = ServerSentEventDecoder()
    let events = decoder.consume("event: a\ndata: 1\n\ndata: 2\n\n".utf8)
    #expect(events.map(\.name) == ["a", nil])
    #expect(events.map(\.data) == [Array("1".utf8), Array("2".utf8)])
  }

  @Test("a line over the limit is refused; what came before it stands")
  func limit() {
    var decoder = ServerSentEventDecoder(limit: 10)
    #expect(decoder.consume("data: 1\n\ndata: 12345".utf8).count == 1)
    #expect(decoder.isOversized)
    #expect(decoder.consume("\n\ndata: 2\n\n".utf8).isEmpty)
  }

  @Test("lines of JSON split anywhere, at any line ending")
  func lines() {
    let text = "\u{FEFF}{\"a\":1}\r\n\n{\"b\":2}\r{\"c\":3}"
    for split in 0...text.utf8.count {
      var decoder = LineDecoder()
      let bytes = Array(text.utf8)
      var lines = decoder.consume(bytes[..<split]) + decoder.consume(bytes[split...])
      if let last = decoder.finish() { lines.append(last) }
      #expect(
        lines.map { String(decoding: $0, as: UTF8.self) } == [
          "{\"a\":1}", "{\"b\":2}", "{\"c\":3}",
        ])
    }
  }
}
