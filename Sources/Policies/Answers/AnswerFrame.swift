/// What stands around a label in an answer: a tag, `\boxed{…}`, double brackets.
public struct AnswerFrame: Hashable, Codable, Sendable {
  public var opening: String
  public var closing: String

  public init(opening: String, closing: String) {
    self.opening = opening
    self.closing = closing
  }
}

extension AnswerFrame {
  /// The tag that a text opens with, `<verdict>`.
  init?(openingTag text: Substring) {
    guard text.utf8.first == 0x3C else { return nil }
    let name = text.unicodeScalars.dropFirst().prefix(33).prefix { $0.joinsWords || $0 == "-" }
    guard (1...32).contains(name.count), name.endIndex < text.endIndex,
      text.unicodeScalars[name.endIndex] == ">"
    else { return nil }
    self.init(opening: "<\(Substring(name))>", closing: "</\(Substring(name))>")
  }

  private static let fixed = [
    AnswerFrame(opening: "\\boxed{", closing: "}"), AnswerFrame(opening: "[[", closing: "]]"),
    AnswerFrame(opening: "{{", closing: "}}"), AnswerFrame(opening: "<<", closing: ">>"),
    AnswerFrame(opening: "###", closing: "###"), AnswerFrame(opening: "<|", closing: "|>"),
  ]

  /// The frame that a whole text stands in.
  init?(around text: Substring) {
    let plain = text.trimming("$").trimmed()
    let candidates = AnswerFrame(openingTag: plain).map { [$0] } ?? Self.fixed
    for frame in candidates
    where plain.utf8.count > frame.opening.utf8.count + frame.closing.utf8.count {
      guard let range = frame.range(in: plain), range.whole.lowerBound == plain.startIndex,
        range.whole.upperBound == plain.endIndex
      else { continue }
      self = frame
      return
    }
    return nil
  }

  typealias Place = (whole: Range<Substring.Index>, inner: Range<Substring.Index>)

  /// The first such frame in a text.
  func range(in text: Substring) -> Place? {
    guard let open = text.firstRange(of: opening) else { return nil }
    guard let close = text[open.upperBound...].firstRange(of: closing) else { return nil }
    return (open.lowerBound..<close.upperBound, open.upperBound..<close.lowerBound)
  }

  /// The last such frame in a text.
  func lastRange(in text: Substring) -> Place? {
    guard let close = text.utf8.lastRange(of: closing.utf8),
      let open = text[..<close.lowerBound].utf8.lastRange(of: opening.utf8)
    else { return nil }
    return (open.lowerBound..<close.upperBound, open.upperBound..<close.lowerBound)
  }
}

extension Substring {
  /// The first place of a text, byte by byte.
  func firstRange(of needle: String) -> Range<Index>? {
    let bytes = needle.utf8
    guard let first = bytes.first else { return nil }
    var start = startIndex
    while let candidate = utf8[start...].firstIndex(of: first) {
      if utf8[candidate...].starts(with: bytes) {
        return candidate..<utf8.index(candidate, offsetBy: bytes.count)
      }
      start = utf8.index(after: candidate)
    }
    return nil
  }
}
