extension VerdictReader {
  /// A label with a reason behind it: `UNSAFE - asks for a bank transfer`, or the label on a line of its
  /// own and prose below.
  ///
  /// Digits need a policy that asks for a reason, because lists begin with them. Another label of the
  /// policy in the reason that says the opposite makes it uncertain, and gives no verdict.
  func readWithReason(_ text: Substring) -> VerdictReading {
    guard text.utf8.count <= 20_000 else { return .unparsed }
    let newline = text.utf8.firstIndex(of: 0x0A)
    let line = text[..<(newline ?? text.endIndex)].trimmed()
    let below = newline.map { text[$0...].trimmed() } ?? ""
    guard let (match, rest) = opening(of: line) else { return .unparsed }
    if below.isEmpty, isNote(rest, behind: match) {
      return verdict(
        [(match.name, nil, match.decision)], rationale: String(rest.trimmingEnds("()[]（）. ")))
    }
    let isShort = match.name.utf8.count == 1
    guard
      format.framing.allowsReason
        || (!isShort && rest.isEmpty && !below.isEmpty && !isHalf(match.name))
    else { return .unparsed }
    let reason = rest.isEmpty ? below : Substring("\(rest)\n\(below)")
    if let other = contradiction(to: match, in: reason) {
      return other.isEmpty ? .unparsed : .contradictory(match.name, other)
    }
    let prose = reason.trimmed()
    return verdict(
      [(match.name, nil, match.decision)], rationale: prose.isEmpty ? nil : String(prose))
  }

  /// Whether what follows a label is a note in parentheses, such as `(robin)`, without another label
  /// and without the id of a rule that does not exist.
  private func isNote(_ rest: Substring, behind label: LabelSet.Match) -> Bool {
    let plain = rest.trimmingEnds("*_. ")
    guard let last = plain.unicodeScalars.last, ")]）".unicodeScalars.contains(last),
      plain.utf8.count <= 80,
      plain.unicodeScalars.filter({ "()[]（）".unicodeScalars.contains($0) }).count == 1
    else { return false }
    return !plain.dropLast().split(whereSeparator: { ",;/ ".contains($0) }).contains { word in
      if labels[word] != nil || word.unicodeScalars.contains(where: { $0.digitValue != nil }) {
        return true
      }
      return word.unicodeScalars.count == 1 && label.decision == .safe
    }
  }

  private func isHalf(_ name: String) -> Bool { LabelPair.other(of: name) != nil }

  /// The label that a line opens with, and what follows its separator.
  private func opening(of line: Substring) -> (LabelSet.Match, Substring)? {
    let plain = AnswerText.withoutLead(line.trimmingStart("*_`#> "))
    if let match = labels[AnswerText.bare(plain)] { return (match, "") }
    var end = plain.startIndex
    let scalars = plain.unicodeScalars
    var looked = 0
    while end < scalars.endIndex, looked < 60 {
      let scalar = scalars[end]
      looked += 1
      let isSeparator =
        ":：,，.。;(（[\n".unicodeScalars.contains(scalar)
        || scalar.isDash && end > scalars.startIndex && scalars[scalars.index(before: end)].isSpace
        || scalar == "—" || scalar == "–"
      if isSeparator, let match = labels[AnswerText.bare(plain[..<end])] {
        return (match, plain[scalars.index(after: end)...].trimmed())
      }
      scalars.formIndex(after: &end)
    }
    return nil
  }

  /// The label of a line in the reason that says something else; empty where it only may.
  func contradiction(to match: LabelSet.Match, in reason: Substring) -> String? {
    for line in reason.split(separator: "\n").prefix(400) {
      let piece = AnswerText.withoutLead(AnswerText.bare(line))
      if let other = opening(of: line), other.0.name != match.name,
        other.0.decision != match.decision, other.1.words(limit: 4).count < 4
      {
        return other.0.name
      }
      // Words that decide the opposite and are no label of this policy: what the answer means is open.
      let words = piece.words(limit: 4)
      if (1...3).contains(words.count), LabelMention.isCapitals(piece),
        let side = DecisionWords.strongDecision(of: piece), let own = match.decision, side != own
      {
        return String(piece)
      }
      if let code = line.unicodeScalars.firstIndex(where: { "([（".unicodeScalars.contains($0) }),
        case let head = AnswerText.bare(line[..<code]), labels[head] == nil,
        LabelMention.isCapitals(head), head.words(limit: 4).count <= 3, match.name != head
      {
        return String(head)
      }
      let stated =
        labels[piece]
        ?? (piece.utf8.count < AnswerText.bare(line).utf8.count ? opening(of: line)?.0 : nil)
      if let other = stated, other.name != match.name, other.decision != match.decision {
        return other.name
      }
    }
    // Other labels in capitals inside the prose, as in `However, INVALID`.
    for word in reason.utf8.split(whereSeparator: {
      !((0x41...0x5A).contains($0 & ~0x20) || (0x30...0x39).contains($0) || $0 == 0x5F)
    }).prefix(4_000) where word.count > 2 {
      let text = Substring(word)
      if LabelMention.isCapitals(text), let other = labels[text], other.name != match.name,
        other.decision != match.decision
      {
        return format.framing.allowsReason && isQuotedElsewhere(text, in: reason) ? nil : ""
      }
    }
    return nil
  }

  private func isQuotedElsewhere(_ word: Substring, in reason: Substring) -> Bool {
    guard let range = reason.utf8.lastRange(of: word), range.lowerBound > reason.startIndex else {
      return false
    }
    let before = reason.unicodeScalars[reason.unicodeScalars.index(before: range.lowerBound)]
    return "\"“'‘«`".unicodeScalars.contains(before)
  }
}
