/// One frame of a stream: an event's data, a line, or a document.
struct StreamFrame: Sendable {
  var data: [UInt8]
  /// The event's name, where it has one.
  var name: String?

  /// The data without blanks in front, and without `data:` that a relay wrote a second time.
  var content: ArraySlice<UInt8> { Self.unwrapped(data[...]) }

  private static func unwrapped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop { $0 <= 0x20 }
    while rest.starts(with: "data:".utf8) { rest = rest.dropFirst(5).drop { $0 <= 0x20 } }
    return rest
  }

  // MARK: Names

  /// Whether the event's own name calls it an error.
  var isError: Bool { name?.lowercased() == "error" }

  private static let keepAliveNames: Set<String> = [
    "ping", "pong", "heartbeat", "keepalive", "keep-alive", "keep_alive", "comment",
  ]

  /// Whether it only keeps the connection open: a comment inside the data, as relays write OpenRouter's
  /// `: OPENROUTER PROCESSING`, a word such as `ping`, or any words in an event of such a name.
  ///
  /// JSON objects are read in any event: they may hold an error.
  var isKeepAlive: Bool {
    guard !isError else { return false }
    let content = content
    if content.first == UInt8(ascii: ":") { return true }
    if content.count <= 32, Self.keepAliveNames.contains(Self.word(content)) { return true }
    guard let name, Self.keepAliveNames.contains(name.lowercased()) else { return false }
    return content.first != UInt8(ascii: "{") && content.first != UInt8(ascii: "[")
      && !Self.word(content.prefix(8)).hasPrefix("error")
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return String(text.filter { !"[]\" \t\r\n".contains($0) })
  }

  // MARK: Contents

  /// Whether the data is the mark that ends a stream.
  var isDone: Bool {
    let content = content
    guard content.count <= 64 else { return false }
    let word = String(decoding: content, as: UTF8.self).trimmed
    return ["[DONE]", "\"[DONE]\"", "[done]"].contains(word)
  }

  /// Whether it is a web page in place of a frame.
  var isPage: Bool { content.first == UInt8(ascii: "<") }

  /// The frames of an event with one JSON document a line, as servers send that forget the blank lines
  /// between events; nil where any line is something else.
  var documents: [StreamFrame]? {
    let lines = content.split { $0 == 0x0A || $0 == 0x0D }.map {
      StreamFrame(data: Array(Self.unwrapped($0)), name: name)
    }.filter { !$0.data.isEmpty }
    guard lines.count > 1, lines.allSatisfy({ $0.isKeepAlive || $0.isDone || $0.isObject }) else {
      return nil
    }
    return lines
  }

  private var isObject: Bool {
    data.first == UInt8(ascii: "{") && FrameValue(data) != nil
  }

  /// Whether it can be read although the end of the stream cut it off.
  var isWhole: Bool {
    isDone || isError || isPage || EngineError(data) != nil || EngineError(words: data) != nil
      || FrameValue(content) != nil || documents != nil
  }
}
