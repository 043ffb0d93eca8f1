extension AnswerFormatReader {
  /// Whether a line asks for fields, so that a form outranks labels that are named elsewhere.
  func formIsPrescribed() -> Bool {
    formLines().count > 1
      && formLines().contains { AnswerField.isDecision($0.name) || AnswerField.isRule($0.name) }
  }

  /// A Markdown form that the policy shows: `- **Violated Policies:** [a, b]`, `**Decision:** BLOCK`.
  func form() -> Prescribed? {
    let found = formLines()
    guard found.count > 1,
      found.contains(where: { AnswerField.isDecision($0.name) || AnswerField.isRule($0.name) })
    else { return nil }
    var texts = AnswerFieldTexts()
    texts.fields = found.map {
      .init(name: $0.name, line: $0.line, value: $0.value, description: "")
    }
    texts.lines = Set(found.map(\.line))
    return Prescribed(shape: .form, texts: texts)
  }

  private struct FormLine {
    var name: String
    var value: String
    var line: Int
  }

  /// The longest run of lines of the form `Name: value` in which names are bold or values are
  /// placeholders, in a part about the answer.
  private func formLines() -> [FormLine] {
    var best: [FormLine] = []
    var run: [FormLine] = []
    var lastLine = 0
    for line in lines where isPart(line) && !line.isBlank {
      if let field = Self.formLine(line) {
        if line.number > lastLine + 2 { run = [] }
        run.append(field)
        lastLine = line.number
        if run.count > best.count { best = run }
      } else if line.number > lastLine + 1 {
        run = []
      }
    }
    guard (2...12).contains(best.count) else { return [] }
    let first = lines[best[0].line - 1]
    let isAboutAnswer =
      first.isFenced || role(of: first) == .output || role(of: first) == .instructions
    let known = best.filter { Self.isKnownField($0.name) }
    return known.count > 1 || isAboutAnswer && !known.isEmpty ? best : []
  }

  private static func isKnownField(_ name: String) -> Bool {
    AnswerField.isDecision(name) || AnswerField.isRule(name) || AnswerField.isRationale(name)
      || AnswerField.isConfidence(name)
  }

  private static func formLine(_ line: SourceLine) -> FormLine? {
    let body = line.isFenced ? line.text.trimmingStart("-* ") : line.body
    let original = line.isFenced ? line.text : line.body
    let isBold = original.utf8.starts(with: "**".utf8) || original.utf8.starts(with: "- **".utf8)
    guard let colon = body.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    let name = body[..<colon].trimming("*_- ").trimmed()
    let value = body[body.unicodeScalars.index(after: colon)...].trimming("*_").trimmed()
    guard !name.isEmpty, name.words(limit: 5).count <= 4, name.utf8.count <= 40, !value.isEmpty
    else {
      return nil
    }
    let isPlaceholder =
      value.unicodeScalars.first.map { "[<{".unicodeScalars.contains($0) } ?? false
    let hasChoices =
      isKnownField(String(name))
      && (AnswerWords.matches(in: value).contains { $0.meaning == .or }
        || value.firstRange(of: " | ") != nil || value.firstRange(of: " / ") != nil)
    guard isBold || isPlaceholder || line.isFenced || hasChoices else { return nil }
    return FormLine(name: String(name), value: String(value), line: line.number)
  }
}
