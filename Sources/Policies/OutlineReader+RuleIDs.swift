// The ids that policies give their rules: in lists, headings, tables, frames and other scripts.
extension OutlineReader {
  /// The rules of a line: one as a rule, several in `R1: no insults. R2: no adverts.`
  func codes(of line: SourceLine, fields: Set<String>) -> [Candidate] {
    guard let first = code(of: line, fields: fields) else { return [] }
    guard !isHeading(line.number), line.text.utf8.first != 0x7C, !first.family.isEmpty,
      line.body.utf8.contains(0x3A)
    else { return [first] }
    var found = [first]
    var rest = Substring(line.body.utf8.dropFirst(first.id.utf8.count))
    while found.count < 32, let stop = rest.utf8.firstIndex(where: { ".;".utf8.contains($0) }) {
      rest = rest[rest.utf8.index(after: stop)...].trimmedStart()
      guard let code = RuleCode(startOf: rest), code.family == first.family, !code.isBareWord,
        rest.dropFirst(code.text.count).trimmedStart().utf8.first == 0x3A
      else { continue }
      found.append(
        candidate(code, line, rest.dropFirst(code.text.count), needsFamily: true))
    }
    return found
  }

  func code(of line: SourceLine, fields: Set<String>) -> Candidate? {
    if isHeading(line.number) { return headingCode(of: line, fields: fields) }
    if let table = table(atLine: line.number) { return tableCode(of: line, table, fields: fields) }
    let isMarked = line.body.utf8.first.map { "*[`_(".utf8.contains($0) } ?? false
    let isBracketed =
      line.body.utf8.first == 0x5B || line.body.unicodeScalars.first == "【"
    let opened = Self.withoutRuleWord(
      Substring(line.body.unicodeScalars.drop { "*_[`#(【".unicodeScalars.contains($0) }))
    if let code = frameCode(of: line) { return code }
    guard let code = RuleCode(startOf: opened) else {
      return lowerCode(of: line, opened) ?? scriptCode(of: line, opened) ?? tailCode(of: line)
    }
    // Sections that only count their lines.
    if code.family.isEmpty, isMention(line.number) || role(ofLine: line.number) == .definitions {
      return nil
    }
    let rest = opened.dropFirst(code.text.count)
    let after = Substring(rest.unicodeScalars.drop { "*_]`)】".unicodeScalars.contains($0) })
      .trimmedStart()
    guard !after.isEmpty else { return nil }
    if code.isBareWord {
      let isField = fields.contains(code.text) && (isMarked || line.mark != nil)
      let isShortTag =
        isBracketed && (rest.utf8.first == 0x5D || rest.unicodeScalars.first == "】")
        && code.text.utf8.count <= 3
        && !DecisionWords.isLabel(code.text.lowercased())
      guard isField || isShortTag else { return tailCode(of: line) }
      return candidate(code, line, after, needsFamily: false)
    }
    let isSeparated = after.unicodeScalars.first.map {
      ":(|：".unicodeScalars.contains($0) || $0.isDash || $0 == "="
    }
    guard
      isMarked || isSeparated == true || line.mark != nil || code.text.contains(".")
        || opensParagraph(line, code)
    else { return nil }
    return candidate(code, line, after, needsFamily: !(isMarked || isSeparated == true))
  }

  /// `Rule R1` and `§ 3.2` without the word.
  static func withoutRuleWord(_ text: Substring) -> Substring {
    if text.unicodeScalars.first == "§" {
      return Substring(text.unicodeScalars.dropFirst()).trimmedStart()
    }
    let end = text.unicodeScalars.prefix(16).firstIndex { !$0.isLetter } ?? text.endIndex
    guard end > text.startIndex, end < text.endIndex, Vocabulary.isRuleWord(text[..<end]) else {
      return text
    }
    let rest = text[end...].trimmingStart(" #.")
    return rest.unicodeScalars.first.map { $0.isWord } ?? false ? rest : text
  }

  /// `[PS-A] …`: letters on both sides of the hyphen, where there are several of them.
  func frameCode(of line: SourceLine) -> Candidate? {
    guard let first = line.body.utf8.first, first == 0x5B || first == 0x60 || first == 0x2A else {
      return nil
    }
    let opened = line.body.trimmingStart("*_[`")
    let code = Substring(
      opened.utf8.prefix {
        (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
          || $0 == 0x5F || $0 == 0x2E
      }.prefix(25))
    guard code.utf8.count <= 24, RuleCode(startOf: opened)?.isBareWord ?? true,
      let mark = code.utf8.lastIndex(where: { "-_.".utf8.contains($0) }), mark > code.startIndex,
      (1...4).contains(code.utf8.distance(from: mark, to: code.endIndex) - 1),
      let close = opened.utf8[code.endIndex...].first, "]`*".utf8.contains(close)
    else { return nil }
    let after = opened[code.endIndex...].trimmingStart("*_]`)").trimmedStart()
    guard !after.isEmpty else { return nil }
    return Candidate(
      id: String(code), family: String(code[..<mark]), line: line.number,
      title: String(
        Substring(after.unicodeScalars.drop { $0.isDash || $0 == ":" }).trimmed()
          .withoutMarkdown()), needsFamily: true)
  }

  /// `ب۱: …`, `П2 – …`: an id in another script, where there are several of them.
  func scriptCode(of line: SourceLine, _ opened: Substring) -> Candidate? {
    let scalars = opened.unicodeScalars
    let letters = scalars.prefix(4).prefix { $0.isLetter && !$0.isASCII }
    let tail = scalars[letters.endIndex...].drop { $0.isDash || $0 == "." || $0 == "\u{200C}" }
    guard scalars.distance(from: letters.endIndex, to: tail.startIndex) < 2 else { return nil }
    let digits = tail.prefix(4).prefix { $0.digitValue != nil }
    guard (1...3).contains(letters.count), !digits.isEmpty else { return nil }
    var end = digits.endIndex
    // `第1条`
    if letters.first == "第", end < opened.endIndex, "条條項项号號款".unicodeScalars.contains(scalars[end])
    {
      end = scalars.index(after: end)
    }
    let after = opened[end...].trimmingStart("*_]`)").trimmedStart()
    guard let first = after.unicodeScalars.first,
      ":：.、|".unicodeScalars.contains(first) || first.isDash || line.mark != nil
    else { return nil }
    return Candidate(
      id: String(opened[..<end]), family: String(Substring(letters)),
      line: line.number,
      title: String(
        Substring(
          after.unicodeScalars.drop {
            $0.isDash || $0.isSpace
              || ":：.、|".unicodeScalars.contains($0)
          }
        ).withoutMarkdown()), needsFamily: true)
  }

  static func hasRuleWord(_ body: Substring) -> Bool {
    let plain = body.trimmingStart("*_")
    return withoutRuleWord(plain).startIndex > plain.startIndex
  }

  /// `r1: no insults`, where there are several of them.
  func lowerCode(of line: SourceLine, _ opened: Substring) -> Candidate? {
    guard let code = RuleCode(startOf: opened, lower: true) else { return nil }
    let after = opened.dropFirst(code.text.count).trimmingStart("*_]`)").trimmedStart()
    guard let first = after.unicodeScalars.first,
      ":|：".unicodeScalars.contains(first) || first.isDash
        || line.body.utf8.first.map({ "*[`(".utf8.contains($0) }) ?? false
    else { return nil }
    return candidate(code, line, after, needsFamily: true)
  }

  /// `- sexual content (S3): …`, where there are several of them.
  func tailCode(of line: SourceLine) -> Candidate? {
    guard line.mark != nil,
      [.criteria, .title, .definitions, nil].contains(role(ofLine: line.number))
    else { return nil }
    // `- No insults [R1]`
    if let last = line.body.utf8.last, last == 0x5D || last == 0x29,
      let open = line.body.utf8.lastIndex(where: { $0 == 0x5B || $0 == 0x28 }),
      case let inner = line.body[open...].dropFirst().dropLast(),
      let code = RuleCode(startOf: inner), code.text.utf8.count == inner.utf8.count,
      !code.isBareWord, !code.family.isEmpty
    {
      return candidate(code, line, line.body[..<open], needsFamily: true)
    }
    if let found = tailName(of: line) { return found }
    guard let open = line.body.utf8.prefix(60).firstIndex(of: 0x28) else { return nil }
    let inner = line.body[line.body.utf8.index(after: open)...]
    guard let code = RuleCode(startOf: inner), !code.isBareWord, !code.family.isEmpty else {
      return nil
    }
    let rest = inner.dropFirst(code.text.count)
    guard rest.utf8.first == 0x29 else { return nil }
    let after = rest.dropFirst().trimmingStart("*_ ")
    guard after.isEmpty || after.unicodeScalars.first.map({ $0 == ":" || $0.isDash }) ?? false
    else {
      return nil
    }
    return candidate(code, line, line.body, needsFamily: true)
  }

  /// `- quotes a price [price]`, where several items end in a word in brackets.
  private func tailName(of line: SourceLine) -> Candidate? {
    guard line.body.utf8.last == 0x5D, let open = line.body.utf8.lastIndex(of: 0x5B) else {
      return nil
    }
    let name = line.body[open...].dropFirst().dropLast()
    guard (2...24).contains(name.unicodeScalars.count),
      name.unicodeScalars.allSatisfy({ $0.isWord || $0 == "_" || $0 == "-" }),
      !DecisionWords.isLabel(name.lowercased()), line.body[..<open].words(limit: 2).count > 1
    else { return nil }
    return Candidate(
      id: String(name), family: "[]", line: line.number,
      title: String(line.body[..<open].trimmed().withoutMarkdown()), needsFamily: true)
  }

  /// Whether an id at the start of a plain line opens it as one of several, and is not part of a
  /// wrapped sentence.
  func opensParagraph(_ line: SourceLine, _ code: RuleCode) -> Bool {
    guard line.number > 1 else { return true }
    let above = lines[line.number - 2]
    if above.isBlank || isHeading(above.number) || isGroup(above.number) { return true }
    // The line below counts on.
    if line.number < lines.count,
      RuleCode(startOf: lines[line.number].body)?.family == code.family
    {
      return true
    }
    return RuleCode(startOf: above.body)?.family == code.family
  }

  func headingCode(of line: SourceLine, fields: Set<String>) -> Candidate? {
    guard let heading = heading(atLine: line.number) else { return nil }
    let title = Substring(heading.title)
    if fields.contains(heading.title), heading.role == .criteria, title.utf8.count > 2 {
      return candidate(line: line, id: title, title: title)
    }
    let opened = Self.withoutRuleWord(title.trimmingStart("[#("))
    if let code = RuleCode(startOf: opened), !code.isBareWord || fields.contains(code.text),
      !code.family.isEmpty
        || ![.output, .instructions, .definitions].contains(heading.role)
          && !chapterLevels.contains(heading.level)
    {
      let after = opened.dropFirst(code.text.count).trimmingStart("])").trimmedStart()
      return candidate(code, line, after, needsFamily: false)
    }
    // `Allowed Content (SP0 – Non-Spam)`.
    for part in title.utf8.split(whereSeparator: { $0 == 0x28 || $0 == 0x5B }).dropFirst() {
      if let code = RuleCode(startOf: Substring(part)), !code.isBareWord,
        code.family.utf8.count > 0
      {
        return candidate(code, line, title, needsFamily: false)
      }
    }
    return nil
  }

  func tableCode(
    of line: SourceLine, _ table: PipeTable, fields: Set<String>
  ) -> Candidate? {
    let cells = line.text.cells
    guard cells.count > 1, line.number >= table.firstRow,
      case .rules(let column, let title, let decision) = table.kind, cells.indices.contains(column)
    else { return nil }
    let isNamed =
      Vocabulary.isIdentifier(table.header[column].withoutMarkdown())
      || table.header[column].words(limit: 3).contains(where: Vocabulary.isIdentifier)
    let cell = cells[column]
    var id = Self.tableID(cell, isNamed: isNamed)
    if id == nil, fields.contains(String(cell.withoutMarkdown())) {
      id = String(cell.withoutMarkdown())
    }
    guard let id, !id.unicodeScalars.allSatisfy({ $0.digitValue != nil }) else { return nil }
    let text = title.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
    return Candidate(
      id: id, family: RuleCode(startOf: Substring(id))?.family ?? id, line: line.number,
      title: String(text.withoutMarkdown()), decision: tableDecision(cells, decision))
  }

  func tableDecision(_ cells: [Substring], _ column: Int?) -> Decision? {
    guard let column, cells.indices.contains(column) else { return nil }
    let cell = cells[column].withoutMarkdown()
    return DecisionWords.decision(of: cell) ?? meaning[cell] ?? Self.tick(cell)
  }

  func candidate(
    _ code: RuleCode, _ line: SourceLine, _ rest: Substring, needsFamily: Bool
  ) -> Candidate {
    var rest = rest
    while let first = rest.unicodeScalars.first,
      first.isDash || first.isSpace || ":.)*`：=|]".unicodeScalars.contains(first)
    {
      rest = Substring(rest.unicodeScalars.dropFirst())
    }
    return Candidate(
      id: code.text, family: code.family, line: line.number,
      title: String(rest.withoutMarkdown()), needsFamily: needsFamily)
  }

  /// `7. Title` in a list of the criteria, `### 7. Title`, `## Rule 7: Title`, `规则7：…`, and the
  /// number of a row.
  func number(of line: SourceLine) -> Candidate? {
    switch role(ofLine: line.number) {
    case .criteria, .title, .precedence, nil: break
    default: return nil
    }
    if let heading = heading(atLine: line.number) {
      return counted(Substring(heading.title), line, needsWord: false)
    }
    if let table = table(atLine: line.number) { return rowNumber(of: line, table) }
    if line.mark == nil, let found = counted(line.body.trimmingStart("*_"), line, needsWord: true) {
      return found
    }
    guard case .number(let id, let value) = line.mark, line.indent < 2,
      role(ofLine: line.number) != .precedence
    else { return nil }
    let title = line.body.withoutMarkdown()
    return Candidate(
      id: id, family: "", value: value, line: line.number, title: String(title))
  }

  func counted(_ text: Substring, _ line: SourceLine, needsWord: Bool) -> Candidate? {
    let title = Self.withoutRuleWord(text)
    guard !needsWord || title.startIndex > text.startIndex else { return nil }
    let digits = title.unicodeScalars.prefix { $0.digitValue != nil }
    let rest = title[digits.endIndex...].trimmingStart("*_ ")
    guard !digits.isEmpty, digits.count <= 4, let stop = rest.unicodeScalars.first,
      ".:)：、．".unicodeScalars.contains(stop)
        || text.unicodeScalars.first == "§"
        || stop.isDash && (needsWord || title.startIndex > text.startIndex)
    else { return nil }
    let value = digits.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
    return Candidate(
      id: String(Substring(digits)), family: "", value: value, line: line.number,
      title: String(
        Substring(rest.unicodeScalars.drop { !$0.isWord }).trimmingStart("*_").trimmed()))
  }

  func rowNumber(of line: SourceLine, _ table: PipeTable) -> Candidate? {
    let cells = line.text.cells
    guard line.number >= table.firstRow,
      case .rules(let column, let title, let decision) = table.kind,
      cells.indices.contains(column)
    else { return nil }
    let digits = cells[column].withoutMarkdown().unicodeScalars
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ $0.digitValue != nil }) else {
      return nil
    }
    return Candidate(
      id: String(Substring(digits)), family: "",
      value: digits.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) },
      line: line.number,
      title: title.flatMap {
        cells.indices.contains($0) ? String(cells[$0].withoutMarkdown()) : nil
      } ?? "",
      decision: tableDecision(cells, decision))
  }
}
