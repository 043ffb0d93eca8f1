/// The wrappings that models put around an answer, and the phrases with which they decline.
enum AnswerText {
  /// The inside of a code fence that wraps the whole answer.
  static func withoutFence(_ text: Substring) -> Substring {
    guard text.utf8.starts(with: "```".utf8), text.hasSuffix("```"), text.utf8.count >= 6 else {
      return text
    }
    let inner = Substring(text.utf8.dropFirst(3).dropLast(3))
    guard !inner.utf8.hasBytes("```".utf8) else { return text }
    guard let newline = inner.utf8.firstIndex(of: 0x0A) else { return inner.trimmed() }
    let language = inner[..<newline].trimmed()
    let isLanguage =
      language.utf8.count <= 12
      && ["", "json", "text", "txt", "plaintext", "yaml", "output"].contains(language.lowercased())
    return (isLanguage ? inner[newline...] : inner).trimmed()
  }

  /// A label without emphasis, quotation marks, backticks, brackets and final stops.
  static func bare(_ text: Substring) -> Substring {
    var text = text.trimmed()
    while true {
      let plain = text.trimming("*_`.,;:!").trimmed().unquoted.trimmed()
      let inner =
        plain.utf8.first == 0x5B && plain.utf8.last == 0x5D
          || plain.utf8.first == 0x28
            && plain.utf8.last == 0x29
        ? Substring(plain.utf8.dropFirst().dropLast()).trimmed() : plain
      if inner.utf8.count == text.utf8.count { return text }
      text = inner
    }
  }

  /// The labels of an answer that might consist of nothing else, or nil where it is longer than
  /// that. `Answer: INVALID` and `INVALID (SP3.b)` are such answers; a sentence is one piece that
  /// will match no label.
  static func pieces(_ text: Substring) -> [Substring]? {
    guard text.utf8.count <= 400 else { return nil }
    var pieces: [Substring] = []
    for part in text.utf8.split(whereSeparator: { ",;\n()[]|".utf8.contains($0) }) {
      var piece = bare(Substring(part))
      if let colon = piece.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x3D }),
        leads.contains(bare(piece[..<colon]).lowercased())
      {
        piece = bare(piece[piece.utf8.index(after: colon)...])
      }
      if !piece.isEmpty { pieces.append(piece) }
    }
    return pieces.isEmpty || pieces.count > 32 ? nil : pieces
  }

  private static let leads: Set<String> = [
    "answer", "label", "verdict", "output", "classification", "decision", "result", "final answer",
    "rule", "category", "code", "labels",
  ]

  /// The members of the one object that an answer holds.
  ///
  /// Prose around it is tolerated; two objects that fit are tolerated only where they are equal.
  static func soleObject(
    in text: Substring, where fits: (LooseJSON.Member) -> Bool
  ) -> [LooseJSON.Member]? {
    guard let objects = LooseJSON.objects(in: text) else { return nil }
    var found: [LooseJSON.Member]?
    for case .object(let members) in objects where members.contains(where: fits) {
      if let found, found != members { return nil }
      found = members
    }
    return found
  }

  /// `I'm sorry, but I can't help with that.`
  static func isRefusal(_ text: Substring) -> Bool {
    let folded = text.prefix(160).lowercased().replacingApostrophes()
    return refusals.contains { folded.hasPrefix($0) }
  }

  private static let refusals = [
    "i'm sorry", "i am sorry", "sorry, ", "sorry but", "i can't ", "i cannot ", "i can not ",
    "i won't ", "i'm unable", "i am unable", "i'm not able", "i am not able", "i must decline",
    "i apologize", "we're sorry", "unfortunately, i can't", "unfortunately, i cannot",
    "as an ai", "i will not ",
  ]
}

extension String {
  fileprivate func replacingApostrophes() -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar == "’" || scalar == "ʼ" ? "'" : scalar) }
    return String(result)
  }
}
