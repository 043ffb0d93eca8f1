extension OutlineReader {
  /// Labelled examples in every shape that policies use: tables, arrows, blocks, lists under a
  /// label's heading, and labels before the content.
  func examples() -> [PolicyOutline.Example] {
    var found: [PolicyOutline.Example] = []
    var labelColumn: (label: Int, content: Int)?
    var index = 0
    while index < lines.count {
      let line = lines[index]
      defer { index += 1 }
      guard !line.isBlank, !line.isFenced else {
        labelColumn = nil
        continue
      }
      if line.text.utf8.first == 0x7C {
        let cells = line.text.tableCells
        if let column = labelColumn {
          if let example = tableExample(cells, column, line: line.number) { found.append(example) }
        } else {
          labelColumn = Self.exampleColumns(cells)
        }
        continue
      }
      labelColumn = nil
      if let block = block(at: index) {
        found.append(block.example)
        index = max(index, block.lastIndex)
      } else if let example = oneLineExample(line) {
        found.append(example)
      }
    }
    return found
  }

  /// Lines of sections that hold nothing but examples.
  func exampleLines() -> [Int] {
    lines.lazy.map(\.number).filter { role(ofLine: $0) == .examples }
  }

  // MARK: Tables

  private static func exampleColumns(_ header: [Substring]) -> (label: Int, content: Int)? {
    func column(_ names: Set<String>) -> Int? {
      header.firstIndex { cell in cell.words(limit: 4).contains { names.contains($0) } }
    }
    guard
      let label = column([
        "label", "labels", "classification", "verdict", "answer", "expected", "decision", "output",
      ]),
      let content = column(["example", "examples", "content", "input", "text", "message", "item"]),
      label != content
    else { return nil }
    return (label, content)
  }

  private func tableExample(
    _ cells: [Substring], _ column: (label: Int, content: Int), line: Int
  ) -> PolicyOutline.Example? {
    guard cells.count > max(column.label, column.content),
      let label = Self.label(cells[column.label])
    else { return nil }
    return example(line: line, content: cells[column.content], label: label)
  }

  // MARK: One line

  private func oneLineExample(_ line: SourceLine) -> PolicyOutline.Example? {
    guard !isHeading(line.number) else { return nil }
    let role = role(ofLine: line.number)
    let body = line.body
    if let (content, label) = Self.arrow(body),
      role == .examples || Self.isQuoted(content), Self.isQuoted(content) || line.mark != nil
    {
      return example(line: line.number, content: content, label: label)
    }
    if let (content, label) = Self.announced(body) {
      return example(line: line.number, content: content, label: label)
    }
    if line.mark != nil, let (content, label) = labelFirst(body, inExamples: role == .examples) {
      return example(line: line.number, content: content, label: label)
    }
    if role == .examples, line.mark != nil, Self.isQuoted(body),
      let label = headingLabel(ofLine: line.number)
    {
      return example(line: line.number, content: body, label: label)
    }
    return nil
  }

  /// `"Buy now" -> SP2`.
  private static func arrow(_ body: Substring) -> (Substring, String)? {
    for mark in ["->", "→", "=>", "⇒", "⟶"] {
      guard let start = body.utf8.lastRange(of: mark.utf8) else { continue }
      let content = body[..<start.lowerBound].trimmed()
      guard !content.isEmpty, let label = label(body[start.upperBound...]) else { continue }
      return (content, label)
    }
    return nil
  }

  /// `Example SAFE: "…"`, `Example (1): …`.
  private static func announced(_ body: Substring) -> (Substring, String)? {
    let plain = body.trimmingStart("*_")
    guard plain.hasPrefix(folding: "example "), let colon = plain.utf8.firstIndex(of: 0x3A) else {
      return nil
    }
    let name = plain[..<colon].dropFirst(8).trimming("*_() ")
    let content = plain[plain.utf8.index(after: colon)...].trimming("*").trimmed()
    guard !content.isEmpty, let label = label(name) else { return nil }
    // `Example 1: …` is counted, not labelled.
    if label.utf8.allSatisfy({ (0x30...0x39).contains($0) }), plain[..<colon].utf8.last != 0x29 {
      return nil
    }
    return (content, label)
  }

  /// `SAFE: "…"`, `[1] "…"`.
  private func labelFirst(_ body: Substring, inExamples: Bool) -> (Substring, String)? {
    let plain = body.trimmingStart("*_[(`")
    let isOpened = plain.utf8.count < body.utf8.count
    guard let end = plain.utf8.prefix(40).firstIndex(where: { ":])*`".utf8.contains($0) })
    else { return nil }
    let content = plain[end...].trimmingStart(":])*_` ").trimmed()
    guard plain.utf8[end] == 0x3A || isOpened, Self.isQuoted(content),
      let label = Self.label(plain[..<end])
    else { return nil }
    let isAnswer =
      DecisionWords.decision(of: label) != nil || meaning[label] != nil
    guard inExamples || isAnswer else { return nil }
    return (content, label)
  }

  /// `### VIOLATION` above a list of examples.
  private func headingLabel(ofLine line: Int) -> String? {
    guard let index = headingOfLine[line - 1] else { return nil }
    let title = headings[index].title
    if let (digit, _) = BinaryMeaning.labelledDigit(Substring(title)) {
      return digit == 0x30 ? "0" : "1"
    }
    let words = Substring(title).utf8.split(separator: 0x20).map { Substring($0) }
      .filter { !["example", "examples", "cases"].contains($0.lowercased()) }
    guard !words.isEmpty, words.count <= 3 else { return nil }
    return Self.label(Substring(words.joined(separator: " ")))
  }

  // MARK: Shared

  func example(
    line: Int, contentLine: Int? = nil, content: Substring, label: String
  ) -> PolicyOutline.Example {
    .init(
      line: line, contentLine: contentLine ?? line,
      content: String(content.trimming("*_").trimmed().unquoted), label: label,
      decision: decision(ofLabel: label))
  }

  /// What an example's label decides by its own words, or by its digits (`1`, `S = 1`).
  func decision(ofLabel label: String) -> Decision? {
    if let decision = DecisionWords.decision(of: label) { return decision }
    if let decision = meaning[label] { return decision }
    if label.utf8.contains(0x3D) {
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
    guard let first = text.unicodeScalars.first else { return false }
    return "\"“”«„「'‘".unicodeScalars.contains(first)
  }

  /// A label as it may stand alone: a code, a digit, or one to three words in capitals, or
  /// several of these with commas or plus signs between them.
  static func label(_ text: Substring) -> String? {
    let plain = text.withoutMarkdown().trimmed().trimming(".").unquoted.trimmed()
    guard !plain.isEmpty, plain.utf8.count <= 48 else { return nil }
    for part in plain.utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x2B || $0 == 0x3B }) {
      guard isLabelPart(Substring(part).trimmed()) else { return nil }
    }
    return String(plain)
  }

  private static func isLabelPart(_ part: Substring) -> Bool {
    let bytes = part.utf8
    guard let first = bytes.first else { return false }
    if (0x30...0x39).contains(first) { return bytes.count <= 3 && bytes.allSatisfy { $0 < 0x3A } }
    guard (0x41...0x5A).contains(first) else {
      return DecisionWords.isDecision(String(part))
    }
    if DecisionWords.isDecision(part.lowercased()) { return true }
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
      "\"“”«„「'‘`".unicodeScalars.contains(first), "\"“”»「」'’`;".unicodeScalars.contains(last)
    else { return self }
    return Substring(scalars.dropFirst().dropLast())
  }
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
