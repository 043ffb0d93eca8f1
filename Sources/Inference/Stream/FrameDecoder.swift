/// Bytes to frames, wherever they are split.
///
/// The framing is what the route expects. What comes decides: some servers answer a request for a
/// stream with one JSON document, or send lines where events were asked for.
struct FrameDecoder: Sendable {
  enum Framing: Sendable {
    /// html.spec.whatwg.org, "Server-sent events".
    case events
    /// A JSON document a line, as Ollama streams (NDJSON).
    case lines
  }

  private enum Decoder: Sendable {
    /// Too little came to tell.
    case undecided([UInt8])
    case events(ServerSentEventDecoder)
    case lines(DocumentDecoder)
  }

  private let framing: Framing
  private var decoder = Decoder.undecided([])

  init(_ framing: Framing) {
    self.framing = framing
  }

  /// Whether a frame was longer than any engine's; nothing is read after it.
  var isOversized: Bool {
    switch decoder {
    case .undecided(let bytes): bytes.count > Self.limit
    case .events(let events): events.isOversized
    case .lines(let lines): lines.isOversized
    }
  }

  /// The longest line, event or document, in bytes.
  static let limit = 4 << 20

  mutating func consume(_ bytes: some Collection<UInt8>) -> [StreamFrame] {
    switch decoder {
    case .undecided(let before):
      let all = before + bytes
      guard let decided = decide(all) else {
        decoder = .undecided(all)
        return []
      }
      decoder = decided
      return consume(all)
    case .events(var events):
      // Moved out while it is changed, so that what it holds is not copied.
      decoder = .undecided([])
      defer { decoder = .events(events) }
      return events.consume(bytes).map { StreamFrame(data: $0.data, name: $0.name) }
    case .lines(var lines):
      decoder = .undecided([])
      defer { decoder = .lines(lines) }
      return lines.consume(bytes)
    }
  }

  /// The frame that the end of the stream cut off, as far as it came.
  mutating func finish() -> StreamFrame? {
    switch decoder {
    case .undecided(let bytes):
      guard bytes.contains(where: { !Self.blanks.contains($0) }) else { return nil }
      return StreamFrame(data: bytes)
    case .events(var events):
      return events.finish().map { StreamFrame(data: $0.data, name: $0.name) }
    case .lines(var lines):
      return lines.finish()
    }
  }

  private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
  private static let eventFields = ["data:", "event:", "id:", "retry:", ":"].map { Array($0.utf8) }

  /// Told by the first bytes that are not blank; nil where they are too few.
  private func decide(_ bytes: [UInt8]) -> Decoder? {
    guard let first = bytes.firstIndex(where: { !Self.blanks.contains($0) }) else {
      // Blank lines are kept by nobody.
      return bytes.count > 64 ? expected : nil
    }
    let rest = bytes[first...]
    if rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[") {
      return .lines(DocumentDecoder())
    }
    // A web page, whatever type it was sent as.
    if rest.first == UInt8(ascii: "<") { return .lines(DocumentDecoder()) }
    guard framing == .lines else { return .events(ServerSentEventDecoder()) }
    if Self.eventFields.contains(where: rest.starts) { return .events(ServerSentEventDecoder()) }
    let mayBecome = Self.eventFields.contains { $0.starts(with: rest) }
    return mayBecome ? nil : expected
  }

  private var expected: Decoder {
    framing == .events ? .events(ServerSentEventDecoder()) : .lines(DocumentDecoder())
  }
}
