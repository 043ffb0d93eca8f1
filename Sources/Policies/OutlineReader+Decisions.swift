extension OutlineReader {
  /// Decides each section from its title, its output line, or the sentence that opens it.
  mutating func readDecisions() {
    for index in headings.indices where headings[index].role != .title {
      let heading = headings[index]
      headings[index].decision = titleDecision(heading.title)
      guard heading.role == .criteria else { continue }
      let next = index + 1 < headings.count ? headings[index + 1].line : lines.count + 1
      let body = lines[heading.line..<(next - 1)]
      if let output = body.lazy.compactMap(Self.output(of:)).first {
        headings[index].decision = DecisionWords.decision(of: output) ?? headings[index].decision
      } else if headings[index].decision == nil {
        headings[index].decision = openingDecision(body)
      }
    }
  }

  /// What stands after `Output:`.
  static func output(of line: SourceLine) -> Substring? {
    guard !line.isFenced, line.text.utf8.contains(0x3A) else { return nil }
    let plain = Substring(line.body.unicodeScalars.drop { $0.isEmoji || $0.isSpace || $0 == "*" })
    guard plain.hasPrefix(folding: "output") else { return nil }
    let rest = plain.dropFirst(6).trimming("*").trimmed()
    guard rest.utf8.first == 0x3A else { return nil }
    return rest.dropFirst().trimmed()
  }

  func titleDecision(_ title: String) -> Decision? {
    if let (digit, _) = BinaryMeaning.labelledDigit(Substring(title)),
      let decision = meaning[digit == 0x30 ? "0" : "1"]
    {
      return decision
    }
    return DecisionWords.decision(of: title)
  }

  /// What the lines before the section's first list item say: `Violates if …`, `Allowed:`, or one
  /// decision word in capitals, as in `Samples like these should be considered INVALID.`
  private func openingDecision(_ body: ArraySlice<SourceLine>) -> Decision? {
    var found: Set<Decision> = []
    for line in body.prefix(8).prefix(while: { $0.mark == nil && !$0.isFenced }) {
      if let decision = DecisionWords.condition(opening: line.text) { return decision }
      if line.text.utf8.last == 0x3A, line.text.words(limit: 3).count < 3,
        let decision = DecisionWords.decision(of: line.text)
      {
        return decision
      }
      for word in line.text.utf8.split(whereSeparator: { !(0x41...0x5A).contains($0 & ~0x20) })
      where word.count >= 4 && word.allSatisfy({ $0 < 0x60 }) {
        if let decision = DecisionWords.decision(of: Substring(word)) { found.insert(decision) }
      }
    }
    return found.count == 1 ? found.first : nil
  }
}
