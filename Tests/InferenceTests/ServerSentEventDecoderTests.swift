import Inference
import Testing

@Suite struct ServerSentEventDecoderTests {
  private func data(_ text: String, splitAt split: Int) throws -> [String] {
    var decoder = ServerSentEventDecoder()
    let bytes = Array(text.utf8)
    var events = try decoder.consume(bytes[..<split])
    events += try decoder.consume(bytes[split...])
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
  func splits(_ text: String) throws {
    for split in 0...text.utf8.count {
      #expect(try data(text, splitAt: split) == ["one", "two\nlines"])
    }
  }

  @Test("several events in a packet come in order, with their names")
  func several() throws {
    var decoder = ServerSentEventDecoder()
    let events = try decoder.consume("event: a\ndata: 1\n\ndata: 2\n\n".utf8)
    #expect(events.map(\.name) == ["a", nil])
    #expect(events.map(\.data) == [Array("1".utf8), Array("2".utf8)])
  }

  @Test("a line over the limit is refused")
  func limit() {
    var decoder = ServerSentEventDecoder(limit: 10)
    #expect(throws: ServerSentEventDecoder.Oversized(limit: 10)) {
      _ = try decoder.consume("data: 12345".utf8)
    }
  }
}
