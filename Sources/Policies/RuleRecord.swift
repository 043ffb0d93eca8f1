/// A rule whose id is the value of a field: `- id: R1` in YAML, `**ID:** R1` under a heading.
struct RuleRecord {
  var id: String
  /// Where the record begins, which may be above its id.
  var line: Int
  var lastLine: Int
  var title: String
  var decision: Decision?
}

extension OutlineReader {
  func ruleRecords() -> [RuleRecord] {
    var found: [RuleRecord] = []
    for (index, line) in lines.enumerated() where !line.isFenced && !line.isBlank {
      if let last = found.last, line.number <= last.lastLine { continue }
      if let record = keyed(at: index) {
        found.append(record)
        continue
      }
      guard let (name, value) = LineField.split(line.body), Self.isIDName(name),
        let id = Self.fieldID(value), !isAmongExamples(line.number),
        ![.output, .definitions].contains(role(ofLine: line.number)),
        let start = start(ofRecordAt: index)
      else { continue }
      var record = RuleRecord(
        id: id, line: lines[start].number, lastLine: line.number, title: "", decision: nil)
      read(&record, from: start)
      found.append(record)
    }
    return found
  }

  /// `R1:` as a key, with the fields of the rule indented below it.
  private func keyed(at index: Int) -> RuleRecord? {
    let line = lines[index]
    guard line.text.utf8.last == 0x3A, line.mark == nil, index + 1 < lines.count,
      lines[index + 1].indent > line.indent, LineField.split(lines[index + 1].body) != nil,
      !isAmongExamples(line.number), role(ofLine: line.number) != .output,
      let id = Self.fieldID(line.text.trimmingColon),
      let parent = group(ofLine: line.number)?.parent,
      Vocabulary.roles(in: groups[parent].title).contains(.criteria),
      groups[parent].indent < line.indent
    else { return nil }
    var record = RuleRecord(
      id: id, line: line.number, lastLine: line.number, title: "", decision: nil)
    read(&record, from: index)
    return record
  }

  private static func isIDName(_ name: Substring) -> Bool {
    [
      "id", "code", "rule_id", "rule id", "policy_id", "category_id", "ref", "key", "rule",
      "category",
      "kennung", "código", "codigo", "identifiant", "код", "编号", "コード",
    ]
    .contains(name.lowercased())
  }

  private static func fieldID(_ value: Substring) -> String? {
    let plain = value.withoutMarkdown().trimming("\"', ").trimmed()
    guard !plain.isEmpty, plain.utf8.count <= 40, !plain.isPlaceholder,
      plain.unicodeScalars.allSatisfy({ $0.isWord || "-_./".unicodeScalars.contains($0) })
    else { return nil }
    return String(plain)
  }

  /// The item that the id belongs to; nil for a field of the whole document, such as its licence.
  private func start(ofRecordAt index: Int) -> Int? {
    if lines[index].mark != nil { return index }
    var start = index
    while start > 0 {
      let above = lines[start - 1]
      guard !above.isBlank, !isHeading(above.number), index - start < 12 else { break }
      if above.mark != nil, above.indent < lines[index].indent { return start - 1 }
      guard above.indent >= lines[index].indent else { break }
      start -= 1
    }
    // Below a heading, as `**ID:** R1`.
    let above = lines[..<index].last { !$0.isBlank }
    guard let above, isHeading(above.number), heading(atLine: above.number)?.role == .criteria
    else { return nil }
    return above.number - 1
  }

  private func read(_ record: inout RuleRecord, from start: Int) {
    let first = lines[start]
    if let heading = heading(atLine: first.number) { record.title = heading.title }
    for line in lines[start...] {
      if line.number > first.number {
        if isHeading(line.number) { break }
        if line.isBlank {
          guard first.mark != nil || first.text.utf8.last == 0x3A else { break }
          continue
        }
        let isNested = first.mark != nil || first.text.utf8.last == 0x3A && first.indent > 0
        if isNested, line.indent <= first.indent { break }
        if first.mark == nil, !isHeading(first.number), line.mark != nil { break }
      }
      record.lastLine = line.number
      guard !isAmongExamples(line.number), let (name, value) = LineField.split(line.body),
        !value.isEmpty, !value.isBlockMark
      else { continue }
      if record.title.isEmpty, !Self.isIDName(name), Vocabulary.isTitle(name) {
        record.title = String(value.withoutMarkdown().unquoted)
      } else if record.decision == nil,
        Vocabulary.field(named: name) == .label || name.lowercased() == "action"
          || name.lowercased() == "decision"
      {
        record.decision = DecisionWords.decision(of: value) ?? meaning[value]
      }
    }
  }
}
