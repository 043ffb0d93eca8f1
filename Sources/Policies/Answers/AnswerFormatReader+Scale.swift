extension AnswerFormatReader {
  /// Labels that are the levels of a scale: a table or list with three or more numbers, which the
  /// answer names. Sentences such as `2 and above are violations` say what they decide.
  ///
  /// - Returns: whether there is such a scale.
  mutating func readScale() -> Bool {
    guard labels.allSatisfy({ $0.name == "0" || $0.name == "1" || $0.decision == .escalate }),
      let (levels, asking) = requestedLevels()
    else { return readPercentage() }
    let numbers = levels.names.compactMap { Double($0) }
    guard let low = numbers.min(), let high = numbers.max() else { return false }
    let isDecided = levels.sides.count * 2 > levels.names.count
    let scale =
      isDecided
      ? AnswerScale(low: low, high: high, bands: [])
      : scale(from: low, to: high, isOpen: false, except: Set(levels.lines))
    declared.formUnion(levels.lines + asking)
    labels = levels.names.map { name in
      .init(name, levels.sides[name] ?? Double(name).flatMap(scale.decision))
    }
    return true
  }

  /// The format of an answer with a scale, in a form where the policy shows one.
  mutating func scaleFormat(_ answer: Prescribed?) -> AnswerFormat {
    guard let answer,
      let field = answer.texts.fields.first(where: { Self.namesNumbers($0.value) })
        ?? answer.texts.fields.first(where: { AnswerField.isConfidence($0.name) })
    else { return finished(.token) }
    declared.formUnion(answer.texts.lines)
    framing.decisionField = field.name
    return finished(.form, fields: answer.texts.names)
  }

  private static func namesNumbers(_ value: String) -> Bool {
    LabelSet.normalized(Substring(value)).utf8.filter { (0x30...0x39).contains($0) }.count > 1
  }

  private mutating func scale(
    from low: Double, to high: Double, isOpen: Bool, except skipped: Set<Int>
  ) -> AnswerScale {
    var reader = ScaleReader(low: low, high: high, isOpen: isOpen)
    let rules = Set(outline.rules.map(\.line))
    for line in lines
    where isPart(line) && !line.isFenced && !skipped.contains(line.number)
      && !rules.contains(line.number)
    {
      let before = reader.bands.count
      reader.learn(from: line.body)
      if reader.bands.count > before { declared.insert(line.number) }
    }
    return reader.scale
  }

  private struct Levels {
    var names: [String] = []
    var lines: [Int] = []
    var sides: [String: Decision] = [:]
  }

  /// The runs of rows or lines that each define one level, the longest first.
  private func levelRuns() -> [Levels] {
    var runs: [Levels] = []
    var run = Levels()
    func close() {
      if run.names.count > 2 { runs.append(run) }
      run = Levels()
    }
    for line in lines where !line.isBlank {
      let isRule = line.text.utf8.starts(with: "|-".utf8) || line.text.utf8.starts(with: "| -".utf8)
      if isRule { continue }
      guard isPart(line) || line.text.utf8.first == 0x7C, let level = Self.level(line),
        !run.names.contains(level.name)
      else {
        close()
        continue
      }
      run.names.append(level.name)
      run.lines.append(line.number)
      run.sides[level.name] = level.side
    }
    close()
    if let inline = inlineLevels() { runs.append(inline) }
    return runs.filter { run in
      let numbers = run.names.compactMap { Int($0) }
      guard numbers.count > 2, run.names.count <= 12, let low = numbers.min(),
        let high = numbers.max()
      else { return false }
      return high - low + 1 == numbers.count && low <= 1
    }.sorted { $0.names.count > $1.names.count }
  }

  /// The levels that a line asks for, and that line.
  private func requestedLevels() -> (levels: Levels, asking: [Int])? {
    for run in levelRuns() {
      if let asking = scaleRequest(run.names) { return (run, asking) }
    }
    return nil
  }

  /// `0 = fine, 1 = warning, 2 = removal` or `0 (fine), 1 (warning) or 2 (removal)` in one line that asks.
  private func inlineLevels() -> Levels? {
    for line in lines where isPart(line) && asks(line) {
      var found = Levels()
      let text = Substring(LabelSet.normalized(line.text))
      var previous: Unicode.Scalar = " "
      for index in text.unicodeScalars.indices {
        let scalar = text.unicodeScalars[index]
        defer { previous = scalar }
        guard ("0"..."9").contains(scalar), !previous.joinsWords, previous != "." else { continue }
        let rest = text[text.unicodeScalars.index(after: index)...].trimmedStart().trimmingStart(
          "`*\""
        )
        .trimmedStart()
        guard let stop = rest.unicodeScalars.first, "=(:：（".unicodeScalars.contains(stop) else {
          continue
        }
        let gloss = Substring(
          rest.dropFirst().unicodeScalars.prefix { !",;)、，；）".unicodeScalars.contains($0) })
        let name = String(Character(scalar))
        guard !found.names.contains(name) else { continue }
        found.names.append(name)
        found.lines = [line.number]
        found.sides[name] =
          LabelActions.decision(of: gloss) ?? DecisionWords.decision(ofGloss: gloss)
      }
      if found.names.count > 2 { return found }
    }
    return nil
  }

  /// `| 3 | identification | full name |`, `- 3: full name`, `Level 3 – full name`.
  private static func level(_ line: SourceLine) -> (name: String, side: Decision?)? {
    var cells =
      line.text.utf8.first == 0x7C ? line.text.tableCells.map { $0.withoutMarkdown() } : []
    if cells.isEmpty {
      // A list number is no level.
      let body = line.text.trimmingStart("-*• ").withoutMarkdown()
      guard
        let stop = body.unicodeScalars.prefix(16).firstIndex(where: {
          $0.isDash || ":：=(（".unicodeScalars.contains($0)
        })
      else { return nil }
      let words = body[..<stop].split(separator: " ")
      guard words.count == 1 || words.count == 2 && levelWords.contains(words[0].lowercased()),
        let last = words.last
      else { return nil }
      cells = [last, body[body.unicodeScalars.index(after: stop)...].trimmed()]
    }
    guard cells.count > 1 else { return nil }
    let name = LabelSet.normalized(AnswerText.bare(cells[0]))
    let isNumber = (1...2).contains(name.utf8.count) && Int(name) != nil
    let isLetter = name.utf8.count == 1 && name.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    guard isNumber || isLetter else { return nil }
    // `Rejected, the account is suspended`: the first clause.
    let side = cells.dropFirst().lazy
      .map { Substring($0.unicodeScalars.prefix { !",;.，。；".unicodeScalars.contains($0) }) }
      .filter { $0.words(limit: 4).count <= 3 }
      .compactMap { LabelActions.decision(of: $0) ?? DecisionWords.strongDecision(of: $0) }.first
    return (name, side)
  }

  private static let levelWords: Set<String> = [
    "level", "severity", "score", "grade", "rating", "stufe", "grad", "schweregrad", "niveau",
    "niveaux",
    "nivel", "nível", "grado", "grau", "уровень", "степень", "балл", "المستوى", "مستوى", "درجة",
    "سطح",
    "स्तर",
  ]

  /// Lines that ask for a level: `<0-4 or U>`, `a number from 1 to 5`, `the severity (0–4)`.
  private func scaleRequest(_ names: [String]) -> [Int]? {
    let numbers = names.compactMap { Int($0) }
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    let found = lines.filter { line in
      guard isPart(line) || line.isFenced, line.text.utf8.first != 0x7C else { return false }
      let text = Substring(LabelSet.normalized(line.text))
      let isAsking =
        asks(line) || text.utf8.contains(0x3C)
        || AnswerClosing.split(line.text).map { AnswerField.isConfidence($0.lead) } ?? false
      guard isAsking else { return false }
      let forms = [
        "-", " to ", " - ", " bis ", " à ", " a ", " до ", "から", "到", "至", "〜", " إلى ", " تا ",
        " से ",
      ]
      if forms.contains(where: { text.firstRange(of: "\(low)\($0)\(high)") != nil }) { return true }
      let words = text.words(limit: 60)
      return numbers.allSatisfy { words.contains(String($0)) }
    }.map(\.number)
    return found.isEmpty ? nil : found
  }

  /// A percentage or a score that the answer consists of, and the thresholds that decide.
  private mutating func readPercentage() -> Bool {
    guard labels.isEmpty else { return false }
    for line in lines where isPart(line) && asks(line) && !line.text.utf8.contains(0x7B) {
      guard let (low, high) = Self.span(in: line.text) else { continue }
      let scale = scale(from: low, to: high, isOpen: true, except: [])
      declared.insert(line.number)
      framing.scale = scale
      labels = Self.bandLabels(scale)
      return true
    }
    return false
  }

  /// The range of numbers that a line asks for: `0 to 100`, `between 0 and 100`, `percent`, `0.0-1.0`.
  private static func span(in text: Substring) -> (Double, Double)? {
    let plain = Substring(LabelSet.normalized(Substring(text.lowercased())))
    let words = plain.words(limit: 80)
    let numbers = Set(
      plain.utf8.split { !((0x30...0x39).contains($0) || $0 == 0x2E) }
        .map { String(Substring($0)).trimmedOfDots })
    if numbers.contains("100"), numbers.contains("0") || numbers.contains("1") {
      return (numbers.contains("0") ? 0 : 1, 100)
    }
    if numbers.contains("1.0") || numbers.contains("1.00"),
      numbers.contains("0.0") || numbers.contains("0") || numbers.contains("0.00")
    {
      return (0, 1)
    }
    if words.contains(where: {
      [
        "percent", "percentage", "per cent", "prozent", "prozentzahl", "pourcentage", "porcentaje",
        "porcentagem", "процент", "проценты", "процентах", "प्रतिशत", "درصد",
      ].contains($0)
    }) || ["百分", "パーセント", "النسبة", "نسبة مئوية"].contains(where: { plain.utf8.hasBytes($0.utf8) })
    {
      return (0, 100)
    }
    if numbers.contains("10"), numbers.contains("0") || numbers.contains("1") {
      return (numbers.contains("0") ? 0 : 1, 10)
    }
    return nil
  }

  /// One label for each band, named by its numbers.
  private static func bandLabels(_ scale: AnswerScale) -> [AnswerFormat.Label] {
    func spelled(_ number: Double) -> String {
      number == number.rounded() ? String(Int(number)) : String(number)
    }
    var cuts: [Double] = [scale.low]
    for band in scale.bands {
      let start = scale.high > 1 ? band.low.rounded(.up) : band.low
      let behind = scale.high > 1 ? band.high.rounded(.down) + 1 : band.high
      for cut in [start, behind]
      where cut > scale.low && (cut < scale.high || cut == scale.high && scale.high > 1)
        && !cuts.contains(cut)
      {
        cuts.append(cut)
      }
    }
    cuts.sort()
    var labels: [AnswerFormat.Label] = []
    for (index, cut) in cuts.enumerated() {
      let next = index + 1 < cuts.count ? cuts[index + 1] : nil
      let end = next.map { scale.high > 1 ? $0 - 1 : $0 } ?? scale.high
      let name = cut == end ? spelled(cut) : "\(spelled(cut))-\(spelled(end))"
      labels.append(.init(name, scale.decision(of: scale.high > 1 ? cut : (cut + end) / 2)))
    }
    return labels
  }
}

extension String {
  fileprivate var trimmedOfDots: String { String(Substring(self).trimming(".")) }
}
