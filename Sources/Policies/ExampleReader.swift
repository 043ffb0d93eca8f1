/// Reads examples line by line: fields (`Input: …`, `Output: …`), items with their label before,
/// behind or above them, rows of tables and JSON objects.
///
/// - Complexity: O(*n*) in the length of the text.
struct ExampleReader {
  let reader: OutlineReader
  private(set) var found: [PolicyOutline.Example] = []
  /// The lines that belong to an example, its label and notes included.
  private(set) var covered: Set<Int> = []
  var record: Record?
  /// In a code fence; `nil` outside.
  var fence: Bool = false

  /// The first element of each line on which one begins.
  private var elements: [Int: MarkupElement] = [:]

  var lines: [SourceLine] { reader.lines }
  static let mostLines = 200

  /// An example of which the parts are being collected.
  struct Record {
    enum Start { case title, content, label, item }
    var start: Start
    var line: Int
    var indent: Int
    var contentLine: Int?
    var content: [Substring] = []
    var label: String?
    var lastLine: Int
    /// The kind of field whose value stands in the lines below its name.
    var collecting: Vocabulary.Field?
    /// Whether the next line may go on with the content.
    var isOpen = false
    var hasBlank = false
    /// Lines of a label that stands in a fence.
    var answer: [Substring] = []
    /// An arrow with a remark stands below it.
    var hasRemark = false
    /// The category, which labels an example that has no other label.
    var category: String?
    /// The first value of an answer in form of fields, which labels an example that has no other
    /// label.
    var leading: String?
    /// Its content is the text of a fence.
    var isFenced = false
  }

  init(_ reader: OutlineReader, skipping taken: Set<Int>) {
    self.reader = reader
    covered = taken
    for element in reader.markup where elements[element.firstLine] == nil {
      elements[element.firstLine] = element
    }
    let objects = Dictionary(
      reader.objects.map { ($0.firstLine, $0) }, uniquingKeysWith: { first, _ in first })
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if taken.contains(line.number) || reader.isMarkupBoundary(line.number) {
        if readTaggedAnswer(line) { continue }
        flush()
        if !taken.contains(line.number) { readElement(line) }
        continue
      }
      if let object = objects[line.number], read(object, at: line) {
        index = max(index, object.lastLine)
        continue
      }
      read(line)
    }
    flush()
  }

  // MARK: Lines

  mutating func read(_ line: SourceLine) {
    if line.isBlank {
      record?.hasBlank = true
      return
    }
    if line.isFenced {
      readFenced(line)
      return
    }
    fence = false
    if reader.isHeading(line.number) {
      if readFieldHeading(line) { return }
      flush()
      if let title = OutlineReader.exampleTitle(line.text) { open(title, line) }
      return
    }
    if reader.table(atLine: line.number) != nil {
      flush()
      readRow(line)
      return
    }
    if reader.isGroup(line.number) {
      flush()
      return
    }
    if readField(line.body, line) { return }
    if let title = OutlineReader.exampleTitle(line.text), !isOneLiner(line) {
      flush()
      open(title, line)
      return
    }
    if continues(line) { return }
    flush()
    readItem(line)
  }

  /// `<Output>text</Output>`, with its label in the line below.
  mutating func readElement(_ line: SourceLine) {
    guard reader.isAmongExamples(line.number),
      let element = elements[line.number],
      element.isLeaf, element.lastLine == line.number, !Substring(element.text).isPlaceholder,
      !element.pieces.isEmpty
    else { return }
    record = Record(
      start: .title, line: line.number, indent: line.indent, contentLine: line.number,
      content: [Substring(element.text)], lastLine: line.number)
  }

  /// `<verdict>SAFE</verdict><rule>R1</rule>` directly below `Message: …`.
  mutating func readTaggedAnswer(_ line: SourceLine) -> Bool {
    guard let contentLine = record?.contentLine, contentLine == line.number - 1,
      record?.label == nil, let element = elements[line.number],
      let label = reader.taggedAnswer(element)
    else { return false }
    record?.label = label
    record?.lastLine = line.number
    flush()
    return true
  }

  /// `### Input` and `### Output`, with the text and its label below them.
  mutating func readFieldHeading(_ line: SourceLine) -> Bool {
    guard let title = reader.heading(atLine: line.number)?.title,
      let field = LineField(Substring(title + ":"))
    else { return false }
    switch field.kind {
    case .content where field.name.utf8.count > 1 && !Vocabulary.isExampleWord(field.name):
      flush()
      record = Record(
        start: .content, line: line.number, indent: line.indent, lastLine: line.number)
      record?.collecting = .content
      return true
    case .label where record?.contentLine != nil && record?.label == nil:
      record?.collecting = .label
      record?.isOpen = false
      record?.hasBlank = false
      return true
    default: return false
    }
  }

  func isOneLiner(_ line: SourceLine) -> Bool {
    reader.oneLineExample(line) != nil
  }

  /// Fences hold the value of the field above them, or examples of their own.
  mutating func readFenced(_ line: SourceLine) {
    if line.text.isFence {
      fence.toggle()
      if fence {
        if record?.contentLine != nil, record?.label == nil { record?.collecting = .label }
        if record?.collecting == nil, record?.contentLine != nil { flush() }
      } else if let answer = record?.answer, !answer.isEmpty {
        record?.answer = []
        if record?.label == nil {
          record?.label = OutlineReader.statedLabel(Substring(answer.joined(separator: "\n")))
        }
        record?.collecting = nil
      } else {
        record?.collecting = nil
      }
      return
    }
    if let kind = record?.collecting {
      if kind == .label {
        if let count = record?.answer.count, count < 200 { record?.answer.append(line.text) }
        record?.lastLine = line.number
      } else {
        collect(line.text, line, as: kind)
        // The name above the fence only frames the text.
        if record?.start == .content, record?.content.count == 1 { record?.line = line.number }
      }
      return
    }
    guard reader.isAmongExamples(line.number) else {
      if reader.role(ofLine: line.number) != .output { _ = readField(line.text, line) }
      return
    }
    if readField(line.text, line) { return }
    if record == nil, let example = reader.oneLineExample(line) {
      add(example, line.number)
    } else if record == nil || record?.contentLine == nil {
      // A text in a fence, with its label outside.
      if record == nil {
        record = Record(start: .content, line: line.number, indent: 0, lastLine: line.number)
      }
      record?.contentLine = line.number
      record?.content = [line.text]
      record?.isFenced = true
    } else if record?.isFenced ?? false {
      collect(line.text, line, as: .content)
    } else if record?.label == nil, let label = OutlineReader.bareLabel(line) {
      record?.label = label
      record?.lastLine = line.number
    }
  }

  mutating func collect(_ text: Substring, _ line: SourceLine, as kind: Vocabulary.Field) {
    record?.lastLine = line.number
    record?.hasBlank = false
    switch kind {
    case .content:
      if record?.contentLine == nil { record?.contentLine = line.number }
      // An example is short; what never ends is none.
      if let count = record?.content.count, count < Self.mostLines { record?.content.append(text) }
    case .label:
      if record?.label == nil { record?.label = OutlineReader.statedLabel(text) }
    case .note: break
    }
  }

  /// The heading of an example: its label, and the content if it stands there as well.
  mutating func open(_ title: Substring, _ line: SourceLine) {
    record = Record(start: .title, line: line.number, indent: line.indent, lastLine: line.number)
    var head = title
    if let (_, value) = LineField.split(title), !value.isEmpty, OutlineReader.isQuoted(value) {
      head = title[..<value.startIndex]
    }
    record?.label = OutlineReader.titleLabel(head.trimmingEnd("*_ "))
    if let (_, value) = LineField.split(title), OutlineReader.isQuoted(value) {
      record?.contentLine = line.number
      record?.content = [value]
    }
  }

  // MARK: Items

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
        || lines[record.line - 1].body.isQuotation && record.content.count == 1
          && lines[record.line - 1].body.words(limit: 6).count > 5)
  }

  mutating func add(_ example: (content: Substring, label: String), _ line: Int) {
    found.append(reader.example(line: line, content: example.content, label: example.label))
    covered.insert(line)
  }

  // MARK: Tables and objects

  mutating func readRow(_ line: SourceLine) {
    guard let table = reader.table(atLine: line.number), line.number >= table.firstRow else {
      return
    }
    let cells = line.text.cells
    if case .sides(let sides) = table.kind {
      for side in sides where cells.indices.contains(side.column) && !cells[side.column].isEmpty {
        add((cells[side.column], side.label), line.number)
      }
      return
    }
    guard case .examples(let content, let label) = table.kind else { return }
    guard cells.count > max(content, label), !cells[content].isEmpty,
      let name = OutlineReader.statedLabel(cells[label])
    else { return }
    add((cells[content], name), line.number)
  }

  mutating func read(_ object: JSONTemplate, at line: SourceLine) -> Bool {
    let role = reader.role(ofLine: line.number)
    guard role != .output || reader.isAmongExamples(line.number), record?.collecting == nil else {
      return false
    }
    // `Output: {…}` is the answer of the example above.
    if let field = reader.field(line.body, fuzzy: true), field.kind != .content { return false }
    if readMessage(object, at: line) { return true }
    guard let example = reader.example(of: object) else { return false }
    flush()
    found.append(example)
    covered.formUnion(object.firstLine...object.lastLine)
    return true
  }
}

extension ExampleReader {
  /// `{"role": "user", "content": "…"}`, and the answer of the assistant below it.
  private mutating func readMessage(_ object: JSONTemplate, at line: SourceLine) -> Bool {
    guard object.entries.count == 2,
      let role = object.entries.first(where: { $0.name == "role" })?.value.unquotedJSON,
      let content = object.entries.first(where: { $0.name == "content" })?.value.unquotedJSON
    else { return false }
    switch role {
    case "user":
      flush()
      record = Record(
        start: .title, line: line.number, indent: line.indent, contentLine: line.number,
        content: [Substring(content)], lastLine: line.number)
    case "assistant":
      guard record?.contentLine != nil else { return true }
      record?.label = OutlineReader.statedLabel(Substring(content))
      flush()
    default: flush()
    }
    return true
  }
}

extension String {
  fileprivate var unquotedJSON: String? {
    if case .string(let text)? = LooseJSON(self) { text } else { nil }
  }
}

extension SourceLine {
  var isArrow: Bool {
    guard let first = body.unicodeScalars.first else { return false }
    return "→↳⇒➜➔".unicodeScalars.contains(first) || body.hasPrefix("->") || body.hasPrefix("=>")
  }
}

extension Substring {
  var isFence: Bool { utf8.starts(with: "```".utf8) || utf8.starts(with: "~~~".utf8) }

  /// `[INPUT]`, `{content}`, `<text>`, `…`: a place for content that is filled in later.
  var isPlaceholder: Bool {
    let plain = Substring(
      trimming("*_`\"").trimmed().unicodeScalars.drop { "«“„‘「『 ".unicodeScalars.contains($0) }
    )
    .trimmingQuotes
    guard let first = plain.utf8.first, let last = plain.utf8.last else { return false }
    if plain == "..." || plain == "…" { return true }
    let inner = plain.utf8.dropFirst().dropLast()
    switch (first, last) {
    case (0x5B, 0x5D): return !inner.contains(0x5B) && inner.count <= 60
    case (0x7B, 0x7D): return !inner.contains(0x22) && inner.count <= 60
    case (0x3C, 0x3E): return !inner.contains(0x3C) && inner.count <= 60
    default: return false
    }
  }

  private var trimmingQuotes: Substring {
    var view = unicodeScalars
    while let last = view.last, last.isSpace || "»”’」』".unicodeScalars.contains(last) {
      view.removeLast()
    }
    return Substring(view)
  }

  /// `|` and `>-` of YAML: the value stands below.
  var isBlockMark: Bool {
    guard let first = utf8.first, first == 0x7C || first == 0x3E else { return false }
    return utf8.count <= 2
  }

  /// Whether a text that opens with a quotation mark also ends with one.
  var isClosedQuotation: Bool {
    let plain = trimmingEnd(".,;:!? *_")
    guard plain.unicodeScalars.count > 1, let last = plain.unicodeScalars.last else { return false }
    return "\"“”»«」』'’‘)".unicodeScalars.contains(last)
  }
}
