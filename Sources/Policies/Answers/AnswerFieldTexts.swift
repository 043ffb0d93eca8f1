/// What a policy says of each field of its answer: in the template, in comments, in lists of fields.
struct AnswerFieldTexts {
  struct Field {
    var name: String
    var line: Int
    /// The value that the template shows, and what the text says of the field elsewhere.
    var value: String
    var description: String
  }

  var fields: [Field] = []
  /// Lines that describe a field, counted from 1.
  var lines: Set<Int> = []

  var names: [String] { fields.map(\.name) }

  init() {}

  /// The fields of templates with what the lines outside of them say.
  init(templates: [JSONTemplate], lines: [SourceLine], isPart: (SourceLine) -> Bool) {
    for entry in templates.flatMap(\.entries) {
      if let index = fields.firstIndex(where: { $0.name == entry.name }) {
        // Another template shows another value of the same field.
        fields[index].value += " | " + entry.value
      } else if fields.count < 64 {
        fields.append(
          Field(name: entry.name, line: entry.line, value: entry.value, description: entry.comment))
      }
    }
    describe(from: lines, isPart: isPart)
  }

  /// Fields that are named without a template: `a JSON object with "flagged" (true/false) and "reason"`.
  init(namedIn lines: [SourceLine], isPart: (SourceLine) -> Bool) {
    guard let start = lines.first(where: { isPart($0) && Self.asksForObject($0.text) }) else {
      return
    }
    let quoted = Self.identifiers(in: start.text).filter {
      AnswerField.isDecision($0) || !DecisionWords.isDecision($0)
    }
    for name in Self.listed(in: start.text) + quoted { add(name, line: start.number) }
    var blanks = 0
    for line in lines.dropFirst(start.number).prefix(24) {
      if line.isBlank {
        blanks += 1
        if blanks > 1 { break }
        continue
      }
      guard let (name, _) = Self.definition(line) else {
        if fields.count > 1 || blanks > 0 { break }
        continue
      }
      blanks = 0
      add(name, line: line.number)
    }
    if fields.count < 2, !fields.contains(where: { AnswerField.isDecision($0.name) }) {
      fields = []
      return
    }
    self.lines.insert(start.number)
    describe(from: lines, isPart: isPart)
  }

  private mutating func add(_ name: String, line: Int) {
    guard !names.contains(name), fields.count < 24 else { return }
    fields.append(Field(name: name, line: line, value: "", description: ""))
  }

  private static func asksForObject(_ text: Substring) -> Bool {
    (text.utf8.hasBytes("JSON".utf8) || text.utf8.hasBytes("json".utf8)) && AnswerWords.asks(text)
  }

  /// Quoted words that may name a field, in snake case or lower case.
  private static func identifiers(in text: Substring) -> [String] {
    LabelToken.tokens(of: text).filter(\.isQuoted).map(\.name).filter(isIdentifier)
  }

  /// `fields: decision ("allow" or "deny"), rule (string)`: names that are not quoted.
  private static func listed(in text: Substring) -> [String] {
    guard let colon = text.unicodeScalars.lastIndex(of: ":") else { return [] }
    let words = Set(text[..<colon].words())
    guard !words.isDisjoint(with: ["fields", "keys", "properties", "attributes", "members"]) else {
      return []
    }
    var names: [String] = []
    var depth = 0
    var piece = ""
    for scalar in text[text.unicodeScalars.index(after: colon)...].unicodeScalars {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if scalar == ",", depth <= 0 {
        names.append(piece)
        piece = ""
      } else {
        piece.unicodeScalars.append(scalar)
      }
    }
    return (names + [piece]).compactMap { piece in
      let name = Substring(piece).trimmed().trimmingStart("\"`'").prefix {
        $0.isLetter || $0 == "_"
      }
      return isIdentifier(String(name)) ? String(name) : nil
    }
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard (2...40).contains(name.utf8.count),
      !["true", "false", "json", "null", "none"].contains(name)
    else { return false }
    return name.unicodeScalars.allSatisfy { $0.isWord || $0 == "_" }
      && name.unicodeScalars.first.map { $0.isLetter && !$0.isASCIIUpper } ?? false
  }

  /// `- violation (boolean): true if …`, `1. "iffy": a boolean …`, `` `label` — one of … ``.
  static func definition(_ line: SourceLine) -> (name: String, text: Substring)? {
    let body = line.body
    var plain = body.trimmingStart("*_`\"'")
    guard
      let end = plain.unicodeScalars.firstIndex(where: { !($0.isWord || $0 == "_" || $0 == "-") })
    else { return nil }
    let name = String(plain[..<end])
    guard isIdentifier(name) else { return nil }
    let isMarked = plain.utf8.count < body.utf8.count
    plain = plain[end...].trimmingStart("*_`\"'").trimmedStart()
    guard let next = plain.unicodeScalars.first, ":(：=".unicodeScalars.contains(next) || next.isDash
    else { return nil }
    guard
      isMarked || line.mark != nil || AnswerField.isDecision(name) || AnswerField.isRationale(name)
    else { return nil }
    return (name, plain)
  }

  private mutating func describe(from lines: [SourceLine], isPart: (SourceLine) -> Bool) {
    guard !fields.isEmpty else { return }
    for line in lines where isPart(line) {
      if let (name, text) = Self.definition(line),
        let index = fields.firstIndex(where: { $0.name == name }),
        fields[index].line != line.number
          || fields[index].value.isEmpty
      {
        fields[index].description += " " + text
        self.lines.insert(line.number)
        continue
      }
      // A line with an object shows an answer, and describes none.
      guard !line.text.utf8.contains(0x7B) else { continue }
      for index in fields.indices where line.text.utf8.hasBytes(fields[index].name.utf8) {
        guard let text = said(of: fields[index].name, in: line.text) else { continue }
        fields[index].description += " " + text
        if AnswerWords.asks(line.text) { self.lines.insert(line.number) }
      }
    }
  }

  /// What a line says behind a field's quoted name: `"flagged" (true/false)`, `` `x` must be 0 or 1 ``.
  private func said(of name: String, in text: Substring) -> Substring? {
    let tokens = LabelToken.tokens(of: text)
    guard
      let place = tokens.firstIndex(where: { $0.isQuoted && $0.name == name })
        ?? tokens.firstIndex(where: {
          $0.name == name && text[$0.range.upperBound...].hasPrefix(" (")
        })
    else {
      return nil
    }
    let rest = text[tokens[place].range.upperBound...]
    let next = tokens[(place + 1)...].first { token in
      token.isQuoted && Self.isIdentifier(token.name) && !DecisionWords.isDecision(token.name)
        || token.name != name && names.contains(token.name)
    }
    return next.map { text[rest.startIndex..<$0.range.lowerBound] } ?? rest
  }
}
