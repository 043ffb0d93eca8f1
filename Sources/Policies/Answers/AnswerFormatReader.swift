/// Finds what form of answer a policy asks for.
struct AnswerFormatReader {
  let outline: PolicyOutline
  let reader: OutlineReader
  var lines: [SourceLine] { reader.lines }
  /// Of the rules that the policy itself names.
  private let ids: Set<String>
  /// Lines that say something about the answer.
  var declared: Set<Int> = []
  /// Lines that name labels, which count only if the format turns out to use those labels.
  private var naming: [(line: Int, names: [String])] = []
  var labels: [AnswerFormat.Label] = []

  /// - Parameter reader: The one that the outline came from.
  init(outline: PolicyOutline, reader: OutlineReader) {
    self.outline = outline
    self.reader = reader
    ids = Set(outline.rules.lazy.filter { !$0.isDerived }.map(\.id))
  }

  mutating func format() -> AnswerFormat {
    let templates = templates()
    readMentions()
    let axes = pairAxes()
    let flags = flagFields(templates)
    let isJSON = !templates.isEmpty
    var fields: [String] = []
    var found: AnswerFormat.Shape? = nil
    var resultAxes = axes
    if !flags.isEmpty {
      found = .axes
      fields = flags
      resultAxes = flags.map { .init(name: $0, prefix: "") }
      labels = digitLabels(impliedBy: nil)
    } else if axes.count > 1 {
      found = .axes
      labels = codeLabels() + labels
    } else if isJSON {
      found = .json
      fields = unique(templates.flatMap(\.fields))
      labels = jsonLabels(templates)
      resultAxes = []
    } else {
      resultAxes = []
      found = tokenShape()
    }
    guard let found, !labels.isEmpty else { return undetermined() }
    if isJSON, axes.count < 2 {
      for template in templates { declareTemplate(template) }
      declareRequestsForJSON()
    }
    let names = Set(labels.map(\.name))
    for entry in naming where !names.isDisjoint(with: entry.names) { declared.insert(entry.line) }
    let words = names.filter { !isKnownCode($0) }
    if found == .token { declareHeadings(words) }
    declarePrecedence(words.subtracting(["0", "1"]))
    return AnswerFormat(
      shape: found, labels: completed(labels), fields: fields, axes: resultAxes,
      source: .inferred(lines: declared.sorted()))
  }

  private func undetermined() -> AnswerFormat {
    AnswerFormat(
      shape: nil, labels: codeLabels().filter { $0.decision != nil }, source: .undetermined)
  }

  // MARK: Lines that ask

  private static let verbs: Set<String> = [
    "respond", "return", "returned", "output", "answer", "classify", "label", "labels", "reply",
    "give", "assign", "produce", "responses", "must", "use", "gets", "format", "verdict", "write",
  ]

  func asks(_ line: SourceLine) -> Bool {
    line.text.words(limit: 60).contains { Self.verbs.contains($0) }
  }

  private mutating func readMentions() {
    let taken = Set(outline.examples.flatMap { [$0.line, $0.contentLine] })
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      let role = reader.role(ofLine: line.number)
      guard role != .examples else { continue }
      if let output = OutlineReader.output(of: line) {
        note(LabelMention.find(in: output.firstClause), on: line)
        continue
      }
      guard !reader.isHeading(line.number), role != .definitions else { continue }
      let isPart = role == .instructions || role == .output || role == .title || role == nil
      guard asks(line) || (role == .output && line.mark != nil), isPart || line.mark == nil
      else { continue }
      note(LabelMention.find(in: line.text).filter { !isKnownCode($0.name) }, on: line)
    }
  }

  private func isKnownCode(_ name: String) -> Bool {
    name.utf8.count > 1 && ids.contains(name)
  }

  private mutating func note(_ mentions: [LabelMention], on line: SourceLine) {
    guard !mentions.isEmpty else { return }
    naming.append((line.number, mentions.map(\.name)))
    for mention in mentions {
      if let index = labels.firstIndex(where: { $0.name == mention.name }) {
        labels[index].decision = labels[index].decision ?? mention.decision
      } else if labels.count < 64 {
        labels.append(.init(mention.name, mention.decision))
      }
    }
  }

  // MARK: Labels

  /// Digits take their meaning from the whole text; the other side of a pair follows.
  private func completed(_ labels: [AnswerFormat.Label]) -> [AnswerFormat.Label] {
    var labels = labels
    for index in labels.indices where labels[index].decision == nil {
      labels[index].decision = reader.meaning[labels[index].name]
    }
    guard labels.count == 2 else { return labels }
    switch (labels[0].decision, labels[1].decision) {
    case (.safe, nil): labels[1].decision = .violates
    case (nil, .safe): labels[0].decision = .violates
    case (.violates, nil): labels[1].decision = .safe
    case (nil, .violates): labels[0].decision = .safe
    default: break
    }
    return labels
  }

  /// The ids of the rules that are no part of another rule.
  func codeLabels() -> [AnswerFormat.Label] {
    let codes = outline.rules.filter { !$0.isDerived && RuleCode(startOf: Substring($0.id)) != nil }
    let ids = Set(codes.map(\.id))
    return codes.filter { !(RuleCode.parent(of: $0.id).map(ids.contains) ?? false) }
      .map { .init($0.id, $0.decision) }
  }

  private func digitLabels(impliedBy field: String?) -> [AnswerFormat.Label] {
    let meaning = reader.meaning
    var zero = meaning["0"]
    var one = meaning["1"]
    if zero == nil, one == nil, let field {
      if AnswerField.saysViolation(field) { (zero, one) = (.safe, .violates) }
      if DecisionWords.decision(of: field) == .safe { (zero, one) = (.violates, .safe) }
    }
    return [.init("0", zero), .init("1", one)]
  }

  private mutating func tokenShape() -> AnswerFormat.Shape? {
    if labels.contains(where: { $0.name == "0" || $0.name == "1" }) {
      // In `0 (SAFE) or 1 (VIOLATES)` the words are glosses of the digits; a third answer such as
      // ESCALATE is a label.
      labels =
        digitLabels(impliedBy: nil)
        + labels.filter { $0.name != "0" && $0.name != "1" && $0.decision == .escalate }
    } else if labels.isEmpty,
      reader.headings.contains(where: {
        BinaryMeaning.labelledDigit(Substring($0.title)) != nil
      }), reader.meaning["0"] != nil, reader.meaning["1"] != nil
    {
      labels = digitLabels(impliedBy: nil)
    }
    let isList = addCodes()
    return labels.isEmpty ? nil : isList ? .list : .token
  }

  // MARK: Pairs

  /// `Depiction (D-SP#)` and `Request (R-SP#)`.
  private mutating func pairAxes() -> [AnswerFormat.Axis] {
    var axes: [AnswerFormat.Axis] = []
    var first: Int?
    for line in lines where !line.isFenced && line.text.utf8.contains(0x23) {
      for part in line.body.utf8.split(separator: 0x28).dropFirst() {
        let inner = part.prefix { $0 != 0x29 }
        guard inner.last == 0x23, inner.count > 3,
          let dash = inner.firstIndex(of: 0x2D),
          inner.distance(from: inner.startIndex, to: dash) <= 2
        else { continue }
        let name = Substring(line.body[..<part.startIndex]).trimming("(*-: ").trimmed()
        guard let word = name.split(separator: " ").last, axes.count < 8 else { continue }
        axes.append(.init(name: String(word), prefix: String(Substring(inner[...dash]))))
        declared.insert(line.number)
        first = first ?? line.number
      }
    }
    if axes.count > 1, let first {
      let before = lines[..<(first - 1)].last { !$0.isBlank }
      if let before, before.text.utf8.last == 0x3A { declared.insert(before.number) }
    }
    return axes.count > 1 ? axes : []
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

// MARK: - JSON

extension AnswerFormatReader {
  /// The templates outside examples, or else those in examples.
  private func templates() -> [JSONTemplate] {
    let all = JSONTemplate.find(in: lines)
    let outside = all.filter { reader.role(ofLine: $0.firstLine) != .examples }
    return outside.isEmpty
      ? all.filter { $0.entries.contains { AnswerField.isDecision($0.name) } }
      : outside
  }

  /// The fields of a template in which every field is a 0/1 flag of a category.
  private func flagFields(_ templates: [JSONTemplate]) -> [String] {
    guard let entries = templates.first?.entries, entries.count > 1,
      entries.allSatisfy({ Self.isFlag($0.value) }),
      !entries.contains(where: { AnswerField.isDecision($0.name) })
    else { return [] }
    return unique(entries.map(\.name))
  }

  private static func isFlag(_ value: String) -> Bool {
    let words = Substring(value).words()
    return !words.isEmpty && words.allSatisfy { ["0", "1", "or", "true", "false"].contains($0) }
  }

  private func jsonLabels(_ templates: [JSONTemplate]) -> [AnswerFormat.Label] {
    let entries = templates.flatMap(\.entries)
    guard let field = AnswerField.decision(among: entries.map(\.name)) else { return labels }
    var choices: [String] = []
    for entry in entries where entry.name == field {
      for part in entry.value.utf8.split(whereSeparator: { $0 == 0x7C || $0 == 0x2F }) {
        for word in Substring(part).trimmed().trimming("\"'<>").split(separator: " ")
        where word != "or" {
          choices.append(String(word))
        }
      }
    }
    if choices.contains("0") || choices.contains("1") { return digitLabels(impliedBy: field) }
    if choices.contains("true") || choices.contains("false") {
      let digits = digitLabels(impliedBy: field)
      return [.init("false", digits[0].decision), .init("true", digits[1].decision)]
    }
    let named = unique(choices).filter { Substring($0).unicodeScalars.allSatisfy(\.isWord) }
    guard !named.isEmpty else { return labels }
    let known = Dictionary(labels.map { ($0.name, $0.decision) }, uniquingKeysWith: { a, _ in a })
    var result = named.map {
      AnswerFormat.Label($0, known[$0] ?? DecisionWords.decision(of: $0))
    }
    result += labels.filter { !named.contains($0.name) && $0.name != "0" && $0.name != "1" }
    return result
  }

  // MARK: Where it says so

  private mutating func declareTemplate(_ template: JSONTemplate) {
    declared.formUnion(template.firstLine...template.lastLine)
    for line in [template.firstLine - 1, template.lastLine + 1]
    where line >= 1 && line <= lines.count && lines[line - 1].isFenced {
      declared.insert(line)
    }
    let before = lines[..<(template.firstLine - 1)].last { !$0.isBlank && !$0.isFenced }
    if let before, before.text.utf8.last == 0x3A,
      template.firstLine - before.number <= 3
    {
      declared.insert(before.number)
    }
  }

  private mutating func declareRequestsForJSON() {
    for line in lines where !line.isFenced && line.text.utf8.hasBytes("JSON".utf8) && asks(line) {
      if reader.role(ofLine: line.number) != .examples { declared.insert(line.number) }
    }
  }

  private mutating func declareHeadings(_ labels: Set<String>) {
    let names = Set(labels.map { $0.lowercased() })
    for heading in reader.headings where heading.role == .criteria {
      let digit = BinaryMeaning.labelledDigit(Substring(heading.title))
      let isNamed = Substring(heading.title).words(limit: 3).contains {
        names.contains($0) || ($0.hasSuffix("s") && names.contains(String($0.dropLast())))
      }
      if digit != nil && names.contains("0") || isNamed && !names.contains("0") {
        declared.insert(heading.line)
      }
    }
  }

  private mutating func declarePrecedence(_ names: Set<String>) {
    for line in outline.precedence {
      let mentioned = LabelMention.find(in: lines[line - 1].text)
      if mentioned.contains(where: { names.contains($0.name) }) { declared.insert(line) }
    }
  }
}

extension Substring {
  /// As far as the first lower-case word: `VALID either clearly …` gives `VALID`.
  fileprivate var firstClause: Substring {
    guard let lower = unicodeScalars.firstIndex(where: { (0x61...0x7A).contains($0.value) })
    else { return self }
    return lower == startIndex ? self : self[..<lower]
  }
}
