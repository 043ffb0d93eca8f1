/// What `0` and `1` mean in a policy that answers with them; nil where the text does not say.
///
/// Found in headings (`VIOLATES (1)`, `NON-TOXIC CONTENT (Label: 0)`) and in glosses
/// (`0 (non-toxic) or 1 (toxic)`, `0 = safe`). Where only one side is said, the other follows.
struct BinaryMeaning: Equatable {
  private(set) var zero: Decision?
  private(set) var one: Decision?

  init() {}

  init(lines: [SourceLine], titles: [String]) {
    for title in titles { learn(fromHeading: Substring(title)) }
    for line in lines where !line.isFenced && !isDecided { learn(fromGlosses: line.text) }
    if zero == nil, one == nil {
      for line in lines where Self.asksWhetherItViolates(line.text) { one = .violates }
    }
    switch (zero, one) {
    case (.safe, nil): one = .violates
    case (.violates, nil): one = .safe
    case (nil, .safe): zero = .violates
    case (nil, .violates?), (nil, .escalate?): zero = .safe
    default: break
    }
  }

  subscript(digit: some StringProtocol) -> Decision? {
    digit == "0" ? zero : digit == "1" ? one : nil
  }

  private var isDecided: Bool { zero != nil && one != nil }

  private mutating func learn(_ digit: UInt8, _ decision: Decision) {
    if digit == 0x30, zero == nil { zero = decision }
    if digit == 0x31, one == nil { one = decision }
  }

  /// `… (1)`, `… (Label: 0)`, `… = 1`.
  private mutating func learn(fromHeading title: Substring) {
    guard let (digit, rest) = Self.labelledDigit(title) else { return }
    if let decision = DecisionWords.decision(of: rest, negationIsSafe: true) {
      learn(digit, decision)
    }
  }

  static func labelledDigit(_ title: Substring) -> (UInt8, Substring)? {
    guard let open = title.utf8.lastIndex(of: 0x28), title.utf8.last == 0x29 else { return nil }
    let inner = title[title.utf8.index(after: open)...].trimming(")").trimmed()
    let word = inner.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x3A || $0 == 0x3D }).last
    guard let word, word.count == 1, let digit = word.first, digit == 0x30 || digit == 0x31,
      inner.words().allSatisfy({ ["label", "answer", "output", "class", "0", "1"].contains($0) })
    else { return nil }
    return (digit, title[..<open])
  }

  /// `` `0` (non-toxic) ``, `0 = safe`, `1: violation`, `violates -> 1`.
  private mutating func learn(fromGlosses text: Substring) {
    guard text.utf8.contains(where: { $0 == 0x30 || $0 == 0x31 }) else { return }
    let plain = text.withoutMarkdown()
    let bytes = plain.utf8
    var index = bytes.startIndex
    var previous: UInt8 = 0x20
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      let after = next < bytes.endIndex ? bytes[next] : 0x20
      if byte == 0x30 || byte == 0x31, !Self.joinsWord(previous), !Self.joinsWord(after),
        let decision = Self.gloss(after: plain[next...])
      {
        learn(byte, decision)
      }
      previous = byte
      index = next
    }
  }

  private static func gloss(after text: Substring) -> Decision? {
    let rest = text.trimming("\"'").trimmed()
    guard let first = rest.utf8.first, first == 0x28 || first == 0x3D || first == 0x3A else {
      return rest.hasPrefix(folding: "if ") || rest.hasPrefix(folding: "for ")
        || rest.hasPrefix(folding: "when ")
        ? DecisionWords.decision(of: clause(rest)) : nil
    }
    let close: UInt8 = first == 0x28 ? 0x29 : 0x2C
    let inner = Substring(rest.utf8.dropFirst().prefix { $0 != close && $0 != 0x3B }.prefix(80))
    return DecisionWords.decision(ofGloss: clause(inner))
  }

  /// As far as the next digit or stop, which begin something else.
  private static func clause(_ text: Substring) -> Substring {
    Substring(text.utf8.prefix { !(0x30...0x39).contains($0) && $0 != 0x2E && $0 != 0x2C })
  }

  private static func joinsWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x24
      || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20)
  }

  /// `flags (0 or 1) … indicating whether the content violates`.
  private static func asksWhetherItViolates(_ text: Substring) -> Bool {
    guard text.utf8.hasBytes("whether".utf8) else { return false }
    return text.utf8.hasBytes("violat".utf8) && text.utf8.contains(0x31)
      && text.utf8.contains(0x30)
  }
}
