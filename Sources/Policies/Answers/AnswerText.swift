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
      && ["", "json", "text", "txt", "plaintext", "yaml", "output", "xml", "markdown", "md"]
        .contains(language.lowercased())
    return (isLanguage ? inner[newline...] : inner).trimmed()
  }

  /// A label without emphasis, quotation marks, backticks, brackets, tags and final stops.
  static func bare(_ text: Substring) -> Substring {
    var text = text.trimmed()
    if text.utf8.first == 0x3C, let frame = AnswerFrame(around: text),
      let place = frame.range(in: text)
    {
      text = text[place.inner].trimmed()
    }
    for _ in 0..<8 {
      let plain = text.trimming("*_`.,;:!#>").trimmed().trimmingEnds("。：、，！؟،।").unquoted.trimmed()
      let inner = unbracketed(plain)
      if inner.utf8.count == text.utf8.count { return text }
      text = inner
    }
    return text
  }

  private static func unbracketed(_ text: Substring) -> Substring {
    if let frame = AnswerFrame(around: text), let range = frame.range(in: text) {
      return text[range.inner].trimmed()
    }
    let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
      ("[", "]"), ("(", ")"), ("（", "）"), ("【", "】"), ("「", "」"), ("『", "』"), ("{", "}"),
      ("<", ">"),
    ]
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      text.unicodeScalars.count > 2, pairs.contains(where: { $0 == (first, last) })
    else { return text }
    let inner = Substring(text.unicodeScalars.dropFirst().dropLast()).trimmed()
    return inner.utf8.contains(0x3A) && first == "{" ? text : inner
  }

  /// The labels of an answer that might consist of nothing else, or nil where it is longer than
  /// that. `Answer: INVALID` and `INVALID (SP3.b)` are such answers; a sentence is one piece that
  /// will match no label.
  static func pieces(_ text: Substring) -> [Substring]? {
    guard text.utf8.count <= 400 else { return nil }
    var pieces: [Substring] = []
    for part in text.unicodeScalars.split(whereSeparator: {
      ",;\n()[]|（）、，；،".unicodeScalars.contains($0)
    }) {
      let piece = withoutLead(bare(Substring(part)))
      if !piece.isEmpty { pieces.append(piece) }
    }
    return pieces.isEmpty || pieces.count > 32 ? nil : pieces
  }

  /// Without `Answer:` before the label.
  static func withoutLead(_ text: Substring) -> Substring {
    guard
      let colon = text.unicodeScalars.firstIndex(where: {
        $0 == ":" || $0 == "=" || $0 == "：" || $0 == "→" || $0 == "–" || $0 == "—"
      }), AnswerWords.isLead(bare(text[..<colon]))
    else { return withoutLeadingClause(text) }
    return bare(text[text.unicodeScalars.index(after: colon)...].trimmedStart().trimmingStart("> "))
  }

  /// Without `The answer is` before the label.
  private static func withoutLeadingClause(_ text: Substring) -> Substring {
    guard text.utf8.count <= 120 else { return text }
    for verb in [" is ", " would be ", " lautet ", " ist ", " est ", " es ", " é ", " è "] {
      guard let range = text.firstRange(of: verb) else { continue }
      let head = text[..<range.lowerBound].split(separator: " ")
        .filter { !articles.contains($0.lowercased()) }.joined(separator: " ")
      let rest = bare(text[range.upperBound...])
      // `The answer is 1.` may answer the content's own question.
      let isShort = rest.unicodeScalars.count < 2 || LabelPair.other(of: rest) != nil
      if isShort, answerWords.contains(where: { head.lowercased().hasSuffix($0) }) { return text }
      if AnswerWords.isLead(Substring(head)) { return rest }
    }
    return text
  }

  private static let answerWords = [
    "answer", "result", "response", "output", "antwort", "ergebnis", "ausgabe", "réponse",
    "résultat",
    "respuesta", "resultado", "resposta", "saída", "risposta",
  ]

  private static let articles: Set<String> = [
    "the", "my", "a", "so", "therefore,", "hence", "correct", "right", "appropriate", "die", "das",
    "der",
    "meine", "mein", "la", "le", "l'", "el", "mi", "a", "o", "minha", "ma",
  ]

  /// The members of the one object that an answer holds.
  ///
  /// Prose around it is tolerated; two objects that fit are tolerated only where they are equal.
  static func soleObject(
    in text: Substring, where fits: (LooseJSON.Member) -> Bool
  ) -> [LooseJSON.Member]? {
    guard let objects = LooseJSON.objects(in: text) else { return nil }
    var found: [LooseJSON.Member]?
    for case .object(let members) in objects {
      guard let fitting = object(members, where: fits) else { continue }
      if let found, found != fitting { return nil }
      found = fitting
    }
    return found
  }

  /// The members themselves, or together with those of the objects inside them.
  private static func object(
    _ members: [LooseJSON.Member], where fits: (LooseJSON.Member) -> Bool
  ) -> [LooseJSON.Member]? {
    let flat = flattened(members, depth: 0)
    return flat.contains(where: fits) ? flat : nil
  }

  /// The members with those of the objects inside them in their place.
  static func flattened(_ members: [LooseJSON.Member], depth: Int = 0) -> [LooseJSON.Member] {
    guard depth < 8 else { return [] }
    return members.flatMap { member -> [LooseJSON.Member] in
      if case .object(let inner) = member.value { return flattened(inner, depth: depth + 1) }
      return [member]
    }
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
    "as an ai", "i will not ", "es tut mir leid", "tut mir leid", "je suis désolé", "désolé",
    "lo siento", "sinto muito", "desculpe", "申し訳", "抱歉", "对不起", "對不起", "很抱歉", "извините",
    "عذرًا", "عذراً", "آسف", "متأسفم", "क्षमा करें", "मुझे खेद है",
  ]
}

extension Substring {
  /// Without any of these characters at both ends.
  func trimmingEnds(_ characters: String) -> Substring {
    let set = characters.unicodeScalars
    var view = unicodeScalars
    while let first = view.first, set.contains(first) { view.removeFirst() }
    while let last = view.last, set.contains(last) { view.removeLast() }
    return Substring(view)
  }
}

extension String {
  fileprivate func replacingApostrophes() -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar == "’" || scalar == "ʼ" ? "'" : scalar) }
    return String(result)
  }
}
