/// ``WordTable`` as it is looked up, and texts as sequences of its words.
enum Vocabulary {
  enum Token: Equatable {
    case decision(Decision, isTopic: Bool)
    case negation
    /// Turns round what stands before it.
    case negationBehind
    case negationEitherSide
    case linking
    case condition
    case other
    /// Punctuation.
    case stop
  }

  /// What a field of a record holds, by its name.
  enum Field: Equatable {
    case content, label, note
  }

  static func meaning(ofWord word: some StringProtocol) -> Token {
    let key = folded(word)
    return table.decisions[key] ?? table.alone[key] ?? .other
  }

  /// The parts that a heading or lead-in names, such as examples or definitions.
  static func roles(in text: Substring, limit: Int = 12) -> Set<OutlineReader.Role> {
    var roles: Set<OutlineReader.Role> = []
    each(of: text, limit: limit, in: table.roles) { if let role = $0 { roles.formUnion(role) } }
    return roles
  }

  static func asks(_ text: Substring, limit: Int = 24) -> Bool {
    var found = false
    each(of: text, limit: limit, in: table.asking) { if $0 != nil { found = true } }
    return found
  }

  static func isExampleWord(_ word: String) -> Bool {
    table.roles[folded(word)]?.contains(.examples) ?? false
  }

  static func field(named name: some StringProtocol) -> Field? {
    lookUp(folded(name), in: table.fields)
  }
  static func isIdentifier(_ name: some StringProtocol) -> Bool {
    lookUp(folded(name), in: table.identifiers) ?? false
  }
  static func isTitle(_ name: some StringProtocol) -> Bool {
    lookUp(folded(name), in: table.titles) ?? false
  }
  /// `yes`, `false`, `ja`: a label that decides nothing by itself.
  static func isAnswer(_ word: some StringProtocol) -> Bool {
    table.answers.contains(folded(word))
  }
  static func isRuleWord(_ word: some StringProtocol) -> Bool {
    table.ruleWords.contains(folded(word))
  }

  static func tokens(of text: Substring, limit: Int) -> [Token] {
    var tokens: [Token] = []
    each(of: text, limit: limit, in: table.decisions, stop: .stop) { tokens.append($0 ?? .other) }
    return tokens
  }

  /// The words with which a text decides, negations included: `not acceptable` of `Replies that are
  /// not acceptable`.
  static func decidingWords(in text: Substring) -> String? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == ")" })
    if words.contains(where: { $0.unicodeScalars.contains(where: \.isUnspaced) }) {
      return decidingRun(in: text)
    }
    var first: Int?
    var last: Int?
    for (index, word) in words.enumerated() {
      let meanings = tokens(of: word, limit: 3)
      let decides = meanings.first {
        if case .decision = $0 { true } else { false }
      }
      switch decides ?? meanings.first {
      case .decision?:
        first = first ?? index
        last = index
      case .negation?, .negationEitherSide?: if last == nil { first = index }
      case .negationBehind?: if last != nil { last = index }
      case .linking?: continue
      default: if last == nil { first = nil }
      }
    }
    guard let first, let last, last - first < 4 else { return nil }
    return words[first...last].map { String($0.trimming(".,;:*_\"")) }.joined(separator: " ")
  }

  private static func decidingRun(in text: Substring) -> String? {
    for word in words(of: text, limit: 12) where word.isUnspaced {
      var scalars = Array(word.text.unicodeScalars)
      while !scalars.isEmpty {
        for length in stride(from: min(8, scalars.count), to: 0, by: -1) {
          var piece = String.UnicodeScalarView()
          piece.append(contentsOf: scalars[..<length])
          if case .decision(let own, _)? = table.decisions[String(piece)]
            ?? table.alone[String(piece)]
          {
            // `違反ではない例` is the other side of `違反`.
            let whole = DecisionWords.decision(of: text)
            return whole == nil || whole == own ? String(piece) : withoutExampleWord(text)
          }
        }
        scalars.removeFirst()
      }
    }
    return nil
  }

  /// `違反ではない` of `違反ではない例`.
  private static func withoutExampleWord(_ text: Substring) -> String {
    var scalars = text.trimmed().unicodeScalars
    for length in stride(from: min(4, scalars.count - 1), to: 0, by: -1)
    where isExampleWord(String(Substring(scalars.suffix(length)))) {
      scalars = scalars.dropLast(length)
      break
    }
    if scalars.last == "の" || scalars.last == "的" { scalars = scalars.dropLast() }
    return String(Substring(scalars).trimmed())
  }

  // MARK: Words

  /// Calls `body` for each word of the text, with what `table` says of it, the longest phrase
  /// first; and with `stop` at punctuation, if there is one.
  private static func each<Value>(
    of text: Substring, limit: Int, in table: [String: Value], stop: Value? = nil,
    _ body: (Value?) -> Void
  ) {
    let words = words(of: text, limit: limit)
    var index = 0
    while index < words.count {
      let word = words[index]
      if word.isStop {
        if let stop { body(stop) }
        index += 1
        continue
      }
      if word.isUnspaced {
        segment(word.text, table, isAlone: isAlone(index, in: words), body)
        index += 1
        continue
      }
      if isAlone(index, in: words), let token = self.table.alone[word.text] as? Value {
        body(token)
        index += 1
        continue
      }
      var length = 1
      var value = lookUp(word.text, in: table)
      var phrase = word.text
      for next in 1..<4 where index + next < words.count {
        guard !words[index + next].isStop, !words[index + next].isUnspaced else { break }
        phrase += " " + words[index + next].text
        guard let found = table[phrase] else { continue }
        value = found
        length = next + 1
      }
      body(value)
      index += length
    }
  }

  private static func isAlone(_ index: Int, in words: [Word]) -> Bool {
    (index == 0 || words[index - 1].isStop)
      && (index + 1 == words.count || words[index + 1].isStop)
  }

  /// The word itself, or without what Arabic and French write together with it.
  private static func lookUp<Value>(_ word: String, in table: [String: Value]) -> Value? {
    if let value = table[word] { return value }
    guard let first = word.unicodeScalars.first else { return nil }
    if (0x0600...0x06FF).contains(first.value) {
      for prefix in arabicPrefixes where word.hasPrefix(prefix) {
        let rest = String(word.dropFirst(prefix.count))
        if rest.unicodeScalars.count > (prefix.hasSuffix("ال") ? 1 : 2), let value = table[rest] {
          return value
        }
      }
    }
    return nil
  }

  /// Articles, `and` and prepositions, folded.
  private static let arabicPrefixes = ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف"]

  /// Splits a run of a script without spaces at the longest words of the table.
  private static func segment<Value>(
    _ run: String, _ table: [String: Value], isAlone: Bool, _ body: (Value?) -> Void
  ) {
    if isAlone, let token = self.table.alone[run] as? Value {
      body(token)
      return
    }
    let scalars = Array(run.unicodeScalars)
    var index = 0
    while index < scalars.count {
      var length = min(8, scalars.count - index)
      var found: Value?
      while length > 0 {
        var piece = String.UnicodeScalarView()
        piece.append(contentsOf: scalars[index..<(index + length)])
        found = table[String(piece)]
        if found != nil { break }
        length -= 1
      }
      body(found)
      index += max(length, 1)
    }
  }

  private struct Word {
    var text: String
    var isStop = false
    var isUnspaced = false
  }

  private static func words(of text: Substring, limit: Int) -> [Word] {
    var words: [Word] = []
    var view = text.unicodeScalars[...]
    var count = 0
    while let first = view.first, count < limit {
      if first.isUnspaced {
        let end = view.prefix(96).firstIndex { !$0.isUnspaced } ?? view.prefix(96).endIndex
        words.append(Word(text: String(view[..<end]), isUnspaced: true))
        view = view[end...]
        count += 1
      } else if first.isWord {
        let end =
          view.firstIndex { !($0.isWord || $0.isApostrophe) || $0.isUnspaced }
          ?? view.endIndex
        words += split(folded(Substring(view[..<end]))).map { Word(text: $0) }
        view = view[end...]
        count += 1
      } else {
        // A hyphen, an underscore and emphasis join words: `non-toxic`, `is_safe`.
        if !first.isSpace, !first.isDash, !"_*`\"'’\u{200C}/".unicodeScalars.contains(first),
          !(words.last?.isStop ?? false)
        {
          words.append(Word(text: "", isStop: true))
        } else if first.isDash, let next = view.dropFirst().first, next.isSpace {
          words.append(Word(text: "", isStop: true))
        } else if first == "/" {
          words.append(Word(text: "", isStop: true))
        }
        view = view.dropFirst()
      }
    }
    return words
  }

  /// `n'est` as `n` and `est`; `isn't` stays whole.
  private static func split(_ word: String) -> [String] {
    guard let mark = word.utf8.firstIndex(of: 0x27),
      word.utf8.distance(from: word.startIndex, to: mark) == 1
    else { return [word] }
    return [String(word[..<mark]), String(word[word.utf8.index(after: mark)...])]
      .filter { !$0.isEmpty }
  }

  /// Lower case; Arabic script without vowel marks and with one form for each letter.
  static func folded(_ word: some StringProtocol) -> String {
    var isPlain = true
    var isArabic = false
    for scalar in word.unicodeScalars {
      if (0x41...0x5A).contains(scalar.value) || scalar.value > 0x7F { isPlain = false }
      if (0x0600...0x06FF).contains(scalar.value) { isArabic = true }
    }
    if isPlain { return String(word) }
    guard isArabic else {
      return word.unicodeScalars.contains("’")
        ? word.lowercased().split(separator: "’").joined(separator: "'") : word.lowercased()
    }
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x0640: continue
      case 0x0622, 0x0623, 0x0625, 0x0671: result.append("\u{0627}")
      case 0x0649, 0x064A: result.append("\u{06CC}")
      case 0x0643: result.append("\u{06A9}")
      case 0x0624: result.append("\u{0648}")
      case 0x0626: result.append("\u{06CC}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: Table

  private struct Table {
    var decisions: [String: Token] = [:]
    var alone: [String: Token] = [:]
    var roles: [String: Set<OutlineReader.Role>] = [:]
    var asking: [String: Bool] = [:]
    var fields: [String: Field] = [:]
    var identifiers: [String: Bool] = [:]
    var titles: [String: Bool] = [:]
    var ruleWords: Set<String> = []
    var answers: Set<String> = []

    init() {
      for row in WordTable.rows { add(row) }
    }

    private mutating func add(_ row: WordTable) {
      func set(_ cell: String, _ token: Token) {
        for word in forms(of: cell) where decisions[word] == nil { decisions[word] = token }
      }
      set(row.violating, .decision(.violates, isTopic: false))
      set(row.safe, .decision(.safe, isTopic: false))
      set(row.escalating, .decision(.escalate, isTopic: false))
      set(row.unwelcome, .decision(.violates, isTopic: true))
      set(row.welcome, .decision(.safe, isTopic: true))
      let behind = Set(forms(of: row.negatingAfter))
      for word in forms(of: row.negating) where decisions[word] == nil {
        decisions[word] = behind.contains(word) ? .negationEitherSide : .negation
      }
      set(row.negatingAfter, .negationBehind)
      set(row.conditions, .condition)
      set(row.linking, .linking)
      for word in forms(of: row.safeAlone) { alone[word] = .decision(.safe, isTopic: false) }
      for word in forms(of: row.escalatingAlone) {
        alone[word] = .decision(.escalate, isTopic: false)
      }
      let parts: [(String, OutlineReader.Role)] = [
        (row.examples, .examples), (row.definitions, .definitions),
        (row.instructions, .instructions), (row.output, .output), (row.rules, .criteria),
        (row.precedence, .precedence),
      ]
      for (cell, role) in parts {
        for word in forms(of: cell) { roles[word, default: []].insert(role) }
      }
      for word in forms(of: row.asking) { asking[word] = true }
      let names: [(String, Field)] = [
        (row.content, .content), (row.label, .label), (row.note, .note),
      ]
      for (cell, field) in names {
        for word in forms(of: cell) where fields[word] == nil { fields[word] = field }
      }
      for word in forms(of: row.identifier) { identifiers[word] = true }
      for word in forms(of: row.title) { titles[word] = true }
      ruleWords.formUnion(forms(of: row.rules))
      answers.formUnion(forms(of: row.answers))
    }
  }

  private static let table = Table()

  /// The words that a cell of the table stands for, folded.
  static func forms(of cell: String) -> [String] {
    cell.split(whereSeparator: { $0 == " " || $0 == "\n" }).flatMap { entry -> [String] in
      let parts = entry.split(separator: "/", omittingEmptySubsequences: true)
      guard let stem = parts.first else { return [] }
      let isBound = stem.hasSuffix("_")
      let root = isBound ? stem.dropLast() : stem
      return (isBound ? [] : [String(root)]) + parts.dropFirst().map { String(root) + $0 }
    }.map { folded($0.split(separator: ".").joined(separator: " ")) }
  }
}

extension Unicode.Scalar {
  /// A letter of a script that puts no spaces between words.
  var isUnspaced: Bool {
    switch value {
    case 0x3041...0x30FA, 0x30FC...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
      0x20000...0x2FA1F, 0x3005:
      true
    default: false
    }
  }

  var isApostrophe: Bool { self == "'" || self == "’" }
}
