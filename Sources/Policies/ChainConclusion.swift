/// What a model's reasoning concludes at its end, where it says so plainly.
///
/// The last sentence that names a label or a decision counts, and only if it concludes (`so this
/// violates`, `→ SP0`, `answer 0`), names one side alone, and neither doubts nor asks. In all other
/// cases there is no conclusion: a warning that is wrong costs more than one that is missing.
public struct ChainConclusion: Hashable, Sendable {
  public var decision: Decision
  /// The sentence, trimmed.
  public var sentence: String

  /// - Complexity: O(1): only the last few thousand bytes are read.
  public init?(of reasoning: String, format: AnswerFormat, outline: PolicyOutline) {
    // One answer for each category has no one conclusion.
    guard format.shape != nil, format.shape != .axes else { return nil }
    let reader = ConclusionReader(labels: LabelSet(format.labels, rules: outline.rules))
    for sentence in ConclusionReader.sentences(endOf: reasoning).reversed() {
      let found = reader.decisions(in: sentence)
      if found.isEmpty { continue }
      guard found.count == 1, let decision = found.first, reader.concludes(sentence) else {
        return nil
      }
      self.decision = decision
      self.sentence = String(sentence)
      return
    }
    return nil
  }

  /// Whether the answer falls on the other side of the line. An escalation is a kind of violation
  /// here: the two are often spoken of as one.
  public func contradicts(_ verdict: Verdict) -> Bool {
    (decision == .safe) != (verdict.decision == .safe)
  }
}

private struct ConclusionReader {
  let labels: LabelSet

  static func sentences(endOf text: String) -> [Substring] {
    var tail = Substring(text.utf8.suffix(3_000))
    // Not from the middle of a character, whose rest reads as a replacement.
    if tail.utf8.count < text.utf8.count, let space = tail.utf8.firstIndex(of: 0x20) {
      tail = tail[space...]
    }
    var sentences: [Substring] = []
    var start = tail.startIndex
    let scalars = tail.unicodeScalars
    var index = start
    while index < tail.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isEnd =
        scalar == "\n" || scalar == "。"
        || (".!?".unicodeScalars.contains(scalar)
          && (next == tail.endIndex || scalars[next].isSpace))
      if isEnd {
        let sentence = tail[start..<next].trimmed()
        if !sentence.isEmpty { sentences.append(sentence) }
        start = next
      }
      index = next
    }
    let rest = tail[start...].trimmed()
    return rest.isEmpty ? sentences : sentences + [rest]
  }

  /// The sides that the sentence names; two where it says more than can be told.
  func decisions(in sentence: Substring) -> Set<Decision> {
    let words = Self.words(of: sentence)
    var found: Set<Decision> = []
    var negations = 0
    var negated = 0
    for (index, word) in words.enumerated() {
      let lower = word.lowercased()
      if Self.negations.contains(lower) {
        negations += 1
        continue
      }
      guard var decision = decision(of: word, lower: lower, after: words[..<index]) else {
        continue
      }
      if words[..<index].suffix(2).contains(where: { Self.negations.contains($0.lowercased()) }) {
        negated += 1
        decision = decision == .safe ? .violates : .safe
      }
      // An escalation stands on the side of violations.
      found.insert(decision == .safe ? .safe : .violates)
    }
    // `It is not that this violates`: a negation that reaches further than can be told.
    if !found.isEmpty, negations > negated { return [.safe, .violates] }
    return found
  }

  private func decision(
    of word: Substring, lower: String, after words: ArraySlice<Substring>
  ) -> Decision? {
    if word == "0" || word == "1" {
      // A digit is an answer only where it is asked for as one.
      guard let last = words.last?.lowercased(), Self.beforeDigits.contains(last) else {
        return nil
      }
      return labels[word]?.decision
    }
    if let decision = Self.plainWords[lower] { return decision }
    guard word.utf8.count > 1, word.first?.isUppercase ?? false else { return nil }
    return labels[word]?.decision
  }

  func concludes(_ sentence: Substring) -> Bool {
    guard !sentence.hasSuffix("?"), !sentence.utf8.contains(0x7B) else { return false }
    let words = Self.words(of: sentence).map { $0.lowercased() }
    guard !words.contains(where: Self.doubts.contains) else { return false }
    if words.contains(where: Self.cues.contains) { return true }
    return ["→", "->", "=>", "⇒"].contains { Substring(sentence).range(of: $0) != nil }
  }

  /// Words with the stops that ids are spelled with; long quotations are somebody else's words.
  private static func words(of sentence: Substring) -> [Substring] {
    var text = sentence
    for quotation in sentence.quotations where quotation.utf8.count > 20 {
      guard let range = text.range(of: quotation) else { continue }
      text = text[..<range.lowerBound] + text[range.upperBound...]
    }
    let pieces = text.unicodeScalars.split {
      !($0.isWord || $0 == "." || $0 == "'" || $0 == "_" || $0 == "’")
    }
    return pieces.map { Substring($0).trimming(".'") }.filter { !$0.isEmpty }
  }

  private static let plainWords: [String: Decision] = [
    "violates": .violates, "violate": .violates, "violation": .violates, "violating": .violates,
    "violations": .violates, "disallowed": .violates, "prohibited": .violates,
    "unsafe": .violates, "invalid": .violates, "safe": .safe, "allowed": .safe, "permitted": .safe,
    "valid": .safe, "acceptable": .safe, "compliant": .safe, "unacceptable": .violates,
    "escalate": .escalate,
  ]
  private static let negations: Set<String> = [
    "not", "no", "non", "never", "cannot", "isn't", "doesn't", "don't", "without", "nothing",
    "none",
    "neither", "nor", "isn’t", "doesn’t", "don’t", "can't", "won't", "shouldn't", "rather", "avoid",
    "zero", "instead",
  ]
  private static let cues: Set<String> = [
    "so", "therefore", "thus", "hence", "answer", "output", "label", "labeled", "labelled",
    "classify", "classified", "classification", "verdict", "conclusion", "conclude", "final",
    "return", "decision", "respond", "overall",
  ]
  private static let doubts: Set<String> = [
    "if", "unless", "could", "might", "would", "may", "maybe", "perhaps", "whether", "or", "but",
    "however", "although", "though", "except", "either", "wait", "hmm", "possibly", "probably",
    "seems", "unclear", "borderline", "ambiguous", "policy", "rule", "rules", "asks", "says",
    "user", "check", "consider", "let's", "need", "vs", "versus", "when", "because", "since",
  ]
  private static let beforeDigits: Set<String> = [
    "answer", "output", "return", "label", "respond", "is", "be", "so", "thus", "therefore",
    "hence", "with", "verdict", "classify", "as",
  ]
}
