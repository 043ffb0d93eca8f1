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
  let titles: [String: String]

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
  func readOwn(_ text: Substring, echo: AnswerEcho) -> VerdictReading {
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

  func readBody(_ body: Substring) -> VerdictReading {
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
  func readSentence(_ text: Substring, opening: String) -> VerdictReading? {
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
  static func behindEquals(_ line: Substring) -> Substring {
    line.firstRange(of: " = ").map { line[$0.upperBound...] } ?? line
  }

  /// Without signs such as ❌ around the label, where the policy has no such labels.
  func withoutSigns(_ text: Substring) -> Substring {
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
  func ownField(_ text: Substring) -> Substring {
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

  func readPieces(_ text: Substring) -> VerdictReading {
    guard let pieces = AnswerText.pieces(text) else { return .unparsed }
    return verdict(from: pieces)
  }

  /// The object in the frame that a text ends with, where something stands before it.
  func closingFrame(of text: Substring) -> Substring? {
    for frame in format.framing.frames where text.hasSuffix(frame.closing) {
      guard let place = frame.lastRange(in: text), place.whole.lowerBound > text.startIndex else {
        continue
      }
      return text[place.inner].trimmed()
    }
    return nil
  }

  /// What stands in the last frame that the policy prescribes; nil where that is not certain.
  func inFrame(_ text: Substring) -> Substring? {
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
  static func withoutClosingTags(_ text: Substring) -> Substring {
    var rest = text
    while rest.utf8.starts(with: "</".utf8), let end = rest.utf8.firstIndex(of: 0x3E),
      rest.utf8.distance(from: rest.startIndex, to: end) < 40
    {
      rest = rest[rest.utf8.index(after: end)...].trimmed()
    }
    return rest
  }

  /// The texts of the tags that a text consists of; nil where it holds anything else, or nothing.
  static func tagged(_ text: Substring) -> [Substring]? {
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
  func otherLabel(than inner: Substring, in frame: AnswerFrame, _ text: Substring)
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
