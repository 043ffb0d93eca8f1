import Policies

/// Finds the units of a policy: what its outline lists, and the items under headings that decide.
struct UnitReader {
  private let outline: PolicyOutline
  private let format: AnswerFormat
  private let lines: [Substring]
  /// For each section the one around it.
  private let parents: [Int?]
  private var units: [PolicyUnit] = []

  static func units(of text: String, outline: PolicyOutline, format: AnswerFormat) -> [PolicyUnit] {
    var reader = UnitReader(text: text, outline: outline, format: format)
    reader.readRules()
    reader.readExamples()
    reader.readItems()
    reader.attachDefinitions()
    return reader.units
  }

  private init(text: String, outline: PolicyOutline, format: AnswerFormat) {
    self.outline = outline
    self.format = format
    var text = text
    text.makeContiguousUTF8()
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Substring.init)
    var parents: [Int?] = []
    for (index, section) in outline.sections.enumerated() {
      var parent = index > 0 ? index - 1 : nil
      while let above = parent, outline.sections[above].level >= section.level {
        parent = parents[above]
      }
      parents.append(parent)
    }
    self.parents = parents
  }

  private mutating func readRules() {
    let owners = outline.rules.map(\.line) + outline.examples.flatMap { [$0.line, $0.contentLine] }
    let taken = Set(owners)
    let decisions = Dictionary(outline.rules.map { ($0.id, $0.decision) }) { $0 ?? $1 }
    for rule in outline.rules {
      guard let decision = decision(of: rule.id, in: decisions) else { continue }
      var text = rule.title
      for line in stride(from: rule.line + 1, through: rule.lastLine, by: 1)
      where !taken.contains(line) && line <= lines.count {
        text += "\n" + lines[line - 1]
      }
      units.append(
        PolicyUnit(
          kind: .rule, rule: rule.id, line: rule.line, title: rule.title, text: text,
          decision: decision, headings: headings(at: rule.line)))
    }
  }

  /// The rule's own decision, else that of the label or rule whose id begins its id. A bare number
  /// as label (`1`) says nothing of a rule that is numbered `1.3`.
  private func decision(of id: String, in rules: [String: Decision?]) -> Decision? {
    var name = Substring(id)
    while true {
      let key = String(name)
      if let own = rules[key] ?? nil { return own }
      if Int(key) == nil, let label = format.labels.first(where: { $0.name == key })?.decision {
        return label
      }
      guard let shorter = name.droppingLastIDPart, !shorter.isEmpty else { return nil }
      name = shorter
    }
  }

  private mutating func readExamples() {
    let ids = Set(outline.rules.map(\.id))
    let ruled = Dictionary(units.map { ($0.rule ?? "", $0.decision) }) { first, _ in first }
    for example in outline.examples {
      let named = example.label.flatMap { label in
        label.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init)
          .first { ids.contains($0) && Int($0) == nil }
      }
      guard
        let decision = example.decision ?? decision(ofLabel: example.label)
          ?? named.flatMap({ ruled[$0] })
      else { continue }
      units.append(
        PolicyUnit(
          kind: .example, rule: named, line: example.line, title: example.content,
          text: example.content, decision: decision, label: example.label,
          headings: headings(at: example.line)))
    }
  }

  /// The strongest decision of the labels in it: `D-AG0, R-AG3` violates.
  private func decision(ofLabel label: String?) -> Decision? {
    guard let label else { return nil }
    let labels = label.split { $0 == "," || $0 == ";" }.map { part in
      let name = part.drop { $0 == " " }
      let prefix = format.axes.map(\.prefix).first { !$0.isEmpty && name.hasPrefix($0) }
      return String(name.dropFirst(prefix?.count ?? 0))
    }
    let decisions = format.labels.filter { labels.contains($0.name) }.compactMap(\.decision)
    return [Decision.escalate, .violates, .safe].first { decisions.contains($0) }
  }

  /// Bullets under a heading that says what its content is (`VIOLATES (1)`, `Allowed`), where they
  /// bear no id of their own.
  private mutating func readItems() {
    var taken = Set(outline.examples.flatMap { [$0.line, $0.contentLine] })
    for rule in outline.rules { taken.formUnion(rule.line...max(rule.line, rule.lastLine)) }
    for section in innermostSections() {
      guard let decision = Decision(heading: section.title) else { continue }
      for number in stride(from: section.line + 1, through: section.lastLine, by: 1)
      where number <= lines.count && !taken.contains(number) {
        guard let text = lines[number - 1].listItem else { continue }
        units.append(
          PolicyUnit(
            kind: .item, rule: nil, line: number, title: String(text), text: String(text),
            decision: decision, headings: headings(at: number)))
      }
    }
  }

  /// Each section with the lines before its first subsection.
  private func innermostSections() -> [PolicyOutline.Section] {
    outline.sections.enumerated().map { index, section in
      var section = section
      if index + 1 < outline.sections.count {
        section.lastLine = min(section.lastLine, outline.sections[index + 1].line - 1)
      }
      return section
    }
  }

  /// Titles of the sections around a line, innermost last.
  private func headings(at line: Int) -> [String] {
    var (low, high) = (0, outline.sections.count)
    while low < high {
      let middle = (low + high) / 2
      if outline.sections[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    var titles: [String] = []
    var section = low > 0 ? low - 1 : nil
    while let index = section {
      titles.append(outline.sections[index].title)
      section = parents[index]
    }
    return titles.reversed()
  }

  /// So many definitions are attached, since each is looked for in every unit.
  private static let mostDefinitions = 64

  /// `- Checkout: the marketplace's own payment page` explains every unit that says "checkout".
  private mutating func attachDefinitions() {
    let definitions = definitions().prefix(Self.mostDefinitions)
    guard !definitions.isEmpty else { return }
    for index in units.indices where units[index].kind != .example {
      let text = units[index].text.lowercased()
      units[index].definitions = definitions.filter { text.contains($0.term) }.map(\.meaning)
    }
  }

  private func definitions() -> [(term: String, meaning: String)] {
    outline.sections.filter { $0.title.lowercased().hasPrefix("definition") }
      .flatMap { section in
        lines[min(section.line, lines.count)..<min(section.lastLine, lines.count)]
          .compactMap { line in
            guard let item = line.listItem, let colon = item.firstIndex(of: ":") else { return nil }
            let term = item[..<colon].lowercased()
            guard !term.isEmpty, term.utf8.count <= 40 else { return nil }
            return (term, String(item[item.index(after: colon)...]))
          }
      }
  }
}

extension Substring {
  /// `MK3.b` → `MK3` → `MK`; nil where nothing is left to drop.
  fileprivate var droppingLastIDPart: Substring? {
    guard !isEmpty else { return nil }
    if let dot = lastIndex(where: { $0 == "." || $0 == "-" }) { return self[..<dot] }
    let letters = prefix { !$0.isNumber }
    return letters.endIndex < endIndex ? letters : nil
  }

  /// The text after a bullet or number, or nil where the line is no list item.
  fileprivate var listItem: Substring? {
    let line = drop { $0 == " " || $0 == "\t" }
    guard let first = line.first else { return nil }
    if "-*•–".contains(first), line.dropFirst().first == " " {
      return line.dropFirst(2)
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let mark = line[digits.endIndex...].first, mark == "." || mark == ")"
    else { return nil }
    return line[digits.endIndex...].dropFirst()
  }
}

extension Decision {
  /// What a heading says of the content listed below it.
  init?(heading: String) {
    let text = heading.lowercased()
    let words = text.split { !$0.isLetter }
    func says(_ wanted: Set<Substring>) -> Bool { words.contains { wanted.contains($0) } }
    func contains(_ phrases: [String]) -> Bool { phrases.contains { text.contains($0) } }
    let violates = words.contains { $0.hasPrefix("violat") }
    if words.contains(where: { $0.hasPrefix("escalat") }) {
      self = .escalate
    } else if contains(["non-violat", "not violat", "no violation", "non-toxic", "not prohibited"])
    {
      self = .safe
    } else if violates
      || says(["invalid", "disallowed", "prohibited", "forbidden", "unsafe", "remove", "banned"])
      || contains(["not allowed", "not permitted", "(1)", "label: 1"])
    {
      self = .violates
    } else if says(["safe", "allowed", "valid", "permitted", "permit", "acceptable"])
      || contains(["(0)", "label: 0"])
    {
      self = .safe
    } else {
      return nil
    }
  }
}
