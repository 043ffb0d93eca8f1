/// Bytes of an event stream to events, wherever the bytes are split
/// (html.spec.whatwg.org, "Server-sent events").
///
/// A line of no field that the standard knows is dropped, unless it is an engine's last word outside the
/// framing: a line of JSON, or one that begins with `error`.
///
/// Lines end with LF, CR or CRLF; a leading byte order mark is dropped; comments, ids and retry
/// times are dropped. Data stays bytes, since it is JSON that somebody else decodes.
///
/// Complexity: linear in the bytes consumed.
struct ServerSentEventDecoder: Sendable {
  struct Event: Hashable, Sendable {
    /// nil where the stream names none, as all chat routes do.
    var name: String?
    /// Lines of data, joined with LF.
    var data: [UInt8]
  }

  private let limit: Int
  /// Whether a line or an event was longer than the limit; nothing is read after it.
  private(set) var isOversized = false
  private var lines: LineDecoder
  private var data: [UInt8] = []
  private var hasData = false
  private var name: String?

  /// - Parameter limit: bytes of the longest line, and of the longest event's data.
  init(limit: Int = FrameDecoder.limit) {
    self.limit = limit
    lines = LineDecoder(limit: limit)
  }

  /// The events that these bytes complete.
  mutating func consume(_ bytes: some Sequence<UInt8>) -> [Event] {
    var events: [Event] = []
    guard !isOversized else { return events }
    for line in lines.consume(bytes, keepingEmpty: true) where !isOversized {
      if let event = take(line) { events.append(event) }
    }
    isOversized = isOversized || lines.isOversized
    return events
  }

  /// The event that the end of the stream cut off, as far as it came. The standard drops it; an
  /// engine's last word may be the one that tells what went wrong.
  mutating func finish() -> Event? {
    if let line = lines.finish() { _ = take(line) }
    return dispatch()
  }

  private mutating func take(_ line: [UInt8]) -> Event? {
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value = value.dropFirst() }
    if line[..<colon].elementsEqual("data".utf8) {
      guard data.count + value.count < limit else {
        isOversized = true
        return nil
      }
      if hasData { data.append(0x0A) }
      data.append(contentsOf: value)
      hasData = true
    } else if line[..<colon].elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    } else if line.first == UInt8(ascii: "{") || line.starts(with: "error".utf8) {
      return Event(name: nil, data: line)
    }
    return nil
  }

  private mutating func dispatch() -> Event? {
    defer {
      data = []
      hasData = false
      name = nil
    }
    // The standard drops an event without data; one that is called an error says enough.
    return hasData || name?.lowercased() == "error" ? Event(name: name, data: data) : nil
  }
}
