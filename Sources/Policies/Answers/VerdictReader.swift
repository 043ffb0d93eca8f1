/// Reads the verdict from the final channel of a finished answer, and never guesses.
///
/// A label is taken where the answer consists of labels (or of the object or form that the policy asks
/// for), behind an echo of the policy's closing line, in a frame that the policy prescribes, and before
/// a reason. A label inside prose is prose. `INVALID` never reads as `VALID`. Two things that exclude
/// each other give no verdict; a label whose decision the policy does not say is a label without one.
public struct VerdictReader: Sendable {
  let format: AnswerFormat
  let labels: LabelSet
  let rules: LabelSet
  let hasRuleCodes: Bool
  private let titles: [String: String]

  /// - Parameter outline: of the policy that was sent; it tells which sub-rules exist.
  public init(format: AnswerFormat, outline: PolicyOutline) {
    self.format = format
    let named = outline.rules.filter { !$0.isDerived }
    labels = LabelSet(format.labels, rules: named)
    rules = LabelSet(named.map { .init($0.id, $0.decision) })
    hasRuleCodes = !named.isEmpty
    titles = Dictionary(
      named.map { ($0.id, Substring($0.title).words(limit: 12).joined(separator: " ")) },
      uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - answer: The text of the final channel, without Harmony markup.
  ///   - content: What was judged. Where the answer repeats it, labels in it are not the model's.
  /// - Complexity: O(*n*) in the length of the answer, besides one search for the content.
  public func read(_ answer: String, of content: String = "") -> VerdictReading {
    let text = Substring(answer).trimmed()
    guard !text.isEmpty else { return .empty }
    let body = AnswerText.withoutFence(text)
    guard !body.isEmpty else { return .empty }
    let echo = AnswerEcho(framing: format.framing)
    guard let own = echo.withoutContent(body, content: content) else { return .unparsed }
    let reading = readOwn(own, echo: echo)
    guard reading == .unparsed else { return reading }
    if AnswerText.isRefusal(body) || AnswerText.isRefusal(own) { return .refused }
    guard format.shape == .token else { return reading }
    // `fine: <the content>`, as in the policy's own examples.
    if let (match, rest) = opening(of: own), content.utf8.count > 1,
      echo.isContent(rest, content: Substring(content))
    {
      return verdict(found: [match], cited: [])
    }
    return readClosingLine(own, content: Substring(content))
  }

  /// Behind the last echo of the closing line where there is one, else as a whole.
  private func readOwn(_ text: Substring, echo: AnswerEcho) -> VerdictReading {
    guard format.shape != nil else { return .unparsed }
    // The first line of a form looks like an answer line, and is a field of it.
    if format.shape == .form, format.framing.leads.isEmpty { return readForm(text) }
    if let tail = echo.tail(of: text) {
      let tail = AnswerText.withoutFence(tail)
      let reading = format.shape == .form ? readForm(tail, mayLackField: false) : readBody(tail)
      if let first = echo.firstLabel(of: text).flatMap({ labels[$0] }),
        case .verdict(let verdict) = reading, let own = verdict.labels.first, format.axes.isEmpty,
        labels[own.label] != nil, !verdict.labels.contains(where: { $0.label == first.name })
      {
        // The answer opens with one answer line and ends with another.
        return .contradictory(first.name, own.label)
      }
      if reading != .unparsed { return reading }
      // The whole may be an object with such a line inside.
      let whole = readBody(text)
      return whole.isCertain && format.shape != .token && format.shape != .list ? whole : .unparsed
    }
    return readBody(text)
  }

  private func readBody(_ body: Substring) -> VerdictReading {
    switch format.shape {
    case .token: readToken(body)
    case .json: readObject(closingFrame(of: body) ?? body)
    case .form: readForm(body)
    case .axes: format.axes.allSatisfy(\.prefix.isEmpty) ? readFlags(body) : readAxes(body)
    case .list: readList(body)
    case nil: .unparsed
    }
  }

  // MARK: Labels

  func readToken(_ text: Substring) -> VerdictReading {
    if let scale = format.framing.scale {
      let closing = text.utf8.lastIndex(of: 0x0A).map { text[$0...].trimmed() }
      guard
        let (spelling, value) = scale.number(in: text)
          ?? closing.flatMap({ $0.utf8.contains(0x25) ? scale.number(in: $0) : nil })
      else { return .unparsed }
      for line in text.split(separator: "\n") {
        if let other = scale.number(in: line), other.value != value {
          return .contradictory(other.spelling, spelling)
        }
      }
      return verdict([(spelling, nil, scale.decision(of: value))])
    }
    if let opening = format.framing.sentence, let reading = readSentence(text, opening: opening) {
      return reading
    }
    if let framed = inFrame(text) {
      let reading = readPieces(framed)
      if reading != .unparsed { return reading }
    }
    let text = withoutSigns(text.trimmedOfDashes)
    let reading = readPieces(ownField(text))
    return reading == .unparsed ? readWithReason(text) : reading
  }

  /// The label of the prescribed sentence on the last line; nil where that is another text.
  private func readSentence(_ text: Substring, opening: String) -> VerdictReading? {
    let found = text.split(separator: "\n").compactMap {
      line -> (isLast: Bool, match: LabelSet.Match)? in
      let plain = AnswerText.withoutLead(AnswerText.bare(Self.behindEquals(line)))
      guard plain.lowercased().hasPrefix(opening.lowercased() + " "),
        let match = labels[AnswerText.bare(plain.dropFirst(opening.count))]
      else { return nil }
      return (line.endIndex == text.endIndex, match)
    }
    guard let last = found.last, last.isLast else { return nil }
    if let other = found.first(where: { $0.match.name != last.match.name }) {
      return .contradictory(other.match.name, last.match.name)
    }
    return verdict(found: [last.match], cited: [])
  }

  /// `X` of `good answer = X`.
  private static func behindEquals(_ line: Substring) -> Substring {
    line.firstRange(of: " = ").map { line[$0.upperBound...] } ?? line
  }

  /// Without signs such as ❌ around the label, where the policy has no such labels.
  private func withoutSigns(_ text: Substring) -> Substring {
    let scalars = text.unicodeScalars
    guard
      scalars.first?.isSymbolLabel == true
        || scalars.last.map({ $0.isSymbolLabel || $0 == "\u{FE0F}" }) == true,
      !format.labels.contains(where: { $0.name.unicodeScalars.first?.isSymbolLabel == true })
    else { return text }
    func isSign(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isSymbolLabel || scalar == "\u{FE0F}" || scalar.isSpace
    }
    var view = scalars.drop(while: isSign)
    while let last = view.last, isSign(last) { view.removeLast() }
    return Substring(view)
  }

  /// The label behind a word of the model's own, as in `Color: RED`, where the label is the policy's in
  /// capitals and nothing else stands there.
  private func ownField(_ text: Substring) -> Substring {
    guard let colon = text.utf8.firstIndex(of: 0x3A), text.utf8.count < 60,
      case let label = AnswerText.bare(text[text.utf8.index(after: colon)...]),
      let match = labels[label], match.name == label, LabelMention.isCapitals(label),
      case let head = text[..<colon].trimming("*_ "),
      !head.isEmpty, head.unicodeScalars.allSatisfy(\.isLetter), labels[head] == nil,
      !LabelToken.decides(String(head)), LabelPair.other(of: head) == nil,
      !["not", "nicht", "pas", "never", "without"].contains(head.lowercased())
    else { return text }
    return label
  }

  private func readPieces(_ text: Substring) -> VerdictReading {
    guard let pieces = AnswerText.pieces(text) else { return .unparsed }
    return verdict(from: pieces)
  }

  /// The object in the frame that a text ends with, where something stands before it.
  private func closingFrame(of text: Substring) -> Substring? {
    for frame in format.framing.frames where text.hasSuffix(frame.closing) {
      guard let place = frame.lastRange(in: text), place.whole.lowerBound > text.startIndex else {
        continue
      }
      return text[place.inner].trimmed()
    }
    return nil
  }

  /// What stands in the last frame that the policy prescribes; nil where that is not certain.
  private func inFrame(_ text: Substring) -> Substring? {
    for frame in format.framing.frames {
      guard let place = frame.lastRange(in: text) else { continue }
      let inner = text[place.inner].trimmed()
      let behind = Self.withoutClosingTags(
        text[place.whole.upperBound...].trimmingEnds("*_.`\"”$ \n#"))
      if labels[AnswerText.bare(inner)] != nil, let others = Self.tagged(behind) {
        return Substring(
          ([inner] + others.filter { rules[AnswerText.bare($0)] != nil }).joined(separator: "\n"))
      }
      guard behind.isEmpty || format.framing.allowsReason else { continue }
      // The frame may be the content's, and the answer behind it.
      if !behind.isEmpty, let match = labels[AnswerText.bare(inner)],
        contradiction(to: match, in: behind) != nil
      {
        continue
      }
      if let other = otherLabel(than: inner, in: frame, text) {
        return Substring("\(other)\n\(inner)")
      }
      guard inner.utf8.count <= 120,
        labels[AnswerText.bare(inner)] != nil || AnswerText.pieces(inner) != nil
      else { continue }
      // A tag of reasoning beside the tag of the label is no label.
      if labels[AnswerText.bare(inner)] == nil, labels[inner.prefixLabel] == nil { continue }
      return inner
    }
    return nil
  }

  /// Without the tags that a prescribed frame stands in: `</studio>` behind `</tray>`.
  private static func withoutClosingTags(_ text: Substring) -> Substring {
    var rest = text
    while rest.utf8.starts(with: "</".utf8), let end = rest.utf8.firstIndex(of: 0x3E),
      rest.utf8.distance(from: rest.startIndex, to: end) < 40
    {
      rest = rest[rest.utf8.index(after: end)...].trimmed()
    }
    return rest
  }

  /// The texts of the tags that a text consists of; nil where it holds anything else, or nothing.
  private static func tagged(_ text: Substring) -> [Substring]? {
    var rest = text.trimmed()
    var found: [Substring] = []
    while !rest.isEmpty, found.count < 16 {
      guard let frame = AnswerFrame(openingTag: rest), let place = frame.range(in: rest),
        place.whole.lowerBound == rest.startIndex
      else { return nil }
      found.append(rest[place.inner].trimmed())
      rest = rest[place.whole.upperBound...].trimmed()
    }
    return found.isEmpty ? nil : found
  }

  /// Another label in an earlier frame of the same kind.
  private func otherLabel(than inner: Substring, in frame: AnswerFrame, _ text: Substring)
    -> Substring?
  {
    guard let last = labels[AnswerText.bare(inner)] else { return nil }
    var rest = text
    for _ in 0..<64 {
      guard let place = frame.range(in: rest) else { return nil }
      let piece = AnswerText.bare(rest[place.inner])
      if let label = labels[piece], label.name != last.name { return piece }
      rest = rest[place.whole.upperBound...]
    }
    return nil
  }

  /// A verdict if every piece is a label or a rule beside one, and no two contradict one another.
  func verdict(from pieces: [Substring]) -> VerdictReading {
    var found: [LabelSet.Match] = []
    var cited: [LabelSet.Match] = []
    for piece in pieces {
      guard let match = labels[piece] else {
        if !found.isEmpty || !cited.isEmpty, Self.isNone(piece) {
          // `0` and `None` below it agree; a rule and `NONE` do not.
          guard
            !cited.isEmpty
              || found.contains(where: { $0.decision != .safe && rules[$0.name] != nil })
          else { continue }
          return .contradictory((cited.first ?? found[0]).name, String(piece))
        }
        if let rule = rule(in: piece), !found.isEmpty || pieces.count > 1 {
          cited.append(rule)
          continue
        }
        if let last = cited.last ?? found.last, isTitle(piece, of: last.name) { continue }
        if let label = labelAndRule(piece) {
          found.append(label.label)
          cited.append(label.rule)
          continue
        }
        return unknown(piece, isAlone: pieces.count == 1)
      }
      // Several digits are a list of something else: one digit is the whole answer.
      if pieces.count > 1, isDigit(match.name), format.shape == .token {
        guard found.isEmpty, pieces[0] == piece, rules[piece] == nil || !rules.hasDigits else {
          return .unparsed
        }
      }
      if !found.contains(match) { found.append(match) }
    }
    return verdict(found: found, cited: cited)
  }

  private func isDigit(_ name: String) -> Bool {
    name.utf8.count == 1 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func rule(in piece: Substring) -> LabelSet.Match? {
    if let match = rules[piece] { return match }
    if piece.unicodeScalars.first == "§" { return rule(in: piece.dropFirst().trimmedStart()) }
    // `Basis: AB3`.
    if let split = AnswerClosing.split(piece), AnswerField.isRule(split.lead),
      let match = rules[AnswerText.bare(split.rest)]
    {
      return match
    }
    let words = piece.split(separator: " ")
    if let last = words.last, words.count > 1,
      words.dropLast().allSatisfy({ Self.ruleWords.contains($0.lowercased()) })
    {
      return rules[last]
    }
    // `AB3: Doxxing`, `AB3 – Doxxing`.
    guard let code = RuleCode(startOf: piece), !code.isBareWord, let match = rules[code.text] else {
      return nil
    }
    let rest = piece.dropFirst(code.text.count).trimmedStart()
    guard let first = rest.unicodeScalars.first, first.isDash || first == ":" else { return nil }
    return match
  }

  private static let ruleWords: Set<String> = [
    "rule", "rules", "policy", "category", "section", "regel", "règle", "regla", "regra", "правило",
    "no.", "nr.", "#", "number", "id", "nummer", "numéro", "número", "номер", "violated",
    "violates",
    "policies", "categories", "code",
  ]

  /// `INVALID – AB3`, `UNSAFE: 2`.
  func labelAndRule(_ piece: Substring) -> (label: LabelSet.Match, rule: LabelSet.Match)? {
    for index in piece.unicodeScalars.indices {
      let scalar = piece.unicodeScalars[index]
      guard scalar.isDash || scalar == ":" || scalar == " " else { continue }
      guard let label = labels[AnswerText.bare(piece[..<index])] else { continue }
      let rest = Substring(piece[index...].unicodeScalars.drop { !$0.joinsWords })
      guard let rule = rule(in: rest) ?? rules[rest] else { continue }
      return (label, rule)
    }
    return nil
  }

  private func isTitle(_ piece: Substring, of rule: String) -> Bool {
    guard let title = titles[rule], !title.isEmpty else { return false }
    let words = piece.words(limit: 12).joined(separator: " ")
    return words.utf8.count > 2 && title.hasPrefix(words)
  }

  func verdict(found: [LabelSet.Match], cited: [LabelSet.Match]) -> VerdictReading {
    let own = Set(found.compactMap(\.decision))
    var all = found.map { (name: $0.name, axis: String?.none, decision: $0.decision) }
    for rule in cited where !found.contains(where: { $0.name == rule.name }) {
      if own == [.safe], rule.decision != .safe {
        return .contradictory(found.first?.name ?? "", rule.name)
      }
      // A rule whose decision the text does not say goes with the answer's own label.
      guard let decision = Self.decision(of: rule, beside: own, in: format) else {
        if found.isEmpty { all.append((rule.name, nil, nil)) }
        continue
      }
      all.append((rule.name, nil, decision))
    }
    return verdict(all)
  }

  /// What a cited rule adds: where a label of the policy means a person, only that label sends to one.
  static func decision(
    of rule: LabelSet.Match, beside own: Set<Decision>, in format: AnswerFormat
  ) -> Decision? {
    guard let stated = Decision.strongest(own) else { return rule.decision }
    if rule.decision == .escalate, format.sides.contains(.escalate) { return stated }
    return rule.decision ?? stated
  }

  /// Among other labels only a rule's code can be told from words that are no labels.
  private func unknown(_ piece: Substring, isAlone: Bool) -> VerdictReading {
    let code = RuleCode(startOf: piece)
    let isCode = code.map { !$0.isBareWord && $0.text.utf8.count == piece.utf8.count } ?? false
    return labels.isLabelShaped(piece) && (isAlone || isCode) ? .offList(String(piece)) : .unparsed
  }

  func verdict(
    _ found: [(name: String, axis: String?, decision: Decision?)], confidence: String? = nil,
    rationale: String? = nil, axesMayDiffer: Bool = false
  ) -> VerdictReading {
    guard !found.isEmpty else { return .unparsed }
    var result: [Verdict.Label] = []
    for label in found {
      guard let decision = label.decision else { continue }
      result.append(.init(label: label.name, axis: label.axis, decision: decision))
    }
    if let first = result.first(where: { $0.decision == .safe }),
      let second = result.first(where: { $0.decision != .safe }), !axesMayDiffer
    {
      return .contradictory(first.label, second.label)
    }
    guard result.count == found.count, let strongest = Decision.strongest(result.map(\.decision))
    else {
      // Two labels without a side may exclude each other.
      let own = found.filter { rules[$0.name] == nil }
      if format.shape == .token, own.count > 1, own[0].name != own[1].name {
        return .contradictory(own[0].name, own[1].name)
      }
      return .undecided(
        found.map { StatedLabel(label: $0.name, axis: $0.axis, decision: $0.decision) })
    }
    return .verdict(
      Verdict(
        decision: strongest, labels: result, confidence: confidence, rationale: rationale))
  }
}

extension Substring {
  /// Without a dash at the beginning, as between the content and the label.
  fileprivate var trimmedOfDashes: Substring {
    let rest = Substring(unicodeScalars.drop { $0.isDash || $0 == "→" || $0.isSpace })
    return rest.isEmpty || rest.unicodeScalars.first?.numericOrLetter != true ? self : rest
  }

  /// The word that a text begins with.
  fileprivate var prefixLabel: Substring {
    let plain = trimmingStart("*_`[(\"'")
    return Substring(plain.unicodeScalars.prefix { $0.joinsWords || $0 == "-" })
  }
}

extension Unicode.Scalar {
  fileprivate var numericOrLetter: Bool { isLetter || "*[\"“".unicodeScalars.contains(self) }
}
