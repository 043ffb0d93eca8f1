/// The text of an engine's log, which is written for a terminal and may hold anything.
enum EngineLogText {
  /// A line without what moves cursors and sets colours (ECMA-48 control sequences), and without
  /// space around it.
  static func plain(_ line: String) -> String {
    var plain = ""
    var scalars = line.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\u{1B}" else {
        plain.unicodeScalars.append(scalar)
        continue
      }
      guard scalars.next() == "[" else { continue }
      while let next = scalars.next(), !(0x40...0x7E).contains(next.value) {}
    }
    let text = plain.drop(while: \.isWhitespace)
    let last = text.lastIndex { !$0.isWhitespace }
    return last.map { String(text[...$0]) } ?? ""
  }

  /// The message of a line: without the time and severity of llama.cpp's prefix, at most 200
  /// characters.
  static func message(_ line: String) -> String {
    let words = line.split(separator: " ", maxSplits: 2)
    let hasPrefix =
      words.count == 3 && words[1].count == 1
      && words[0].allSatisfy { $0.isNumber || $0 == "." }
    let message = hasPrefix ? String(words[2].drop(while: \.isWhitespace)) : line
    return message.count > 200 ? message.prefix(199) + "…" : message
  }

  /// The last lines of a log, oldest first. Of a line that was drawn over and over, such as a
  /// progress bar, the last state alone.
  static func lastLines(_ count: Int, of bytes: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    var last = ""
    for line in EngineLogTail.lines(of: bytes) {
      let line = plain(line)
      guard !line.isEmpty else { continue }
      let isBar = line.hasPrefix("Downloading ") && line.hasSuffix("%")
      if isBar, last.hasPrefix("Downloading "), last.hasSuffix("%") {
        lines[lines.count - 1] = line
      } else {
        lines.append(line)
      }
      last = line
    }
    return lines.suffix(max(0, count))
  }
}
