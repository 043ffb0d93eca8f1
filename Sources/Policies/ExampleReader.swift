/// Reads examples line by line: fields (`Input: …`, `Output: …`), items with their label before,
/// behind or above them, rows of tables and JSON objects.
///
/// - Complexity: O(*n*) in the length of the text.
struct ExampleReader {
  let reader: OutlineReader
  var found: [PolicyOutline.Example] = []
  /// The lines that belong to an example, its label and notes included.
  var covered: Set<Int> = []
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
}
