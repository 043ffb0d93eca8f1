extension AnswerFormatReader {
  /// Reads what stands around the label: closing lines, tags, and whether a reason or ids follow.
  mutating func readFraming() {
    if let choices = AnswerClosing(lines).alternatives {
      note(
        choices.names.map {
          LabelMention(name: $0, decision: LabelMention.own($0), isQuoted: false)
        }, on: lines[choices.line - 1])
    }
    for line in lines where isPart(line) {
      readFrames(of: line)
      guard !line.isFenced, asks(line) else { continue }
      let words = Set(line.text.words())
      if !words.isDisjoint(with: Self.reasonWords) { framing.allowsReason = true }
      if ["words after", "add a dash", "few words", "words behind"].contains(where: {
        line.text.firstRange(of: $0) != nil
      }) {
        framing.allowsReason = true
      }
      if !words.isDisjoint(with: Self.idWords),
        words.contains(where: { word in
          word == "unsafe" || word == "breaks"
            || Self.violationStems.contains { word.hasPrefix($0) }
        })
      {
        framing.listsViolations = true
      }
    }
  }

  /// Tags that hold the answer in examples: `<output>{…}</output>`.
  mutating func readExampleFrames() {
    for element in reader.markup.prefix(512) where element.isLeaf && framing.frames.count < 8 {
      guard Vocabulary.field(named: element.name.lowercased()) == .label,
        reader.isExampleLeaf(element)
      else { continue }
      let frame = AnswerFrame(opening: "<\(element.name)>", closing: "</\(element.name)>")
      if !framing.frames.contains(frame) { framing.frames.append(frame) }
    }
  }

  private static let violationStems = [
    "violat", "broken", "наруш", "verletzt", "verstoß", "gebrochen", "enfrein", "infring",
    "incumpl",
    "violad", "descumpr", "breach", "contraven", "missacht", "bricht", "transgred", "viola",
    "тронут", "يخالف", "خالف", "مخالف", "تخالف", "نقض", "तोड़", "टूट", "उल्लंघन",
  ]

  static let idWords: Set<String> = [
    "kennung", "kennungen", "kürzel", "ziffer", "ziffern", "identifiant", "identifiants", "codes",
    "código", "códigos", "regla", "norma", "regra", "règle", "regel", "код", "коды", "коде",
    "правило",
    "пункт", "пункты", "رمز", "رموز", "رقم", "أرقام", "القاعدة", "القواعد", "کد", "کدهای", "شناسه",
    "شماره", "قاعده", "قواعد", "कोड", "नियम", "नियमों", "संख्या", "क्रमांक", "clause", "clauses",
    "номера", "номеров", "номер", "правил", "nummern", "nummer", "regeln", "numéros", "numéro",
    "règles",
    "números", "número", "normas", "reglas", "regras", "codici",
    "code", "codes", "id", "ids", "category", "categories", "number", "numbers", "rules", "rule",
    "policies",
  ]

  private static let reasonWords: Set<String> = [
    "remark", "erklärung", "bemerkung",
    "reason", "reasons", "explanation", "rationale", "justification", "explain", "why", "sentence",
    "begründung", "grund", "satz", "raison", "explication", "justification", "razón", "explicación",
    "motivo", "razão", "explicação", "justificativa", "причина", "объяснение", "обоснование",
    "السبب", "دلیل", "कारण", "理由", "原因",
  ]

  /// `<verdict>ALLOW</verdict>`, `\boxed{0}`, `[[A]]` in lines about the answer.
  private mutating func readFrames(of line: SourceLine) {
    let text = line.text
    var rest = text
    while let open = rest.utf8.firstIndex(of: 0x3C), framing.frames.count < 8 {
      rest = rest[open...]
      if let frame = AnswerFrame(openingTag: rest), let range = frame.range(in: rest),
        rest[range.inner].utf8.count <= 80,
        asks(line) || role(of: line) == .output || line.isFenced
          || Self.isAnswerTag(frame)
      {
        if Self.isAnswerTag(frame), !AnswerField.isRule(frame.opening.filter { !"<>".contains($0) })
        {
          noteAlternatives(rest[range.inner], on: line)
        }
        if !framing.frames.contains(frame), !rest[range.inner].utf8.contains(0x3C) {
          framing.frames.append(frame)
        }
        rest = rest[range.whole.upperBound...]
      } else {
        rest = rest.dropFirst()
      }
    }
    if text.utf8.hasBytes("\\boxed{".utf8), !framing.frames.contains(where: { $0.closing == "}" }) {
      framing.frames.append(AnswerFrame(opening: "\\boxed{", closing: "}"))
    }
    if text.utf8.hasBytes("[[".utf8), text.utf8.hasBytes("]]".utf8), asks(line),
      !framing.frames.contains(where: { $0.closing == "]]" })
    {
      framing.frames.append(AnswerFrame(opening: "[[", closing: "]]"))
    }
  }

  /// `ALLOWED|BLOCKED` in the tag of the answer.
  private mutating func noteAlternatives(_ text: Substring, on line: SourceLine) {
    let names = Self.alternatives(String(text.trimming("{}[]")))
    guard (2...8).contains(names.count) else { return }
    note(names.map { Self.listed(Substring($0)) }, on: line)
  }

  /// Learns what stands before the labels of examples, which models echo as well.
  mutating func learnLeads() {
    var closing = AnswerClosing(lines)
    let known = LabelSet(labels)
    closing.learn(from: lines) { text in
      text.utf8.first == 0x7B
        || AnswerText.pieces(text).map { $0.allSatisfy { known[$0] != nil } } ?? false
    }
    framing.leads = closing.leads
    framing.contentLeads = closing.contentLeads
  }

  /// Labels of a policy that asks for none in words: those behind the last line's lead in its examples
  /// (`Class: toxic`), or behind `Classes:`.
  mutating func readFewShots() {
    if let line = lines.first(where: { isPart($0) && Self.listsLabels($0) }),
      let split = AnswerClosing.split(line.text)
    {
      let names = split.rest.unicodeScalars.split { ",|/、，;".unicodeScalars.contains($0) }
        .map { AnswerText.bare(Substring($0)) }
      if (2...8).contains(names.count),
        names.allSatisfy({ $0.words(limit: 4).count <= 3 && !$0.isEmpty })
      {
        note(names.map(Self.listed), on: line)
        return
      }
    }
    if let (line, names) = labelsBehindColon() {
      note(names.map(Self.listed), on: line)
      return
    }
    guard let last = lines.last(where: { !$0.isBlank }),
      let closing = AnswerClosing.split(last.text),
      closing.isOpen
    else { return }
    var found: [(SourceLine, Substring)] = []
    for line in lines {
      guard let split = AnswerClosing.split(line.text), split.lead == closing.lead, !split.isOpen
      else { continue }
      found.append((line, Substring(LabelToken.label(in: AnswerText.bare(split.rest)))))
    }
    let names = Set(found.map { $0.1.lowercased() })
    guard found.count > names.count, (2...8).contains(names.count),
      found.allSatisfy({ $0.1.words(limit: 4).count <= 3 && $0.1.utf8.first != 0x7B })
    else { return }
    for (line, name) in found where !isListOfCodes(name) {
      note(
        [
          LabelMention(
            name: String(name), decision: LabelMention.own(String(name)), isQuoted: false)
        ], on: line)
    }
  }

  /// `AB3` or `AB3, AB4`, which are answers by the policy's rules.
  private func isListOfCodes(_ text: Substring) -> Bool {
    guard let pieces = AnswerText.pieces(text) else { return false }
    return pieces.allSatisfy { ids.contains(String($0)) }
  }

  private static func listed(_ name: Substring) -> LabelMention {
    let side = VerdictReader.isNone(name) ? .safe : LabelMention.own(String(name))
    return LabelMention(name: String(name), decision: side, isQuoted: false)
  }

  /// `Output one of the following labels: hate, harassment, none.`
  private func labelsBehindColon() -> (SourceLine, [Substring])? {
    for line in lines where isPart(line) && !line.isFenced && asks(line) {
      guard let colon = line.text.unicodeScalars.lastIndex(where: { $0 == ":" || $0 == "：" }),
        let word = line.text[..<colon].words(limit: 40).last,
        ["labels", "label", "options", "values", "words", "classes", "answers"].contains(word)
      else { continue }
      let rest = line.text[line.text.unicodeScalars.index(after: colon)...]
      let names = rest.components(separatedBy: " or ").flatMap {
        $0.unicodeScalars.split { ",|/、，;".unicodeScalars.contains($0) }.map {
          AnswerText.bare(Substring($0))
        }
      }.filter { !$0.isEmpty }
      if (2...8).contains(names.count), names.allSatisfy({ $0.words(limit: 4).count <= 3 }) {
        return (line, names)
      }
    }
    return nil
  }

  private static func listsLabels(_ line: SourceLine) -> Bool {
    guard let split = AnswerClosing.split(line.text), !split.isOpen else { return false }
    return [
      "labels", "classes", "verdicts", "answers", "values", "decisions", "categories", "outcomes",
      "etiketten", "étiquettes",
      "etiquetas", "rótulos", "метки", "标签", "ラベル", "التصنيفات",
    ].contains(split.lead)
  }

  static func isAnswerTag(_ frame: AnswerFrame) -> Bool {
    let name = Substring(frame.opening.dropFirst().dropLast())
    return AnswerWords.isLead(Substring(name.lowercased())) || AnswerField.isDecision(String(name))
  }
}
