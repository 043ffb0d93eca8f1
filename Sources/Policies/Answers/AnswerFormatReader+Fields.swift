extension AnswerFormatReader {
  /// A JSON answer or a form, with its fields.
  struct Prescribed {
    var shape: AnswerFormat.Shape
    var texts: AnswerFieldTexts
    /// Each field is a 0/1 flag of a category.
    var isFlags = false
    var templates: [JSONTemplate] = []
  }

  /// The template of a JSON answer, or its fields where they are only named.
  func templatesOrFields() -> Prescribed? {
    let all = JSONTemplate.find(in: lines)
    let outside = all.filter { reader.role(ofLine: $0.firstLine) != .examples }
    let named = AnswerFieldTexts(namedIn: lines, isPart: isPart)
    if outside.isEmpty, !named.fields.isEmpty { return Prescribed(shape: .json, texts: named) }
    let templates =
      outside.isEmpty
      ? all.filter { $0.entries.contains { AnswerField.isDecision($0.name) } } : outside
    if !templates.isEmpty {
      let texts = AnswerFieldTexts(templates: templates, lines: lines, isPart: isPart)
      return Prescribed(
        shape: .json, texts: texts, isFlags: isFlags(templates), templates: templates)
    }
    return named.fields.isEmpty ? nil : Prescribed(shape: .json, texts: named)
  }

  /// Whether every field of the first template is a 0/1 flag of a category.
  private func isFlags(_ templates: [JSONTemplate]) -> Bool {
    guard let entries = templates.first?.entries, entries.count > 1 else { return false }
    return entries.allSatisfy { Self.isFlag($0.value) }
      && !entries.contains { AnswerField.isDecision($0.name) }
  }

  private static func isFlag(_ value: String) -> Bool {
    let words = Substring(value).words()
    return !words.isEmpty && !value.utf8.contains(where: { ".[".utf8.contains($0) })
      && words.allSatisfy { ["0", "1", "or", "true", "false"].contains($0) }
  }

  /// The format of an answer with fields.
  mutating func object(_ answer: Prescribed) -> AnswerFormat {
    let fields = answer.texts.names
    declared.formUnion(answer.texts.lines)
    for template in answer.templates { declareTemplate(template) }
    if answer.shape == .json { declareRequestsForJSON() }
    if answer.isFlags {
      let known = Dictionary(labels.map { ($0.name, $0.decision) }, uniquingKeysWith: { a, _ in a })
      labels = ["0", "1"].map { .init($0, (known[$0] ?? nil) ?? reader.meaning[$0]) }
      decideFlags(&labels)
      return finished(.axes, fields: fields, axes: fields.map { .init(name: $0, prefix: "") })
    }
    let field = decisionField(answer.texts)
    framing.decisionField = field == AnswerField.decision(among: fields) ? nil : field ?? ""
    if let field, let text = answer.texts.fields.first(where: { $0.name == field }) {
      labels = fieldLabels(text)
      framing.listsViolations = answer.texts.fields.contains { field in
        AnswerField.isRule(field.name)
          && Substring(field.value).words(limit: 24).contains { VerdictReader.isNone($0) }
      }
    } else {
      labels = codeLabels()
      if labels.isEmpty {
        labels = outline.rules.filter { !$0.isDerived }.map { .init($0.id, $0.decision) }
      }
      if labels.isEmpty { labels = [.init("[]", .safe)] }
      framing.listsViolations = true
      for index in labels.indices where labels[index].decision == nil {
        labels[index].decision = .violates
      }
    }
    if labels.isEmpty { labels = [.init("false", nil), .init("true", nil)] }
    return finished(answer.shape, fields: fields)
  }

  private func decideFlags(_ labels: inout [AnswerFormat.Label]) {
    guard labels.allSatisfy({ $0.decision == nil }) else { return }
    for line in lines where isPart(line) {
      for sentence in line.body.sentences {
        guard let first = sentence.words(limit: 1).first, LabelPair.isPositive(first),
          let side = Condition.decision(of: sentence.dropFirst(first.count)), side != .escalate
        else { continue }
        labels[1].decision = side
        labels[0].decision = side == .safe ? .violates : .safe
        return
      }
    }
    for line in lines where isPart(line) && asks(line) {
      let text = line.text
      guard text.utf8.hasBytes("violat".utf8) || text.utf8.hasBytes("flag".utf8) else { continue }
      labels[0].decision = .safe
      labels[1].decision = .violates
      return
    }
  }

  /// The field that holds the label. A list of violated rules alone decides by being empty or not.
  private func decisionField(_ texts: AnswerFieldTexts) -> String? {
    let names = texts.names
    if let known = names.first(where: AnswerField.isDecision) {
      return AnswerField.decision(among: names.filter(AnswerField.isDecision)) ?? known
    }
    let others = texts.fields.filter {
      !AnswerField.isRule($0.name) && !AnswerField.isRationale($0.name)
        && !AnswerField.isConfidence($0.name) && !Self.isScore($0.value)
    }
    if let side = others.first(where: { AnswerField.sideOfTrue($0.name) != nil }) {
      return side.name
    }
    if let choice = others.first(where: { !choices(of: $0).isEmpty }) { return choice.name }
    // `{"category": "spam" | "not_spam"}` names a kind, and decides by it.
    if let kind = texts.fields.first(where: { field in
      AnswerField.isRule(field.name)
        && Self.alternatives(field.value).contains {
          (LabelMention.own($0) ?? side(of: $0)) == .safe
        }
        && Self.alternatives(field.value).count > 1
    }) {
      return kind.name
    }
    if names.contains(where: AnswerField.isRule) { return nil }
    return others.first?.name
  }

  /// `0.0-1.0`, `0-100`, `float`.
  static func isScore(_ value: String) -> Bool {
    let words = Substring(value).words()
    if words.contains(where: { ["float", "integer", "int", "number", "percent"].contains($0) }) {
      return true
    }
    return value.utf8.contains(0x2E) && Double(value) != nil
      || value.utf8.contains(0x2D) && words.count > 1
        && words.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  // MARK: The labels of a field

  private func fieldLabels(_ field: AnswerFieldTexts.Field) -> [AnswerFormat.Label] {
    let choices = choices(of: field)
    var known: [String: Decision] = [:]
    for label in labels { known[label.name.lowercased()] = label.decision }
    let said = LabelMention.find(in: Substring(field.description))
    for mention in said {
      known[mention.name.lowercased()] = mention.decision ?? known[mention.name.lowercased()]
    }
    let isPair = choices.contains { LabelPair.other(of: $0) != nil }
    var result = choices.map { choice in
      AnswerFormat.Label(
        choice,
        known[choice.lowercased()] ?? (isPair ? nil : LabelMention.own(choice) ?? side(of: choice)))
    }
    undecideEqualHalves(&result)
    if isPair { decideByField(&result, field) }
    if !isPair {
      let others = labels.filter { label in
        label.name != "0" && label.name != "1" && LabelPair.other(of: label.name) == nil
          && !choices.contains { $0.lowercased() == label.name.lowercased() }
      }
      if choices.count < 2 || others.allSatisfy({ $0.decision == .escalate }) { result += others }
    }
    return result
  }

  /// `is-violation`, `not_violation`.
  private func side(of choice: String) -> Decision? {
    let text = String(choice.map { $0 == "_" || $0 == "-" ? " " : $0 })
    return DecisionWords.decision(of: text, negationIsSafe: true)
      ?? Condition.decision(of: Substring(text))
  }

  /// True and 1 decide what the description, the field's name, or the whole text says.
  private func decideByField(_ labels: inout [AnswerFormat.Label], _ field: AnswerFieldTexts.Field)
  {
    guard let positive = labels.firstIndex(where: { LabelPair.isPositive($0.name) }) else { return }
    let question = Substring(field.description).firstSentence
    let side =
      labels[positive].decision ?? AnswerField.sideOfTrue(field.name)
      ?? (labels.count == 2 && ["0", "1"].contains(labels[positive].name)
        ? reader.meaning["1"] : nil)
      ?? Condition.decision(of: question)
    guard let side else { return }
    labels[positive].decision = side
    for index in labels.indices
    where index != positive && [nil, side].contains(labels[index].decision) {
      guard LabelPair.areHalves(labels[index].name, labels[positive].name) else { continue }
      labels[index].decision = side == .safe ? .violates : .safe
    }
  }

  /// The labels that a field may hold, as its template or its description says.
  func choices(of field: AnswerFieldTexts.Field) -> [String] {
    for text in [field.value, field.description] {
      let words = Substring(text).words(limit: 40)
      if words.contains(where: {
        ["bool", "boolean", "booleano", "booléen", "boolesch"].contains($0)
      }) {
        return ["false", "true"]
      }
      if words.contains("true") || words.contains("false") { return ["false", "true"] }
      let isLong = words.count > 6
      if words.contains("0") && words.contains("1")
        || !isLong && words.count == 1 && (words == ["0"] || words == ["1"])
      {
        return ["0", "1"]
      }
    }
    let shown = Self.alternatives(field.value)
    if shown.count > 1 { return shown }
    let said = LabelMention.find(in: Substring(field.description)).map(\.name)
    if said.count > 1 { return unique(said) }
    let quoted = LabelToken.tokens(of: Substring(field.description)).filter {
      $0.isQuoted && $0.form != nil
    }.map(\.name)
    if quoted.count > 1 { return unique(quoted) }
    return shown.filter { name in
      LabelMention.isCapitals(name) || DecisionWords.decision(of: name) != nil
        || labels.contains { $0.name.lowercased() == name.lowercased() }
    }
  }

  /// `"VALID|INVALID"`, `<allow/deny>`, `"A" or "B"`.
  static func alternatives(_ value: String) -> [String] {
    let plain = Substring(value).trimming("[]")
    var found: [String] = []
    for part in plain.utf8.split(whereSeparator: { $0 == 0x7C || $0 == 0x2F || $0 == 0x2C }) {
      let text = Substring(part).trimmed().trimming("\"'<>{}()[] ").trimmed()
      var rest = text
      var pieces: [Substring] = []
      for or in AnswerWords.matches(in: text) where or.meaning == .or {
        pieces.append(rest[..<or.range.lowerBound])
        rest = rest[or.range.upperBound...]
      }
      for piece in pieces + [rest] {
        let name = piece.trimming("\"'<>{}()[] ").trimmed()
        guard !name.isEmpty, name.utf8.count <= 48, name.words(limit: 5).count <= 4,
          !["string", "str", "text", "…", "..."].contains(name.lowercased())
        else { continue }
        if !found.contains(String(name)) { found.append(String(name)) }
      }
    }
    return found
  }

  func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  // MARK: Where it says so

  private mutating func declareTemplate(_ template: JSONTemplate) {
    declared.formUnion(template.firstLine...template.lastLine)
    for line in [template.firstLine - 1, template.lastLine + 1]
    where line >= 1 && line <= lines.count && lines[line - 1].isFenced {
      declared.insert(line)
    }
    let before = lines[..<(template.firstLine - 1)].last { !$0.isBlank && !$0.isFenced }
    if let before, before.text.utf8.last == 0x3A, template.firstLine - before.number <= 3 {
      declared.insert(before.number)
    }
  }

  private mutating func declareRequestsForJSON() {
    for line in lines where !line.isFenced && line.text.utf8.hasBytes("JSON".utf8) && asks(line) {
      if role(of: line) != .examples { declared.insert(line.number) }
    }
  }

  mutating func declareHeadings(_ labels: Set<String>) {
    let names = Set(labels.map { $0.lowercased() })
    for heading in reader.headings where heading.role == .criteria {
      let digit = BinaryMeaning.labelledDigit(Substring(heading.title))
      let isNamed = Substring(heading.title).words(limit: 3).contains {
        names.contains($0) || ($0.hasSuffix("s") && names.contains(String($0.dropLast())))
      }
      if digit != nil && names.contains("0") || isNamed && !names.contains("0") {
        declared.insert(heading.line)
      }
    }
  }

  mutating func declarePrecedence(_ names: Set<String>) {
    for line in outline.precedence {
      let mentioned = LabelMention.find(in: lines[line - 1].text)
      if mentioned.contains(where: { names.contains($0.name) }) { declared.insert(line) }
    }
  }
}
