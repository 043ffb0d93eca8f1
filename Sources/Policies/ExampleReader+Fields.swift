// Fields such as `Input: …`, and the text below them.
extension ExampleReader {
  mutating func readField(_ text: Substring, _ line: SourceLine) -> Bool {
    let isAmong = reader.isAmongExamples(line.number) || record != nil
    guard let field = reader.field(text, fuzzy: isAmong), accepts(field, line) else { return false }
    if reader.repeatedValues.contains(field.value), record?.contentLine != nil {
      record?.isOpen = false
      record?.lastLine = line.number
      return true
    }
    switch field.kind {
    case .content: readContent(field, line)
    case .label: readLabel(field, line)
    case .note:
      guard record != nil else { return false }
      if ["category", "rule", "kategorie", "catégorie", "categoría", "categoria", "カテゴリ", "类别"]
        .contains(field.name)
      {
        record?.category = OutlineReader.statedLabel(field.value)
      } else if record?.leading == nil, line.text.utf8.starts(with: "**".utf8),
        !AnswerField.isRationale(field.name)
      {
        record?.leading = OutlineReader.label(field.value)
      }
      record?.collecting = nil
      record?.isOpen = false
      record?.lastLine = line.number
      record?.hasBlank = false
    }
    return true
  }

  /// Lines of rules, definitions and formats of answers name such fields too.
  func accepts(_ field: LineField, _ line: SourceLine) -> Bool {
    if reader.isInRuleRecord(line.number) { return false }
    switch reader.role(ofLine: line.number) {
    case .output, .definitions:
      return reader.isAmongExamples(line.number)
        || line.mark == nil && (record != nil || field.kind == .content)
    default: return true
    }
  }

  mutating func readContent(_ field: LineField, _ line: SourceLine) {
    guard !field.value.isPlaceholder else {
      flush()
      return
    }
    if record?.contentLine != nil || record == nil || record?.start == .item { flush() }
    if record == nil {
      record = Record(
        start: .content, line: line.number, indent: line.indent, lastLine: line.number)
    }
    record?.lastLine = line.number
    record?.hasBlank = false
    let value = field.value.isBlockMark ? "" : field.value
    guard !value.isEmpty else {
      record?.collecting = .content
      return
    }
    record?.contentLine = line.number
    record?.collecting = nil
    if let (content, label) = OutlineReader.inlineLabel(value) {
      record?.content = [content]
      if record?.label == nil { record?.label = label }
      record?.isOpen = false
    } else {
      record?.content = [value]
      record?.isOpen = true
    }
  }

  mutating func readLabel(_ field: LineField, _ line: SourceLine) {
    // Behind an item only what is deeper or directly below belongs to it.
    if let item = record, item.start == .item, !lines[item.line - 1].isQuotation,
      item.hasBlank || line.indent <= item.indent && !reader.isExamplesSection(line.number)
    {
      flush()
    }
    if record?.start == .label, record?.contentLine != nil { flush() }
    let label = field.value.isEmpty ? nil : OutlineReader.statedLabel(field.value)
    if record == nil {
      guard reader.isAmongExamples(line.number), label != nil || field.value.isEmpty else { return }
      record = Record(start: .label, line: line.number, indent: line.indent, lastLine: line.number)
    }
    record?.lastLine = line.number
    record?.hasBlank = false
    record?.isOpen = false
    record?.collecting = field.value.isEmpty ? .label : nil
    guard let label else { return }
    if record?.label == nil || prefers(label, to: record?.label) { record?.label = label }
  }

  /// Where an example has several fields for labels, the one that decides.
  func prefers(_ label: String, to other: String?) -> Bool {
    guard let other, record?.start != .title else { return record?.label == nil }
    return reader.decision(ofLabel: other) == nil && reader.decision(ofLabel: label) != nil
  }

  /// `→ mute (doxx)`, where the policy names that answer elsewhere.
  func declaredLabel(_ line: SourceLine) -> String? {
    guard line.isArrow else { return nil }
    let text = Substring(line.body.unicodeScalars.drop { !$0.isWord })
    let word = Substring(text.unicodeScalars.prefix { $0.isWord || $0 == "_" || $0 == "-" })
    return reader.answerWords.contains(word.lowercased()) ? String(word) : nil
  }

  /// `RETURN` alone on the line below the content of an example.
  func capitalLabel(_ line: SourceLine) -> String? {
    guard record?.start == .title || record?.start == .content, line.mark == nil,
      line.body.words(limit: 2).count == 1, OutlineReader.isCapitals(line.body)
    else { return nil }
    return OutlineReader.label(line.body)
  }

  // MARK: Answers in objects and forms

  /// Whether the next text below a line is an answer: an object, or a form and its title.
  func isAnswered(_ line: SourceLine) -> Bool {
    guard let next = lines[line.number...].prefix(3).first(where: { !$0.isBlank }) else {
      return false
    }
    if let field = reader.field(next.body), field.kind == .label, !field.value.isEmpty,
      OutlineReader.statedLabel(field.value) != nil
    {
      return true
    }
    return next.body.utf8.first == 0x7B || isFormLine(next) || reader.titlesForm(next)
      || next.body.utf8.first == 0x5B && LooseJSON(next.body) != nil
  }

  /// `- **Violated Policies:** []`: a line of an answer in form of fields.
  func isFormLine(_ line: SourceLine) -> Bool { OutlineReader.isFormLine(line) }

  // MARK: Text below a title, a field or an item

  mutating func continues(_ line: SourceLine) -> Bool {
    guard let record else { return false }
    if let kind = record.collecting {
      let isItem = line.mark != nil && kind == .label
      guard !(record.hasBlank && !record.content.isEmpty && kind == .content), !isItem else {
        return false
      }
      collect(line.body, line, as: kind)
      if kind == .label { self.record?.collecting = nil }
      return true
    }
    if record.contentLine != nil, isFormLine(line) || reader.titlesForm(line) {
      self.record?.isOpen = false
      self.record?.hasBlank = false
      self.record?.lastLine = line.number
      return true
    }
    let isQuoted = lines[record.line - 1].isQuotation && !line.isQuotation
    let isObject = record.start == .content && line.body.utf8.first == 0x7B
    if record.label == nil, record.contentLine != nil,
      !record.hasBlank || line.isArrow || isQuoted || isObject,
      let label = OutlineReader.bareLabel(line) ?? declaredLabel(line) ?? capitalLabel(line)
    {
      self.record?.label = label
      self.record?.lastLine = line.number
      self.record?.isOpen = false
      return true
    }
    // Below a title the first quoted line, item or block quote is the content.
    if record.start == .title, record.contentLine == nil {
      let isText = OutlineReader.isQuoted(line.body) || line.isQuotation
      let named = LineField.split(line.body).flatMap {
        OutlineReader.isQuoted($0.value) ? $0.value : nil
      }
      guard isText || named != nil || record.label != nil && line.mark == nil else { return false }
      self.record?.contentLine = line.number
      self.record?.content = [isText ? line.body : named ?? line.body]
      self.record?.lastLine = line.number
      self.record?.hasBlank = false
      if let (content, label) = OutlineReader.arrow(line.body) {
        self.record?.content = [content]
        self.record?.label = record.label ?? label
      }
      self.record?.isOpen = true
      return true
    }
    guard !record.hasBlank, record.contentLine != nil else { return false }
    let isDeeper = line.indent > record.indent
    let isAnswer = line.body.trimmingStart("`").utf8.first == 0x7B
    if record.isOpen, !isAnswer, line.mark == nil || line.isQuotation, line.text.utf8.first != 0x2A,
      record.start != .item || isDeeper || line.isQuotation, !line.isArrow
    {
      guard record.content.count < Self.mostLines else { return true }
      self.record?.content.append(line.body)
      self.record?.lastLine = line.number
      return true
    }
    if isAnswer { return true }
    // Notes below an item, or directly below an example.
    if line.isArrow { self.record?.hasRemark = true }
    if record.start == .item { return isDeeper || line.isArrow }
    return line.isArrow || line.mark == nil && !OutlineReader.isQuoted(line.body)
  }
}
