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
  /// The lines of each channel, in their order.
  private var lines: [Channel: [Int]] = [.analysis: [0]]
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
      give(lastLineTo: channel)
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
  /// ``longLine``, else between two scalars at ``longestLine``; nil while neither is reached.
  ///
  /// Bytes are looked at, not characters: one of those may be as long as the text.
  private static func cut(_ text: Substring, after bytes: Int) -> Substring.Index? {
    let utf8 = text.utf8
    let end = utf8.index(
      utf8.startIndex, offsetBy: max(0, longestLine - bytes), limitedBy: utf8.endIndex)
    var index = utf8.index(utf8.startIndex, offsetBy: max(0, longLine - 1 - bytes))
    while index < end ?? utf8.endIndex {
      let isSpace = utf8[index] == 0x20
      utf8.formIndex(after: &index)
      if isSpace { return index }
    }
    guard var end, end < utf8.endIndex else { return nil }
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return end
  }

  /// The last line, which is empty, is the channel's.
  private mutating func give(lastLineTo channel: Channel) {
    let last = starts.count - 1
    if lines[starts[last].channel]?.last == last { lines[starts[last].channel]?.removeLast() }
    starts[last] = (channel, lengths[channel, default: 0])
    lines[channel, default: []].append(last)
  }

  private mutating func breakLine() {
    buffer.append("\n")
    lastLineBytes = 0
    let channel = channel ?? .analysis
    starts.append((channel, lengths[channel, default: 0]))
    lines[channel, default: []].append(starts.count - 1)
  }

  /// Marks a citation in what was appended. Complexity: logarithmic in the lines.
  public mutating func mark(_ citation: Citation, number: Int = 0) {
    guard let channel = Channel(rawValue: citation.channel), channel != .final else { return }
    let own = lines[channel] ?? []
    var place = place(of: citation.range.lowerBound, in: own)
    while place < own.count, starts[own[place]].offset < citation.range.upperBound {
      let line = own[place]
      place += 1
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
    guard let own = lines[channel], !own.isEmpty else { return nil }
    let line = own[place(of: citation.range.lowerBound, in: own)]
    return TextPosition(line: line, offset: citation.range.lowerBound - starts[line].offset)
  }

  /// Where among the lines of a channel the one stands that holds an offset of it: the last that
  /// begins there or before. Complexity: logarithmic in the lines.
  private func place(of offset: Int, in lines: [Int]) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if starts[lines[middle]].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
