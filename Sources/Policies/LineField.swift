/// A line of the form `Name: value` whose name says that it holds content, a label, or what is said
/// about them: `**Input:** "…"`, `- Verdict: SAFE`, `Q1: …`, `antwort: JA`.
struct LineField {
  var kind: Vocabulary.Field
  /// Lower case, without numbers and marks.
  var name: String
  var value: Substring

  /// - Parameter fuzzy: whether `Expected answer` and `Sample post` are names as well.
  /// - Parameter learnt: names that the policy itself uses, in lower case.
  init?(
    _ text: Substring, fuzzy: Bool = false, learnt: [String: Vocabulary.Field] = [:]
  ) {
    guard let (rawName, value) = Self.split(text) else { return nil }
    self.value = value
    if let kind = learnt[rawName.lowercased()] {
      self.kind = kind
      name = rawName.lowercased()
      return
    }
    guard let (kind, name) = Self.kind(of: rawName, fuzzy: fuzzy) else { return nil }
    self.kind = kind
    self.name = name
  }

  /// The text before and after the first colon near the start.
  static func split(_ text: Substring) -> (name: Substring, value: Substring)? {
    var view = text.unicodeScalars.prefix(64)
    guard let colon = view.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    view = view[..<colon]
    var name = Substring(view)
    if let open = name.unicodeScalars.firstIndex(where: { $0 == "(" || $0 == "（" }) {
      name = name[..<open]
    }
    name = Substring(name.unicodeScalars.drop { $0.isEmoji || $0.isSpace })
    name = name.trimming("*_`\"'[# ").trimmed()
    guard !name.isEmpty else { return nil }
    let rest = text[text.unicodeScalars.index(after: colon)...]
    return (name, rest.trimming("*_").trimmed())
  }

  private static func kind(
    of name: Substring, fuzzy: Bool
  ) -> (Vocabulary.Field, String)? {
    if let kind = Vocabulary.field(named: name) { return (kind, name.lowercased()) }
    // `Input 1`, `Q2`, `例1`.
    var scalars = name.unicodeScalars
    while let last = scalars.last, last.digitValue != nil || last == "#" || last.isSpace {
      scalars.removeLast()
    }
    let numberless = Substring(scalars)
    if numberless.utf8.count < name.utf8.count, !numberless.isEmpty,
      !Vocabulary.isExampleWord(numberless.lowercased()), fuzzy || numberless.utf8.count > 1,
      let kind = Vocabulary.field(named: numberless)
    {
      return (kind, numberless.lowercased())
    }
    var words = name.words(limit: 5)
    guard words.count <= 4 else { return nil }
    words.removeAll { word in
      Vocabulary.isExampleWord(word) || word.unicodeScalars.allSatisfy { $0.digitValue != nil }
    }
    let whole = words.joined(separator: " ")
    if words.count < name.words(limit: 5).count, let kind = Vocabulary.field(named: whole) {
      return (kind, whole)
    }
    guard fuzzy, (2...3).contains(words.count) else { return nil }
    let kinds = words.compactMap { word in Vocabulary.field(named: word).map { ($0, word) } }
    return kinds.last { $0.0 == .label } ?? kinds.last { $0.0 == .content }
  }
}

extension LineField {
  /// Names of contents and labels that a policy shows by its closing skeleton (`Letter: {letter}`
  /// above `Pile:`), or by repeating the same two names.
  static func names(in lines: [SourceLine]) -> [String: Vocabulary.Field] {
    var found: [String: Vocabulary.Field] = [:]
    var pairs: [String: Int] = [:]
    var previous: (line: Int, name: String, value: Substring)?
    let repeated = repeatedValues(in: lines)
    var skipped = 0
    for line in lines where !line.isFenced && !line.isBlank {
      if let (_, value) = split(line.body), repeated.contains(value) {
        skipped = line.number
        continue
      }
      defer { previous = split(line.body).map { (line.number, $0.name.lowercased(), $0.value) } }
      guard let above = previous, line.number - above.line <= 2,
        let (rawName, value) = split(line.body)
      else { continue }
      let name = rawName.lowercased()
      guard name != above.name, isFree(name), isFree(above.name) else { continue }
      if above.value.isPlaceholder, value.isEmpty || value.isPlaceholder {
        found[above.name] = found[above.name] ?? .content
        found[name] = found[name] ?? .label
      } else if line.number == above.line + 1 || skipped == above.line + 1, !value.isEmpty,
        above.value.utf8.count > 8,
        value.words(limit: 5).count <= 4 || value.utf8.first == 0x7B || value.utf8.first == 0x5B
          || value.hasPrefix("'{") || value.hasPrefix("\"{"),
        name.utf8.count <= 40, above.name.utf8.count <= 40
      {
        let count = pairs[above.name + "\u{0}" + name, default: 0] + 1
        pairs[above.name + "\u{0}" + name] = count
        if count == (Vocabulary.field(named: name) == .label ? 2 : 3) {
          found[above.name] = found[above.name] ?? .content
          found[name] = found[name] ?? .label
        }
      }
    }
    for name in emptyNames(in: lines) { found[name] = found[name] ?? .content }
    return found.filter { Vocabulary.field(named: $0.key) == nil }
  }

  /// Names alone on a line above a text and a label, more than once: `Exchange:` … `Result:`.
  private static func emptyNames(in lines: [SourceLine]) -> [String] {
    var counts: [String: Int] = [:]
    var open: (name: String, line: Int)?
    for line in lines where !line.isFenced && line.mark == nil {
      guard let (rawName, value) = split(line.body), value.isEmpty else { continue }
      let name = rawName.lowercased()
      if Vocabulary.field(named: name) == .label {
        if let above = open, line.number - above.line < 12 { counts[above.name, default: 0] += 1 }
        open = nil
      } else {
        open =
          isFree(name) && Substring(name).words(limit: 4).count <= 3 ? (name, line.number) : nil
      }
    }
    return counts.filter { $0.value > 1 }.map(\.key)
  }

  /// Sentences that stand behind a name more than once: questions that each example repeats.
  static func repeatedValues(in lines: [SourceLine]) -> Set<Substring> {
    var seen: Set<Substring> = []
    var repeated: Set<Substring> = []
    for line in lines where !line.isFenced && !line.isBlank {
      guard let (_, value) = split(line.body), value.words(limit: 4).count > 3,
        value.utf8.first != 0x7B, !seen.insert(value).inserted
      else { continue }
      repeated.insert(value)
    }
    return repeated
  }

  /// Names of notes, ids and titles are never those of contents and labels.
  private static func isFree(_ name: String) -> Bool {
    let isKnown = [.content, .label].contains(Vocabulary.field(named: name))
    return Vocabulary.field(named: name) != .note && (isKnown || !Vocabulary.isIdentifier(name))
      && (!Vocabulary.isTitle(name) || Vocabulary.field(named: name) != nil)
      && RuleCode(startOf: Substring(name), lower: true) == nil
      && name.utf8.first != 0x22
  }
}
