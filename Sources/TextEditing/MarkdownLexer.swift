/// Reads one line of Markdown, as far as colouring needs it. What a line means depends on the lines
/// before it through `State` alone.
///
/// It is a lexer on purpose: a full parse for each key would cost more and tell nobody more.
struct MarkdownLexer {
  /// What the lines before leave open.
  enum State: Hashable, Sendable {
    case text
    /// In a fenced block opened by `length` of `mark`.
    case fence(mark: UInt8, length: Int)
    case comment
  }

  /// Longer lines (nobody writes them by hand) are coloured by their beginning only, and neither open
  /// nor close a comment: drawing must not cost by the length of a line.
  static let longestLine = 8_192
  /// How far the end of a code span, emphasis or link is looked for. Without a bound, a hostile line
  /// of openings that nothing closes would take time by the square of its length.
  static let longestSpan = 1_024

  private let bytes: [UInt8]
  private var index = 0
  private(set) var state: State
  private(set) var tokens: [Token] = []

  init(_ line: String, entry: State) {
    bytes = Array(line.utf8.prefix(Self.longestLine))
    state = entry
    if line.utf8.count <= Self.longestLine || entry == .text {
      readLine()
      if line.utf8.count > Self.longestLine, state == .comment { state = entry }
    }
  }

  /// The state behind a line: as `init` finds it, but quicker for the lines that leave it alone.
  static func exit(of line: String, entry: State) -> State {
    if entry == .text {
      var line = line
      let isPlain = line.withUTF8 { bytes in
        !bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "~") }
          && !bytes.starts(with: "```".utf8) && !bytes.starts(with: " ".utf8)
      }
      if isPlain { return .text }
    }
    return MarkdownLexer(line, entry: entry).state
  }

  // MARK: Blocks

  private mutating func readLine() {
    switch state {
    case .fence(let mark, let length):
      let closes = fence().map { $0.mark == mark && $0.length >= length && $0.isBare } ?? false
      add(0..<bytes.count, closes ? .fence : .code)
      if closes { state = .text }
      return
    case .comment:
      readComment(from: 0)
    case .text:
      if let fence = fence() {
        add(0..<bytes.count, .fence)
        state = .fence(mark: fence.mark, length: fence.length)
        return
      }
      readBlockMarks()
    }
    readInline(around: nil, until: bytes.count)
  }

  /// A line of three or more backticks or tildes, after at most three spaces.
  private func fence() -> (mark: UInt8, length: Int, isBare: Bool)? {
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
    guard start < min(4, bytes.count) else { return nil }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let end = bytes[start...].firstIndex { $0 != mark } ?? bytes.count
    let rest = bytes[end...]
    // ```text``` in one line is code, not a fence.
    guard end - start >= 3, mark != UInt8(ascii: "`") || !rest.contains(mark) else { return nil }
    return (mark, end - start, rest.allSatisfy(Self.isBlank))
  }

  private mutating func readBlockMarks() {
    skipBlanks()
    if isThematicBreak { return take(to: bytes.count, .thematicBreak) }
    while at(index) == UInt8(ascii: ">") {
      take(to: index + 1, .quote)
      skipBlanks()
    }
    if at(index) == UInt8(ascii: "#"), let end = headingMarkEnd {
      let start = index
      index = end
      skipBlanks()
      takeSectionNumber(from: start)
      // Behind a section number, the heading's marks have a token already.
      readInline(
        around: .heading, until: bytes.count, pending: tokens.last?.kind == .ruleID ? index : start)
      return
    }
    if let end = listMarkEnd {
      take(to: end, .listMark)
      skipBlanks()
    }
    takeSectionNumber(from: nil)
  }

  private var headingMarkEnd: Int? {
    let end = bytes[index...].firstIndex { $0 != UInt8(ascii: "#") } ?? bytes.count
    return end - index <= 6 && (end == bytes.count || Self.isBlank(bytes[end])) ? end : nil
  }

  private var listMarkEnd: Int? {
    guard let first = at(index) else { return nil }
    var end = index + 1
    if Self.isDigit(first) {
      while let byte = at(end), Self.isDigit(byte), end - index < 9 { end += 1 }
      guard at(end) == UInt8(ascii: ".") || at(end) == UInt8(ascii: ")") else { return nil }
      end += 1
    } else if !"-*+".utf8.contains(first) {
      return nil
    }
    return at(end).map(Self.isBlank) ?? true ? end : nil
  }

  private var isThematicBreak: Bool {
    guard let mark = at(index), "-*_".utf8.contains(mark) else { return false }
    let rest = bytes[index...]
    return rest.allSatisfy { $0 == mark || Self.isBlank($0) } && rest.count { $0 == mark } >= 3
  }

  /// `1.3` or `1.3.2` where the text of a heading, list item or line begins.
  private mutating func takeSectionNumber(from heading: Int?) {
    guard let end = PolicyMarks.sectionNumberEnd(in: bytes, from: index) else { return }
    if let heading { add(heading..<index, .heading) }
    take(to: end, .ruleID)
  }

  // MARK: Inline

  /// Reads to `end`; what is nothing else becomes a token of kind `base`, if that is given, starting
  /// with the marks from `pending` on that have been passed already.
  private mutating func readInline(
    around base: Token.Kind?, until end: Int, pending: Int? = nil
  ) {
    var plainStart = pending ?? index
    func covered(_ tokens: inout [Token], upTo index: Int) {
      if let base, plainStart < index {
        tokens.append(Token(range: plainStart..<index, kind: base))
      }
    }
    while index < end {
      guard let token = inlineToken(at: index, until: end) else {
        if bytes[index] == UInt8(ascii: "\\") { index += 1 }
        index = min(index + 1, end)
        continue
      }
      covered(&tokens, upTo: index)
      if token.kind == .comment {
        readComment(from: index)
      } else if token.kind == .strong || token.kind == .emphasis {
        takeEmphasis(token)
      } else {
        take(to: token.range.upperBound, token.kind)
      }
      plainStart = index
    }
    covered(&tokens, upTo: end)
  }

  /// Emphasised text with the ids, labels and code in it.
  private mutating func takeEmphasis(_ token: Token) {
    let marks = token.kind == .strong ? 2 : 1
    let before = tokens.count
    index = token.range.lowerBound + marks
    readInline(
      around: token.kind, until: token.range.upperBound - marks, pending: token.range.lowerBound)
    index = token.range.upperBound
    // The closing marks join the last stretch of emphasised text.
    if tokens.count > before, tokens[tokens.count - 1].kind == token.kind,
      tokens[tokens.count - 1].range.upperBound == index - marks
    {
      tokens[tokens.count - 1].range = tokens[tokens.count - 1].range.lowerBound..<index
    } else {
      add((index - marks)..<index, token.kind)
    }
  }

  private func inlineToken(at index: Int, until end: Int) -> Token? {
    let end = min(end, index + Self.longestSpan)
    func token(_ end: Int?, _ kind: Token.Kind) -> Token? {
      end.map { Token(range: index..<$0, kind: kind) }
    }
    switch bytes[index] {
    case UInt8(ascii: "`"):
      return codeToken(at: index, until: end)
    case UInt8(ascii: "*"):
      return token(emphasisEnd(marks: 2, from: index, until: end), .strong)
        ?? token(emphasisEnd(marks: 1, from: index, until: end), .emphasis)
    case UInt8(ascii: "["):
      return token(PolicyMarks.bracketedIDEnd(in: bytes, from: index), .ruleID)
        ?? token(linkEnd(from: index, until: end), .link)
    case UInt8(ascii: "<"):
      if bytes[index...].starts(with: "<!--".utf8) { return token(index + 4, .comment) }
      return token(autolinkEnd(from: index, until: end), .link)
    case UInt8(ascii: "|"):
      return token(index + 1, .tableMark)
    case UInt8(ascii: "h"):
      return token(addressEnd(from: index, until: end), .link)
    default:
      return token(PolicyMarks.ruleIDEnd(in: bytes, from: index), .ruleID)
    }
  }

  private func codeToken(at index: Int, until end: Int) -> Token? {
    let open = bytes[index..<end].firstIndex { $0 != UInt8(ascii: "`") } ?? end
    let marks = open - index
    var close = open
    while close < end {
      let start = bytes[close..<end].firstIndex(of: UInt8(ascii: "`")) ?? end
      let stop = bytes[start..<end].firstIndex { $0 != UInt8(ascii: "`") } ?? end
      if stop - start == marks {
        let kind: Token.Kind = PolicyMarks.isLabel(bytes[open..<start]) ? .label : .code
        return Token(range: index..<stop, kind: kind)
      }
      close = stop
    }
    return nil
  }

  private func emphasisEnd(marks: Int, from index: Int, until end: Int) -> Int? {
    let star = UInt8(ascii: "*")
    let open = index + marks
    guard open < end, bytes[index..<open].allSatisfy({ $0 == star }), bytes[open] != star,
      !Self.isBlank(bytes[open])
    else { return nil }
    var close = open
    while close + marks <= end {
      if bytes[close] == star, close > open {
        let isDouble = close + 1 < end && bytes[close + 1] == star
        if !Self.isBlank(bytes[close - 1]), isDouble == (marks == 2) { return close + marks }
        // Over a `**` inside of `*text*`.
        close += isDouble ? 2 : 1
        continue
      }
      // A comment ends what is emphasised: it may go on behind the closing mark.
      if bytes[close] == UInt8(ascii: "<"), bytes[close..<end].starts(with: "<!--".utf8) {
        return nil
      }
      close += 1
    }
    return nil
  }

  /// `[text](address)`.
  private func linkEnd(from index: Int, until end: Int) -> Int? {
    guard let close = bytes[index..<end].firstIndex(of: UInt8(ascii: "]")),
      close + 1 < end, bytes[close + 1] == UInt8(ascii: "(")
    else { return nil }
    return bytes[close..<end].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 }
  }

  private func autolinkEnd(from index: Int, until end: Int) -> Int? {
    addressEnd(from: index + 1, until: end).flatMap {
      $0 < end && bytes[$0] == UInt8(ascii: ">") ? $0 + 1 : nil
    }
  }

  private func addressEnd(from index: Int, until end: Int) -> Int? {
    guard index < end, index == 0 || !PolicyMarks.isWord(bytes[index - 1]) else { return nil }
    let rest = bytes[index..<end]
    guard rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8) else {
      return nil
    }
    return rest.firstIndex { $0 <= 0x20 || "<>()\"`|".utf8.contains($0) } ?? end
  }

  /// To the end of the comment, or of the line.
  private mutating func readComment(from start: Int) {
    var end = start
    while end + 3 <= bytes.count, !bytes[end...].starts(with: "-->".utf8) { end += 1 }
    let closes = end + 3 <= bytes.count
    state = closes ? .text : .comment
    index = start
    take(to: closes ? end + 3 : bytes.count, .comment)
  }

  // MARK: Bytes

  private func at(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = at(index), Self.isBlank(byte) { index += 1 }
  }

  private mutating func take(to end: Int, _ kind: Token.Kind) {
    add(index..<end, kind)
    index = end
  }

  private mutating func add(_ range: Range<Int>, _ kind: Token.Kind) {
    if !range.isEmpty { tokens.append(Token(range: range, kind: kind)) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
