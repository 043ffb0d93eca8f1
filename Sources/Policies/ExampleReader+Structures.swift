// Examples in rows of tables and in objects.
extension ExampleReader {
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
