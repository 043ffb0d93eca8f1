/// An answer label that a line of a policy names, with what the line says it means.
struct LabelMention {
  var name: String
  var decision: Decision?
  /// In quotation marks or backticks.
  var isQuoted: Bool

  /// The labels of a line, in its order: `"VIOLATION" or "SAFE"`, `` `0` (non-toxic) ``,
  /// `VALID (no spam) or INVALID (spam)`, `INVALID + ESCALATE`, `SPAM or HAM`.
  ///
  /// Digits count only as the pair 0 and 1; other words only where they are decision words in
  /// capitals, are quoted, or stand with an `or` between them.
  static func find(in line: Substring) -> [LabelMention] {
    let words = Self.words(of: line)
    var found: [LabelMention] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      defer { index += 1 }
      guard isLabel(word, at: index, in: words) else { continue }
      var name = String(word.text)
      if index + 2 < words.count, words[index + 1].text == "+",
        isCapitals(words[index + 2].text) || words[index + 2].isQuoted
      {
        name += " + " + words[index + 2].text
        index += 2
      }
      let gloss = words[index].gloss.flatMap {
        DecisionWords.decision(of: $0, negationIsSafe: true)
      }
      let own = DecisionWords.decision(of: name)
      found.append(LabelMention(name: name, decision: own ?? gloss, isQuoted: word.isQuoted))
    }
    let digits = Set(found.map(\.name)).intersection(["0", "1"])
    if digits.count == 1 { found.removeAll { digits.contains($0.name) } }
    return found
  }

  private struct Word {
    var text: Substring
    var isQuoted: Bool
    /// In parentheses.
    var isGloss: Bool
    /// What follows in parentheses, or after an equals sign.
    var gloss: Substring?
  }

  private static func isLabel(_ word: Word, at index: Int, in words: [Word]) -> Bool {
    if word.text == "0" || word.text == "1" { return true }
    let isDecision = DecisionWords.isDecision(word.text.lowercased())
    let isCapital = isCapitals(word.text) && !ordinaryCapitals.contains(String(word.text))
    if word.isQuoted { return isDecision || isCapital || isCode(word.text) }
    if isDecision, isCapital { return true }
    guard !word.isGloss else { return false }
    // The other side of an `or`: `SPAM or HAM`, `safe or unsafe`.
    var others: [Word] = []
    if index + 2 < words.count, words[index + 1].text == "or" { others.append(words[index + 2]) }
    if index > 1, words[index - 1].text == "or" { others.append(words[index - 2]) }
    return others.contains {
      isCapital ? isCapitals($0.text) : isDecision && DecisionWords.isDecision($0.text.lowercased())
    }
  }

  private static let ordinaryCapitals: Set<String> = [
    "JSON", "ONLY", "DESCRIPTION", "MUST", "NOT", "ONE", "OR", "AND", "EXACTLY", "CONTENT",
    "EXAMPLE", "NO",
    "DO", "NEVER", "ALL", "ANY", "THE", "IDEAS", "HTML", "WHO", "WHAT", "AI", "ID", "URL",
  ]

  private static func isCode(_ text: Substring) -> Bool {
    RuleCode(startOf: text).map { !$0.isBareWord && $0.text.utf8.count == text.utf8.count } ?? false
  }

  static func isCapitals(_ text: some StringProtocol) -> Bool {
    var letters = 0
    for byte in text.utf8 {
      if (0x41...0x5A).contains(byte) {
        letters += 1
      } else if !" _-+0123456789".utf8.contains(byte) {
        return false
      }
    }
    return letters > 1
  }

  /// Words, quoted texts as one word each, and the glosses behind them.
  private static func words(of line: Substring) -> [Word] {
    var words: [Word] = []
    var view = line.unicodeScalars[...]
    var isGloss = false
    while let first = view.first, words.count < 200 {
      if first == "\"" || first == "`" || first == "“", let inner = quoted(view.dropFirst(), first)
      {
        view = view[inner.endIndex...].dropFirst()
        words.append(
          Word(text: Substring(inner).trimmed(), isQuoted: true, isGloss: isGloss, gloss: nil))
      } else if first.isWord || first == "+" || first == "|" {
        let end = view.firstIndex { !($0.isWord || $0 == "_" || $0 == "'") } ?? view.endIndex
        if end == view.startIndex {
          words.append(
            Word(text: first == "|" ? "or" : "+", isQuoted: false, isGloss: isGloss, gloss: nil))
          view = view.dropFirst()
          continue
        }
        words.append(
          Word(text: Substring(view[..<end]), isQuoted: false, isGloss: isGloss, gloss: nil))
        view = view[end...]
      } else if first == "/" {
        words.append(Word(text: "or", isQuoted: false, isGloss: isGloss, gloss: nil))
        view = view.dropFirst()
        continue
      } else {
        if first == "(" { isGloss = true } else if first == ")" { isGloss = false }
        view = view.dropFirst()
        continue
      }
      words[words.count - 1].gloss = gloss(view)
    }
    return words
  }

  private static func quoted(
    _ view: Substring.UnicodeScalarView, _ mark: Unicode.Scalar
  ) -> Substring.UnicodeScalarView? {
    let close: Unicode.Scalar = mark == "“" ? "”" : mark
    guard let end = view.prefix(40).firstIndex(of: close), end > view.startIndex else { return nil }
    return view[..<end]
  }

  private static func gloss(_ view: Substring.UnicodeScalarView) -> Substring? {
    let rest = Substring(view.drop { $0.isSpace || $0 == "*" })
    guard let first = rest.utf8.first else { return nil }
    let text = rest.dropFirst().utf8.prefix(100)
    switch first {
    case 0x28: return Substring(text.prefix { $0 != 0x29 })
    case 0x3D, 0x3A: return Substring(text.prefix { !",;.|".utf8.contains($0) })
    default: return nil
    }
  }
}
