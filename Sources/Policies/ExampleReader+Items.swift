// Examples that are items of lists, and their labels from the blocks around them.
extension ExampleReader {
  mutating func readItem(_ line: SourceLine) {
    if let example = reader.oneLineExample(line) {
      record = Record(
        start: .item, line: line.number, indent: line.indent, contentLine: line.number,
        content: [example.content], label: example.label, lastLine: line.number)
      return
    }
    guard !line.body.isPlaceholder else { return }
    if reader.tickedLines.contains(line.number), let mark = line.body.unicodeScalars.first {
      record = Record(
        start: .item, line: line.number, indent: line.indent, contentLine: line.number,
        content: [
          Substring(line.body.unicodeScalars.dropFirst().drop { $0 == "\u{FE0F}" || $0.isSpace })
        ], label: String(mark), lastLine: line.number)
      return
    }
    guard reader.isAmongExamples(line.number) else {
      // Outside of examples only what a remark or a label below shows to be one.
      guard line.isQuotation || line.mark != nil && line.body.isQuotation else { return }
      record = Record(
        start: .item, line: line.number, indent: line.indent, contentLine: line.number,
        content: [line.body], lastLine: line.number)
      record?.isOpen = line.isQuotation
      return
    }
    if line.mark == nil, let (_, value) = LineField.split(line.body),
      value.words(limit: 2).count > 1,
      !value.isPlaceholder, isAnswered(line)
    {
      record = Record(
        start: .content, line: line.number, indent: line.indent, contentLine: line.number,
        content: [value], lastLine: line.number)
      record?.isOpen = true
      return
    }
    let isQuoted = OutlineReader.isQuoted(line.body)
    let isStrict = reader.role(ofLine: line.number) != .examples
    let side = reader.sideLabel(ofLine: line.number)
    guard
      isQuoted || line.isQuotation || OutlineReader.tick(line.body) != nil
        || line.mark != nil && (side != nil || !isStrict)
    else {
      return
    }
    if RuleCode(startOf: line.body) != nil, isStrict { return }
    record = Record(
      start: .item, line: line.number, indent: line.indent, contentLine: line.number,
      content: [line.body], lastLine: line.number)
    record?.isOpen = line.isQuotation || isQuoted && !line.body.isClosedQuotation
  }

  mutating func flush() {
    defer { record = nil }
    guard let record, let contentLine = record.contentLine else { return }
    let text = record.content.joined(separator: "\n")
    guard !Substring(text).isPlaceholder else { return }
    if let label = record.label ?? record.category ?? record.leading {
      found.append(
        reader.example(
          line: record.line, contentLine: contentLine, content: Substring(text), label: label))
    } else if takesSide(record), let side = reader.sideLabel(ofLine: record.line) {
      var example = reader.example(
        line: record.line, contentLine: contentLine, content: Substring(text),
        label: side.label ?? "")
      if side.label == nil { example.label = nil }
      example.decision = example.decision ?? side.decision
      found.append(example)
    } else {
      return
    }
    covered.formUnion(record.line...max(record.line, record.lastLine))
  }

  /// Whether the label or heading above a text labels it: among examples, and elsewhere for block
  /// quotes and for quotations with a remark, where the heading names no rule.
  func takesSide(_ record: Record) -> Bool {
    if reader.isAmongExamples(record.line) { return true }
    guard record.start == .item, let index = reader.headingOfLine[record.line - 1] else {
      return false
    }
    let title = Substring(reader.headings[index].title)
    return RuleCode(startOf: title.trimmingStart("[#(")) == nil
      && (record.hasRemark || lines[record.line - 1].isQuotation
        || isInQuotedList(record.line))
  }

  mutating func add(_ example: (content: Substring, label: String), _ line: Int) {
    found.append(reader.example(line: line, content: example.content, label: example.label))
    covered.insert(line)
  }

  /// Whether a line is one of several items that are nothing but longer quotations.
  private func isInQuotedList(_ line: Int) -> Bool {
    func isQuote(_ number: Int) -> Bool {
      guard lines.indices.contains(number - 1) else { return false }
      let line = lines[number - 1]
      return line.mark != nil && line.body.isQuotation && line.body.words(limit: 6).count > 5
    }
    func isItem(_ number: Int) -> Bool {
      lines.indices.contains(number - 1) && lines[number - 1].mark != nil
    }
    guard isQuote(line) else { return false }
    let neighbors = [line - 1, line + 1].filter(isItem)
    return neighbors.allSatisfy(isQuote)
  }
}
