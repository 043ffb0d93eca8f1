/// An answer label that a line of a policy names, with what the line says it decides.
///
/// A line is read as tokens: words, quoted texts (in quotation marks, backticks, bold or a tag), and
/// the stops between them. A token is a label if it looks like one (`0`, `INVALID`, `"on-topic"`) and
/// the words around it use it as one (`X or Y`, `X if …`, `answer X`, `X (no spam)`).
struct LabelMention {
  var name: String
  var decision: Decision?
  /// In quotation marks or backticks.
  var isQuoted: Bool
  /// For all cases that no other label is for.
  var isOtherwise = false

  /// The labels of a line, in its order: `"VIOLATION" or "SAFE"`, `` `0` (non-toxic) ``,
  /// `VALID (no spam) or INVALID (spam)`, `INVALID + ESCALATE`, `1 if it is toxic, 0 otherwise`.
  ///
  /// Digits count only as the pair 0 and 1.
  static func find(in line: Substring) -> [LabelMention] {
    LineOfLabels(line).mentions()
  }

  static func isCapitals(_ text: some StringProtocol) -> Bool {
    var letters = 0
    for scalar in text.unicodeScalars {
      if scalar.isASCIIUpper || !scalar.isASCII && scalar.properties.isUppercase {
        letters += 1
      } else if !" _-+0123456789".unicodeScalars.contains(scalar) {
        return false
      }
    }
    return letters > 1
  }
}

/// One line, split into what may be labels and what stands between them.
struct LineOfLabels {
  /// No instruction is longer; what follows in a hostile line is not looked at.
  static let longest = 4_096

  let line: Substring
  let tokens: [LabelToken]
  /// The words about answers, and of each token whether a condition or a gloss follows: each is asked
  /// for once a line, so that a line costs by its length.
  let words: [WordMatcher<AnswerWords.Kind>.Match]
  let conditional: [Bool]
  /// How many tokens of each form are used as labels are.
  let sisters: [LabelToken.Form: Int]

  init(_ line: Substring) {
    let line = Substring(line.unicodeScalars.prefix(Self.longest))
    let tokens = LabelToken.tokens(of: line)
    let conditional = tokens.map { Self.isConditional(line[$0.range.upperBound...]) }
    var sisters: [LabelToken.Form: Int] = [:]
    for (token, isConditional) in zip(tokens, conditional) {
      guard isConditional || token.isUnspaced, let form = token.form else { continue }
      sisters[form, default: 0] += 1
    }
    // `APPROVE where …, and RETURN where …`.
    let hasDecision = sisters[.decisionInCapitals] != nil
    if hasDecision,
      tokens.contains(where: {
        $0.form == .capitals && Self.opensCondition(line[$0.range.upperBound...])
      })
    {
      sisters[.capitals, default: 0] += 1
    }
    self.line = line
    self.tokens = tokens
    self.conditional = conditional
    self.sisters = sisters
    words = AnswerWords.matches(in: line)
  }

  static func opensCondition(_ text: Substring) -> Bool {
    text.hasPrefix(" ")
      && AnswerWords.kind(startOf: Substring(text.unicodeScalars.prefix(40))) == .condition
  }

  func mentions() -> [LabelMention] {
    let taken = tokens.indices.filter(isLabel)
    let next = Dictionary(
      zip(taken, taken.dropFirst()).map { ($0, tokens[$1].range.lowerBound) },
      uniquingKeysWith: { first, _ in first })
    var found: [LabelMention] = []
    var previous: Int?
    var skipped: Set<Int> = []
    for index in taken where !skipped.contains(index) {
      var name = tokens[index].name
      var last = index
      if index + 2 < tokens.count, tokens[index + 1].kind == .plus, tokens[index + 2].isWordLike {
        name += " + " + tokens[index + 2].name
        last = index + 2
        skipped.insert(last)
      }
      found.append(
        mention(
          name, from: index, through: last, after: previous, before: next[last] ?? next[index]))
      previous = last
    }
    let names = found.map(\.name)
    found.removeAll { mention in
      LabelPair.other(of: mention.name) != nil
        && !names.contains { LabelPair.areHalves($0, mention.name) }
    }
    LabelMention.resolveOtherwise(&found)
    return found
  }

  // MARK: What it decides

  func mention(
    _ name: String, from first: Int, through last: Int, after previous: Int?,
    before next: Substring.Index?
  ) -> LabelMention {
    let token = tokens[first]
    let after = line[tokens[last].range.upperBound...]
    let before = line[
      (previous.map { tokens[$0].range.upperBound } ?? line.startIndex)..<token.range.lowerBound]
    let own = Self.own(name)
    var mention = LabelMention(name: name, decision: own, isQuoted: token.isQuoted)
    let sentence = Self.ownClause(Self.lastSentence(of: before), isFirst: previous == nil)
    mention.isOtherwise =
      AnswerWords.matches(in: sentence).contains { $0.meaning == .otherwise }
      || AnswerWords.isOtherwise(Self.upToStop(after))
    if own != nil { return mention }
    if let gloss = Self.gloss(after) {
      mention.decision =
        DecisionWords.decision(ofGloss: gloss) ?? ModalWords.decision(of: gloss)
    }
    if mention.decision == nil, !mention.isOtherwise {
      mention.decision =
        Self.decision(after: after, before: next) ?? Self.decision(before: sentence)
    }
    return mention
  }

  /// `1 if the text is toxic`: as far as the next label or stop.
  static func decision(after text: Substring, before next: Substring.Index?) -> Decision? {
    var clause = Self.upToStop(text)
    guard AnswerWords.opensWithCondition(clause) || Self.opensWithDash(clause) else { return nil }
    if let next, next < clause.endIndex, next >= clause.startIndex { clause = clause[..<next] }
    return Condition.decision(of: clause)
  }

  /// `If it breaks a rule, answer 1`; `flag it as 1`.
  static func decision(before sentence: Substring) -> Decision? {
    let words = AnswerWords.matches(in: sentence)
    if sentence.unicodeScalars.contains(where: \.isUnspaced) {
      return Condition.decision(of: sentence)
    }
    if AnswerWords.opensWithCondition(sentence), let decision = Condition.decision(of: sentence) {
      return decision
    }
    if let first = words.first(where: { $0.meaning == .condition }),
      words.contains(where: {
        $0.meaning == .request && $0.range.lowerBound >= first.range.upperBound
      }) || sentence.hasSuffix(", ") || sentence.hasSuffix(": ") || sentence.hasSuffix("→ ")
    {
      return Condition.decision(of: sentence[first.range.lowerBound...])
    }
    let ending = sentence.words(limit: 40)
    guard let last = ending.last,
      ["as", "with", "is", "als", "mit", "comme", "como"].contains(last)
    else { return nil }
    if let verb = ending.first, ["flag", "flagged", "report", "block"].contains(verb) {
      return .violates
    }
    return Condition.decision(of: sentence)
  }

  /// The text in parentheses, or behind an equals sign or a colon.
  static func gloss(_ text: Substring) -> Substring? {
    let rest = Substring(
      text.unicodeScalars.drop { $0.isSpace || "*\"'`”’»」』".unicodeScalars.contains($0) })
    guard let first = rest.unicodeScalars.first else { return nil }
    let inner = rest.dropFirst()
    switch first {
    case "(", "（":
      return Substring(inner.unicodeScalars.prefix(120).prefix { $0 != ")" && $0 != "）" })
    case "=", ":", "：", "→":
      return Substring(
        inner.unicodeScalars.prefix(120).prefix { !",;.|，；。".unicodeScalars.contains($0) })
    default: return nil
    }
  }

  static func opensWithDash(_ text: Substring) -> Bool {
    text.trimmedStart().unicodeScalars.first.map { $0.isDash && $0 != "-" } ?? false
      || text.hasPrefix(" - ")
  }

  static func upToStop(_ text: Substring) -> Substring {
    var previous: Unicode.Scalar = " "
    for index in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[index]
      if ";；。!?".unicodeScalars.contains(scalar) { return text[..<index] }
      if previous == ".", scalar.isSpace { return text[..<index] }
      previous = scalar
      if text.utf8.distance(from: text.startIndex, to: index) > 240 { return text[..<index] }
    }
    return text
  }

  /// From the last stop on.
  static func lastSentence(of text: Substring) -> Substring {
    var start = text.startIndex
    var previous: Unicode.Scalar = " "
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if ";；。!?".unicodeScalars.contains(scalar) || (previous == "." && scalar.isSpace) {
        start = scalars.index(after: index)
      }
      previous = scalar
    }
    return text[start...]
  }

  /// What the label says by itself: `toxic`, `not toxic`, `on-topic`.
  static func own(_ name: String) -> Decision? {
    if LabelPair.other(of: name) != nil { return nil }
    if let decision = LabelActions.decision(of: name) { return decision }
    if let decision = DecisionWords.decision(of: name) { return decision }
    return Condition.decision(
      of: Substring(name.map { $0 == "_" ? " " : $0 }.reduce(into: "") { $0.append($1) }))
  }

  /// Without the condition of the label before: in `1 if it is spam, 0 if not` the text between the
  /// labels begins with what belongs to the first.
  static func ownClause(_ text: Substring, isFirst: Bool) -> Substring {
    guard !isFirst else { return text }
    let plain = text.trimmingEnds(" *\"'`”’»」』")
    guard let first = plain.unicodeScalars.first, !",，、;".unicodeScalars.contains(first) else {
      return text
    }
    guard let comma = text.unicodeScalars.firstIndex(where: { ",，、".unicodeScalars.contains($0) })
    else {
      return text.unicodeScalars.contains(where: \.isUnspaced) ? text : ""
    }
    return text[comma...]
  }
}

extension LabelMention {
  /// What a label says by itself.
  static func own(_ name: String) -> Decision? { LineOfLabels.own(name) }

  /// Gives labels for all other cases the side that the others leave.
  static func resolveOtherwise(_ mentions: inout [LabelMention]) {
    guard let index = mentions.firstIndex(where: { $0.isOtherwise && $0.decision == nil }) else {
      return
    }
    let others = Set(mentions.lazy.filter { !$0.isOtherwise }.compactMap(\.decision))
    if others.contains(.violates), !others.contains(.safe) { mentions[index].decision = .safe }
    if others.contains(.safe), !others.contains(.violates) { mentions[index].decision = .violates }
  }
}
