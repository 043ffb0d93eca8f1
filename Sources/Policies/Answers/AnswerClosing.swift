/// The lines at a policy's end that the answer completes: `Content: [INPUT]`, `Answer (0 or 1):`.
///
/// OpenAI's guide ends policies so, and models echo these lines before their answer.
struct AnswerClosing {
  var leads: [String] = []
  var contentLeads: [String] = []
  /// The lines that it was read from, counted from 1.
  var lines: [Int] = []
  /// The choices in parentheses, `Answer (VALID or INVALID):`, and the line that names them.
  var alternatives: (names: [String], line: Int)?

  private static let contentNames: Set<String> = [
    "content", "input", "text", "message", "user", "post", "user input", "content to classify",
    "comment", "user message", "conversation", "content to evaluate", "text to classify", "item",
    "inhalt", "eingabe", "kommentar", "contenu", "texte", "message à évaluer", "contenido", "texto",
    "mensaje", "conteúdo", "mensagem", "内容", "文本", "输入", "入力", "コンテンツ", "投稿", "المحتوى", "النص",
    "محتوا", "متن", "सामग्री", "पाठ", "контент", "текст", "сообщение", "user input to evaluate",
    "content to review", "input text", "beitrag", "nachricht", "input to evaluate",
    "input to classify",
    "content to moderate", "text to evaluate", "the content", "message to classify", "コメント", "评论",
  ]

  init(_ lines: [SourceLine]) {
    var looked = 0
    for line in lines.reversed() where !line.isBlank {
      looked += 1
      guard looked <= 16 else {
        learnPlaceholder(line)
        continue
      }
      if alternatives == nil, looked <= 12, let names = Self.alternatives(of: line.text) {
        alternatives = (names, line.number)
      }
      guard !line.isFenced, let parts = Self.split(line.text) else { continue }
      if Self.isContent(parts.lead) || Self.isPlaceholder(parts.rest) && !Self.isAnswer(parts.lead)
      {
        contentLeads.append(parts.lead)
        self.lines.append(line.number)
      } else if parts.isOpen, leads.isEmpty || looked <= 6,
        AnswerWords.isLead(Substring(parts.lead)) || parts.hasAlternatives || looked == 1
      {
        leads.append(parts.lead)
        self.lines.append(line.number)
      }
    }
  }

  /// `PATIENT: {{ turn }}`, anywhere in a policy: what stands before the content.
  private mutating func learnPlaceholder(_ line: SourceLine) {
    guard line.text.utf8.contains(0x7B), let parts = Self.split(line.text),
      Self.isPlaceholder(parts.rest), !Self.isAnswer(parts.lead), contentLeads.count < 16,
      !contentLeads.contains(parts.lead)
    else { return }
    contentLeads.append(parts.lead)
  }

  private static func isAnswer(_ lead: String) -> Bool {
    AnswerWords.isLead(Substring(lead)) || AnswerField.isDecision(lead) || AnswerField.isRule(lead)
      || AnswerField.isRationale(lead) || AnswerField.isConfidence(lead)
  }

  /// `{{ text }}`, `{message}`, `"{{input}}"`: one name in braces and nothing else.
  private static func isPlaceholder(_ text: Substring) -> Bool {
    let plain = text.trimmingEnds("\"'`«»“”「」* ")
    guard plain.utf8.first == 0x7B, plain.utf8.last == 0x7D, plain.utf8.count <= 60 else {
      return false
    }
    let name = plain.trimming("{}").trimmed()
    return !name.isEmpty && name.words(limit: 4).count <= 3
      && !name.utf8.contains { "{}\":,|/".utf8.contains($0) }
  }

  /// The choices in a line's last parentheses: `(Yes or No)?`, `(0/1):`, `(ZULÄSSIG, PRÜFEN oder …):`.
  private static func alternatives(of text: Substring) -> [String]? {
    let plain = text.trimmingEnds(":：?？؟*_ ")
    guard let last = plain.unicodeScalars.last, last == ")" || last == "）",
      let open = plain.unicodeScalars.lastIndex(where: { $0 == "(" || $0 == "（" })
    else { return nil }
    guard text.unicodeScalars.last.map({ ":：?？؟*_".unicodeScalars.contains($0) }) ?? false else {
      return nil
    }
    let inside = plain[plain.unicodeScalars.index(after: open)...].dropLast()
    let words = AnswerWords.matches(in: inside).filter { $0.meaning == .or }
    guard !words.isEmpty || inside.utf8.contains(0x2F) || inside.utf8.contains(0x7C) else {
      return nil
    }
    var names: [String] = []
    var rest = inside
    func add(_ piece: Substring) {
      for part in piece.unicodeScalars.split(whereSeparator: {
        ",/|、，،".unicodeScalars.contains($0)
      }) {
        let name = AnswerText.bare(Substring(part))
        if !name.isEmpty { names.append(String(name)) }
      }
    }
    for word in words {
      add(rest[..<word.range.lowerBound])
      rest = rest[word.range.upperBound...]
    }
    add(rest)
    guard (2...8).contains(names.count), Set(names).count == names.count,
      names.allSatisfy({ Substring($0).words(limit: 4).count <= 3 && $0.utf8.count <= 40 })
    else { return nil }
    return names
  }

  /// Adds the leads of examples that are written as the answer is: `Text: …` and `Class: toxic` below.
  ///
  /// - Parameter isLabel: whether a text is a label of the policy.
  mutating func learn(from lines: [SourceLine], isLabel: (Substring) -> Bool) {
    var counts: [String: Int] = [:]
    var contents: [String: Int] = [:]
    var above: String?
    for line in lines where !line.isBlank {
      guard let split = Self.split(line.text) else { continue }
      if isLabel(split.rest) {
        counts[split.lead, default: 0] += 1
        if let above, above != split.lead { contents[above, default: 0] += 1 }
      }
      above = split.lead
    }
    for (lead, count) in counts
    where (count > 1 || AnswerWords.isLead(Substring(lead))) && !leads.contains(lead) {
      leads.append(lead)
    }
    for (lead, count) in contents
    where count > 1 && !contentLeads.contains(lead) && !leads.contains(lead) {
      contentLeads.append(lead)
    }
    leads.sort()
    contentLeads.sort()
  }

  static func isContent(_ lead: String) -> Bool { contentNames.contains(lead) }

  /// What stands before the colon, lower case, without marks and parentheses; whether nothing stands
  /// behind it; whether the parentheses hold alternatives.
  static func split(
    _ text: Substring
  ) -> (lead: String, isOpen: Bool, hasAlternatives: Bool, rest: Substring)? {
    let plain = Substring(
      text.unicodeScalars.drop { $0.isSpace || "#*_>-`•".unicodeScalars.contains($0) })
    let head = plain.unicodeScalars.prefix(90)
    var depth = 0
    var colon: Substring.Index?
    var question: Substring.Index?
    var open: Substring.Index?
    var close: Substring.Index?
    for index in head.indices {
      let scalar = head[index]
      if scalar == "(" || scalar == "（" || scalar == "[" {
        depth += 1
        open = open ?? index
      } else if scalar == ")" || scalar == "）" || scalar == "]" {
        depth -= 1
        close = index
      } else if scalar == ":" || scalar == "：", depth <= 0 {
        colon = index
        break
      } else if "?？؟".unicodeScalars.contains(scalar), depth <= 0 {
        question = index
        break
      }
    }
    guard let colon = colon ?? question else { return nil }
    let lead = plain[..<(open.flatMap { $0 < colon ? $0 : nil } ?? colon)]
      .withoutMarkdown().trimming("_*\"' ").trimmed()
    guard !lead.isEmpty, lead.utf8.count <= 60,
      !lead.utf8.contains(where: { "{}\"".utf8.contains($0) }), lead.words(limit: 8).count <= 7
    else { return nil }
    let rest = plain[plain.unicodeScalars.index(after: colon)...].trimming("*_").trimmed()
    var hasAlternatives = false
    if let open, let close, open < close, close < colon {
      let inside = plain[plain.unicodeScalars.index(after: open)..<close]
      hasAlternatives =
        AnswerWords.matches(in: inside).contains { $0.meaning == .or }
        || inside.utf8.contains(0x2F) || inside.utf8.contains(0x7C)
    }
    return (lead.lowercased(), rest.isEmpty, hasAlternatives, rest)
  }
}
