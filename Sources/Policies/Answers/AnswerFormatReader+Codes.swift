extension AnswerFormatReader {
  /// Makes the rules' codes labels where a line asks for them or an output section lists them.
  ///
  /// Where two labels decide and the codes only say which rules were violated, they are no labels.
  ///
  /// - Returns: whether several of them are asked for.
  mutating func addCodes() -> Bool {
    var codes = codeLabels()
    if codes.isEmpty { codes = numberLabels() }
    guard !codes.isEmpty else { return false }
    let names = Set(codes.map(\.name))
    let hasBothSides = Set(completed(labels).compactMap(\.decision)).isSuperset(of: [
      .safe, .violates,
    ])
    // Beside labels for both sides, ids in parentheses or on a second line only say which rule it was.
    if hasBothSides,
      lines.contains(where: {
        isPart($0) && !$0.isFenced && asks($0) && Self.asksBesideLabel($0.text)
      })
    {
      return false
    }
    var asking: [Int] = []
    var severalAt: [Int] = []
    for line in lines where !line.isFenced && isPart(line) {
      let role = role(of: line)
      guard role != .definitions, !reader.isHeading(line.number), line.text.utf8.first != 0x7C
      else {
        continue
      }
      if role == .output, line.mark != nil,
        let code = RuleCode(startOf: line.body.trimmingStart("*`[")), names.contains(code.text)
      {
        asking.append(line.number)
      } else if hasBothSides, Self.asksBesideLabel(line.text) {
        // `If INVALID, add the ids on the second line.`
        continue
      } else if isRequest(line, role: role) {
        if Self.asksForSeveral(line.text) { severalAt.append(line.number) }
        let words = line.text.words()
        // In `one label: VALID or INVALID` the label is not a rule's.
        let namesOthers = naming.contains { entry in
          entry.line == line.number && !entry.names.contains { names.contains($0) }
        }
        if words.contains(where: {
          Self.codeWords.contains($0) && !(namesOthers && $0.hasPrefix("label"))
        }) || Self.unspacedCodeWords.contains(where: { line.text.utf8.hasBytes($0.utf8) }) {
          asking.append(line.number)
        }
      }
    }
    guard !asking.isEmpty else { return false }
    let sides = Set(completed(labels).compactMap(\.decision))
    if sides.count > 1, framing.listsViolations { return false }
    declared.formUnion(asking)
    declared.formUnion(severalAt)
    if framing.listsViolations || !severalAt.isEmpty,
      labels.allSatisfy({ $0.decision == .safe || isNone($0) })
    {
      for index in codes.indices where codes[index].decision == nil {
        codes[index].decision = .violates
      }
      for index in labels.indices where isNone(labels[index]) { labels[index].decision = .safe }
    }
    if !severalAt.isEmpty || codes.contains(where: { $0.name == "1" }) {
      addNone(from: asking + severalAt)
    }
    labels += codes.filter { code in !labels.contains { $0.name == code.name } }
    return !severalAt.isEmpty
  }

  /// The word for an empty list: `If nothing is violated, return NONE`.
  private mutating func addNone(from numbers: [Int]) {
    guard !labels.contains(where: isNone) else { return }
    // `the number of the broken rule, or 0 if none is broken`.
    let zero = Set(numbers).sorted().first { number in
      lines[number - 1].text.words().contains("0") && !ids.contains("0") && ids.contains("1")
    }
    if zero != nil {
      labels.removeAll { $0.name == "1" && $0.decision == nil }
      if !labels.contains(where: { $0.name == "0" }) { labels.insert(.init("0", .safe), at: 0) }
      return
    }
    for number in Set(numbers).sorted() {
      for token in LabelToken.tokens(of: lines[number - 1].text)
      where token.isWordLike && VerdictReader.isNone(token.name)
        && (token.isQuoted || LabelMention.isCapitals(token.name))
      {
        labels.insert(.init(token.name, .safe), at: 0)
        return
      }
    }
  }

  private func isNone(_ label: AnswerFormat.Label) -> Bool {
    VerdictReader.isNone(label.name) || label.name.lowercased() == "ok"
  }

  /// Numbered rules, where the answer asks for their numbers.
  private func numberLabels() -> [AnswerFormat.Label] {
    guard labels.allSatisfy({ $0.decision == .safe || isNone($0) }), framing.listsViolations else {
      return []
    }
    return outline.rules.filter { !$0.isDerived }.map { .init($0.id, $0.decision) }
  }

  private static let codeWords: Set<String> = [
    "number",
    "identificador", "ziffer", "ziffern", "пункты",
    "номеров", "кодов", "رمز", "رموز", "الرموز", "أرقام", "رقم", "معرفات", "کد", "کدها", "کدهای",
    "شناسه", "شناسه‌ها", "شماره", "شماره‌های", "कोड", "क्रमांक", "संख्या", "numéro", "número", "nummer",
    "label", "code", "codes", "labels", "id", "ids", "identifier", "identifiers", "kürzel",
    "kennung",
    "номера", "номер", "numbers", "nummern", "numéros", "números", "kennungen", "identifiant",
    "identifiants", "código", "códigos", "identificadores", "коды",
    "код",
  ]

  /// Whether ids are asked for in addition to a label.
  private static func asksBesideLabel(_ text: Substring) -> Bool {
    let words = text.words()
    return words.contains {
      besideWords.contains($0)
    }
      || ["括号", "括弧", "カッコ", "後ろに", "之后", "后面"].contains { text.utf8.hasBytes($0.utf8) }
      || text.sentences.contains { sentence in
        AnswerWords.opensWithCondition(sentence)
          && sentence.words().contains { codeWords.contains($0) && !$0.hasPrefix("label") }
      }
  }

  private static let pluralCodeWords: Set<String> = [
    "ids", "codes", "numbers", "labels", "identifiers", "kürzel", "nummern", "kennungen",
    "identifiants",
    "numéros", "códigos", "números", "identificadores", "коды", "номера", "кодов", "номеров",
    "رموز", "أرقام",
    "کدها", "کدهای", "कोड",
  ]

  private static let besideWords: Set<String> = [
    "second", "add", "append", "followed", "behind", "then", "brackets", "parentheses", "bracketed",
    "zweite", "klammern", "klammer", "dahinter", "gefolgt", "deuxième", "parenthèses", "crochets",
    "suivi", "suivie", "paréntesis", "corchetes", "seguido", "seguida", "parênteses", "colchetes",
    "скобках", "قوسين", "معقوفين", "پرانتز", "قلاب", "कोष्ठक",
  ]

  private static let unspacedCodeWords = ["代码", "代碼", "编号", "編號", "番号", "コード", "記号"]

  /// Among the criteria only a line that opens with the request is one.
  private func isRequest(_ line: SourceLine, role: OutlineReader.Role?) -> Bool {
    guard role == .criteria || role == .precedence else { return asks(line) }
    guard line.mark == nil else { return false }
    return AnswerWords.kind(startOf: line.text) == .request
      || Self.asksForSeveral(line.text) && asks(line)
      || line.number + 6 > lines.count && asks(line)
  }

  private static func asksForSeveral(_ text: Substring) -> Bool {
    let words = Set(text.words())
    let all: Set<String> = [
      "all", "every", "each", "list", "array", "several", "any", "alle", "liste", "jede", "tous",
      "toutes",
      "todos", "todas", "lista", "все", "всех", "список", "جميع", "كل", "همه", "सभी",
    ]
    if !words.isDisjoint(with: all), !words.isDisjoint(with: pluralCodeWords) { return true }
    let folded = text.lowercased().utf8
    return [
      "all that apply", "all labels", "all codes", "list of", "comma-separated", "comma separated",
      "separated by commas", "list all", "list the", "kommagetrennt", "durch komma", "séparés par",
      "separados por", "separadas por", "через запятую", "逗号", "カンマ", "读点", "مفصولة", "array of",
      "every code", "each code", "all the codes", "codes of all", "one per line", "alle kürzel",
      "mit komma", "alle nummern", "liste der", "séparées par", "par des virgules", "la liste des",
      "separados con", "por comas", "lista de", "lista con", "por vírgula", "список", "перечисли",
      "перечень", "顿号", "用逗号", "列出所有", "列出全部", "カンマ区切り", "すべて列挙", "読点", "بفواصل",
      "بفاصلة", "قائمة", "با ویرگول", "با کاما", "جدا شده", "فهرست", "अल्पविराम", "कॉमा", "सूची",
    ].contains { folded.hasBytes($0.utf8) }
  }

  /// Decides codes by sentences about them: `FW0 is permitted. FW2 and FW3 violate the policy.`
  mutating func decideByStatements() {
    guard labels.contains(where: { $0.decision == nil }) else { return }
    for line in lines where isPart(line) && !line.isFenced && line.text.utf8.first != 0x7C {
      for sentence in line.body.sentences where sentence.words(limit: 20).count < 20 {
        let named = labels.indices.filter { sentence.hasWord(labels[$0].name) }
        guard let first = sentence.words(limit: 1).first, !named.isEmpty,
          named.contains(where: { labels[$0].name.lowercased().hasPrefix(first) }),
          !AnswerWords.opensWithCondition(sentence)
        else { continue }
        var rest = String(sentence)
        for index in named { rest = rest.replacingWord(labels[index].name) }
        guard
          let decision = DecisionWords.decision(of: rest) ?? Condition.decision(of: Substring(rest))
        else { continue }
        for index in named where labels[index].decision == nil { labels[index].decision = decision }
      }
    }
  }

  /// Decides labels clause by clause: `Low is allowed, medium and high are removed`.
  mutating func decideByClauses() {
    guard labels.contains(where: { $0.decision == nil }) else { return }
    for line in lines where isPart(line) && !line.isFenced && line.text.utf8.first != 0x7C {
      for sentence in line.body.sentences where sentence.words(limit: 40).count < 40 {
        var pending: [Int] = []
        for part in sentence.unicodeScalars.split(whereSeparator: {
          ",;，；،".unicodeScalars.contains($0)
        }) {
          let clause = Substring(part)
          let named = labels.indices.filter {
            Substring(clause.lowercased()).hasWord(labels[$0].name.lowercased())
          }
          guard let first = clause.words(limit: 1).first, !named.isEmpty,
            named.contains(where: { labels[$0].name.lowercased().hasPrefix(first) })
              || !pending.isEmpty
          else {
            pending = []
            continue
          }
          var rest = clause.lowercased()
          for index in named { rest = rest.replacingWord(labels[index].name.lowercased()) }
          pending += named
          guard
            let side = DecisionWords.strongDecision(of: rest)
              ?? Condition.decision(of: Substring(rest))
          else { continue }
          for index in pending where labels[index].decision == nil { labels[index].decision = side }
          pending = []
        }
      }
    }
  }

  /// `Request: SAFE or UNSAFE` and `Reply: SAFE or UNSAFE` on lines of their own.
  private mutating func namedAxes() -> [AnswerFormat.Axis] {
    var run: [(lead: String, names: [String], line: Int)] = []
    for line in lines where isPart(line) && !line.isFenced {
      let split = AnswerClosing.split(line.text)
      let hasChoices =
        split.map { !$0.isOpen && AnswerWords.matches(in: $0.rest).contains { $0.meaning == .or } }
        ?? false
      let mentions = hasChoices ? LabelMention.find(in: line.body) : []
      if let split, mentions.count > 1,
        LabelMention.find(in: split.rest).count == mentions.count
      {
        let names = mentions.map(\.name)
        if let last = run.last, last.names != names || line.number > last.line + 1 { run = [] }
        run.append(
          (String(line.body.prefix { $0 != ":" }).filter { $0 != "*" }, names, line.number))
      } else if !line.isBlank, run.count > 1 {
        break
      }
    }
    guard run.count > 1, Set(run.map(\.lead)).count == run.count else { return [] }
    for entry in run { declared.insert(entry.line) }
    for name in run[0].names where !labels.contains(where: { $0.name == name }) {
      labels.append(.init(name, LabelMention.own(name)))
    }
    return run.map { .init(name: $0.lead, prefix: $0.lead + ":") }
  }

  /// The axis of a line that opens with a pattern such as `D-SP#:`.
  private static func patternAxis(_ body: Substring) -> AnswerFormat.Axis? {
    let plain = body.trimmingStart("*`_")
    guard let hash = plain.utf8.prefix(16).firstIndex(of: 0x23),
      let dash = plain[..<hash].utf8.firstIndex(of: 0x2D), dash > plain.startIndex,
      plain[..<hash].utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D }),
      plain[plain.utf8.index(after: hash)...].trimmingStart("*`_ ").utf8.first == 0x3A
    else { return nil }
    return .init(name: String(plain[..<dash]), prefix: String(plain[...dash]))
  }

  // MARK: Pairs

  /// `Depiction (D-SP#)` and `Request (R-SP#)`.
  mutating func pairAxes() -> [AnswerFormat.Axis] {
    var axes: [AnswerFormat.Axis] = []
    var first: Int?
    for line in lines where !line.isFenced && line.text.utf8.contains(0x23) {
      // `D-SP#: what the text depicts`.
      if let code = Self.patternAxis(line.body), axes.count < 8 {
        axes.append(code)
        declared.insert(line.number)
        first = first ?? line.number
        continue
      }
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
    if axes.isEmpty { axes = namedAxes() }
    if axes.count > 1, let first {
      let before = lines[..<(first - 1)].last { !$0.isBlank }
      if let before, before.text.utf8.last == 0x3A { declared.insert(before.number) }
    }
    return axes.count > 1 ? axes : []
  }
}
