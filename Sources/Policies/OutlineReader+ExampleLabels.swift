// The labels of examples, as policies write them.
extension OutlineReader {
  static let ticks: [Unicode.Scalar: Decision] = [
    "✓": .safe, "✔": .safe, "✅": .safe, "☑": .safe, "🟢": .safe, "👍": .safe,
    "✗": .violates, "✘": .violates, "❌": .violates, "✖": .violates, "❎": .violates,
    "🚫": .violates, "⛔": .violates, "🔴": .violates, "👎": .violates,
  ]

  /// Whether a label says by itself that it is one.
  static func isDecisive(_ label: String) -> Bool {
    if DecisionWords.decision(of: label) != nil { return true }
    if label.utf8.count <= 2, label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return label == "0" || label == "1"
    }
    if Vocabulary.isAnswer(label) { return true }
    return label.split(separator: ",").allSatisfy { part in
      let part = Substring(part).trimmed()
      return RuleCode(startOf: part).map {
        !$0.isBareWord && $0.text.utf8.count == part.utf8.count
      } ?? false
    }
  }

  /// The value of a field that is named as a label: any short text, or the label in a JSON answer.
  static func statedLabel(_ text: Substring) -> String? {
    var text = text.trimmed()
    if ["'{", "\"{"].contains(text.prefix(2)) { text = text.unquoted }
    if text.utf8.first == 0x7B || text.utf8.first == 0x5B, let label = labelOfObject(text) {
      return label
    }
    if text == "[]" { return "[]" }
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
    if let label = bracketedLabel(text) { return label }
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
        "(（[".unicodeScalars.contains(scalar) || isDecisive(label)
      {
        return label
      }
      previous = scalar
    }
    return nil
  }

  /// `SAFE` of `[SAFE]` and `[SAFE: R2]`. A choice of labels is none.
  private static func bracketedLabel(_ text: Substring) -> String? {
    guard text.utf8.first == 0x5B, text.utf8.last == 0x5D, text.utf8.count <= 80 else { return nil }
    let inner = text.dropFirst().dropLast()
    guard !inner.utf8.contains(where: { "|/[{\"".utf8.contains($0) }),
      let label = labelWithReason(inner), isDecisive(label)
    else { return nil }
    return label
  }

  /// The category of a JSON answer, or its decision where it names no category.
  static func labelOfObject(_ text: Substring) -> String? {
    guard text.utf8.count <= 8_192, let value = LooseJSON(text.withSingleBraces) else { return nil }
    switch value {
    case .object(let members): return label(of: AnswerText.flattened(members))
    case .array(let items): return label(ofArray: items)
    default: return nil
    }
  }

  static func label(of members: [LooseJSON.Member]) -> String? {
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
  static func label(ofArray items: [LooseJSON]) -> String? {
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
      guard let name = names.first else { return nil }
      return label(of: rest).map { "\(name)=\($0)" } ?? name
    }
    return parts.isEmpty || parts.count < items.count ? nil : parts.joined(separator: ", ")
  }

  /// `{"comment": "…", "response": {"compliant": true}}` on one line.
  private func nestedExample(of object: JSONTemplate) -> PolicyOutline.Example? {
    guard object.firstLine == object.lastLine,
      case .object(let members)? = LooseJSON(lines[object.firstLine - 1].body.trimmingEnd(",")),
      members.count <= 12
    else { return nil }
    var content: String?
    var label: String?
    for member in members {
      switch (member.value, LineField(Substring(member.key + ":"), fuzzy: true)?.kind) {
      case (.string(let text), .content?): content = content ?? text
      case (.object(let inner), _): label = label ?? Self.label(of: AnswerText.flattened(inner))
      default: continue
      }
    }
    guard let content, let label, !Substring(content).isPlaceholder,
      isAmongExamples(object.firstLine) || content.utf8.contains(0x20)
    else { return nil }
    return example(line: object.firstLine, content: Substring(content), label: label)
  }

  /// `{"text": "…", "label": "SAFE"}`.
  func example(of object: JSONTemplate) -> PolicyOutline.Example? {
    guard object.entries.count <= 12 else { return nil }
    if let nested = nestedExample(of: object) { return nested }
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
}

extension Substring {
  /// An object as the source of a format string spells it, `{{"safe": true}}`, with single braces.
  var withSingleBraces: Substring {
    guard utf8.starts(with: "{{".utf8), hasSuffix("}}") else { return self }
    var bytes: [UInt8] = []
    var isDoubled = false
    for byte in utf8 {
      isDoubled = !isDoubled && bytes.last == byte && (byte == 0x7B || byte == 0x7D)
      if !isDoubled { bytes.append(byte) }
    }
    return Substring(String(decoding: bytes, as: UTF8.self))
  }
}
