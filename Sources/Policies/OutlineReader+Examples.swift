extension OutlineReader {
  /// Labelled examples in every shape that policies use, and the lines that belong to them.
  func examples() -> (examples: [PolicyOutline.Example], covered: Set<Int>) {
    let tagged = markupExamples()
    let read = ExampleReader(self, skipping: tagged.covered)
    guard !tagged.examples.isEmpty else { return (read.found, read.covered) }
    return ((read.found + tagged.examples).sorted { $0.line < $1.line }, read.covered)
  }

  /// Lines of sections that hold nothing but examples.
  func exampleLines() -> [Int] {
    lines.lazy.map(\.number).filter { role(ofLine: $0) == .examples }
  }

  func isExamplesSection(_ line: Int) -> Bool { role(ofLine: line) == .examples }

  // MARK: Titles

  static let titleWords: Set<String> = [
    "edge", "case", "shot", "sample", "test", "scenario", "item", "entry", "fall", "cas", "caso",
    "случай", "ケース", "حالة", "مورد", "मामला", "muestra", "amostra", "échantillon",
  ]

  /// The heading of one example: `### Example 3 – S = 1`, `**Example 1: …**`, `Beispiel 2:`,
  /// `Edge-Case – …`, `例1`.
  static func exampleTitle(_ text: Substring) -> Substring? {
    guard text.utf8.count <= 200 else { return nil }
    let plain = text.trimmingStart("#*_ ").trimmed().trimming("*_").trimmed()
    let scalars = plain.unicodeScalars
    var end = scalars.firstIndex { !$0.isLetter } ?? scalars.endIndex
    if scalars.first?.isUnspaced ?? false {
      end =
        scalars.firstIndex { !$0.isLetter || "一二三四五六七八九十".unicodeScalars.contains($0) }
        ?? scalars.endIndex
    }
    let word = plain[..<end].lowercased()
    guard !word.isEmpty, word != "examples", word != "samples",
      Vocabulary.isExampleWord(word) || titleWords.contains(word)
    else { return nil }
    var rest = plain[end...].trimmedStart()
    for mark in ["#", "n°", "nº", "№", "no.", "nr."] where rest.lowercased().hasPrefix(mark) {
      rest = rest.dropFirst(mark.count).trimmedStart()
      break
    }
    let number = rest.unicodeScalars.prefix { $0.isWord }
    let isNumbered =
      rest.unicodeScalars.first.map {
        $0.digitValue != nil || "一二三四五六七八九十".unicodeScalars.contains($0)
      } ?? false
      || number.count == 1 && number.first.map { $0.isASCIIUpper } ?? false
    if isNumbered { return plain }
    guard word.utf8.allSatisfy({ $0 < 0x80 }), word == "example" || word == "edge" || word == "case"
    else { return nil }
    // `Example: text` is a field.
    if rest.utf8.first == 0x3A, rest.utf8.count > 1 { return nil }
    let isMarked = text.utf8.first == 0x2A || text.utf8.first == 0x23
    guard isMarked || plain.utf8.last == 0x3A || plain.words(limit: 4).count <= 3 else {
      return nil
    }
    return plain
  }

  /// The label that a title bears: `(Label: 1)`, `(S=1, all others=0):`, `– S = 1 (note)`.
  static func titleLabel(_ title: Substring) -> String? {
    if let (digit, _) = BinaryMeaning.labelledDigit(title.trimmingColon.trimmed()) {
      return digit == 0x30 ? "0" : "1"
    }
    var plain = title.withoutMarkdown().trimmingColon.trimmed()
    if let last = plain.unicodeScalars.last, last == ")" || last == "）" || last == "]",
      let open = plain.unicodeScalars.lastIndex(where: { $0 == "(" || $0 == "（" || $0 == "[" })
    {
      let inner = Substring(plain.unicodeScalars[open...].dropFirst().dropLast()).trimmed()
      if isAssignment(inner) { return assigned(inner) }
      if let (_, value) = LineField.split(inner), let label = statedLabel(value) { return label }
      if let label = label(inner) { return label }
      if DecisionWords.decision(of: inner) != nil, inner.words(limit: 4).count <= 3 {
        return String(inner)
      }
      plain = plain[..<open].trimmed()
    }
    if let label = dashLabel(plain) { return label }
    // `Example 1: VIOLATES`, `Example 2 - violation`.
    guard let (_, value) = LineField.split(plain), let label = label(value) else { return nil }
    return DecisionWords.decision(of: label) == nil ? nil : label
  }

  /// `S=1, H=0` as it stands, but `0` of `violation = 0`.
  static func assigned(_ text: Substring) -> String {
    guard let equals = text.utf8.firstIndex(of: 0x3D), !text.utf8.contains(0x2C),
      case let name = text[..<equals].trimmed().lowercased(),
      AnswerField.isDecision(name) || Vocabulary.field(named: name) == .label
    else { return String(text) }
    return String(text[equals...].dropFirst().trimmed())
  }

  static func dashLabel(_ text: Substring) -> String? {
    let scalars = text.unicodeScalars
    var end = scalars.endIndex
    while let dash = scalars[..<end].lastIndex(where: \.isDash) {
      let rest = text[scalars.index(after: dash)...].trimmed()
      if isAssignment(rest) { return String(rest) }
      if dash > scalars.startIndex, scalars[scalars.index(before: dash)].isSpace {
        return label(rest)
      }
      end = dash
    }
    return nil
  }

  /// `S=1, all others=0`.
  static func isAssignment(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: 0x2C)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        let sides = part.split(separator: 0x3D).map { Substring($0).trimmed() }
        return sides.count == 2 && (sides[1] == "0" || sides[1] == "1") && !sides[0].isEmpty
      }
  }

  // MARK: Shared

  func example(
    line: Int, contentLine: Int? = nil, content: Substring, label: String
  ) -> PolicyOutline.Example {
    .init(
      line: line, contentLine: contentLine ?? line,
      content: String(content.trimming("*_").trimmed().trimmingEnd(",").unquoted), label: label,
      decision: decision(ofLabel: label))
  }

  /// What an example's label decides by its own words, or by its digits (`1`, `S = 1`).
  func decision(ofLabel label: String) -> Decision? {
    if let decision = DecisionWords.decision(of: label) { return decision }
    if let decision = meaning[label] { return decision }
    if let first = label.unicodeScalars.first, let decision = Self.ticks[first] { return decision }
    if label.utf8.contains(0x3D) {
      let said = label.utf8.split(separator: 0x2C).map { DecisionWords.decision(of: Substring($0)) }
      if !said.contains(nil) { return Decision.strongest(said.compactMap { $0 }) }
      let values = label.utf8.split(whereSeparator: { $0 == 0x3D || $0 == 0x2C }).map {
        Substring($0).trimmed()
      }
      return values.contains("1") ? meaning.one : values.contains("0") ? meaning.zero : nil
    }
    return nil
  }

  /// Gives examples whose labels are ids (`SP2.a`; `D-SP3, R-SP0`) what those rules decide: for
  /// several, the strongest, and nothing unless all are known.
  func decideExamples(of outline: inout PolicyOutline) {
    var decisions: [Substring: Decision] = [:]
    for rule in outline.rules where !rule.isDerived {
      decisions[Substring(rule.id)] = rule.decision
    }
    for index in outline.examples.indices where outline.examples[index].decision == nil {
      let parts = Substring(outline.examples[index].label ?? "").utf8.split(separator: 0x2C)
      let found = parts.map { part in
        let id = Substring(part).trimmed()
        return decisions[id]
          ?? (parts.count > 1 && id.utf8.dropFirst().first == 0x2D
            ? decisions[id.dropFirst(2)] : nil)
      }
      guard !found.isEmpty, !found.contains(nil) else { continue }
      outline.examples[index].decision = Decision.strongest(found.compactMap { $0 })
    }
  }

  static func isQuoted(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != "*" && $0 != "_" }) else {
      return false
    }
    return "\"“”«„「'‘『`".unicodeScalars.contains(first)
  }

  /// A label as it may stand alone: a code, a digit, or one to three words in capitals, or
  /// several of these with commas or plus signs between them.
  static func label(_ text: Substring) -> String? {
    let plain = text.withoutMarkdown().trimmed().trimming(".").unquoted.trimmed()
    guard !plain.isEmpty, plain.utf8.count <= 64 else { return nil }
    for part in plain.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x2B || $0 == 0x3B }) {
      guard isLabelPart(Substring(part).trimmed()) else { return nil }
    }
    return String(plain)
  }

  static func isLabelPart(_ part: Substring) -> Bool {
    let bytes = part.utf8
    guard let first = bytes.first else { return false }
    if (0x30...0x39).contains(first) { return bytes.count <= 3 && bytes.allSatisfy { $0 < 0x3A } }
    if Vocabulary.isAnswer(part) { return true }
    if part.words(limit: 5).count <= 4, isDecisionPhrase(part) { return true }
    if first > 0x7F, isScriptID(part) { return true }
    guard (0x41...0x5A).contains(first) else { return false }
    let words = bytes.split { $0 == 0x20 || $0 == 0x2D || $0 == 0x5F }
    guard words.count <= 3 else { return false }
    if words.allSatisfy({
      $0.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    }) {
      return true
    }
    guard let code = RuleCode(startOf: part) else { return false }
    return code.text.utf8.count == bytes.count
  }

  /// `Д-1`, `ب۱`: an id in another script.
  static func isScriptID(_ part: Substring) -> Bool {
    let scalars = part.unicodeScalars
    let letters = scalars.prefix(4).prefix { $0.isLetter && !$0.isASCII }
    let rest = scalars[letters.endIndex...].drop { $0.isDash || $0 == "." || $0 == "\u{200C}" }
    return (1...3).contains(letters.count) && !rest.isEmpty && rest.count < 5
      && rest.allSatisfy { $0.digitValue != nil }
  }

  /// `not allowed`, `kein Verstoß`, `不允许`: words that decide, and nothing else.
  static func isDecisionPhrase(_ part: Substring) -> Bool {
    let tokens = Vocabulary.tokens(of: part, limit: 8)
    var decides = false
    for token in tokens {
      switch token {
      case .decision: decides = true
      case .negation, .negationBehind, .negationEitherSide, .linking: continue
      case .condition, .other, .stop: return false
      }
    }
    return decides
  }
}

extension RuleCode {
  static func isPart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20) || byte == 0x2E
      || byte == 0x2D
  }
}

extension Substring {
  /// Without one pair of quotation marks around it.
  var unquoted: Substring {
    let scalars = unicodeScalars
    guard scalars.count > 1, let first = scalars.first, let last = scalars.last,
      "\"“”«„「'‘`『»".unicodeScalars.contains(first), "\"“”»「」'’`;』«".unicodeScalars.contains(last)
    else { return self }
    return Substring(scalars.dropFirst().dropLast())
  }

  /// `KEEP` of `\\boxed{KEEP}`, `[[KEEP]]` and `<verdict>KEEP</verdict>`.
  var unframed: Substring {
    let bytes = utf8
    if bytes.starts(with: "\\boxed{".utf8), bytes.last == 0x7D { return dropFirst(7).dropLast() }
    if bytes.starts(with: "[[".utf8), hasSuffix("]]") { return dropFirst(2).dropLast(2) }
    guard bytes.first == 0x3C, bytes.last == 0x3E, let end = bytes.firstIndex(of: 0x3E),
      let close = bytes.lastIndex(of: 0x3C), end < close,
      bytes[close...].dropFirst().first == 0x2F
    else { return self }
    return self[bytes.index(after: end)..<close]
  }

  /// Whether the whole text is one quotation.
  var isQuotation: Bool {
    guard let end = trimmingStart("*_").closingQuotation else { return false }
    return self[end...].unicodeScalars.allSatisfy { !$0.isWord }
  }

  /// The place behind the quotation with which the text begins.
  var closingQuotation: Index? {
    guard let first = unicodeScalars.first, let close = Self.closings[first] else { return nil }
    let rest = unicodeScalars.dropFirst()
    // The last mark with white space or a stop behind it, so that nested marks belong to it.
    var found: Index?
    for index in rest.indices where close.unicodeScalars.contains(rest[index]) {
      let next = rest.index(after: index)
      if next == rest.endIndex || !rest[next].isWord { found = next }
    }
    return found
  }

  private static let closings: [Unicode.Scalar: String] = [
    "\"": "\"”", "“": "”\"“", "„": "“”\"", "«": "»", "»": "«", "「": "」", "『": "』", "'": "'’",
    "‘": "’'", "`": "`", "”": "”",
  ]
}

extension Substring.UTF8View {
  /// The last place where the bytes stand.
  func lastRange(of needle: String.UTF8View) -> Range<Index>? {
    guard let first = needle.first else { return nil }
    var end = endIndex
    while let candidate = self[..<end].lastIndex(of: first) {
      if self[candidate...].starts(with: needle) {
        return candidate..<index(candidate, offsetBy: needle.count)
      }
      end = candidate
    }
    return nil
  }
}
