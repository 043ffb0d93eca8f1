/// Finding a literal text, line by line. Case is ignored unless the query has a capital letter (smart
/// case) or the caller decides. Matches begin and end between grapheme clusters and do not overlap;
/// canonically equivalent spellings match. A query with a line break matches nothing.
public struct TextSearch: Hashable, Sendable {
  public enum Case: Hashable, Sendable {
    /// Ignored unless the query has a capital letter.
    case smart
    case ignored, matched
  }

  /// The place of a match among all of them.
  public struct Tally: Hashable, Sendable, CustomStringConvertible {
    /// From 1; nil when the range asked about is not a match.
    public var current: Int?
    public var total: Int

    /// `3/17`, or `17` when there is no current match.
    public var description: String { current.map { "\($0)/\(total)" } ?? "\(total)" }
  }

  public let query: String
  private let foldsCase: Bool
  /// The query's clusters, lowercased if case is ignored.
  private let clusters: [String]
  /// The same as bytes if they are all ASCII.
  private let bytes: [UInt8]?

  public init(query: String, case sensitivity: Case = .smart) {
    let folds =
      switch sensitivity {
      case .ignored: true
      case .matched: false
      case .smart: !query.contains { $0.isUppercase }
      }
    self.query = query
    foldsCase = folds
    clusters = query.map { folds ? $0.lowercased() : String($0) }
    let folded = clusters.joined()
    bytes = folded.utf8.allSatisfy { $0 < 0x80 } ? Array(folded.utf8) : nil
  }

  /// The UTF-8 offsets of the matches in a line, from left to right.
  public func matches(in line: String) -> [Range<Int>] {
    guard !clusters.isEmpty else { return [] }
    var line = line
    let plain = line.withUTF8 { text -> [Range<Int>]? in
      guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
      return bytes.map { plainMatches(of: $0, in: text) } ?? []
    }
    return plain ?? clusterMatches(in: line)
  }

  private func plainMatches(
    of query: [UInt8], in text: UnsafeBufferPointer<UInt8>
  ) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var start = 0
    while start + query.count <= text.count {
      var length = 0
      while length < query.count, folded(text[start + length]) == query[length] { length += 1 }
      if length == query.count {
        matches.append(start..<(start + length))
        start += length
      } else {
        start += 1
      }
    }
    return matches
  }

  private func folded(_ byte: UInt8) -> UInt8 {
    foldsCase && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private func clusterMatches(in line: String) -> [Range<Int>] {
    var text: [String] = []
    var offsets: [Int] = []
    var offset = 0
    for character in line {
      text.append(foldsCase ? character.lowercased() : String(character))
      offsets.append(offset)
      offset += character.utf8.count
    }
    offsets.append(offset)
    var matches: [Range<Int>] = []
    var start = 0
    while start + clusters.count <= text.count {
      if text[start] == clusters[0], text[start..<(start + clusters.count)] == clusters[...] {
        matches.append(offsets[start]..<offsets[start + clusters.count])
        start += clusters.count
      } else {
        start += 1
      }
    }
    return matches
  }

  // MARK: In a buffer

  /// The first match that starts at or behind a position, or if there is none and `wrapping`, the
  /// first of the text.
  public func next(
    after position: TextPosition, in buffer: TextBuffer, wrapping: Bool = true
  ) -> TextRange? {
    let position = buffer.clamped(position)
    for line in position.line..<buffer.lineCount {
      let least = line == position.line ? position.offset : 0
      if let match = matches(in: buffer.line(line)).first(where: { $0.lowerBound >= least }) {
        return TextRange(line: line, match)
      }
    }
    guard wrapping, position > .start else { return nil }
    return next(after: .start, in: buffer, wrapping: false)
  }

  /// The last match that starts before a position, or if there is none and `wrapping`, the last of
  /// the text.
  public func previous(
    before position: TextPosition, in buffer: TextBuffer, wrapping: Bool = true
  ) -> TextRange? {
    let position = buffer.clamped(position)
    for line in (0...position.line).reversed() {
      let limit = line == position.line ? position.offset : Int.max
      if let match = matches(in: buffer.line(line)).last(where: { $0.lowerBound < limit }) {
        return TextRange(line: line, match)
      }
    }
    guard wrapping, position < buffer.end else { return nil }
    return previous(before: buffer.end, in: buffer, wrapping: false)
  }

  /// The number of matches in a text. Complexity: O(length of the text), 1 MB in some milliseconds.
  public func count(in buffer: TextBuffer) -> Int { tally(of: nil, in: buffer).total }

  /// The number of matches and which of them `current` is, for "3/17".
  public func tally(of current: TextRange?, in buffer: TextBuffer) -> Tally {
    var tally = Tally(current: nil, total: 0)
    for line in 0..<buffer.lineCount {
      let matches = matches(in: buffer.line(line))
      if let current, current.start.line == line,
        let index = matches.firstIndex(where: { TextRange(line: line, $0) == current })
      {
        tally.current = tally.total + index + 1
      }
      tally.total += matches.count
    }
    return tally
  }
}
