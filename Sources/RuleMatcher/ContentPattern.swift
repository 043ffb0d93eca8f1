/// Things that policies name by a word and contents show by their form: a link, a phone number.
enum ContentPattern: CaseIterable {
  case link, mailAddress, phoneNumber, money, repetition

  /// The words under which policies speak of it.
  var names: [String] {
    switch self {
    case .link: ["link", "url"]
    case .mailAddress: ["email", "mail"]
    case .phoneNumber: ["phone", "number"]
    case .money: ["price", "money"]
    case .repetition: ["repetition", "repeated", "repetitive"]
    }
  }

  /// How the report calls it.
  var spoken: String {
    switch self {
    case .link: "a link"
    case .mailAddress: "a mail address"
    case .phoneNumber: "a phone number"
    case .money: "an amount of money"
    case .repetition: "a repetition"
    }
  }

  /// The pattern that a run of folded characters without white space is, if any.
  init?(chunk: ArraySlice<Unicode.Scalar>) {
    guard chunk.count >= 2 else { return nil }
    let digits = chunk.count { ("0"..."9").contains($0) }
    if let at = chunk.firstIndex(of: "@"), at > chunk.startIndex,
      chunk[at...].dropFirst().contains(".")
    {
      self = .mailAddress
    } else if chunk.starts(with: "http".unicodeScalars) || chunk.starts(with: "www.".unicodeScalars)
      || Self.looksLikeHost(chunk)
    {
      self = .link
    } else if digits >= 7,
      chunk.allSatisfy({ "0123456789-+()./,".unicodeScalars.contains($0) })
    {
      self = .phoneNumber
    } else if digits > 0,
      chunk.contains(where: { $0.properties.generalCategory == .currencySymbol })
    {
      self = .money
    } else {
      return nil
    }
  }

  /// `market-check.example/login`: two letters or more after a dot, then a path.
  private static func looksLikeHost(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let slash = chunk.firstIndex(of: "/"),
      let dot = chunk[..<slash].lastIndex(of: "."), slash - dot > 2, dot > chunk.startIndex
    else { return false }
    return chunk[(dot + 1)..<slash].allSatisfy { ("a"..."z").contains($0) }
  }

  /// The patterns in a text, each once, in the order of the cases.
  static func patterns(in text: FoldedText, words: [Word]) -> [ContentPattern] {
    var found: Set<ContentPattern> = []
    for chunk in text.scalars.split(whereSeparator: { $0.value <= 0x20 }) {
      if let pattern = ContentPattern(chunk: chunk) { found.insert(pattern) }
    }
    if repeats(words) { found.insert(.repetition) }
    return allCases.filter(found.contains)
  }

  /// The same three words in a row twice, or one word three times running.
  private static func repeats(_ words: [Word]) -> Bool {
    var seen: Set<[String]> = []
    for index in words.indices.dropLast(2) {
      let three = words[index..<(index + 3)].map(\.text)
      if Set(three).count == 1, three[0].utf8.count > 1 { return true }
      if three.joined().utf8.count >= 9, !seen.insert(three).inserted { return true }
    }
    return false
  }
}
