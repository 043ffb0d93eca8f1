// Examples that stand on one line, with their label.
extension OutlineReader {
  /// An example that one line holds, with its label before or behind the content.
  func oneLineExample(_ line: SourceLine) -> (content: Substring, label: String)? {
    guard !isHeading(line.number) else { return nil }
    let isAmong = isAmongExamples(line.number)
    let isSection = role(ofLine: line.number) == .examples
    let body = Self.withoutClause(line.body)
    if let label = headedLines[line.number], let (_, value) = LineField.split(body) {
      return (value, label)
    }
    if let (content, label) = Self.arrow(body) ?? declaredArrow(body),
      isAmong || content.isQuotation && role(ofLine: line.number) != .precedence,
      Self.isQuoted(content) || line.mark != nil || isSection
    {
      return (Self.withoutNumber(content), label)
    }
    if let found = Self.announced(body) { return found }
    // `Example 1: "…" – violates`
    if Self.exampleTitle(body) != nil, let (_, value) = LineField.split(body), Self.isQuoted(value),
      let found = Self.trailing(value, isAmong: true)
    {
      return found
    }
    if let found = Self.trailing(body, isAmong: isAmong && (line.mark != nil || isSection)) {
      return found
    }
    return line.mark != nil || isAmong ? labelFirst(body, inExamples: isAmong) : nil
  }

  /// The last one points to the left, as written in scripts from right to left.
  static let arrows = ["->", "→", "=>", "⇒", "⟶", "➜", "➔", "⟹", "←"]

  /// `"Buy now" → warn`, where the policy names that answer elsewhere.
  func declaredArrow(_ body: Substring) -> (Substring, String)? {
    for mark in Self.arrows {
      guard let start = body.utf8.lastRange(of: mark.utf8) else { continue }
      let rest = body[start.upperBound...].withoutMarkdown().trimmed()
      let end = rest.unicodeScalars.firstIndex { $0.isSpace || "(,;".unicodeScalars.contains($0) }
      let word = rest[..<(end ?? rest.endIndex)].trimming(".\"'")
      let content = body[..<start.lowerBound].trimmed().trimmingEnd("-=").trimmed()
      guard answerWords.contains(word.lowercased()), !content.isEmpty else { continue }
      return (content, String(word))
    }
    return nil
  }

  /// `"Buy now" -> SP2`, `"Buy now" → Label: SP2 (advert)`.
  static func arrow(_ body: Substring) -> (Substring, String)? {
    for mark in arrows {
      guard let start = body.utf8.lastRange(of: mark.utf8) else { continue }
      let content = body[..<start.lowerBound].trimmed().trimmingEnd("-=").trimmed()
      guard !content.isEmpty else { continue }
      let rest = body[start.upperBound...].trimmed()
      let value = LineField(rest, fuzzy: true).map { $0.kind == .label ? $0.value : rest } ?? rest
      guard let label = Self.labelWithReason(value) else { continue }
      return (content, label)
    }
    return nil
  }

  /// `… | Output: SAFE`, `…, label: SAFE` and `… → SAFE` behind the content of a field.
  static func inlineLabel(_ value: Substring) -> (Substring, String)? {
    if let found = arrow(value) { return (found.0, found.1) }
    let scalars = value.unicodeScalars
    guard let colon = scalars.lastIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let before = scalars[..<colon]
    guard
      let mark = before.lastIndex(where: {
        "|,;/*\"”」».".unicodeScalars.contains($0) || ($0.isDash && $0 != "-")
      }) ?? before.lastIndex(where: \.isSpace)
    else { return nil }
    let name = Substring(before[before.index(after: mark)...]).trimming("*_( ").trimmed()
    guard Vocabulary.field(named: name) == .label,
      case let rest = value[scalars.index(after: colon)...].trimming("*_) ").trimmed(),
      let label = labelWithReason(rest)
        ?? (rest.words(limit: 4).count < 4 ? statedLabel(rest) : nil)
    else { return nil }
    let content = value[...mark].trimmingEnd("|,;/* -").trimmed().trimmingEnd("|,;–—(").trimmed()
    return content.isEmpty ? nil : (content, label)
  }

  /// `Example 1: "…"` without its count.
  static func withoutNumber(_ content: Substring) -> Substring {
    // `6.a "…"`
    if let code = RuleCode(startOf: content),
      isQuoted(content.dropFirst(code.text.count).trimmedStart())
    {
      return content.dropFirst(code.text.count).trimmedStart()
    }
    guard exampleTitle(content) != nil || LineField(content)?.kind == .content,
      let (_, value) = LineField.split(content), !value.isEmpty
    else { return content }
    return value
  }

  /// `Example SAFE: "…"`, `Example (1): …`, `Allowed example: …`, `Beispiel (unzulässig): …`.
  static func announced(_ body: Substring) -> (Substring, String)? {
    let plain = body.trimmingStart("*_")
    guard
      let colon = plain.unicodeScalars.prefix(60).firstIndex(where: { $0 == ":" || $0 == "：" })
    else { return nil }
    let name = plain[..<colon]
    let words = name.words(limit: 6)
    guard words.count < 6, words.contains(where: Vocabulary.isExampleWord),
      !(words.last.map { $0 == "examples" } ?? false)
    else { return nil }
    let content = plain[plain.unicodeScalars.index(after: colon)...].trimming("*").trimmed()
    guard !content.isEmpty else { return nil }
    if name.hasPrefix(folding: "example "), let label = label(name.dropFirst(8).trimming("*_() ")) {
      // `Example 1: …` is counted, not labelled.
      let isCount = label.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return isCount && name.utf8.last != 0x29 ? nil : (content, label)
    }
    guard !words.contains(where: { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let label = Vocabulary.decidingWords(in: name)
    else { return nil }
    return (content, label)
  }

  /// `"text" (violation)`, `"text" [SAFE]`, `"text" – violates`, `"text": 1`, `"text" ❌`.
  static func trailing(
    _ body: Substring, isAmong: Bool
  ) -> (Substring, String)? {
    let isQuoted = isQuoted(body)
    guard isQuoted || isAmong, let last = body.unicodeScalars.last, !isMember(body) else {
      return nil
    }
    let bare = Substring(body.unicodeScalars.dropLast(last == "\u{FE0F}" ? 1 : 0))
    if let mark = bare.unicodeScalars.last, ticks[mark] != nil {
      let content = Substring(bare.unicodeScalars.dropLast()).trimmed()
      return content.isEmpty ? nil : (content, String(mark))
    }
    let plain = body.trimmingEnd("*_.` ")
    if let last = plain.unicodeScalars.last, let opening = brackets[last],
      let open = plain.unicodeScalars.lastIndex(of: opening), open > plain.startIndex
    {
      let inner = Substring(plain.unicodeScalars[open...].dropFirst().dropLast()).trimmed()
      let value =
        LineField(inner, fuzzy: true).map { $0.kind == .label ? $0.value : inner } ?? inner
      let content = plain[..<open].trimmingEnd("*_ ").trimmed()
      let label =
        labelWithReason(value)
        ?? (isQuoted && value.words(limit: 7).count < 7 ? Vocabulary.decidingWords(in: value) : nil)
      if let label, isDecisive(label) || value != inner,
        !content.isEmpty, !isQuoted || content.isClosedQuotation
      {
        return (content, label)
      }
    }
    if isQuoted, let end = body.closingQuotation {
      let rest = body[end...].trimmed()
      // `"severity": 0` is a member of an object.
      let member = rest.dropFirst().trimmed()
      if rest.utf8.first == 0x3A, !body[..<end].utf8.contains(0x20), body.utf8.first == 0x22,
        member.utf8.last == 0x2C
          || member.utf8.first.map({ "0123456789tfn[{\"".utf8.contains($0) }) ?? true
      {
        return nil
      }
      let value = Substring(
        rest.unicodeScalars.drop { ":=|,;".unicodeScalars.contains($0) || $0.isDash }
      )
      .trimmed()
      let isSpaced = value.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
      guard value.startIndex > rest.startIndex || isSpaced else { return nil }
      let named =
        LineField(value, fuzzy: true).map { $0.kind == .label ? $0.value : value } ?? value
      guard let label = labelWithReason(named), isAmong || isDecisive(label) else { return nil }
      return (body[..<end], label)
    }
    // `no quotation marks - SAFE`
    let scalars = body.unicodeScalars
    guard isAmong,
      let dash = scalars.lastIndex(where: { $0.isDash || $0 == "|" || $0 == ":" || $0 == "：" }),
      dash > scalars.startIndex,
      scalars[dash] == "：" || scalars[scalars.index(before: dash)].isSpace || scalars[dash] == ":"
    else { return nil }
    let content = body[..<dash].trimmed().trimmingEnd("-|").trimmed()
    let rest = body[scalars.index(after: dash)...].trimmed()
    // `**Combined severity:** 0` is a field of an answer.
    let isName =
      scalars[dash] == ":" && (content.utf8.first == 0x2A || content.words(limit: 4).count < 4)
    guard !content.isEmpty, content.words(limit: 2).count > 1 || content.unicodeScalars.count > 8,
      !isName || withoutLabelName(content) != content, let label = labelWithReason(rest),
      isDecisive(label)
    else { return nil }
    return (withoutLabelName(content), label)
  }

  /// `"severity": "low"`: a member of an object.
  private static func isMember(_ body: Substring) -> Bool {
    guard body.utf8.first == 0x22, let end = body.utf8.dropFirst().firstIndex(of: 0x22) else {
      return false
    }
    let rest = body[end...].dropFirst().trimmedStart()
    return rest.utf8.first == 0x3A && !body[..<end].utf8.contains(0x20)
      && rest.dropFirst().trimmedStart().utf8.first == 0x22
  }

  /// `"…"` of `(ii) "…"` and `b) "…"`.
  private static func withoutClause(_ body: Substring) -> Substring {
    guard let close = body.utf8.prefix(7).firstIndex(of: 0x29) else { return body }
    let name = body[..<close].utf8.drop { $0 == 0x28 }
    let rest = body[close...].dropFirst().trimmedStart()
    return (1...5).contains(name.count) && name.allSatisfy { (0x30...0x7A).contains($0) }
      && isQuoted(rest) ? rest : body
  }

  /// `some text | Label` of `some text | Label: SAFE`.
  static func withoutLabelName(_ content: Substring) -> Substring {
    let scalars = content.unicodeScalars
    guard let space = scalars.lastIndex(where: { $0.isSpace || $0 == "|" }),
      Vocabulary.field(named: content[scalars.index(after: space)...].trimming("*_")) == .label
    else { return content }
    return content[..<space].trimmed().trimmingEnd("|-,;* ").trimmed()
  }

  static let brackets: [Unicode.Scalar: Unicode.Scalar] = [
    ")": "(", "]": "[", "）": "（", "】": "【", "}": "{",
  ]

  /// `SAFE: "…"`, `[1] "…"`, `✅ "…"`, `(violation) …`.
  func labelFirst(
    _ body: Substring, inExamples: Bool
  ) -> (Substring, String)? {
    if let first = body.unicodeScalars.first, Self.ticks[first] != nil {
      let content = Substring(
        body.unicodeScalars.dropFirst().drop { $0 == "\u{FE0F}" || $0.isSpace })
      guard inExamples, !content.isEmpty else { return nil }
      if let (_, value) = LineField.split(content), Self.isQuoted(value) {
        return (value, String(first))
      }
      return (content, String(first))
    }
    let plain = body.trimmingStart("*_[(`【")
    let isOpened = plain.utf8.count < body.utf8.count
    guard
      let end = plain.unicodeScalars.prefix(48).firstIndex(where: {
        ":])*`：】–—".unicodeScalars.contains($0)
          || $0 == "-" && inExamples
      })
    else { return nil }
    let content = Substring(
      plain[end...].unicodeScalars.drop { ":])*_` ：】".unicodeScalars.contains($0) || $0.isDash }
    )
    .trimmed()
    let isQuoted = Self.isQuoted(content)
    guard
      plain.unicodeScalars[end] == ":" || plain.unicodeScalars[end] == "：" || isOpened
        || inExamples,
      isQuoted || inExamples, !content.isEmpty, let label = Self.label(plain[..<end].trimmed())
    else { return nil }
    let isAnswer =
      DecisionWords.decision(of: label) != nil || meaning[label] != nil
      || Vocabulary.isAnswer(label)
    guard isQuoted ? inExamples || isAnswer : isAnswer && inExamples else { return nil }
    return (content, label)
  }

  /// A line that is a label and nothing else: `→ VIOLATES`, `**SAFE**`, `❌ Violation`.
  static func bareLabel(_ line: SourceLine) -> String? {
    let text = Substring(line.body.unicodeScalars.drop { $0.isEmoji || $0.isSpace })
      .trimmingStart("-=> ").trimmed()
    if text.utf8.first == 0x7B || text.utf8.starts(with: "`{".utf8) {
      return labelOfObject(text.trimming("`"))
    }
    let value = LineField(text, fuzzy: true).map { $0.kind == .label ? $0.value : text } ?? text
    guard let label = labelWithReason(value) else {
      if text.isEmpty, let mark = line.body.unicodeScalars.first, ticks[mark] != nil {
        return String(mark)
      }
      return nil
    }
    return line.isArrow || value != text || isDecisive(label) ? label : nil
  }

  /// `- **Violated Policies:** []`: a line of an answer in form of fields.
  static func isFormLine(_ line: SourceLine) -> Bool {
    guard line.body.utf8.starts(with: "**".utf8), let (name, value) = LineField.split(line.body),
      !value.isEmpty
    else { return false }
    let known = String(name)
    return AnswerField.isRule(known) || AnswerField.isRationale(known)
      || AnswerField.isConfidence(known) || AnswerField.isDecision(known)
  }

  /// `**Policy Review**` directly above the fields of an answer.
  func titlesForm(_ line: SourceLine) -> Bool {
    guard line.mark == nil, line.text.utf8.starts(with: "**".utf8), line.number < lines.count,
      line.text.trimmingEnd(":").hasSuffix("**")
    else { return false }
    return Self.isFormLine(lines[line.number])
  }

  /// Lines that open with ticks and crosses in turn, in no list: texts that somebody judged. Rules
  /// stand together, what is allowed before what is not.
  static func tickedLines(_ lines: [SourceLine]) -> Set<Int> {
    var found: Set<Int> = []
    var run: [(line: Int, mark: Decision)] = []
    func end() {
      let turns = zip(run, run.dropFirst()).count { $0.mark != $1.mark }
      if turns > 2 { found.formUnion(run.map(\.line)) }
      run = []
    }
    for line in lines where !line.isBlank {
      if line.mark == nil, !line.isFenced, let mark = tick(line.text) {
        run.append((line.number, mark))
      } else {
        end()
      }
    }
    end()
    return found
  }
}
