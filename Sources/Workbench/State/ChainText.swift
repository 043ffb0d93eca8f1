public import Harmony
public import Policies
public import TextEditing

/// The text of the Reasoning pane: lines to show, and where the citations in them are.
///
/// Appending costs the piece's own length: a paragraph of any length is cut into lines of bounded
/// size, so that neither wrapping nor marking ever looks at more than the visible part.
public struct ChainText: Sendable {
  /// A citation on one line of the buffer.
  public struct Mark: Hashable, Sendable {
    /// UTF-8 offsets in the line.
    public var range: Range<Int>
    public var known: Bool
    /// Which of the record's citations it is.
    public var number: Int
  }

  /// The longest line in bytes; a longer one goes on in the next, at a space if there is one.
  static let longestLine = 2048
  /// From here on the first space ends the line, so that words stay whole.
  static let longLine = 1800

  public private(set) var buffer = TextBuffer("")
  private var lastLineBytes = 0
  private var channel: Channel?
  /// For each line of the buffer, where it begins in the text of its channel.
  private var starts: [(channel: Channel, offset: Int)] = [(.analysis, 0)]
  private var lengths: [Channel: Int] = [:]
  private var marks: [Int: [Mark]] = [:]
  private var notes: Set<Int> = []

  public init() {}

  public var isEmpty: Bool { buffer.byteCount == 0 }

  public func marks(onLine line: Int) -> [Mark] { marks[line] ?? [] }

  public mutating func append(_ text: String, channel: Channel) {
    if self.channel != channel {
      if self.channel != nil { breakLine() }
      if channel == .commentary {
        buffer.append("[commentary]")
        breakLine()
      }
      self.channel = channel
      starts[starts.count - 1] = (channel, lengths[channel, default: 0])
    }
    var rest = text[...]
    while let newline = rest.utf8.firstIndex(of: 10) {
      appendToLine(rest[..<newline])
      lengths[channel, default: 0] += 1
      breakLine()
      rest = rest[rest.utf8.index(after: newline)...]
    }
    appendToLine(rest)
  }

  /// Adds a line of our own, such as why a run failed.
  public mutating func note(_ text: String) {
    if !isEmpty { breakLine() }
    notes.insert(starts.count - 1)
    buffer.append(text)
    lastLineBytes = text.utf8.count
  }

  public func isNote(_ line: Int) -> Bool { notes.contains(line) }

  private mutating func appendToLine(_ text: Substring) {
    guard let channel, !text.isEmpty else { return }
    var rest = text
    while lastLineBytes + rest.utf8.count > Self.longLine {
      guard let cut = Self.cut(rest, after: lastLineBytes) else { break }
      put(rest[..<cut], channel)
      breakLine()
      rest = rest[cut...]
    }
    put(rest, channel)
  }

  private mutating func put(_ text: Substring, _ channel: Channel) {
    guard !text.isEmpty else { return }
    buffer.append(String(text))
    lastLineBytes += text.utf8.count
    lengths[channel, default: 0] += text.utf8.count
  }

  /// Where a line of that many bytes, continued by the text, is to end: after the first space past
  /// ``longLine``, else between two characters at ``longestLine``; nil while neither is reached.
  private static func cut(_ text: Substring, after bytes: Int) -> Substring.Index? {
    var index = text.startIndex
    var length = bytes
    while index < text.endIndex {
      let character = text[index]
      if length >= longestLine { return index }
      length += character.utf8.count
      text.formIndex(after: &index)
      if length >= longLine, character == " " { return index }
    }
    return nil
  }

  private mutating func breakLine() {
    buffer.append("\n")
    lastLineBytes = 0
    let channel = channel ?? .analysis
    starts.append((channel, lengths[channel, default: 0]))
  }

  /// Marks a citation in what was appended. Complexity: logarithmic in the lines.
  public mutating func mark(_ citation: Citation, number: Int = 0) {
    guard let channel = Channel(rawValue: citation.channel), channel != .final else { return }
    var line = firstLine(of: channel, at: citation.range.lowerBound)
    while line < starts.count, starts[line].offset < citation.range.upperBound {
      defer { line += 1 }
      guard starts[line].channel == channel else { continue }
      let length = buffer.line(line).utf8.count
      let lower = max(0, citation.range.lowerBound - starts[line].offset)
      let upper = min(length, citation.range.upperBound - starts[line].offset)
      if lower < upper {
        marks[line, default: []].append(
          Mark(range: lower..<upper, known: citation.known, number: number))
      }
    }
  }

  /// Where a citation begins; nil for one in the answer, which is no part of the chain.
  func position(of citation: Citation) -> TextPosition? {
    guard let channel = Channel(rawValue: citation.channel), channel != .final, !isEmpty else {
      return nil
    }
    let line = firstLine(of: channel, at: citation.range.lowerBound)
    return TextPosition(line: line, offset: citation.range.lowerBound - starts[line].offset)
  }

  /// The line on which an offset of a channel stands. Lines of one channel ascend, but channels may
  /// alternate; the search is over lines of that channel from the end, where citations arrive.
  private func firstLine(of channel: Channel, at offset: Int) -> Int {
    var line = starts.count - 1
    while line > 0, starts[line].channel != channel || starts[line].offset > offset {
      line -= 1
    }
    return line
  }
}
