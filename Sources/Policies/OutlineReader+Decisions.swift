extension OutlineReader {
  /// Decides each section from its title, its output line, or the sentence that opens it.
  mutating func readDecisions() {
    for index in headings.indices where headings[index].role != .title {
      let heading = headings[index]
      headings[index].decision = titleDecision(heading.title)
      headings[index].topic =
        Self.isNamedReview(heading.title) ? nil : DecisionWords.decision(of: heading.title)
      guard heading.role == .criteria else { continue }
      let next = index + 1 < headings.count ? headings[index + 1].line : lines.count + 1
      let body = lines[min(heading.line, next - 1)..<(next - 1)]
      if let output = statedOutput(in: body) {
        headings[index].decision = DecisionWords.decision(of: output) ?? headings[index].decision
      } else if headings[index].decision == nil {
        headings[index].decision = openingDecision(body)
      }
    }
  }

  /// The first `Output: …` that is not the answer of an example.
  private func statedOutput(in body: ArraySlice<SourceLine>) -> Substring? {
    var isBelowContent = false
    for line in body where !line.isBlank {
      if let output = Self.output(of: line) {
        let isPart = line.indent > 0 && isAmongExamples(line.number)
        if !isBelowContent, !isPart { return output }
      }
      isBelowContent = LineField(line.body)?.kind == .content
    }
    return nil
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

  /// What a title or label says of what stands under it. The title of a rule names a topic, as in
  /// `R5 Review bombing`: only what is behind a dash or in brackets says what the rule decides.
  func titleDecision(_ title: String) -> Decision? {
    if let (digit, _) = BinaryMeaning.labelledDigit(Substring(title)),
      let decision = meaning[digit == 0x30 ? "0" : "1"]
    {
      return decision
    }
    if let code = RuleCode(startOf: Substring(title).trimmingStart("[#(")), !code.isBareWord {
      return Self.tailDecision(Substring(title))
    }
    if Self.isNamedReview(title) { return Self.tickDecision(title) }
    return DecisionWords.strongDecision(of: title) ?? Self.tickDecision(title)
  }

  /// `Newsletter Review` names a review; `Needs Review` and `Human Review` ask for one.
  private static func isNamedReview(_ title: String) -> Bool {
    let words = Substring(title).words(limit: 8)
    guard words.count > 1, words.last == "review" else { return false }
    return ![
      "human", "manual", "needs", "need", "staff", "moderator", "editor", "for", "requires",
      "require",
      "second", "expert", "legal", "escalate", "to",
    ].contains(words[words.count - 2])
  }

  private static func tickDecision(_ title: String) -> Decision? {
    title.unicodeScalars.lazy.compactMap { ticks[$0] }.first
  }

  /// The decision at the end of a rule's title: `(allowed)`, `– SAFE`, `→ block`,
  /// `- Requires human review.`
  static func tailDecision(_ title: Substring) -> Decision? {
    let plain = title.withoutMarkdown().trimmingEnd(". ")
    if let last = plain.unicodeScalars.last, let mark = ticks[last] { return mark }
    let scalars = plain.unicodeScalars
    guard
      let start = scalars.lastIndex(where: { $0.isDash || "→([（【>".unicodeScalars.contains($0) }),
      start > scalars.startIndex
    else { return nil }
    guard !scalars[start].isDash || scalars[scalars.index(before: start)].isSpace else {
      return nil
    }
    let tail = plain[scalars.index(after: start)...].trimming(")] ").trimmed()
    let words = Vocabulary.tokens(of: tail, limit: 8)
    guard let decision = DecisionWords.decision(of: tail) else { return nil }
    switch words.first {
    case .decision(_, false)?: return words.count <= 3 || decision == .escalate ? decision : nil
    default: return tail.words(limit: 5).count <= 3 ? decision : nil
    }
  }

  /// What the lines before the section's first list item say: `Violates if …`, `Allowed:`, or one
  /// decision word in capitals, as in `Samples like these should be considered INVALID.`
  private func openingDecision(_ body: ArraySlice<SourceLine>) -> Decision? {
    var found: Set<Decision> = []
    for line in body.prefix(8).prefix(while: { $0.mark == nil && !$0.isFenced }) {
      if isAmongExamples(line.number) { continue }
      if let decision = DecisionWords.condition(opening: line.text) { return decision }
      if line.text.utf8.last == 0x3A, line.text.words(limit: 3).count < 3,
        let decision = DecisionWords.strongDecision(of: line.text)
      {
        return decision
      }
      for word in line.text.utf8.split(whereSeparator: { !(0x41...0x5A).contains($0 & ~0x20) })
      where word.count >= 4 && word.allSatisfy({ $0 < 0x60 }) {
        if let decision = DecisionWords.strongDecision(of: Substring(word)) {
          found.insert(decision)
        }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// `Allow mild swearing`, `Never allow slurs`, `No insults`, `Keine Werbung`: what a rule that
  /// stands by itself asks for.
  static func imperative(_ title: Substring) -> Decision? {
    let tokens = Vocabulary.tokens(of: title, limit: 3)
    switch tokens.first {
    case .decision(let decision, false)?: return tokens.count > 1 ? decision : nil
    case .negation?, .negationEitherSide?:
      if tokens.count > 1, case .decision(let decision, false) = tokens[1] {
        return decision == .safe ? .violates : decision == .violates ? .safe : nil
      }
      // `Nothing or shop goods` names what is harmless.
      let words = title.words(limit: 2)
      if words.count == 2, ["or", "oder", "ou", "o"].contains(words[1]) { return nil }
      // `Not covered` says nothing of a side.
      if ["not", "nicht", "non", "нет", "none"].contains(words.first ?? "") { return nil }
      return tokens.count > 1 ? .violates : nil
    default: return nil
    }
  }

  /// What a rule's first sentence ends with: `Spam is not allowed.`, `…は違反ではない。`
  static func closingDecision(_ title: Substring) -> Decision? {
    let scalars = title.unicodeScalars
    let end = scalars.firstIndex { ".。;；".unicodeScalars.contains($0) } ?? scalars.endIndex
    let sentence = title[..<end]
    let tokens = Vocabulary.tokens(of: sentence, limit: 60)
    let last = tokens.lastIndex {
      $0 != .linking && $0 != .negationBehind && $0 != .negationEitherSide && $0 != .stop
    }
    guard let last, case .decision(_, false) = tokens[last] else { return nil }
    return DecisionWords.strongDecision(of: sentence.suffixWords(6))
  }

  /// Whether the policy asks if content violates rules or complies with them.
  static func asksAboutRules(_ lines: [SourceLine]) -> Bool {
    lines.prefix(400).contains { line in
      guard !line.isBlank, line.text.utf8.count <= 2_000,
        DecisionWords.mentionsDecision(in: line.text)
      else { return false }
      return Vocabulary.roles(in: line.text, limit: 80).contains(.criteria)
        || DecisionWords.strongDecision(of: line.text) == .violates && line.mark == nil
    }
  }
}

extension Substring {
  /// The end of a text from the word that stands so many words before it, or all of a text without
  /// spaces.
  func suffixWords(_ count: Int) -> Substring {
    var view = unicodeScalars
    var words = 0
    while words < count, let space = view.lastIndex(where: \.isSpace) {
      view = view[..<space]
      words += 1
    }
    return words < count ? self : self[view.endIndex...]
  }
}
