/// Server-sent events out of bytes that arrive in any pieces (WHATWG HTML, section 9.2).
///
/// Lines end with LF, CR or CRLF; a byte order mark at the start is skipped; comments and fields other
/// than `event` and `data` are dropped. An event without its blank line at the end of the stream is
/// given out by ``finish()`` all the same: engines forget it.
struct ServerSentEventDecoder: Sendable {
  struct Event: Hashable, Sendable {
    /// Empty where the stream names none.
    var name = ""
    var data: String
  }

  struct LineTooLong: Error {}

  private let lineLimit: Int
  private var line: [UInt8] = []
  private var name = ""
  private var data: [UInt8] = []
  private var hasData = false
  private var lastWasReturn = false
  private var isFirstLine = true

  /// - Parameter lineLimit: a longer line is refused, in bytes.
  init(lineLimit: Int = 8 << 20) {
    self.lineLimit = lineLimit
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) throws(LineTooLong) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      switch byte {
      case 0x0A where lastWasReturn: lastWasReturn = false
      case 0x0A, 0x0D:
        lastWasReturn = byte == 0x0D
        endLine(into: &events)
      default:
        lastWasReturn = false
        guard line.count < lineLimit, data.count < lineLimit else { throw LineTooLong() }
        line.append(byte)
      }
    }
    return events
  }

  mutating func finish() -> [Event] {
    var events: [Event] = []
    if !line.isEmpty { endLine(into: &events) }
    dispatch(into: &events)
    return events
  }

  private mutating func endLine(into events: inout [Event]) {
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else {
      dispatch(into: &events)
      return
    }
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    var value = colon < line.endIndex ? line[(colon + 1)...] : []
    if value.first == 0x20 { value = value.dropFirst() }
    if line[..<colon].elementsEqual("data".utf8) {
      if hasData { data.append(0x0A) }
      hasData = true
      data += value
    } else if line[..<colon].elementsEqual("event".utf8) {
      name = String(decoding: value, as: UTF8.self)
    }
  }

  private mutating func dispatch(into events: inout [Event]) {
    if hasData {
      events.append(Event(name: name, data: String(decoding: data, as: UTF8.self)))
    }
    name = ""
    data.removeAll(keepingCapacity: true)
    hasData = false
  }
}
