internal import Foundation

/// One frame of a stream: an event's data, or a line.
struct StreamFrame: Sendable {
  var data: [UInt8]

  private static let decoder = JSONDecoder()

  func decode<Body: Decodable>(_ type: Body.Type) throws -> Body {
    try Self.decoder.decode(type, from: Data(data))
  }

  var isJSON: Bool {
    (try? JSONSerialization.jsonObject(with: Data(data), options: .fragmentsAllowed)) != nil
  }
}

/// Bytes to frames, wherever they are split.
struct FrameDecoder: Sendable {
  enum Framing: Sendable {
    /// html.spec.whatwg.org, "Server-sent events".
    case events
    /// A JSON document a line, as Ollama streams (NDJSON).
    case lines
  }

  private enum Decoder: Sendable {
    case events(ServerSentEventDecoder)
    case lines(LineDecoder)
  }

  private var decoder: Decoder

  init(_ framing: Framing) {
    switch framing {
    case .events: decoder = .events(ServerSentEventDecoder())
    case .lines: decoder = .lines(LineDecoder())
    }
  }

  /// Whether a frame was longer than any engine's; nothing is read after it.
  var isOversized: Bool {
    switch decoder {
    case .events(let events): events.isOversized
    case .lines(let lines): lines.isOversized
    }
  }

  /// The longest line or event, in bytes.
  static let limit = 4 << 20

  mutating func consume(_ bytes: some Sequence<UInt8>) -> [StreamFrame] {
    switch decoder {
    case .events(var events):
      // Moved out while it is changed, so that what it holds is not copied.
      decoder = .lines(LineDecoder())
      defer { decoder = .events(events) }
      return events.consume(bytes).map { StreamFrame(data: $0.data) }
    case .lines(var lines):
      decoder = .events(ServerSentEventDecoder())
      defer { decoder = .lines(lines) }
      return lines.consume(bytes).map { StreamFrame(data: $0) }
    }
  }

  /// The frame that the end of the stream cut off, as far as it came.
  mutating func finish() -> StreamFrame? {
    switch decoder {
    case .events(var events):
      return events.finish().map { StreamFrame(data: $0.data) }
    case .lines(var lines):
      return lines.finish().map { StreamFrame(data: $0) }
    }
  }
}
