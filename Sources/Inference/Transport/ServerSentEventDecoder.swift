/// Bytes of an event stream to events, wherever the bytes are split
/// (html.spec.whatwg.org, "Server-sent events").
///
/// Lines end with LF, CR or CRLF; a leading byte order mark is dropped; comments, ids and retry
/// times are dropped. Data stays bytes, since it is JSON that somebody else decodes.
///
/// Complexity: linear in the bytes consumed.
public struct ServerSentEventDecoder: Sendable {
  public struct Event: Hashable, Sendable {
    /// nil where the stream names none, as all chat routes do.
    public var name: String?
    /// Lines of data, joined with LF.
    public var data: [UInt8]

    public init(name: String? = nil, data: [UInt8]) {
      self.name = name
      self.data = data
    }
  }

  /// An event that is longer than the limit.
  public struct Oversized: Error, Hashable, Sendable {
    public var limit: Int

    public init(limit: Int) { self.limit = limit }
  }

  private let limit: Int
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var name: String?
  private var skipsLineFeed = false
  private var isFirstLine = true

  /// - Parameter limit: bytes of the longest line, and of the longest event's data.
  public init(limit: Int = 4 << 20) {
    self.limit = limit
  }

  /// The events that these bytes complete.
  public mutating func consume(_ bytes: some Sequence<UInt8>) throws(Oversized) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      switch byte {
      case 0x0A where skipsLineFeed:
        skipsLineFeed = false
      case 0x0A, 0x0D:
        skipsLineFeed = byte == 0x0D
        if let event = try endLine() { events.append(event) }
      default:
        skipsLineFeed = false
        guard line.count < limit else { throw Oversized(limit: limit) }
        line.append(byte)
      }
    }
    return events
  }

  /// The event that the end of the stream cut off, as far as it came. The standard drops it; an
  /// engine's last word may be the one that tells what went wrong.
  public mutating func finish() -> Event? {
    if !line.isEmpty { _ = try? endLine() }
    return dispatch()
  }

  private mutating func endLine() throws(Oversized) -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value = value.dropFirst() }
    if line[..<colon].elementsEqual("data".utf8) {
      guard data.count + value.count < limit else { throw Oversized(limit: limit) }
      if hasData { data.append(0x0A) }
      data.append(contentsOf: value)
      hasData = true
    } else if line[..<colon].elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  private mutating func dispatch() -> Event? {
    defer {
      data = []
      hasData = false
      name = nil
    }
    return hasData ? Event(name: name, data: data) : nil
  }
}
