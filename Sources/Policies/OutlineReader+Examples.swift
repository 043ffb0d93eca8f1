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

  private static let titleWords: Set<String> = [
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
  private static func assigned(_ text: Substring) -> String {
    guard let equals = text.utf8.firstIndex(of: 0x3D), !text.utf8.contains(0x2C),
      case let name = text[..<equals].trimmed().lowercased(),
      AnswerField.isDecision(name) || Vocabulary.field(named: name) == .label
    else { return String(text) }
    return String(text[equals...].dropFirst().trimmed())
  }

  private static func dashLabel(_ text: Substring) -> String? {
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
  private static func isAssignment(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: 0x2C)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        let sides = part.split(separator: 0x3D).map { Substring($0).trimmed() }
        return sides.count == 2 && (sides[1] == "0" || sides[1] == "1") && !sides[0].isEmpty
      }
  }

  // MARK: One line

  /// An example that one line holds, with its label before or behind the content.
  func oneLineExample(_ line: SourceLine) -> (content: Substring, label: String)? {
    guard !isHeading(line.number) else { return nil }
    let isAmong = isAmongExamples(line.number)
    let isSection = role(ofLine: line.number) == .examples
    let body = line.body
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
  private static let arrows = ["->", "→", "=>", "⇒", "⟶", "➜", "➔", "⟹", "←"]

  /// `"Buy now" → warn`, where the policy names that answer elsewhere.
  private func declaredArrow(_ body: Substring) -> (Substring, String)? {
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
  private static func withoutNumber(_ content: Substring) -> Substring {
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
  private static func announced(_ body: Substring) -> (Substring, String)? {
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
  private static func trailing(
    _ body: Substring, isAmong: Bool
  ) -> (Substring, String)? {
    let isQuoted = isQuoted(body)
    guard isQuoted || isAmong, let last = body.unicodeScalars.last else { return nil }
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
      guard value.startIndex > rest.startIndex else { return nil }
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

  /// `some text | Label` of `some text | Label: SAFE`.
  private static func withoutLabelName(_ content: Substring) -> Substring {
    let scalars = content.unicodeScalars
    guard let space = scalars.lastIndex(where: { $0.isSpace || $0 == "|" }),
      Vocabulary.field(named: content[scalars.index(after: space)...].trimming("*_")) == .label
    else { return content }
    return content[..<space].trimmed().trimmingEnd("|-,;* ").trimmed()
  }

  private static let brackets: [Unicode.Scalar: Unicode.Scalar] = [
    ")": "(", "]": "[", "）": "（", "】": "【", "}": "{",
  ]

  /// `SAFE: "…"`, `[1] "…"`, `✅ "…"`, `(violation) …`.
  private func labelFirst(
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

  // MARK: Labels

  static let ticks: [Unicode.Scalar: Decision] = [
    "✓": .safe, "✔": .safe, "✅": .safe, "☑": .safe, "🟢": .safe, "👍": .safe,
    "✗": .violates, "✘": .violates, "❌": .violates, "✖": .violates, "❎": .violates,
    "🚫": .violates, "⛔": .violates, "🔴": .violates, "👎": .violates,
  ]

  /// Whether a label says by itself that it is one.
  private static func isDecisive(_ label: String) -> Bool {
    if DecisionWords.decision(of: label) != nil { return true }
    if label.utf8.count <= 2, label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return label == "0" || label == "1"
    }
    if Vocabulary.isAnswer(label) { return true }
    return RuleCode(startOf: Substring(label)).map {
      !$0.isBareWord && $0.text.utf8.count == label.utf8.count
    } ?? false
  }

  /// The value of a field that is named as a label: any short text, or the label in a JSON answer.
  static func statedLabel(_ text: Substring) -> String? {
    let text = text.trimmed()
    if text.utf8.first == 0x7B || text.utf8.first == 0x5B, let label = labelOfObject(text) {
      return label
    }
    if let label = labelWithReason(text) { return label }
    // `ask - crosses a border`
    if let dash = text.unicodeScalars.indices.prefix(40).first(where: {
      text.unicodeScalars[$0].isDash && $0 > text.startIndex
        && text.unicodeScalars[text.unicodeScalars.index(before: $0)].isSpace
    }) {
      let first = text[..<dash].trimmed()
      return first.words(limit: 4).count <= 3 ? statedLabel(first) : nil
    }
    let plain = text.withoutMarkdown().trimming(".\"',").unquoted.trimmed()
    guard !plain.isEmpty, plain.utf8.count <= 60, !plain.isPlaceholder,
      plain.words(limit: 5).count <= 4, !plain.utf8.contains(where: { "|<>{}?".utf8.contains($0) }),
      !plain.words(limit: 5).contains("or"), plain.unicodeScalars.contains(where: \.isWord)
    else { return nil }
    return String(plain)
  }

  /// A label, with a reason behind it that is left out: `VIOLATES (R2)`, `SAFE – satire`.
  static func labelWithReason(_ text: Substring) -> String? {
    let text = text.trimmed().trimmingEnd(",").unframed
    if let label = label(text) {
      // `deny, 3.1`: the decision, and the rule as its reason.
      let parts = label.split(separator: ",")
      if parts.count == 2, DecisionWords.decision(of: parts[0]) != nil,
        let code = RuleCode(startOf: Substring(parts[1]).trimmed()), !code.isBareWord
      {
        return String(parts[0])
      }
      return label
    }
    guard text.utf8.count <= 400 else { return nil }
    let scalars = text.unicodeScalars
    var previous: Unicode.Scalar = " "
    for index in scalars.indices.prefix(64) {
      let scalar = scalars[index]
      let isEnd =
        "(（[.;,:。，".unicodeScalars.contains(scalar) || scalar.isDash && previous.isSpace
        || scalar == "|"
      if isEnd, index > scalars.startIndex, let label = label(text[..<index].trimmed()),
        scalar == "(" || scalar == "（" || isDecisive(label)
      {
        return label
      }
      previous = scalar
    }
    return nil
  }

  /// The category of a JSON answer, or its decision where it names no category.
  private static func labelOfObject(_ text: Substring) -> String? {
    guard text.utf8.count <= 8_192, let value = LooseJSON(text) else { return nil }
    switch value {
    case .object(let members): return label(of: members)
    case .array(let items): return label(ofArray: items)
    default: return nil
    }
  }

  private static func label(of members: [LooseJSON.Member]) -> String? {
    var decision: String?
    var isDigit = false
    for member in members
    where decision == nil
      && (AnswerField.isDecision(member.key) || Vocabulary.field(named: member.key) == .label)
    {
      switch member.value {
      case .string(let name): decision = name
      case .number(let name): (decision, isDigit) = (name, true)
      case .bool(let flag): decision = flag ? "true" : "false"
      default: continue
      }
    }
    // A bare digit says less than the category beside it.
    if decision == nil || isDigit {
      for member in members where AnswerField.isRule(member.key) {
        if case .string(let name) = member.value { return name }
      }
    }
    if let decision { return decision }
    for member in members {
      if case .bool(let flag) = member.value { return flag ? "true" : "false" }
    }
    return nil
  }

  /// `M1=violation, M2=ok` of an answer with one object for each rule.
  private static func label(ofArray items: [LooseJSON]) -> String? {
    let parts = items.prefix(32).compactMap { item -> String? in
      guard case .object(let members) = item else { return nil }
      let names = members.compactMap { member -> String? in
        guard case .string(let name) = member.value,
          AnswerField.isRule(member.key)
            || ["policy", "policy_id", "id"].contains(member.key.lowercased())
        else { return nil }
        return name
      }
      let rest = members.filter { member in
        guard case .string(let name) = member.value else { return true }
        return !names.contains(name)
      }
      guard let name = names.first, let status = label(of: rest) else { return nil }
      return "\(name)=\(status)"
    }
    return parts.isEmpty || parts.count < items.count ? nil : parts.joined(separator: ", ")
  }

  /// `{"text": "…", "label": "SAFE"}`.
  func example(of object: JSONTemplate) -> PolicyOutline.Example? {
    guard object.entries.count <= 12 else { return nil }
    var content: JSONTemplate.Field?
    var label: String?
    for entry in object.entries {
      switch LineField(
        Substring(entry.name.split(separator: "_").joined(separator: " ") + ":"), fuzzy: true)?.kind
      {
      case .content? where content == nil:
        guard entry.value.utf8.first == 0x22 || entry.value.utf8.first == 0x27 else { continue }
        content = entry
      case .label? where label == nil:
        label = Self.statedLabel(Substring(entry.value).trimming("\"'"))
      default: continue
      }
    }
    guard let content, let label else { return nil }
    guard case .string(let text)? = LooseJSON(content.value), !Substring(text).isPlaceholder,
      isAmongExamples(object.firstLine) || text.utf8.contains(0x20)
    else { return nil }
    return example(
      line: object.firstLine, contentLine: content.line, content: Substring(text), label: label)
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
          ?? (id.utf8.dropFirst().first == 0x2D ? decisions[id.dropFirst(2)] : nil)
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

  private static func isLabelPart(_ part: Substring) -> Bool {
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
  private static func isScriptID(_ part: Substring) -> Bool {
    let scalars = part.unicodeScalars
    let letters = scalars.prefix(4).prefix { $0.isLetter && !$0.isASCII }
    let rest = scalars[letters.endIndex...].drop { $0.isDash || $0 == "." || $0 == "\u{200C}" }
    return (1...3).contains(letters.count) && !rest.isEmpty && rest.count < 5
      && rest.allSatisfy { $0.digitValue != nil }
  }

  /// `not allowed`, `kein Verstoß`, `不允许`: words that decide, and nothing else.
  private static func isDecisionPhrase(_ part: Substring) -> Bool {
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
