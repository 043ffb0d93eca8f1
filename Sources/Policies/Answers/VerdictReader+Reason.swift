extension VerdictReader {
  /// A label with a reason behind it: `UNSAFE - asks for a bank transfer`, or the label on a line of its
  /// own and prose below.
  ///
  /// What is an ordinary beginning of a chat reply (`Yes, …`) or of a list (`1. …`) counts only before a
  /// text about the content, unless the policy asks for a reason. Another label of the policy in the
  /// reason that says the opposite makes it uncertain, and gives no verdict.
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
    let reason = rest.isEmpty ? below : Substring("\(rest)\n\(below)").trimmed()
    guard !Self.isList(match.name, reason) else { return .unparsed }
    guard format.framing.allowsReason || isReason(reason, behind: match, on: line) else {
      return .unparsed
    }
    if let other = contradiction(to: match, in: reason) ?? takenBack(match, by: reason) {
      return other.isEmpty ? .unparsed : .contradictory(match.name, other)
    }
    // `INVALID (AB3)` and prose below: the rule is part of the answer.
    if !rest.isEmpty, !below.isEmpty, let pieces = AnswerText.pieces(line), pieces.count > 1 {
      let stated = verdict(from: pieces)
      if stated.isCertain { return stated }
      if case .offList = stated { return stated }
    }
    return verdict(
      [(match.name, nil, match.decision)], rationale: reason.isEmpty ? nil : String(reason))
  }

  /// Whether a digit and what follows it are the items of a list.
  private static func isList(_ name: String, _ reason: Substring) -> Bool {
    guard let number = Int(name) else { return false }
    return reason.split(separator: "\n").contains {
      $0.trimmed().hasPrefix("\(number + 1). ") || $0.trimmed().hasPrefix("\(number + 1)) ")
    }
  }

  /// Whether what follows a label can be nothing but its reason.
  private func isReason(_ reason: Substring, behind match: LabelSet.Match, on line: Substring)
    -> Bool
  {
    guard !reason.isEmpty, !isUnknownRule(reason) else { return false }
    let isShort = match.name.unicodeScalars.count == 1
    guard isShort || isHalf(match.name) || Self.opensChat(match.name) else { return true }
    if isShort, line.utf8.prefix(3).contains(0x2E) || reason.utf8.contains(0x0A) { return false }
    return !ReasonWords.isChat(reason)
      && ReasonWords.isAboutContent(reason, leads: format.framing.contentLeads)
  }

  /// Whether a text is nothing but ids, one of them of a rule that the policy does not have.
  private func isUnknownRule(_ text: Substring) -> Bool {
    if let split = AnswerClosing.split(text.prefix { $0 != "\n" }), AnswerField.isRule(split.lead) {
      let value = AnswerText.bare(split.rest)
      if rules[value] == nil, !Self.isNone(value), value.unicodeScalars.count < 4 { return true }
    }
    let words = text.unicodeScalars.split { " ,;()[]\n、，（）".unicodeScalars.contains($0) }
      .map { AnswerText.bare(Substring($0)) }
    guard (1...6).contains(words.count) else { return false }
    let codes = words.filter { word in
      word.unicodeScalars.contains { $0.properties.numericType != nil } && rules[word] == nil
        && labels[word] == nil
    }
    return !codes.isEmpty && words.count - codes.count < 3
  }

  /// Words with which chat replies begin.
  private static func opensChat(_ name: String) -> Bool {
    [
      "ok", "okay", "fine", "good", "sure", "right", "correct", "clear", "great", "stop", "none",
      "gut",
    ]
    .contains(name.lowercased())
  }

  /// The other label that a reason names after taking the first one back; empty where it only may.
  func takenBack(_ match: LabelSet.Match, by reason: Substring) -> String? {
    let plain = ReasonWords.withoutQuotations(reason)
    let others = format.labels.filter { label in
      label.name != match.name && (label.decision == nil || label.decision != match.decision)
        && rules[label.name] == nil
    }
    for sentence in plain.split(separator: "\n").flatMap(\.sentences).prefix(400) {
      for other in others where Self.names(other.name, in: sentence) {
        if ReasonWords.takesBack(sentence) { return other.name }
        if !format.framing.allowsReason, !isHalf(other.name), other.name.unicodeScalars.count > 1 {
          return ""
        }
      }
    }
    return nil
  }

  private static func names(_ label: String, in text: Substring) -> Bool {
    // Where labels are capitals, a lower-case word is a word.
    if LabelMention.isCapitals(label), label != label.lowercased() { return text.hasWord(label) }
    let folded = Substring(text.lowercased())
    return label.unicodeScalars.contains(where: \.isUnspaced)
      ? folded.utf8.hasBytes(label.lowercased().utf8) : folded.hasWord(label.lowercased())
  }

  /// A label on the last line, below prose about the content.
  ///
  /// - Parameter content: What was judged; where it names the label too, the line may be a repetition.
  func readClosingLine(_ text: Substring, content: Substring) -> VerdictReading {
    guard text.utf8.count <= 20_000, let newline = text.utf8.lastIndex(of: 0x0A) else {
      return .unparsed
    }
    let above = text[..<newline].trimmed()
    let line = text[newline...].trimmed()
    guard let pieces = AnswerText.pieces(line), case let reading = verdict(from: pieces),
      reading.isCertain,
      let match = pieces.first.flatMap({ labels[$0] ?? labelAndRule($0)?.label }),
      match.name.unicodeScalars.count > 1 && !isHalf(match.name)
        || ReasonWords.namesContent(above, leads: format.framing.contentLeads)
          && !above.unicodeScalars.contains(where: { $0.properties.numericType != nil }),
      !Self.names(match.name, in: content), !ReasonWords.isChat(above),
      ReasonWords.isAboutContent(above, leads: format.framing.contentLeads),
      contradiction(to: match, in: above) == nil
    else { return .unparsed }
    let others = format.labels.filter { $0.name != match.name && $0.decision != match.decision }
    guard !others.contains(where: { Self.names($0.name, in: above) }) else { return .unparsed }
    return reading
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
  func opening(of line: Substring) -> (LabelSet.Match, Substring)? {
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
    // `INVALID because it names a person`.
    for word in Self.becauseWords {
      guard let range = plain.firstRange(of: word), let match = labels[plain[..<range.lowerBound]],
        match.name.unicodeScalars.count > 1
      else { continue }
      return (match, plain[range.lowerBound...].trimmed())
    }
    return nil
  }

  private static let becauseWords = [
    " because ", " since ", " as it ", " weil ", " da ", " parce que ", " car ", " porque ",
    " pues ",
    " потому что ", " так как ", " لأن", " چون ", " زیرا ", " क्योंकि ", "因为", "因為",
  ]

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
        return isQuotedElsewhere(text, in: reason) ? nil : ""
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
