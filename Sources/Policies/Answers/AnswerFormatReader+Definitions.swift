extension AnswerFormatReader {
  /// Labels that a list or a table defines: `PRESENT — at least one name`, `- 0: fine`,
  /// `| BLOCK | breaks a rule |`, under a heading or a line that speaks of labels or the answer.
  mutating func readDefinitions() {
    var index = 0
    while index < lines.count {
      guard isIntroduction(lines[index]) else {
        index += 1
        continue
      }
      let intro = lines[index]
      var found: [(line: Int, mention: LabelMention)] = []
      var last = index
      var next = index + 1
      while next < lines.count, next <= index + 40 {
        let line = lines[next]
        if line.isBlank {
          if !found.isEmpty, next > last + 1 { break }
          next += 1
          continue
        }
        if line.text.utf8.first == 0x7C {
          if let mention = Self.row(line) { found.append((line.number, mention)) }
          last = next
          next += 1
          continue
        }
        guard
          let mention = Self.definition(line)
            ?? (line.indent > intro.indent && Self.speaksOfLabels(intro.text)
              ? Self.entry(line) : nil)
              ?? (Self.offersChoice(intro.text) ? Self.choice(line) : nil),
          !isKnownCode(mention.name)
        else {
          // One wrapped line may follow a definition.
          if !found.isEmpty, line.mark == nil, line.indent > 0, next == last + 1 {
            next += 1
            continue
          }
          break
        }
        found.append((line.number, mention))
        last = next
        next += 1
      }
      if found.count > 1,
        Self.areLabels(found.map(\.mention))
          || Self.offersChoice(intro.text) && found.count < 9
            && found.contains(where: { $0.mention.decision != nil })
      {
        declared.insert(intro.number)
        for (line, mention) in found { note([mention], on: lines[line - 1]) }
        arrange(found.map(\.mention.name))
        LabelMention.resolveOtherwise(in: &labels, otherwise: otherwise)
        index = last + 1
      } else {
        index += 1
      }
    }
  }

  /// Gives labels the order in which a list defines them.
  private mutating func arrange(_ names: [String]) {
    let places = labels.indices.filter { names.contains(labels[$0].name) }
    let sorted = names.compactMap { name in labels.first { $0.name == name } }
    guard places.count == sorted.count else { return }
    for (place, label) in zip(places, sorted) { labels[place] = label }
  }

  /// Sentences that an answer ends with, `This note is allowed.` and `This note is not allowed.`: what they
  /// differ in is the label.
  mutating func readSentences() {
    let words = [
      "sentence", "satz", "sätze", "phrase", "frase", "oraci", "предложени", "фраз", "文", "句",
      "جمل", "वाक्य",
    ]
    for line in lines where isPart(line) && !line.isFenced && Self.offersChoice(line.text) {
      let lower = line.text.lowercased().utf8
      guard words.contains(where: { lower.hasBytes($0.utf8) }) else { continue }
      var group: [SourceLine] = []
      for next in lines[line.number...].prefix(10) {
        if next.isBlank { if group.isEmpty { continue } else { break } }
        guard (2...10).contains(next.body.words(limit: 12).count) else { break }
        group.append(next)
      }
      let parts = group.map { AnswerText.bare($0.body).split(separator: " ").map(String.init) }
      guard (2...4).contains(parts.count), let first = parts.first else { continue }
      let shared = first.indices.prefix { index in
        parts.allSatisfy {
          index < $0.count - 1 && $0[index].lowercased() == first[index].lowercased()
        }
      }.count
      guard shared > 0 else { continue }
      framing.sentence = first[..<shared].joined(separator: " ")
      declared.insert(line.number)
      for (line, part) in zip(group, parts) {
        let name = part[shared...].joined(separator: " ")
        note([.init(name: name, decision: LabelMention.own(name), isQuoted: true)], on: line)
      }
      return
    }
  }

  /// Labels in a row below a line that offers a choice: `keep, hide, ask`.
  mutating func readChoicesBelow() {
    for line in lines
    where isPart(line) && !line.isFenced && asks(line) && Self.offersChoice(line.text) {
      guard let next = lines[line.number...].first(where: { !$0.isBlank }), isPart(next),
        next.number <= line.number + 2
      else { continue }
      let names = next.body.unicodeScalars.split { ",、，،|/／".unicodeScalars.contains($0) }
        .map { AnswerText.bare(Substring($0)) }
      guard (2...8).contains(names.count), next.body.unicodeScalars.count <= 120,
        names.allSatisfy({
          (1...3).contains($0.words(limit: 4).count) && $0.unicodeScalars.count <= 24
        })
      else { continue }
      note(
        names.map {
          .init(name: String($0), decision: LabelMention.own(String($0)), isQuoted: true)
        },
        on: next)
    }
  }

  /// Learns what labels decide that are known already, from lists and tables that describe them.
  mutating func describeLabels() {
    guard labels.contains(where: { $0.decision == nil }) else { return }
    for line in lines where isPart(line) && !line.isFenced {
      guard let mention = line.text.utf8.first == 0x7C ? Self.row(line) : Self.definition(line),
        let index = labels.firstIndex(where: { $0.name == mention.name }),
        labels[index].decision == nil
      else { continue }
      labels[index].decision = mention.decision
      if mention.isOtherwise { otherwise.insert(mention.name) }
      declared.insert(line.number)
    }
    LabelMention.resolveOtherwise(in: &labels, otherwise: otherwise)
  }

  /// `A: may be read on air`, `B) goes into the folder`, where a line asks for the letter.
  mutating func readLetters() {
    let words: Set<String> = [
      "letter", "buchstabe", "buchstaben", "lettre", "letra", "букву", "буква", "буквой", "حرف",
      "الحرف",
      "अक्षर",
    ]
    guard labels.isEmpty,
      let asking = lines.first(where: { line in
        isPart(line) && asks(line)
          && (line.text.words().contains(where: words.contains)
            || ["字母", "文字", "アルファベット"].contains { line.text.utf8.hasBytes($0.utf8) })
      })
    else { return }
    var run: [(SourceLine, LabelMention)] = []
    for line in lines where !line.isBlank && isPart(line) {
      let body = line.text.trimmed().trimmingStart("-*• ").trimmingStart("*(`")
      guard let letter = body.unicodeScalars.first, letter.isASCIIUpper,
        letter.value == 0x41 + UInt32(run.count),
        case let rest = body.dropFirst().trimmingStart("*`").trimmedStart(),
        let stop = rest.unicodeScalars.first, stop.isDash || ":.)=：".unicodeScalars.contains(stop)
      else {
        if run.count > 1 { break }
        run = []
        continue
      }
      let text = Substring(rest.unicodeScalars.drop { !$0.joinsWords })
      run.append((line, Self.described(String(Character(letter)), by: text, isQuoted: true)))
    }
    guard (2...8).contains(run.count) else { return }
    declared.insert(asking.number)
    for (line, mention) in run { note([mention], on: line) }
  }

  private func isIntroduction(_ line: SourceLine) -> Bool {
    guard isPart(line), !line.isFenced else { return false }
    if line.text.utf8.first == 0x7C {
      guard let first = line.text.tableCells.first?.withoutMarkdown() else { return false }
      return AnswerField.isDecision(String(first)) || Self.labelWords.contains(first.lowercased())
    }
    if let heading = reader.heading(atLine: line.number) {
      return heading.role == .output || Self.speaksOfLabels(Substring(heading.title))
    }
    if asks(line), Self.offersChoice(line.text) { return true }
    guard let last = line.text.unicodeScalars.last, last == ":" || last == "：" || last == "*" else {
      return line.text.words(limit: 5).count <= 4 && Self.speaksOfLabels(line.text)
    }
    return asks(line) || Self.speaksOfLabels(line.text)
  }

  private static let labelWords: Set<String> = [
    "label", "labels", "verdict", "verdicts", "answers", "classes", "outcomes", "decisions",
    "classifications", "output", "outputs", "values", "ratings", "actions", "labelset", "valeurs",
    "valores", "werte", "значения", "etiketten",
    "antworten", "urteile", "étiquettes", "réponses", "etiquetas", "respuestas", "rótulos",
    "respostas", "метки", "ответы", "标签", "標籤", "ラベル", "判定", "التصنيفات", "برچسب‌ها", "लेबल",
  ]

  private static func speaksOfLabels(_ text: Substring) -> Bool {
    let words = text.words(limit: 8)
    return words.contains(where: labelWords.contains) && words.count < 8
      || labelWords.contains {
        $0.unicodeScalars.first?.isUnspaced == true && text.utf8.hasBytes($0.utf8)
      }
  }

  /// `- **SAFE** – nothing breaks a rule`.
  private static func definition(_ line: SourceLine) -> LabelMention? {
    guard !line.isFenced else { return nil }
    let tokens = LabelToken.tokens(of: line.body)
    guard let first = tokens.first, first.isWordLike,
      first.range.lowerBound <= line.body.utf8.index(after: line.body.startIndex) || first.isQuoted
    else { return nil }
    var end = first.range.upperBound
    var name = first.name
    if first.kind == .word {
      // Several words in capitals before the dash are one label.
      for token in tokens.dropFirst().prefix(3) {
        guard token.kind == .word, LabelMention.isCapitals(token.name),
          LabelMention.isCapitals(name),
          line.body[end..<token.range.lowerBound].utf8.allSatisfy({ $0 == 0x20 })
        else { break }
        name += " " + token.name
        end = token.range.upperBound
      }
      guard
        name.utf8.count < 4 || first.form != nil || LabelMention.isCapitals(name)
          || DecisionWords.decision(of: name) != nil
      else { return nil }
      guard
        first.form != nil || name.utf8.allSatisfy({ (0x30...0x39).contains($0) })
          || LabelMention.isCapitals(name)
      else { return nil }
    } else if first.form == nil, name != "0", name != "1" {
      return nil
    }
    let rest = Substring(
      line.body[end...].unicodeScalars.drop { $0 == "*" || $0 == "`" || $0.isSpace })
    guard let stop = rest.unicodeScalars.first,
      stop.isDash || ":：=→(（".unicodeScalars.contains(stop)
        || AnswerWords.opensWithCondition(rest)
    else { return nil }
    let text = Substring(rest.unicodeScalars.drop { !$0.joinsWords })
    guard !text.isEmpty else { return nil }
    return described(name, by: text, isQuoted: first.isQuoted)
  }

  /// Whether a line says that one of the things below is the answer.
  private static func offersChoice(_ text: Substring) -> Bool {
    let lower = text.lowercased().utf8
    return [
      "one of these", "one of the following", "one of three", "one of the three", "one of two",
      "one of the two",
      "one of four", "eines von", "eine von", "l'une de ces", "uno de estos", "una de las tres",
      "um dos três",
      "одно из трёх", "одно из трех", "うち一つ", "うちひとつ", "うち1つ", "中から一つ", "从中选", "三者之一", "三选一",
      "one of:", "exactly one of", "one word from",
      "one of the words", "pick one", "choose one", "eines dieser", "eines der folgenden",
      "eins davon",
      "einem der folgenden", "einem dieser", "l'un des", "l’un des", "un de ces", "une de ces",
      "l'une des", "una de estas", "uno de estos", "una de las siguientes", "uno de los siguientes",
      "um destes", "uma destas", "um dos seguintes", "uma das seguintes", "одно из", "один из",
      "одним из", "次のいずれか", "以下のいずれか", "次のうち", "のどれか", "以下之一", "下列之一", "其中之一", "إحدى",
      "أحد", "واحدة من", "یکی از", "में से एक", "इनमें से",
    ].contains { lower.hasBytes($0.utf8) }
  }

  /// `fine - nothing wrong`: a plain word or two and what they mean.
  private static func choice(_ line: SourceLine) -> LabelMention? {
    let body = line.body
    guard
      let stop = body.unicodeScalars.prefix(40).firstIndex(where: {
        $0.isDash || ":：=→(（".unicodeScalars.contains($0)
      }), stop > body.startIndex
    else { return nil }
    let name = AnswerText.bare(body[..<stop])
    let text = Substring(body[stop...].unicodeScalars.drop { !$0.joinsWords })
    guard (1...3).contains(name.words(limit: 4).count), !text.isEmpty,
      !AnswerClosing.isContent(name.lowercased()), !AnswerWords.isLead(name),
      !body[stop...].unicodeScalars.dropFirst().prefix(3).contains(where: {
        "{$[".unicodeScalars.contains($0)
      })
    else { return nil }
    return described(String(name), by: text, isQuoted: false)
  }

  /// `keep: no rule is broken`, an entry of YAML.
  private static func entry(_ line: SourceLine) -> LabelMention? {
    guard let colon = line.body.utf8.prefix(28).firstIndex(of: 0x3A) else { return nil }
    let name = line.body[..<colon].trimming("\"'")
    let text = line.body[line.body.utf8.index(after: colon)...].trimmed()
    guard name.words(limit: 3).count == 1, !text.isEmpty else { return nil }
    return described(String(name), by: text, isQuoted: false)
  }

  private static func described(_ name: String, by text: Substring, isQuoted: Bool) -> LabelMention
  {
    let clause = text.firstSentence
    let start = clause.prefix { !",，、".contains($0) }
    var mention = LabelMention(name: name, decision: LabelMention.own(name), isQuoted: isQuoted)
    mention.decision =
      mention.decision ?? Condition.decision(of: start) ?? Condition.decision(of: clause)
      ?? ModalWords.decision(of: clause)
    mention.isOtherwise =
      AnswerWords.matches(in: clause).contains { $0.meaning == .otherwise }
      || AnswerWords.isOtherwise(clause)
    return mention
  }

  /// `| BLOCK | breaks a rule |`; not the header or the line under it.
  private static func row(_ line: SourceLine) -> LabelMention? {
    let cells = line.text.tableCells
    guard cells.count > 1 else { return nil }
    let name = cells[0].withoutMarkdown().unquoted
    guard let token = LabelToken.tokens(of: "\"\(name)\"").first,
      token.form != nil || name == "0" || name == "1",
      !AnswerWords.isLead(name), !labelWords.contains(name.lowercased())
    else { return nil }
    var mention = described(String(name), by: cells[1], isQuoted: true)
    // What happens may stand in a later column.
    for cell in cells.dropFirst(2) where mention.decision == nil {
      mention.decision = Condition.decision(of: cell)
    }
    return mention
  }

  /// Whether the heads of a list are labels of one vocabulary: at most eight, of one form.
  private static func areLabels(_ mentions: [LabelMention]) -> Bool {
    guard mentions.count <= 12, Set(mentions.map(\.name)).count == mentions.count else {
      return false
    }
    let digits = mentions.filter { $0.name.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    if !digits.isEmpty { return Set(digits.map(\.name)) == ["0", "1"] }
    let halves = mentions.filter { LabelPair.other(of: $0.name) != nil }
    if !halves.isEmpty { return halves.count == mentions.count || halves.count == 2 }
    let known = mentions.filter { $0.decision != nil }
    return mentions.allSatisfy { LabelMention.isCapitals($0.name) || $0.isQuoted }
      || known.count > 1
  }
}

extension Substring {
  /// As far as the first stop.
  var firstSentence: Substring {
    var previous: Unicode.Scalar = " "
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      if "。;；".unicodeScalars.contains(scalar) || (previous == "." && scalar.isSpace) {
        return self[..<index]
      }
      previous = scalar
    }
    return self
  }
}
