/// One line of a policy, trimmed, with the list mark taken off.
struct SourceLine {
  enum Mark: Equatable {
    case bullet
    /// The number as spelled (`۲` stays `۲`) and its value.
    case number(String, Int)
  }

  /// Counted from 1.
  let number: Int
  /// Without white space at the ends.
  let text: Substring
  /// Leading white space in bytes.
  let indent: Int
  let mark: Mark?
  /// `text` after the marks of block quotes and lists.
  let body: Substring
  /// Inside a code fence, or the fence itself.
  let isFenced: Bool
  /// In a block quote (`> …`).
  let isQuotation: Bool

  var isBlank: Bool { text.isEmpty }

  /// Splits on LF; a final LF does not open another line.
  static func lines(of text: String) -> [SourceLine] {
    var text = text
    text.makeContiguousUTF8()
    var pieces = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    var lines: [SourceLine] = []
    lines.reserveCapacity(pieces.count)
    let prompts = fencedPrompts(in: pieces.map { Substring($0).trimmed() })
    var fence: UInt8?
    for (index, piece) in pieces.enumerated() {
      let whole = Substring(piece)
      let trimmed = whole.trimmed()
      let opening = trimmed.fence
      let isFenced = (fence != nil || opening != nil) && !prompts.contains(index)
      if let opening {
        if fence == nil { fence = opening } else if fence == opening { fence = nil }
      }
      let unquoted = isFenced ? trimmed : trimmed.withoutQuotationMark
      let (mark, body) = isFenced ? (nil, trimmed) : unquoted.splittingListMark()
      lines.append(
        SourceLine(
          number: index + 1, text: trimmed,
          indent: whole.utf8.distance(from: whole.startIndex, to: trimmed.startIndex),
          mark: mark, body: body, isFenced: isFenced,
          isQuotation: unquoted.startIndex != trimmed.startIndex))
    }
    return lines
  }
}

extension SourceLine {
  /// The lines inside of fences that hold a whole prompt instead of a sample, as in a README: several
  /// lines of prose, and a line that takes the content or most of the text.
  private static func fencedPrompts(in lines: [Substring]) -> Set<Int> {
    var found: Set<Int> = []
    var start: (index: Int, fence: UInt8)?
    for (index, line) in lines.enumerated() {
      guard let fence = line.fence else { continue }
      guard let open = start else {
        start = (index, fence)
        continue
      }
      guard open.fence == fence else { continue }
      let inner = (open.index + 1)..<index
      let language = lines[open.index].dropFirst(3).trimmed()
      if isPrompt(lines[inner], language: language, of: lines.count) {
        found.formUnion(inner)
      }
      start = nil
    }
    return found
  }

  private static func isPrompt(
    _ lines: ArraySlice<Substring>, language: Substring, of count: Int
  ) -> Bool {
    guard ["", "text", "txt", "md", "markdown", "prompt"].contains(language.lowercased()) else {
      return false
    }
    if lines.count > 9, lines.count * 5 > count * 2,
      let first = lines.first(where: { !$0.isEmpty }),
      let byte = first.utf8.first, ![0x7B, 0x5B, 0x3C].contains(byte)
    {
      return true
    }
    let prose = lines.filter { line in
      line.words(limit: 6).count > 5
        || line.unicodeScalars.contains(where: \.isUnspaced) && line.unicodeScalars.count > 12
    }
    let takesContent = lines.contains { $0.utf8.last == 0x7D && $0.firstRange(of: ": {") != nil }
    return prose.count > 4 && takesContent
  }
}

extension Substring {
  /// The fence character if the line opens or closes a code block.
  fileprivate var fence: UInt8? {
    if utf8.starts(with: "```".utf8) { return 0x60 }
    if utf8.starts(with: "~~~".utf8) { return 0x7E }
    return nil
  }

  /// Without the marks of block quotes; `>50 %` has none.
  fileprivate var withoutQuotationMark: Substring {
    var rest = self
    while rest.utf8.first == 0x3E {
      let next = Substring(rest.utf8.dropFirst())
      guard let following = next.unicodeScalars.first else { return next }
      guard following.isSpace || following == ">" || "\"“«„「*".unicodeScalars.contains(following)
      else { return rest }
      rest = next.trimmedStart()
    }
    return rest
  }

  func splittingListMark() -> (SourceLine.Mark?, Substring) {
    guard let first = unicodeScalars.first else { return (nil, self) }
    if "-*•–‣+○◦▪■●·∙▸►—".unicodeScalars.contains(first) {
      let rest = Substring(unicodeScalars.dropFirst())
      guard let next = rest.unicodeScalars.first, next.isSpace else { return (nil, self) }
      return (.bullet, rest.trimmed())
    }
    let isOpened = first == "(" || first == "（"
    let inner = isOpened ? Substring(unicodeScalars.dropFirst()) : self
    if let letter = inner.utf8.first, (0x61...0x7A).contains(letter) {
      // `a) text`
      let rest = inner.utf8.dropFirst()
      guard rest.first == 0x29, Substring(rest.dropFirst()).unicodeScalars.first?.isSpace ?? false
      else { return (nil, self) }
      return (.bullet, Substring(rest.dropFirst()).trimmed())
    }
    guard inner.unicodeScalars.first?.digitValue != nil else { return (nil, self) }
    let digits = Substring(inner.unicodeScalars.prefix { $0.digitValue != nil })
    guard digits.unicodeScalars.count <= 4 else { return (nil, self) }
    let rest = inner[digits.endIndex...]
    guard let stop = rest.unicodeScalars.first,
      isOpened ? ")）".unicodeScalars.contains(stop) : ".)、．）".unicodeScalars.contains(stop)
    else { return (nil, self) }
    let body = Substring(rest.unicodeScalars.dropFirst())
    guard let next = body.unicodeScalars.first else {
      return isOpened ? (nil, self) : (.number(String(digits), value(ofDigits: digits)), body)
    }
    guard next.isSpace || next.isUnspaced || stop == "、" else { return (nil, self) }
    return (.number(String(digits), value(ofDigits: digits)), body.trimmed())
  }

  private func value(ofDigits digits: Substring) -> Int {
    digits.unicodeScalars.reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
  }
}

extension Unicode.Scalar {
  /// White space of any width, and the byte order mark.
  var isSpace: Bool {
    isASCII
      ? (value == 0x20 || (0x09...0x0D).contains(value))
      : (properties.isWhitespace || value == 0xFEFF || value == 0x200B)
  }

  /// The value of a decimal digit of any script.
  var digitValue: Int? {
    if isASCII { return (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil }
    guard properties.generalCategory == .decimalNumber else { return nil }
    return properties.numericValue.map { Int($0) }
  }

  var isLetter: Bool {
    isASCII ? (0x41...0x5A).contains(value & ~0x20) : properties.isAlphabetic
  }

  /// A letter or digit of any script.
  var isWord: Bool { isLetter || digitValue != nil || isMark }

  /// An accent or vowel sign on the letter before it.
  private var isMark: Bool {
    // Variation selectors and enclosing marks belong to emoji.
    guard value >= 0x300, !(0xFE00...0xFE0F).contains(value), !(0x20D0...0x20FF).contains(value)
    else { return false }
    return switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: false
    }
  }

  var isASCIIUpper: Bool { (0x41...0x5A).contains(value) }

  /// Pictures, dingbats and arrows as they are used to decorate headings.
  var isEmoji: Bool {
    switch value {
    case 0x2190...0x21FF, 0x2300...0x23FF, 0x25A0...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1FAFF,
      0xFE0F, 0x200D:
      true
    default: false
    }
  }

  /// The hyphens and dashes that people and models use for one another.
  var isDash: Bool {
    value == 0x2D || (0x2010...0x2015).contains(value) || value == 0x2212
  }
}

extension Substring {
  /// Without white space at both ends.
  func trimmed() -> Substring {
    var view = unicodeScalars
    while let first = view.first, first.isSpace { view.removeFirst() }
    while let last = view.last, last.isSpace { view.removeLast() }
    return Substring(view)
  }

  /// Without any of these ASCII characters at both ends.
  func trimming(_ characters: StaticString) -> Substring {
    let set = Substring(characters.description).utf8
    var view = utf8
    while let first = view.first, set.contains(first) { view.removeFirst() }
    while let last = view.last, set.contains(last) { view.removeLast() }
    return Substring(view)
  }

  /// Whether these ASCII letters stand here, in any case.
  func hasPrefix(folding word: StaticString) -> Bool {
    let word = Substring(word.description).utf8
    var bytes = utf8.makeIterator()
    for expected in word {
      guard let byte = bytes.next() else { return false }
      let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      guard folded == expected else { return false }
    }
    return true
  }

  /// Lower-case words of letters and digits, as far as `limit`.
  func words(limit: Int = 64) -> [String] {
    var words: [String] = []
    var view = unicodeScalars[...]
    while words.count < limit, let start = view.firstIndex(where: \.isWord) {
      let end = view[start...].firstIndex { !$0.isWord && $0 != "'" } ?? view.endIndex
      words.append(Substring(view[start..<end]).lowercased())
      view = view[end...]
    }
    return words
  }

  /// Without emphasis marks and backticks.
  func withoutMarkdown() -> Substring {
    guard utf8.contains(where: { $0 == 0x2A || $0 == 0x60 || $0 == 0x5F }) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars where scalar != "*" && scalar != "`" { result.append(scalar) }
    let plain = Substring(String(result)).trimmed()
    return plain.utf8.starts(with: "__".utf8) ? plain.trimming("_") : plain
  }
}
