/// Markdown forms.
extension VerdictReader {
  /// The lines of a Markdown form, each a field with its value.
  ///
  /// - Parameter mayLackField: Whether a bare label may stand in the place of its field or of the form.
  func readForm(_ text: Substring, mayLackField: Bool = true) -> VerdictReading {
    if let object = AnswerText.soleObject(in: text, where: { _ in true }), Self.isWholly(text) {
      return read(object)
    }
    let names = format.fields.map(AnswerField.folded)
    var members: [LooseJSON.Member] = []
    for (lead, rest) in Self.formLines(text, names: names) {
      let name = AnswerField.folded(lead)
      let value = Self.formValue(rest)
      if let index = members.firstIndex(where: { $0.key == name }) {
        guard members[index].value != value else { continue }
        // The fields twice with other values: whose they are cannot be told.
        return .contradictory(
          "\(lead): \(members[index].value.plainText ?? "")", "\(lead): \(rest)")
      }
      members.append(.init(key: name, value: value))
    }
    // A bare label in the place of the whole form.
    guard !members.isEmpty else { return mayLackField ? readToken(text) : .unparsed }
    let decides = format.decisionField.map(AnswerField.folded)
    if mayLackField, let decides, !members.contains(where: { $0.key == decides }) {
      // The label without its field, and the other fields below.
      let first = text.prefix { $0 != "\n" }
      if let match = labels[AnswerText.bare(first)] {
        members.insert(.init(key: decides, value: .string(match.name)), at: 0)
      }
    }
    return read(members)
  }

  /// The fields of a form with their values: `Decision: BLOCK`, `| Decision | BLOCK |`, or a field's name
  /// on a line of its own and the value below.
  private static func formLines(_ text: Substring, names: [String]) -> [(String, Substring)] {
    var found: [(String, Substring)] = []
    var open: String?
    for line in text.split(separator: "\n").prefix(400) {
      let plain = line.trimmed().trimmingStart("-*•# ").trimmed()
      guard !plain.isEmpty else { continue }
      if plain.utf8.first == 0x7C {
        let cells = plain.tableCells.map { $0.withoutMarkdown() }
        if cells.count == 2, names.contains(AnswerField.folded(cells[0])) {
          found.append((cells[0].lowercased(), cells[1]))
        }
        continue
      }
      if let split = AnswerClosing.split(plain), names.contains(AnswerField.folded(split.lead)) {
        open = split.isOpen ? split.lead : nil
        if !split.isOpen { found.append((split.lead, split.rest)) }
        continue
      }
      let bare = plain.trimming("*_").trimmed()
      if names.contains(AnswerField.folded(bare)) {
        open = bare.lowercased()
      } else if let lead = open {
        found.append((lead, plain))
        open = nil
      } else if let dash = plain.firstRange(of: " - ") ?? plain.firstRange(of: " – "),
        names.contains(AnswerField.folded(plain[..<dash.lowerBound].trimming("*_").trimmed()))
      {
        found.append(
          (plain[..<dash.lowerBound].trimming("*_").lowercased(), plain[dash.upperBound...]))
      }
    }
    return found
  }

  private static func isWholly(_ text: Substring) -> Bool { text.utf8.first == 0x7B }

  private static func formValue(_ text: Substring) -> LooseJSON {
    let plain = text.trimming("*_`").trimmed()
    if let value = LooseJSON(plain) { return value }
    if plain.utf8.first == 0x5B, plain.utf8.last == 0x5D {
      let inner = plain.dropFirst().dropLast()
      return .array(inner.split(separator: ",").map { .string(String(AnswerText.bare($0))) })
    }
    if isNone(plain) { return .array([]) }
    return .string(String(plain))
  }
}
