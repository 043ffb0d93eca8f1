/// Finds what form of answer a policy asks for.
///
/// Lines that ask for an answer name labels (``LabelMention``); templates, lists of fields and forms
/// name fields (``AnswerFieldTexts``); lists of labels define them. What each label decides comes from
/// its own word, its gloss, its condition, a heading, an output line, or the other half of its pair.
struct AnswerFormatReader {
  let outline: PolicyOutline
  let reader: OutlineReader
  var lines: [SourceLine] { reader.lines }
  /// Of the rules that the policy itself names.
  let ids: Set<String>
  /// Lines that belong to examples.
  let taken: Set<Int>
  /// Of each line, whether it asks for an answer; many passes want to know.
  private let asking: [Bool]
  /// Lines that say something about the answer.
  var declared: Set<Int> = []
  /// Lines that name labels, which count only if the format turns out to use those labels.
  var naming: [(line: Int, names: [String])] = []
  var labels: [AnswerFormat.Label] = []
  var framing = AnswerFormat.Framing()

  /// - Parameter reader: The one that the outline came from.
  init(outline: PolicyOutline, reader: OutlineReader) {
    self.outline = outline
    self.reader = reader
    ids = Set(outline.rules.lazy.filter { !$0.isDerived }.map(\.id))
    taken = Set(outline.examples.flatMap { [$0.line, $0.contentLine] })
    asking = reader.lines.map { !$0.isBlank && AnswerWords.asks($0.text) }
  }

  mutating func format() -> AnswerFormat {
    readFraming()
    readExampleFrames()
    readMentions()
    readDefinitions()
    readSentences()
    readChoicesBelow()
    readLetters()
    describeLabels()
    if labels.isEmpty { readFewShots() }
    let axes = pairAxes()
    var answer = templatesOrFields()
    if answer == nil, axes.count < 2, labels.isEmpty || formIsPrescribed() { answer = form() }
    let format: AnswerFormat
    if axes.count > 1 {
      // `D-SP0` is the label SP0 on one axis.
      let codes = axes.contains { $0.prefix.utf8.last == 0x2D } ? codeLabels() : []
      labels = codes + labels.filter { label in !axes.contains { label.name.hasPrefix($0.prefix) } }
      decideByStatements()
      format = finished(.axes, axes: axes)
    } else if answer?.shape != .json, axes.isEmpty, readScale() {
      format = scaleFormat(answer)
    } else if let answer {
      format = object(answer)
    } else {
      expandPatterns()
      let shape = tokenShape()
      decideByStatements()
      if labels.contains(where: { LevelWords.isLevel($0.name) }) { decideByClauses() }
      format = shape.map { finished($0) } ?? undetermined()
    }
    return format
  }

  func undetermined() -> AnswerFormat {
    AnswerFormat(
      shape: nil, labels: codeLabels().filter { $0.decision != nil }, source: .undetermined)
  }

  /// The format with its labels' decisions completed, and the lines that it rests on.
  mutating func finished(
    _ shape: AnswerFormat.Shape, fields: [String] = [], axes: [AnswerFormat.Axis] = []
  ) -> AnswerFormat {
    guard !labels.isEmpty else { return undetermined() }
    if shape == .token { dropEmptyFieldWords() }
    let names = Set(labels.map(\.name))
    for entry in naming where !names.isDisjoint(with: entry.names) { declared.insert(entry.line) }
    learnLeads()
    let words = names.filter { !isKnownCode($0) }
    if shape == .token { declareHeadings(words) }
    declarePrecedence(words.subtracting(["0", "1"]))
    return AnswerFormat(
      shape: shape, labels: completed(labels), fields: fields, axes: axes,
      source: .inferred(lines: declared.sorted()), framing: framing)
  }

  /// Beside labels for both sides, `none` is what stands in the place of a rule.
  private mutating func dropEmptyFieldWords() {
    if labels.contains(where: { LevelWords.isLevel($0.name) && !VerdictReader.isNone($0.name) }) {
      // The lowest level of a scale.
      for index in labels.indices
      where VerdictReader.isNone(labels[index].name)
        && labels.contains(where: { $0.decision != nil })
      {
        labels[index].decision = .safe
      }
      return
    }
    let others = labels.filter { !VerdictReader.isNone($0.name) }
    guard Set(completed(others).compactMap(\.decision)).isSuperset(of: [.safe, .violates]) else {
      return
    }
    labels = others
  }

  // MARK: Lines that ask

  func asks(_ line: SourceLine) -> Bool { asking[line.number - 1] }

  /// Lines that are no examples, and that may speak of the answer.
  func isPart(_ line: SourceLine) -> Bool {
    !line.isBlank && !taken.contains(line.number) && role(of: line) != .examples
  }

  func role(of line: SourceLine) -> OutlineReader.Role? { reader.role(ofLine: line.number) }

  func isKnownCode(_ name: String) -> Bool { name.utf8.count > 1 && ids.contains(name) }

  private mutating func readMentions() {
    let templates = Set(JSONTemplate.find(in: lines).flatMap { Array($0.firstLine...$0.lastLine) })
    let rules = Set(
      outline.rules.lazy.filter { !$0.isDerived && RuleCode(startOf: Substring($0.id)) != nil }
        .map(\.line))
    let clauses = Set(outline.rules.lazy.filter { $0.id.first?.isNumber ?? false }.map(\.line))
    for line in lines
    where !line.isFenced && isPart(line) && !templates.contains(line.number)
      && (!rules.contains(line.number) || clauses.contains(line.number) && namesLabels(line))
    {
      let role = role(of: line)
      if let output = OutlineReader.output(of: line) {
        let mentions = LabelMention.find(in: output.firstClause)
        note(mentions.isEmpty ? LabelMention.find(in: output) : mentions, on: line)
        continue
      }
      guard !reader.isHeading(line.number), role != .definitions else { continue }
      let isPart = role == .instructions || role == .output || role == .title || role == nil
      let opens =
        AnswerWords.kind(startOf: line.body) == .request || Self.isLastLine(line, of: lines)
      guard
        asks(line) || (role == .output && line.mark != nil)
          || AnswerWords.opensWithCondition(line.body),
        isPart || line.mark == nil || opens
      else { continue }
      note(LabelMention.find(in: line.text).filter { !isKnownCode($0.name) }, on: line)
    }
    LabelMention.resolveOtherwise(in: &labels, otherwise: otherwise)
  }

  /// Whether a numbered clause is about the answer: it asks, and names two labels or more.
  private func namesLabels(_ line: SourceLine) -> Bool {
    asks(line)
      && LabelMention.find(in: line.text).filter { LabelMention.isCapitals($0.name) || $0.isQuoted }
        .count > 1
  }

  private static func isLastLine(_ line: SourceLine, of lines: [SourceLine]) -> Bool {
    line.number + 8 > lines.count
  }

  /// Labels that a line gives to all other cases.
  var otherwise: Set<String> = []

  mutating func note(_ mentions: [LabelMention], on line: SourceLine) {
    guard !mentions.isEmpty else { return }
    naming.append((line.number, mentions.map(\.name)))
    for var mention in mentions {
      mention.name = String(AnswerText.bare(Substring(mention.name)))
      let isChoice =
        mention.name.utf8.contains(0x20)
        && AnswerWords.matches(in: Substring(mention.name)).contains { $0.meaning == .or }
      guard !mention.name.isEmpty, !isChoice, !Self.isField(mention, among: mentions) else {
        continue
      }
      if mention.isOtherwise { otherwise.insert(mention.name) }
      if let index = labels.firstIndex(where: { Self.areSame($0.name, mention.name) }) {
        labels[index].decision = labels[index].decision ?? mention.decision
      } else if labels.count < 64 {
        labels.append(.init(mention.name, mention.decision))
      }
    }
  }

  /// `GRADE` of `GRADE: PASS or GRADE: FAIL`.
  private static func isField(_ mention: LabelMention, among mentions: [LabelMention]) -> Bool {
    (AnswerWords.isLead(Substring(mention.name)) && mentions.count > 2
      || AnswerField.isRationale(mention.name))
      && LabelActions.decision(of: mention.name) == nil
      && !DecisionWords.isDecision(mention.name.lowercased())
  }

  private static func areSame(_ first: String, _ second: String) -> Bool {
    first == second || first.lowercased() == second.lowercased()
  }

  // MARK: Labels

  /// Digits take their meaning from the whole text; the other side of a pair follows.
  func completed(_ labels: [AnswerFormat.Label]) -> [AnswerFormat.Label] {
    var labels = labels
    for index in labels.indices where labels[index].decision == nil {
      labels[index].decision =
        reader.meaning[labels[index].name] ?? decisionByRule(labels[index].name)
    }
    undecideEqualHalves(&labels)
    decideByLeadIns(&labels)
    decideByQuestion(&labels)
    let open = labels.indices.filter { labels[$0].decision == nil }
    let sides = Set(labels.compactMap(\.decision)).subtracting([.escalate])
    if open.count == 1, sides.count == 1,
      labels.filter({ $0.decision == .escalate }).count + 2 == labels.count
    {
      labels[open[0]].decision = sides.contains(.safe) ? .violates : .safe
    }
    return labels
  }

  private func decisionByRule(_ name: String) -> Decision? {
    outline.rules.first { $0.id == name && !$0.isDerived }?.decision
  }

  /// The ids of the rules that are no part of another rule.
  func codeLabels() -> [AnswerFormat.Label] {
    let codes = outline.rules.filter { !$0.isDerived && RuleCode(startOf: Substring($0.id)) != nil }
    let ids = Set(codes.map(\.id))
    return codes.filter { !(RuleCode.parent(of: $0.id).map(ids.contains) ?? false) }
      .map { .init($0.id, $0.decision) }
  }

  private mutating func tokenShape() -> AnswerFormat.Shape? {
    let hasDigits = labels.contains { $0.name == "0" || $0.name == "1" }
    if hasDigits {
      // In `0 (SAFE) or 1 (VIOLATES)` the words are glosses of the digits; a third answer such as
      // ESCALATE is a label.
      let known = Dictionary(labels.map { ($0.name, $0.decision) }, uniquingKeysWith: { a, _ in a })
      let words = labels.filter { $0.name != "0" && $0.name != "1" && $0.decision == .escalate }
      labels = ["0", "1"].map { .init($0, (known[$0] ?? nil) ?? reader.meaning[$0]) } + words
    } else if labels.isEmpty,
      reader.headings.contains(where: {
        BinaryMeaning.labelledDigit(Substring($0.title)) != nil
      }), reader.meaning["0"] != nil, reader.meaning["1"] != nil
    {
      labels = ["0", "1"].map { .init($0, reader.meaning[$0]) }
    }
    let isList = addCodes()
    return labels.isEmpty ? nil : isList ? .list : .token
  }
}

extension LabelMention {
  /// Labels for all other cases take the side that the other labels of the policy leave.
  static func resolveOtherwise(in labels: inout [AnswerFormat.Label], otherwise: Set<String>) {
    let sides = Set(labels.lazy.filter { !otherwise.contains($0.name) }.compactMap(\.decision))
    for index in labels.indices
    where labels[index].decision == nil && otherwise.contains(labels[index].name) {
      if sides.contains(.violates), !sides.contains(.safe) { labels[index].decision = .safe }
      if sides.contains(.safe), !sides.contains(.violates) { labels[index].decision = .violates }
    }
  }
}

extension Substring {
  /// As far as the first lower-case word: `VALID either clearly …` gives `VALID`.
  var firstClause: Substring {
    guard let lower = unicodeScalars.firstIndex(where: { (0x61...0x7A).contains($0.value) })
    else { return self }
    return lower == startIndex ? self : self[..<lower]
  }
}
