/// Finds the model's own words in an answer that echoes the policy's closing lines or the content.
///
/// A policy by OpenAI's guide ends with `Content: [INPUT]` and `Answer (VALID or INVALID):`, and the
/// model often repeats that line, or all of it with the content inside, before its label. The content
/// is hostile and may hold answer lines of its own: nothing before the last echo is the model's word.
struct AnswerEcho {
  let framing: AnswerFormat.Framing

  /// The text behind the content where the answer repeats it at its beginning or behind a line such as
  /// `Content:`; the text itself where it does not; nil where nothing follows the content.
  func withoutContent(_ text: Substring, content: String) -> Substring? {
    let content = Substring(content).trimmed()
    guard content.utf8.count > 1 else { return text }
    let (announced, others) = placesOfContent(in: text)
    for start in announced + others {
      let isAnnounced = announced.contains(start)
      switch Self.echo(of: content, in: text[start...]) {
      case .none: continue
      case .cut where !isAnnounced: continue
      case .whole where !isAnnounced && content.unicodeScalars.count < 12: continue
      case .cut:
        // The content breaks off with the answer: nothing is the model's own.
        if start > text.startIndex || text.utf8.contains(0x0A) { return nil }
      case .whole(let end):
        guard start > text.startIndex || end < text.endIndex else { continue }
        let rest = text[end...].trimmingEnds("\"”»」'`* \n\r\t")
        return rest.isEmpty ? nil : rest
      }
    }
    return text
  }

  /// Whether a text is the content and nothing else.
  func isContent(_ text: Substring, content: Substring) -> Bool {
    guard case .whole(let end) = Self.echo(of: content.trimmed(), in: text) else { return false }
    return text[end...].trimmingEnds("\"”»」'`*. \n\r\t").isEmpty
  }

  private enum Echo {
    case none
    /// Up to here.
    case whole(Substring.Index)
    /// The text ends inside the content.
    case cut
  }

  /// Whether a text begins with the content. White space, emphasis and the kinds of quotation marks and
  /// dashes do not matter, because models do not keep them.
  private static func echo(of content: Substring, in text: Substring) -> Echo {
    var wanted = content.unicodeScalars.makeIterator()
    var next = significant(&wanted)
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var compared = 0
    while let expected = next {
      while index < scalars.endIndex, fold(scalars[index]) == nil {
        scalars.formIndex(after: &index)
      }
      guard index < scalars.endIndex else { return compared > 7 ? .cut : .none }
      guard fold(scalars[index]) == expected else { return .none }
      scalars.formIndex(after: &index)
      compared += 1
      next = significant(&wanted)
    }
    return compared > 0 ? .whole(index) : .none
  }

  private static func significant(
    _ scalars: inout Substring.UnicodeScalarView.Iterator
  ) -> Unicode.Scalar? {
    while let scalar = scalars.next() {
      if let folded = fold(scalar) { return folded }
    }
    return nil
  }

  /// nil for what an echo may leave out or add.
  private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isSpace || "*_`>\\\u{200B}\u{FEFF}".unicodeScalars.contains(scalar) { return nil }
    if scalar.isDash { return "-" }
    if "\"“”„«»'’‘".unicodeScalars.contains(scalar) { return nil }
    return scalar.lowered
  }

  /// Where an echo of the content may begin, the last first: behind lines such as `Content:`, and at the
  /// beginning. Of hostile text at most so many, because each is compared with the content.
  ///
  /// - Returns: the places, and those behind any other lead, such as `Item D:`.
  private func placesOfContent(
    in text: Substring
  ) -> (announced: [Substring.Index], others: [Substring.Index]) {
    var places = [text.startIndex]
    var others: [Substring.Index] = []
    var start = text.startIndex
    while start < text.endIndex, places.count < 64 {
      let end = text[start...].utf8.firstIndex(of: 0x0A) ?? text.endIndex
      let line = text[start..<end]
      if let split = AnswerClosing.split(line.trimmed()),
        !isLead(split.lead) || isContent(split.lead)
      {
        let isAnnounced = isContent(split.lead)
        // Behind the colon, or on the next line that holds anything.
        let rest = split.isOpen ? text[end...] : text[split.rest.startIndex...]
        // The content may be quoted, and may begin with a quotation mark itself.
        for skipped in [" \t\n\r\"“«「'`*", " \t\n\r"] {
          let place = rest.unicodeScalars.firstIndex { !skipped.unicodeScalars.contains($0) }
          guard let place else { continue }
          if isAnnounced, places.last != place { places.append(place) }
          if !isAnnounced, others.last != place, others.count < 64 { others.append(place) }
        }
      }
      start = end < text.endIndex ? text.utf8.index(after: end) : end
    }
    return (places.reversed(), others.reversed())
  }

  private func isContent(_ lead: String) -> Bool {
    framing.contentLeads.contains(lead) || AnswerClosing.isContent(lead)
  }

  /// What follows the last line that echoes the policy's closing line; nil where none does.
  ///
  /// Lines are looked at from the end. A line may hold the label behind its colon, in the place of the
  /// alternatives (`Answer (INVALID)`), or on the lines below.
  func tail(of text: Substring) -> Substring? {
    guard !framing.leads.isEmpty else { return behindOpening(text) }
    var end = text.endIndex
    var looked = 0
    while looked < 400 {
      let newline = text[..<end].utf8.lastIndex(of: 0x0A)
      let start = newline.map { text.utf8.index(after: $0) } ?? text.startIndex
      if let rest = label(ofLine: text[start..<end]) {
        let below = text[end...].trimmed()
        if rest.isEmpty { return below.isEmpty ? nil : below }
        return below.isEmpty ? rest : Substring("\(rest)\n\(below)")
      }
      guard let newline else { return nil }
      end = newline
      looked += 1
    }
    return nil
  }

  /// What the first line says, if it is an answer line and holds a label.
  func firstLabel(of text: Substring) -> Substring? {
    label(ofLine: text.prefix { $0 != "\n" }).flatMap { $0.isEmpty ? nil : AnswerText.bare($0) }
  }

  /// Where the policy has no closing line, only a text that begins with an answer line is one.
  private func behindOpening(_ text: Substring) -> Substring? {
    let end = text.utf8.firstIndex(of: 0x0A) ?? text.endIndex
    guard let rest = label(ofLine: text[..<end]) else { return nil }
    let below = text[end...].trimmed()
    if rest.isEmpty { return below.isEmpty ? nil : below }
    return below.isEmpty ? rest : Substring("\(rest)\n\(below)")
  }

  /// What stands behind the echo on its own line; nil where the line is none.
  private func label(ofLine line: Substring) -> Substring? {
    if let split = AnswerClosing.split(line.trimmed()) {
      return isLead(split.lead) ? split.rest : nil
    }
    // `Answer (INVALID)`: the choice in the place of the alternatives.
    let plain = line.trimmed().trimmingStart("#*_> ").trimming("*_ ").trimmed()
    guard plain.utf8.last == 0x29, let open = plain.utf8.firstIndex(of: 0x28),
      isLead(plain[..<open].trimming("*_ ").trimmed().lowercased())
    else { return nil }
    let inside = plain[plain.utf8.index(after: open)...].dropLast().trimmed()
    return inside.isEmpty ? nil : inside
  }

  private func isLead(_ lead: String) -> Bool {
    framing.leads.contains(lead) || AnswerWords.isLead(Substring(lead)) && !AnswerField.isRule(lead)
  }
}

extension Substring.UTF8View {
  /// The last place where the text stands.
  func lastRange(of needle: Substring) -> Range<Index>? { lastRange(of: String(needle).utf8) }
}
