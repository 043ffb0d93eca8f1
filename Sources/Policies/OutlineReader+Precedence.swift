extension OutlineReader {
  /// Lines that say which rule dominates, or what to do when the content is unclear.
  func precedenceLines() -> [Int] {
    lines.compactMap { line in
      guard !line.isFenced, !line.isBlank, !isHeading(line.number) else { return nil }
      let isCondition =
        role(ofLine: line.number) == .precedence
        && line.body.trimmingStart("*_").hasPrefix(folding: "if ")
      return isCondition || Self.speaksOfPrecedence(line.body) ? line.number : nil
    }
  }

  /// By the first letter, so that a line is read once.
  private static let phrases: [UInt8: [[UInt8]]] = Dictionary(
    grouping: [
      "if unclear", "if unsure", "if uncertain", "if in doubt", "if it is unclear",
      "if ambiguous", "when in doubt", "when uncertain", "when unclear", "when unsure",
      "when ambiguous", "takes precedence", "take precedence", "precedence over", "dominate",
      "override", "prevail", "outrank", "highest severity", "most severe", "or higher", "downgrade",
      "upgrade severity", "default stance", "default to", "default safe", "default violat",
      "borderline", "lean toward", "wins over", "in conflict", "supersede",
    ].map { Array($0.utf8) }, by: { $0[0] })

  private static func speaksOfPrecedence(_ text: Substring) -> Bool {
    let text = text.utf8
    var isWordStart = true
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index] | 0x20
      let isLetter = (0x61...0x7A).contains(byte)
      if isLetter, isWordStart, let candidates = phrases[byte],
        candidates.contains(where: { begins(text[index...], with: $0) })
      {
        return true
      }
      isWordStart = !isLetter
      text.formIndex(after: &index)
    }
    return false
  }

  private static func begins(_ text: Substring.UTF8View, with phrase: [UInt8]) -> Bool {
    var text = text.makeIterator()
    for expected in phrase {
      // Setting the bit lowers letters and leaves the space as it is.
      guard let byte = text.next(), byte | 0x20 == expected else { return false }
    }
    return true
  }
}
