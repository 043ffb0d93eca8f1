/// Lines that ask for the literal form of the answer, and how to say it where none does.
extension LintedPolicy {
  /// In their order. Templates outside examples count; `Output: VALID` under a rule does not, as
  /// it says what the rule decides.
  var answerInstructions: [Int] {
    let templates = JSONTemplate.find(in: reader.lines).lazy.map(\.firstLine)
      .filter { reader.role(ofLine: $0) != .examples }
    return Set(templates).union(prose.lazy.filter(asksForAnswer).map(\.number)).sorted()
  }

  private func asksForAnswer(_ line: ProseLine) -> Bool {
    let source = reader.lines[line.number - 1]
    switch reader.role(ofLine: line.number) {
    case .definitions: return false
    case .criteria where source.mark != nil: return false
    default: break
    }
    guard !reader.isHeading(line.number) || source.text.utf8.contains(0x3A) else { return false }
    let labels = LabelMention.find(in: source.text)
    if OutlineReader.output(of: source) != nil { return labels.count > 1 }
    // `One code only.` above the examples.
    if reader.role(ofLine: line.number) == .examples, line.words.count <= 5, line.has("only") {
      return true
    }
    guard line.words.contains(where: Self.askingVerbs.contains) else { return false }
    // `If unclear, answer SP0` says what to answer, not how.
    return labels.count > 1 || line.hasAny(Self.literalWords)
  }

  private static let askingVerbs: Set<Substring> = [
    "respond", "response", "responses", "return", "returned", "output", "answer", "answers",
    "reply",
    "classify", "label", "assign", "give", "gets", "get", "produce", "write", "format", "verdict",
    "provide", "emit",
  ]
  private static let literalWords = [
    "json", "exactly one", "exactly", "only", "one of", "label", "labels", "code", "codes",
    "format",
    "character", "pair", "digit",
  ]

  /// The last line of the rules: the last rule or section that decides.
  var lastCriterion: Int? {
    let sections = reader.headings.lazy.filter { $0.role == .criteria && $0.decision != nil }
      .map(\.line).max()
    let rules = outline.rules.lazy.map(\.line)
      .filter { [.criteria, .title, nil].contains(reader.role(ofLine: $0)) }.max()
    return [sections, rules].compactMap(\.self).max()
  }

  /// A sentence that asks for this policy's form of answer.
  var answerInstruction: String {
    switch format.shape {
    case .json: return "Return the JSON object only, and nothing else."
    case .axes where format.axes.allSatisfy { $0.prefix.isEmpty }:
      return "Return the JSON object only, and nothing else."
    case .form: return "Fill in the form only, and write nothing else."
    case .axes:
      let prefixes = format.axes.map { "\($0.prefix)…" }.joined(separator: ", ")
      return "Answer with exactly one label for each axis (\(prefixes)), and nothing else."
    case .list: return "Answer with the labels only, and nothing else."
    case .token, nil: break
    }
    let names = format.labels.map(\.name)
    switch names.count {
    case 0:
      return "Answer with exactly one character, `1` (violates) or `0` (safe), and nothing else."
    case 1...4:
      let list = names.map { "`\($0)`" }
      let choices = list.dropLast().joined(separator: ", ")
      return "Answer with exactly one label, "
        + (list.count > 1 ? "\(choices) or " : "") + "\(list[list.count - 1]), and nothing else."
    default: return "Answer with exactly one label, such as `\(names[0])`, and nothing else."
    }
  }
}
