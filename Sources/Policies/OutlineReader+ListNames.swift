// Rules that are named by the letters or words of their list.
extension OutlineReader {
  /// `A) …`, `(a) …`, `(i) …`, where the letters of a list count through and never start again.
  func letters(outsideOf taken: Set<Int>) -> [Candidate] {
    var found: [Candidate] = []
    var previous = 0
    for line in lines where !line.isFenced && !line.isBlank && !taken.contains(line.number) {
      let opened = line.text.trimmingStart("-*_ (")
      if let letter = opened.unicodeScalars.first, found.count < Self.longestAlphabet,
        Self.alphabets.contains(where: {
          found.count < $0.count && $0[found.count] == letter
            && (found.isEmpty || $0[0].description == found[0].id)
        }), !isMention(line.number), !isHeading(line.number),
        case let rest = Substring(opened.unicodeScalars.dropFirst()),
        let stop = rest.unicodeScalars.first, ").）、．".unicodeScalars.contains(stop)
      {
        found.append(
          candidate(
            line: line, id: opened[..<rest.startIndex],
            title: Substring(rest.unicodeScalars.dropFirst()).trimmed()))
        continue
      }
      let end = opened.utf8.prefix(6).firstIndex { $0 == 0x29 || $0 == 0x2E } ?? opened.startIndex
      let name = opened[..<end]
      guard end > opened.startIndex, !isHeading(line.number), !isMention(line.number),
        role(ofLine: line.number) != .definitions, !isExampleLine(line),
        let next = opened[end...].dropFirst().trimmingStart("*_").unicodeScalars.first, next.isSpace
      else { continue }
      let place = found.count
      let isLetter =
        name.utf8.count == 1 && (name.utf8.first ?? 0) | 0x20 == 0x61 + UInt8(place % 26)
      let isNumeral = place < Self.numerals.count && name.lowercased() == Self.numerals[place]
      // Small letters also count notes: they name rules only in a list of rules.
      let isNamed =
        name.utf8.first.map { $0 < 0x61 } ?? false || sectionDecision(ofLine: line.number) != nil
        || isAmongRules(line.number) || isNumeral && place > 0
        || isNumeral && line.indent > 0
      guard isNamed, isLetter || isNumeral, place == 0 || line.number - previous <= 5 else {
        if !found.isEmpty, name == found[0].id { return [] }
        continue
      }
      previous = line.number
      found.append(
        candidate(line: line, id: name, title: opened[end...].dropFirst().trimmingStart("*_ ")))
    }
    return found.count > 2 ? found : []
  }

  /// The letters with which other scripts count items.
  static let alphabets: [[Unicode.Scalar]] = [
    "абвгдежзик", "АБВГДЕЖЗИК", "ابجدهوزحطي", "أبجدهوزحطي", "الفبپتثج", "アイウエオカキクケコ", "甲乙丙丁戊己庚辛",
    "कखगघङचछज",
  ].map { Array($0.unicodeScalars) }
  static let longestAlphabet = 10

  static let numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]

  /// Lists of rules that are named by a word or letter: `HATE – …`, `` `no-spam`: … ``, `A. …`.
  func words(outsideOf taken: Set<Int>) -> [Candidate] {
    // Words of the lines that ask for the answer, where categories are ids.
    var askedWords: Set<String> = []
    for line in lines where askedWords.count < 256 && line.mark == nil && Vocabulary.asks(line.text)
    {
      askedWords.formUnion(line.text.words(limit: 60))
    }
    for object in objects.prefix(4) {
      for entry in object.entries { askedWords.formUnion(Substring(entry.value).words(limit: 24)) }
    }
    var names: [Candidate] = []
    var letters: [Candidate] = []
    for line in lines
    where !line.isFenced && !line.isBlank && !taken.contains(line.number) && !isHeading(line.number)
      && (isAmongRules(line.number) || Self.hasRuleWord(line.body)
        || Self.hasBoldLetter(line.body) || Self.hasBoldName(line.body))
      && !isExampleLine(line) && !isMention(line.number)
      && table(atLine: line.number) == nil
    {
      let isMarked = line.body.utf8.first.map { "*`".utf8.contains($0) } ?? false
      let opened = Self.withoutRuleWord(line.body.trimmingStart("*_`"))
      let end = opened.unicodeScalars.firstIndex { !($0.isWord || $0 == "_" || $0 == "-") }
      guard let end, end > opened.startIndex else { continue }
      let name = opened[..<end]
      let after = opened[end...].trimmingStart("*_`").trimmedStart()
      guard let next = after.unicodeScalars.first,
        ":.)：".unicodeScalars.contains(next) || next.isDash
          || name.utf8.count == 1 && isMarked && opened[end...].utf8.first == 0x2A,
        name.utf8.count <= 32, !DecisionWords.isLabel(name.lowercased()),
        Vocabulary.field(named: name) != .note || LabelMention.isCapitals(name)
      else { continue }
      let found = candidate(
        line: line, id: name,
        title: Substring(
          after.unicodeScalars.drop { !$0.isWord && !"(\"„“«".unicodeScalars.contains($0) }
        )
        .trimmed())
      if askedWords.contains(name.lowercased()), name.utf8.count > 2,
        line.mark != nil || isMarked, next != ".", next != ")"
      {
        names.append(found)
      } else if name.utf8.count == 1, name.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false {
        letters.append(found)
      } else if next != ".", next != ")",
        LabelMention.isCapitals(name)
          || isMarked && name.lowercased() == name
            && (name.utf8.contains(0x5F) || name.utf8.contains(0x2D)
              || line.body.utf8.first == 0x60)
      {
        names.append(found)
      }
    }
    // Letters count through from A.
    let isCounted = letters.enumerated().allSatisfy { index, letter in
      letter.id.utf8.first == UInt8(truncatingIfNeeded: 0x41 + index)
    }
    if letters.count > 1, letters.count < 27, isCounted { return letters }
    return names.count > 1 && Set(names.map(\.id)).count == names.count ? names : []
  }

  /// `**DOSE** - …`: a name in capitals and what it stands for.
  private static func hasBoldName(_ body: Substring) -> Bool {
    guard body.utf8.starts(with: "**".utf8) else { return false }
    let inner = body.dropFirst(2)
    let name = inner.unicodeScalars.prefix { $0.isWord || $0 == "_" || $0 == "-" }
    return name.count > 1 && LabelMention.isCapitals(Substring(name))
      && inner[name.endIndex...].hasPrefix("**")
  }

  /// `**A** …`
  private static func hasBoldLetter(_ body: Substring) -> Bool {
    let bytes = Array(body.utf8.prefix(6))
    return bytes.count == 6 && bytes.starts(with: [0x2A, 0x2A])
      && (0x41...0x5A).contains(bytes[2]) && bytes[3] == 0x2A && bytes[4] == 0x2A
  }
}
