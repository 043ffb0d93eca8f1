/// The state of reading one channel for citations, one scalar at a time.
struct ChannelScanner: Sendable {
  private let channel: String
  private var offset = 0

  // The word under the reader.
  private var word = ""
  private var wordStart = 0
  private var wordWidth = 0
  /// What stood directly before the word.
  private var opener: Unicode.Scalar = " "
  private var previous: Unicode.Scalar = " "
  /// Whether the last words were `rule`, `rules 3 and` and the like.
  private var isAfterRuleWord = false
  /// An ordinary word that is an id if `=` follows.
  private var pending: (word: String, start: Int)?

  // The quotation under the reader.
  private var quotation: [Unicode.Scalar]?
  private var quotationStart = 0
  /// How many more quotations are looked for.
  private var searches: Int

  /// An id is short; the rest of a longer run is not kept.
  private static let longestWord = 48

  init(channel: String, policy: CitedPolicy) {
    self.channel = channel
    searches = max(1000, CitationFinder.searchedBytes / max(1, policy.byteCount))
  }

  mutating func take(
    _ scalar: Unicode.Scalar, policy: CitedPolicy, into found: inout [Citation]
  ) {
    if Self.isIDPart(scalar) {
      if word.isEmpty {
        wordStart = offset
        wordWidth = 0
        opener = previous
      }
      if wordWidth < Self.longestWord { word.unicodeScalars.append(scalar) }
      wordWidth += UTF8.width(scalar)
    } else {
      endWord(before: scalar, policy: policy, into: &found)
    }
    readQuotation(scalar, policy: policy, into: &found)
    previous = scalar
    offset += UTF8.width(scalar)
  }

  mutating func finish(policy: CitedPolicy, into found: inout [Citation]) {
    endWord(before: " ", policy: policy, into: &found)
  }

  /// Other hyphens than the ASCII one end a word: ids are spelled with that one.
  private static func isIDPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWord || scalar == "." || scalar == "-" || scalar == "#" || scalar == "_"
  }

  // MARK: Ids

  private mutating func endWord(
    before next: Unicode.Scalar, policy: CitedPolicy, into found: inout [Citation]
  ) {
    guard !word.isEmpty else {
      readGap(next, policy: policy, into: &found)
      return
    }
    defer { word = "" }
    pending = nil
    var text = Substring(word)
    while let last = text.utf8.last, ".-_#".utf8.contains(last) {
      text = Substring(text.utf8.dropLast())
    }
    guard !text.isEmpty, wordWidth < Self.longestWord else {
      isAfterRuleWord = false
      return
    }
    let isWrapped =
      opener == "[" && next == "]" || opener == "`" && next == "`"
      || opener == "(" && next == ")" && !text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isMarked = isWrapped || next == "=" || isAfterRuleWord
    if isMarked || Self.mayBeID(text),
      cite(String(text), start: wordStart, isMarked: isMarked, policy: policy, into: &found)
    {
      return
    }
    if Self.mayBeRuleWord(text), Self.ruleWords.contains(text.lowercased()) {
      isAfterRuleWord = true
    } else if isAfterRuleWord {
      isAfterRuleWord = ["and", "or", "no"].contains(text.lowercased())
    }
    pending = next == " " ? (String(text), wordStart) : nil
  }

  private mutating func readGap(
    _ next: Unicode.Scalar, policy: CitedPolicy, into found: inout [Citation]
  ) {
    if next == "=", let (word, start) = pending {
      _ = cite(word, start: start, isMarked: true, policy: policy, into: &found)
    }
    if !next.isSpace { pending = nil }
    if ".;!?\n".unicodeScalars.contains(next) { isAfterRuleWord = false }
  }

  private func cite(
    _ text: String, start: Int, isMarked: Bool, policy: CitedPolicy, into found: inout [Citation]
  ) -> Bool {
    guard let (range, rule, line) = policy.id(in: text, isMarked: isMarked) else { return false }
    found.append(
      Citation(
        kind: .id, text: String(decoding: Array(text.utf8)[range], as: UTF8.self),
        channel: channel, range: start + range.lowerBound..<start + range.upperBound, rule: rule,
        line: line, known: line != nil))
    return true
  }

  /// Whether a word that nothing marks as an id can be one: a digit, stop or sign is in it. Most words
  /// of a chain are told to be none by this alone.
  private static func mayBeID(_ word: Substring) -> Bool {
    word.utf8.contains { byte in
      (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x23 || byte >= 0x80
    }
  }

  /// By its first letter and length.
  private static func mayBeRuleWord(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, 4...10 ~= word.utf8.count else { return false }
    return "rclsnip".utf8.contains(first | 0x20)
  }

  private static let ruleWords: Set<String> = [
    "rule", "rules", "category", "categories", "code", "codes", "label", "labels", "section",
    "sections", "criterion", "criteria", "number", "item", "class", "policy", "point", "principle",
  ]

  // MARK: Quotations

  private mutating func readQuotation(
    _ scalar: Unicode.Scalar, policy: CitedPolicy, into found: inout [Citation]
  ) {
    if let open = quotation {
      let closes = scalar == "\"" || scalar == "”" || scalar == "»"
      if closes {
        quotation = nil
        searches -= 1
        if searches > 0, let (kind, rule, line) = policy.quotation(open) {
          var text = String.UnicodeScalarView()
          text.append(contentsOf: open)
          found.append(
            Citation(
              kind: kind, text: String(text), channel: channel,
              range: quotationStart..<offset, rule: rule, line: line, known: true))
        }
      } else if open.count >= CitationFinder.longestQuotation || scalar == "\n" && previous == "\n"
      {
        quotation = nil
      } else {
        quotation?.append(scalar)
      }
    } else if scalar == "“" || scalar == "«" || scalar == "\"" && !previous.isWord {
      quotation = []
      quotationStart = offset + UTF8.width(scalar)
    }
  }
}
