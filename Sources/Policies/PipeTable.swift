/// A table of Markdown, with what its columns hold.
struct PipeTable {
  enum Kind {
    case rules(id: Int, title: Int?, decision: Int?)
    case examples(content: Int, label: Int)
    /// A column of texts for each label.
    case sides([(column: Int, label: String)])
    case other
  }

  var header: [Substring]
  /// Of the first row below the header.
  var firstRow: Int
  var lastLine: Int
  var kind: Kind = .other
}

extension OutlineReader {
  mutating func readTables() {
    var index = 0
    while index < lines.count {
      let start = index
      guard isTableLine(index) else {
        index += 1
        continue
      }
      while index < lines.count, lines[index].text.utf8.contains(0x7C), !lines[index].isFenced {
        index += 1
      }
      var table = PipeTable(
        header: lines[start].text.cells, firstRow: start + 2, lastLine: index)
      if start + 1 < index, lines[start + 1].text.isTableRule { table.firstRow = start + 3 }
      table.kind = kind(of: table, at: start + 1)
      for line in (start + 1)...index { tableOfLine[line] = tables.count }
      tables.append(table)
    }
  }

  func table(atLine line: Int) -> PipeTable? { tableOfLine[line].map { tables[$0] } }

  /// A line with a pipe at its start, or one with pipes above a line of dashes.
  private func isTableLine(_ index: Int) -> Bool {
    let line = lines[index]
    guard !line.isFenced, line.text.utf8.contains(0x7C) else { return false }
    return line.text.utf8.first == 0x7C
      || index + 1 < lines.count && lines[index + 1].text.isTableRule
  }

  private func kind(of table: PipeTable, at line: Int) -> PipeTable.Kind {
    let names = table.header.map { $0.withoutMarkdown().lowercased() }
    let rows = lines[min(table.firstRow - 1, lines.count)..<table.lastLine].prefix(4)
      .map { $0.text.cells }
    func cells(_ column: Int) -> [Substring] {
      rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
    }
    let isAmong = isAmongExamples(line)
    let kinds = names.map(Self.fieldKind)
    let label =
      kinds.firstIndex(of: .label)
      ?? names.indices.first { column in
        let cells = cells(column)
        return !cells.isEmpty
          && cells.allSatisfy {
            DecisionWords.decision(of: $0) != nil
              && $0.words(limit: 4).count <= 3
          }
      }
      ?? (isAmong
        ? names.indices.dropFirst().first { column in
          let cells = cells(column)
          return !cells.isEmpty && cells.allSatisfy { OutlineReader.label($0) != nil }
        } : nil)
    let sides = names.indices.compactMap { column in
      DecisionWords.decision(of: names[column]) == nil
        ? nil
        : Vocabulary.decidingWords(in: table.header[column].withoutMarkdown()).map {
          (column: column, label: $0)
        }
    }
    if isAmong, sides.count > 1, Set(sides.map { DecisionWords.decision(of: $0.label) }).count > 1 {
      return .sides(sides)
    }
    let content = kinds.indices.first { kinds[$0] == .content && $0 != label }
    if !isAmong, let id = idColumn(names, cells), id != label {
      let title = names.indices.first {
        $0 != id && $0 != label && (kinds[$0] != .content || id == 0) && Self.isTitle(names[$0])
      }
      if id == 0 || title != nil {
        return .rules(
          id: id, title: title ?? names.indices.first { $0 != id && $0 != label }, decision: label)
      }
    }
    guard let label, !rows.isEmpty else { return .other }
    if let content { return .examples(content: content, label: label) }
    guard isAmong else { return .other }
    // The column with the longest texts.
    let longest = names.indices.filter { $0 != label }.max { first, second in
      cells(first).reduce(0) { $0 + $1.utf8.count } < cells(second).reduce(0) { $0 + $1.utf8.count }
    }
    return longest.map { .examples(content: $0, label: label) } ?? .other
  }

  /// The column whose header names ids and whose cells are some, else the first if its cells are.
  private func idColumn(_ names: [String], _ cells: (Int) -> [Substring]) -> Int? {
    let named = names.indices.first { column in
      let words = Substring(names[column]).words(limit: 3)
      guard
        Vocabulary.isIdentifier(names[column]) || words.contains(where: Vocabulary.isIdentifier)
          || names[column] == "#"
      else { return false }
      let cells = cells(column)
      return !cells.isEmpty && cells.allSatisfy { Self.tableID($0, isNamed: true) != nil }
    }
    if let named { return named }
    let first = cells(0)
    guard !first.isEmpty, first.contains(where: { Self.tableID($0, isNamed: false) != nil }) else {
      return nil
    }
    return 0
  }

  /// The id in a cell. Below a header that names ids a word in capitals or a slug is one too.
  static func tableID(_ cell: Substring, isNamed: Bool) -> String? {
    var plain = cell.withoutMarkdown().trimming("[]()#").trimmed()
    // `R1 – Insults`
    if let code = RuleCode(startOf: plain), !code.isBareWord, !code.family.isEmpty,
      code.text.utf8.count < plain.utf8.count
    {
      let rest = plain.dropFirst(code.text.count)
      if let next = rest.unicodeScalars.first, next.isSpace || next == ":" || next == ")" {
        plain = plain.prefix(code.text.count)
      }
    }
    guard !plain.isEmpty, plain.utf8.count <= 40, !plain.utf8.contains(0x20) else { return nil }
    if let code = RuleCode(startOf: plain), code.text.utf8.count == plain.utf8.count,
      isNamed || !code.isBareWord
    {
      return DecisionWords.isLabel(plain.lowercased()) ? nil : code.text
    }
    if let first = plain.unicodeScalars.first, !first.isASCII, OutlineReader.isScriptID(plain) {
      return String(plain)
    }
    guard isNamed,
      plain.unicodeScalars.allSatisfy({ $0.isWord || "-_./".unicodeScalars.contains($0) }),
      !DecisionWords.isLabel(plain.lowercased()), !Vocabulary.isAnswer(plain)
    else { return nil }
    let isCapitals = LabelMention.isCapitals(plain)
    let isSlug = plain.utf8.contains(0x5F) || plain.utf8.contains(0x2D)
    let isNumber = plain.unicodeScalars.allSatisfy { $0.digitValue != nil }
    return isSlug || isNumber || isCapitals && plain.utf8.count <= 8 ? String(plain) : nil
  }

  private static func fieldKind(_ name: String) -> Vocabulary.Field? {
    if let kind = Vocabulary.field(named: name) { return kind }
    let kinds = Substring(name).words(limit: 4).compactMap { Vocabulary.field(named: $0) }
    return kinds.first { $0 == .label } ?? kinds.first { $0 == .content } ?? kinds.first
  }

  private static func isTitle(_ name: String) -> Bool {
    Vocabulary.isTitle(name) || Substring(name).words(limit: 4).contains(where: Vocabulary.isTitle)
  }
}

extension Substring {
  /// The cells of a row, with or without pipes at its ends.
  var cells: [Substring] {
    if utf8.first == 0x7C { return tableCells }
    return utf8.split(separator: 0x7C, omittingEmptySubsequences: false).map {
      Substring($0).trimmed()
    }
  }

  /// `|---|:--:|`.
  var isTableRule: Bool {
    utf8.contains(0x7C) && utf8.contains(0x2D) && utf8.allSatisfy { "|-: \t+".utf8.contains($0) }
  }
}
