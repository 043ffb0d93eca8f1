/// A word, a quoted text or a stop of a line in which labels are looked for.
struct LabelToken {
  enum Kind { case word, quoted, or, plus, comma }

  /// How much a token looks like a label, before anything around it is asked.
  enum Form {
    case decisionInCapitals, decision, capitals
    /// A kind of content, a label only beside its negation: `toxic or non-toxic`.
    case topic
    /// One capital letter, `K or T`.
    case letter
    /// `yes`, `false`: labels only with their other half.
    case half
    /// How severe something is, a label only in a list: `low, medium or high`.
    case level
    case quotedDecision, quotedCapitals, quotedCode, quoted
  }

  var kind: Kind
  var range: Range<Substring.Index>
  /// The text; of a quoted text what is the label in it: `UNSAFE` of `"UNSAFE: [n]"`.
  var name: String
  /// In parentheses.
  var isGloss: Bool
  /// Between asterisks, which may be emphasis only.
  var isBold = false

  var isQuoted: Bool { kind == .quoted }
  var isUnspaced: Bool { name.unicodeScalars.contains(where: \.isUnspaced) }
  var isWordLike: Bool { kind == .word || kind == .quoted }

  var form: Form? {
    guard isWordLike, !name.isEmpty, name.utf8.count <= 40 else { return nil }
    if isQuoted, name.utf8.count == 1, name.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      return .letter
    }
    if LabelPair.other(of: name) != nil { return .half }
    if let first = name.unicodeScalars.first, first.isSymbolLabel { return .quoted }
    let isDecision =
      DecisionWords.isDecision(name.lowercased()) || LabelActions.decision(of: name) != nil
    let isCapitals = LabelMention.isCapitals(name) && !Self.ordinaryCapitals.contains(name)
    if isQuoted {
      if isDecision
        || DecisionWords.decision(of: name) != nil && Substring(name).words(limit: 4).count <= 3
      {
        return .quotedDecision
      }
      if isCapitals { return .quotedCapitals }
      if Self.isCode(name) { return .quotedCode }
      let words = Substring(name).words(limit: 5)
      return words.isEmpty || words.count > 4 || name.unicodeScalars.count > 24 ? nil : .quoted
    }
    if isDecision { return isCapitals ? .decisionInCapitals : .decision }
    if Self.isNegatedTopic(name) || DecisionWords.isLabel(name.lowercased()) { return .topic }
    if LevelWords.isLevel(name) { return .level }
    if isCapitals { return .capitals }
    if name.utf8.count == 1, name.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) { return .letter }
    return nil
  }

  /// `non-toxic`, which with `toxic` makes a pair.
  private static func isNegatedTopic(_ name: String) -> Bool {
    let lower = name.lowercased()
    guard lower.hasPrefix("non-") || lower.hasPrefix("non_") else { return false }
    return DecisionWords.isLabel(String(lower.dropFirst(4)))
  }

  /// Whether both may be labels of one vocabulary.
  func isSister(of other: LabelToken) -> Bool {
    guard let form, other.isWordLike else { return false }
    switch form {
    case .quotedDecision, .quotedCapitals, .quotedCode, .quoted:
      return other.isQuoted || other.form != nil
    case .capitals, .decisionInCapitals: return LabelMention.isCapitals(other.name)
    case .letter: return other.form == .letter
    case .level: return other.form == .level || LevelWords.isLevel(other.name)
    case .half: return LabelPair.areHalves(name, other.name)
    case .topic:
      let sides = [LabelMention.own(name), LabelMention.own(other.name)]
      return Self.isNegatedTopic(name) != Self.isNegatedTopic(other.name)
        || LabelMention.isCapitals(name) && LabelMention.isCapitals(other.name)
          && sides[0] != nil && sides[1] != nil && sides[0] != sides[1]
    case .decision: return other.form == .decision || other.form == .decisionInCapitals
    }
  }

  private static func isCode(_ text: String) -> Bool {
    RuleCode(startOf: Substring(text)).map {
      !$0.isBareWord && $0.text.utf8.count == text.utf8.count
    } ?? false
  }

  /// Capitals that are emphasis or abbreviations.
  private static let ordinaryCapitals: Set<String> = [
    "JSON", "ONLY", "DESCRIPTION", "MUST", "NOT", "ONE", "OR", "AND", "EXACTLY", "CONTENT",
    "EXAMPLE", "DO", "NEVER", "ALL", "ANY", "THE", "IDEAS", "HTML", "WHO", "WHAT", "AI", "ID",
    "URL",
    "ALWAYS", "IF", "NUR", "IMPORTANT", "NOTE", "XML", "YAML", "CSV", "IDS", "TEXT", "INPUT",
    "OUTPUT", "FORMAT", "ANSWER", "LABEL", "SHOULD", "MAY", "IN", "IS", "LAST", "FIRST", "BOTH",
    "EVERY", "EACH", "WITH", "FOR", "USER", "LLM", "US", "UK", "EU", "PII", "API", "CC0-1", "UTF-8",
    "ASCII", "MAX", "MIN", "TODO", "POLICY", "RULES", "RULE", "END", "BEGIN",
  ]
}

// MARK: - Reading

extension LabelToken {
  /// The tokens of a line, at most 240.
  static func tokens(of line: Substring) -> [LabelToken] {
    var reader = Reader(line: line)
    return reader.read()
  }

  private struct Reader {
    let line: Substring
    var tokens: [LabelToken] = []
    var isGloss = false

    mutating func read() -> [LabelToken] {
      let scalars = line.unicodeScalars
      var index = scalars.startIndex
      while index < scalars.endIndex, tokens.count < 240 {
        let scalar = scalars[index]
        let next = scalars.index(after: index)
        if let quotation = quotation(at: index) {
          append(.quoted, quotation.whole, name: LabelToken.label(in: quotation.inner))
          tokens[tokens.count - 1].isBold = scalar == "*"
          index = quotation.whole.upperBound
        } else if scalar.isSymbolLabel {
          append(.quoted, index..<next, name: String(Character(scalar)))
          index = next
        } else if scalar.joinsWords, scalar != "'" {
          index = word(from: index)
        } else {
          stop(scalar, index..<next)
          index = next
        }
      }
      mergeNegations()
      return tokens
    }

    /// `NOT CONFORMING` beside `CONFORMING` is one label.
    private mutating func mergeNegations() {
      for index in tokens.indices.dropLast().reversed()
      where tokens[index].kind == .word && tokens[index + 1].kind == .word
        && Self.negations.contains(tokens[index].name)
        && tokens[index + 1].name.utf8.count > 2 && LabelMention.isCapitals(tokens[index + 1].name)
        && line[tokens[index].range.upperBound..<tokens[index + 1].range.lowerBound] == " "
        && tokens.contains(where: {
          $0.range != tokens[index + 1].range && $0.name == tokens[index + 1].name
        })
      {
        tokens[index].name += " " + tokens[index + 1].name
        tokens[index].range = tokens[index].range.lowerBound..<tokens[index + 1].range.upperBound
        tokens.remove(at: index + 1)
      }
    }

    private static let negations: Set<String> = ["NOT", "NON", "NO", "NICHT", "NÃO", "НЕ"]

    private mutating func append(_ kind: Kind, _ range: Range<Substring.Index>, name: String = "") {
      tokens.append(LabelToken(kind: kind, range: range, name: name, isGloss: isGloss))
    }

    private mutating func stop(_ scalar: Unicode.Scalar, _ range: Range<Substring.Index>) {
      switch scalar {
      case "(", "（": isGloss = true
      case ")", "）": isGloss = false
      case "|", "/", "／": append(.or, range)
      case "+": append(.plus, range)
      case ",", "、", "，", "،": append(.comma, range)
      default: break
      }
    }

    /// A word with the hyphens inside it; in scripts without spaces as far as the next word that
    /// means `or` or opens a condition.
    private mutating func word(from start: Substring.Index) -> Substring.Index {
      let scalars = line.unicodeScalars
      var end = start
      while end < scalars.endIndex {
        if scalars[end].joinsWords {
          scalars.formIndex(after: &end)
          continue
        }
        let next = scalars.index(after: end)
        guard scalars[end] == "-", next < scalars.endIndex, scalars[next].joinsWords else { break }
        end = next
      }
      let text = line[start..<end]
      if text.unicodeScalars.contains(where: \.isUnspaced) {
        let words = AnswerWords.matches(in: text)
        var place = start
        for word in words {
          appendPieces(of: place..<word.range.lowerBound)
          append(word.meaning == .or ? .or : .word, word.range, name: String(line[word.range]))
          place = word.range.upperBound
        }
        appendPieces(of: place..<end)
        return end
      }
      if text.utf8.contains(where: { $0 >= 0x80 }),
        text.utf8.contains(where: { $0 == 0x30 || $0 == 0x31 })
      {
        // `و0`: a conjunction that is written together with the digit.
        appendPieces(of: start..<end)
        return end
      }
      // No such word is long.
      let isOr = text.utf8.count <= 12 && AnswerWords.isOr(text)
      append(isOr && text.lowercased() == text ? .or : .word, start..<end, name: String(text))
      return end
    }

    /// Words of one kind of letters each: `は1` is two.
    private mutating func appendPieces(of range: Range<Substring.Index>) {
      var start = range.lowerBound
      let scalars = line.unicodeScalars
      var index = start
      while index < range.upperBound {
        let next = scalars.index(after: index)
        if next == range.upperBound || scalars[index].isASCII != scalars[next].isASCII {
          append(.word, start..<next, name: String(line[start..<next]))
          start = next
        }
        index = next
      }
    }

    /// The text in quotation marks, backticks, bold or a tag that opens here.
    private func quotation(
      at index: Substring.Index
    ) -> (whole: Range<Substring.Index>, inner: Substring)? {
      let rest = line[index...]
      if rest.utf8.starts(with: "**".utf8) { return closing(rest, open: 2, close: "**") }
      guard let first = rest.unicodeScalars.first else { return nil }
      switch first {
      case "\"": return closing(rest, open: 1, close: "\"")
      case "`": return closing(rest, open: 1, close: "`")
      case "“": return closing(rest, open: 1, close: "”") ?? closing(rest, open: 1, close: "\"")
      case "„": return closing(rest, open: 1, close: "“") ?? closing(rest, open: 1, close: "”")
      case "«": return closing(rest, open: 1, close: "»")
      case "「": return closing(rest, open: 1, close: "」")
      case "『": return closing(rest, open: 1, close: "』")
      case "【": return closing(rest, open: 1, close: "】")
      case "‘": return closing(rest, open: 1, close: "’")
      case "'" where !isAfterLetter(index): return closing(rest, open: 1, close: "'")
      case "[": return bracketed(rest)
      case "<": return tag(rest)
      case "\\" where rest.utf8.starts(with: "\\boxed{".utf8):
        return closing(rest, open: 7, close: "}")
      default: return nil
      }
    }

    private func isAfterLetter(_ index: Substring.Index) -> Bool {
      guard index > line.startIndex else { return false }
      return line.unicodeScalars[line.unicodeScalars.index(before: index)].isWord
    }

    private func closing(
      _ text: Substring, open: Int, close: String
    ) -> (whole: Range<Substring.Index>, inner: Substring)? {
      let start = text.unicodeScalars.index(text.startIndex, offsetBy: open)
      var end = start
      var length = 0
      while end < text.endIndex, length < 60 {
        if text[end...].utf8.starts(with: close.utf8) {
          guard end > start else { return nil }
          let after = text.utf8.index(end, offsetBy: close.utf8.count)
          return (text.startIndex..<after, text[start..<end].trimmed())
        }
        text.unicodeScalars.formIndex(after: &end)
        length += 1
      }
      return nil
    }

    /// `[BLOCKED: rule number]`: brackets around a word that decides; else they hold a placeholder.
    private func bracketed(
      _ text: Substring
    ) -> (whole: Range<Substring.Index>, inner: Substring)? {
      guard let found = closing(text, open: 1, close: "]") else { return nil }
      let name = LabelToken.label(in: found.inner)
      let words = Substring(name).words(limit: 4).count
      guard words <= 3, LabelToken.decides(name) else { return nil }
      return found
    }

    /// `<verdict>ALLOW</verdict>`.
    private func tag(_ text: Substring) -> (whole: Range<Substring.Index>, inner: Substring)? {
      guard let frame = AnswerFrame(openingTag: text), let close = frame.range(in: text) else {
        return nil
      }
      return (text.startIndex..<close.whole.upperBound, text[close.inner].trimmed())
    }
  }
}

// MARK: - Labels in quoted answers

extension LabelToken {
  /// The label in a quoted answer: `UNSAFE` of `UNSAFE: [n]`, `SAFE` of `Verdict: SAFE`.
  static func label(in text: Substring) -> String {
    var text = text.trimmed().trimming("*_").trimmed()
    if let frame = AnswerFrame(around: text), let range = frame.range(in: text) {
      text = text[range.inner].trimmed()
    }
    guard let colon = text.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return String(withoutPlaceholder(text))
    }
    let head = text[..<colon].trimmed()
    let rest = text[text.unicodeScalars.index(after: colon)...].trimmed()
    if AnswerWords.isLead(head) { return String(withoutPlaceholder(rest)) }
    if isPlaceholder(rest) { return String(head) }
    // `BLOCKED: which rule`.
    if decides(String(head)), !decides(String(rest)) { return String(head) }
    // `FINAL: ALLOW`.
    let isLabel = DecisionWords.isDecision(rest.lowercased()) && rest.words(limit: 3).count < 3
    return isLabel && !DecisionWords.isDecision(head.lowercased()) ? String(rest) : String(text)
  }

  private static func withoutPlaceholder(_ text: Substring) -> Substring {
    guard
      let open = text.unicodeScalars.firstIndex(where: { "[(<{".unicodeScalars.contains($0) }),
      open > text.startIndex
    else { return text }
    let head = text[..<open].trimmed().trimming("-– ").trimmed()
    return head.isEmpty ? text : head
  }

  private static func isPlaceholder(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    if "[<{(…".unicodeScalars.contains(first) || text.hasPrefix("...") { return true }
    if RuleCode(startOf: text).map({ !$0.isBareWord }) ?? false || first.digitValue != nil {
      return true
    }
    return text.words(limit: 6).contains {
      ["number", "id", "n"].contains($0) || AnswerField.isRule($0) || AnswerField.isRationale($0)
    }
  }

  /// Whether a word decides, as a label or anywhere.
  static func decides(_ name: String) -> Bool {
    LabelActions.decision(of: name) != nil || DecisionWords.isDecision(name.lowercased())
      || Substring(name).words(limit: 3).count < 3 && DecisionWords.strongDecision(of: name) != nil
  }
}

extension Unicode.Scalar {
  /// Signs that policies use as labels, such as ✅ and 🔴.
  var isSymbolLabel: Bool {
    "✅✔✓☑❌✖✗✘⛔🚫🟢🔴🟡🟠⚠👍👎🛑🆗🆘⭕🔵⚪⚫🟥🟩🟨".unicodeScalars.contains(self)
  }
}
