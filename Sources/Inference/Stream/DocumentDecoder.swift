/// JSON documents one after another: one a line, or spread over several lines.
///
/// A line that is no JSON is a frame of its own. `data:` before a document is dropped, as are the other
/// lines of an event.
///
/// Complexity: linear in the bytes consumed.
struct DocumentDecoder: Sendable {
  private var lines: LineDecoder
  /// Lines of a document that is still open.
  private var document: [UInt8] = []
  private var isOneLine = false
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private let limit: Int
  private(set) var isOversized = false

  /// - Parameter limit: bytes of the longest document.
  init(limit: Int = FrameDecoder.limit) {
    self.limit = limit
    lines = LineDecoder(limit: limit)
  }

  mutating func consume(_ bytes: some Collection<UInt8>) -> [StreamFrame] {
    var frames: [StreamFrame] = []
    guard !isOversized else { return frames }
    for line in lines.consume(bytes) where !isOversized { frames += take(line) }
    isOversized = isOversized || lines.isOversized
    return frames
  }

  /// What the end of the stream cut off.
  mutating func finish() -> StreamFrame? {
    let rest = lines.finish().map { take($0) } ?? []
    if let frame = rest.first { return frame }
    defer { document = [] }
    return document.isEmpty ? nil : StreamFrame(data: document)
  }

  private mutating func take(_ line: [UInt8]) -> [StreamFrame] {
    var frames: [StreamFrame] = []
    // A document that begins inside an open one: the open one is broken.
    if !document.isEmpty, isOneLine, line.first == UInt8(ascii: "{") {
      frames.append(StreamFrame(data: document))
      reset()
    }
    guard document.isEmpty else { return frames + go(on: line) }
    let text = Self.withoutField(line)
    guard let first = text.first(where: { $0 > 0x20 }) else { return frames }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return frames + [StreamFrame(data: Array(text))]
    }
    isOneLine = first == UInt8(ascii: "{") && text.count > 2
    return frames + go(on: Array(text))
  }

  private mutating func go(on line: [UInt8]) -> [StreamFrame] {
    guard document.count + line.count < limit else {
      isOversized = true
      return []
    }
    if !document.isEmpty {
      document.append(0x0A)
      isOneLine = false
    }
    document.append(contentsOf: line)
    for byte in line { count(byte) }
    guard depth <= 0 else { return [] }
    defer { reset() }
    return [StreamFrame(data: document)]
  }

  private mutating func count(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }

  private mutating func reset() {
    document = []
    depth = 0
    isInString = false
    isEscaped = false
  }

  /// Without `data:`; nothing of the other lines of an event.
  private static func withoutField(_ line: [UInt8]) -> ArraySlice<UInt8> {
    for field in ["event:", "id:", "retry:", ":"] where line.starts(with: field.utf8) { return [] }
    return line.starts(with: "data:".utf8) ? line.dropFirst(5) : line[...]
  }
}
