/// What of a line is a label.
extension LineOfLabels {
  func isLabel(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.isWordLike else { return false }
    if token.name == "0" || token.name == "1" { return !isPartOfNumber(index) }
    guard let form = token.form else { return false }
    let use = use(of: index)
    switch form {
    case .decisionInCapitals: return true
    case .quotedDecision, .quotedCapitals, .quotedCode: return true
    case .half:
      return token.isQuoted || use.isAlternative || use.isConditional || use.isAskedFor
        || followsOtherwise(index)
    case .quoted where token.isBold: return use.isAlternative
    case .quoted:
      return use.isAlternative || use.isConditional || use.isAskedFor
        || use.hasSisters && token.isUnspaced
    case .letter:
      guard !token.isGloss, token.name != "I" else { return false }
      return use.isAlternative
        || use.isConditional && (token.isQuoted || use.isAskedFor || use.hasSisters)
    case .level: return !token.isGloss && use.isAlternative && hasLevels
    case .topic: return !token.isGloss && use.isAlternative
    case .capitals:
      guard !token.isGloss else { return false }
      return use.isAlternative || use.isConditional && (use.isAskedFor || use.hasSisters)
        || use.isAskedFor && use.isAtEnd && followsCondition(index) || followsOtherwise(index)
    case .decision:
      guard !token.isGloss else { return false }
      return use.isAlternative
        || use.isAskedFor && (use.isConditional || use.isAtEnd || followsCondition(index))
        || followsOtherwise(index)
    }
  }

  /// `0` of `0.7` and of `0 – 100`.
  func isPartOfNumber(_ index: Int) -> Bool {
    let range = tokens[index].range
    let after = line[range.upperBound...].unicodeScalars.prefix(2)
    let before = line[..<range.lowerBound].unicodeScalars.suffix(2)
    func isNumber(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { "0123456789".unicodeScalars.contains($0) } ?? false
    }
    return after.first == "." && isNumber(after.dropFirst().first)
      || before.last == "." && isNumber(before.dropLast().last)
  }

  /// Whether three levels or more stand in the line.
  var hasLevels: Bool { tokens.filter { $0.form == .level }.count > 2 }

  struct Use {
    /// Another possible label stands before or behind an `or`.
    var isAlternative = false
    /// `X if …`, `X: …`, `X — …`, `X (…)`.
    var isConditional = false
    /// `answer X`, `respond with X`.
    var isAskedFor = false
    var isAtEnd = false
    /// Other words of the same form are conditional too.
    var hasSisters = false
  }

  func use(of index: Int) -> Use {
    var use = Use()
    use.isAlternative = hasAlternative(index)
    use.isConditional = conditional[index]
    use.isAskedFor = isAskedFor(index)
    let rest = Self.upToStop(line[tokens[index].range.upperBound...])
    use.isAtEnd = !rest.unicodeScalars.contains(where: \.isWord)
    let own = conditional[index] || tokens[index].isUnspaced ? 1 : 0
    use.hasSisters = (tokens[index].form.flatMap { sisters[$0] } ?? 0) > own
    return use
  }

  /// `…, otherwise NO`.
  func followsOtherwise(_ index: Int) -> Bool {
    let place = tokens[index].range.lowerBound
    guard let last = words.last(where: { $0.range.upperBound <= place }), last.meaning == .otherwise
    else { return false }
    return line[last.range.upperBound..<place].words(limit: 1).isEmpty
  }

  /// `If no rule is violated, return NONE.`
  func followsCondition(_ index: Int) -> Bool {
    AnswerWords.opensWithCondition(Self.lastSentence(of: line[..<tokens[index].range.lowerBound]))
  }

  func hasAlternative(_ index: Int) -> Bool {
    var others: [LabelToken] = []
    var next = index + 1
    while next < tokens.count, tokens[next].isGloss || tokens[next].kind == .comma { next += 1 }
    if next + 1 < tokens.count, tokens[next].kind == .or {
      others.append(tokens[next + 1])
    } else if next < tokens.count, next > index + 1, tokens[next - 1].kind == .comma,
      tokens[next...].prefix(6).contains(where: { $0.kind == .or })
    {
      others.append(tokens[next])
    }
    var before = index - 1
    while before >= 0, tokens[before].isGloss || tokens[before].kind == .comma { before -= 1 }
    if before > 0, tokens[before].kind == .or {
      var other = before - 1
      while other > 0, tokens[other].isGloss || tokens[other].kind == .comma { other -= 1 }
      others.append(tokens[other])
    }
    return others.contains { tokens[index].isSister(of: $0) } || isListed(index)
  }

  /// One of three or more words of one form with commas between them: `one of ACCEPT, REJECT, ASK`.
  func isListed(_ index: Int) -> Bool {
    let token = tokens[index]
    guard let form = token.form, form != .letter else { return false }
    var first = index
    while first > 1, tokens[first - 1].kind == .comma, token.isSister(of: tokens[first - 2]) {
      first -= 2
    }
    var last = index
    while last + 2 < tokens.count, tokens[last + 1].kind == .comma,
      token.isSister(of: tokens[last + 2])
    {
      last += 2
    }
    return (last - first) / 2 >= 2
  }

  static func isConditional(_ after: Substring) -> Bool {
    // `YES, if it breaks a rule`.
    let plain = after.unicodeScalars.prefix(80).drop { "*\"'`”»」』, ".unicodeScalars.contains($0) }
    let clause = plain.prefix { !",;.".unicodeScalars.contains($0) }
    let kind = AnswerWords.kind(startOf: Substring(clause))
    return kind == .condition || kind == .otherwise && !after.hasPrefix(",") || gloss(after) != nil
      || opensWithDash(after)
  }

  func isAskedFor(_ index: Int) -> Bool {
    let place = tokens[index].range.lowerBound
    guard index > 0,
      let verb = words.last(where: { $0.meaning == .request && $0.range.upperBound <= place })
    else { return false }
    let before = line[..<place]
    let between = before[verb.range.upperBound...].words(limit: 8)
    return between.count < 8 && between.allSatisfy(Self.fillers.contains)
      || before.unicodeScalars.last.map(\.isUnspaced) ?? false
  }

  static let fillers: Set<String> = [
    "with", "only", "exactly", "just", "the", "word", "a", "single", "label", "as", "one", "it",
    "of", "by", "simply", "either", "string", "value", "token", "mit", "nur", "genau", "dem",
    "wort",
    "par", "seulement", "uniquement", "le", "mot", "con", "solo", "sólo", "solamente", "la",
    "palabra", "únicamente", "com", "apenas", "somente", "a", "palavra", "только", "словом",
    "одним",
    "ب", "بـ", "بكلمة", "فقط",
  ]
}
