/// What a citation can name: the ids, headings and words of one policy.
struct CitedPolicy: Sendable {
  struct Target {
    var rule: String?
    var line: Int
  }

  private var ids: [String: Target] = [:]
  /// Lower-case spelling → the policy's, for ids that have a digit.
  private var foldedIDs: [String: String] = [:]
  /// `SP` of `SP3.b`: another id that begins like this was meant as one.
  private var families: Set<String> = []
  private var headings: [[UInt8]: Int] = [:]
  private var ruleLines: [(line: Int, lastLine: Int, id: String)] = []
  private let text: FoldedText
  private(set) var hasNumbers = false
  /// Prefixes of paired labels (`D-`, `R-`) are written in front of ids.
  private static let pairPrefixLength = 1

  /// Of the text that quotations are looked for in.
  var byteCount: Int { text.bytes.count }

  init(outline: PolicyOutline, text: String) {
    self.text = FoldedText(text)
    for rule in outline.rules where !rule.isDerived {
      ids[rule.id] = Target(rule: rule.id, line: rule.line)
      if let code = RuleCode(startOf: Substring(rule.id)) {
        if !code.isBareWord { foldedIDs[rule.id.lowercased()] = rule.id }
        if code.family.utf8.count > 1, !code.isBareWord { families.insert(code.family) }
      } else {
        hasNumbers = true
      }
    }
    for rule in outline.rules {
      ruleLines.append((rule.line, rule.lastLine, rule.isDerived ? "" : rule.id))
    }
    if let tag = outline.tag { ids[tag.id] = Target(rule: nil, line: tag.line) }
    for section in outline.sections {
      let folded = FoldedText.fold(section.title.unicodeScalars)
      // A quoted `SAFE` is a label rather than a heading.
      guard folded.count >= 4, !DecisionWords.isDecision(section.title.lowercased()) else {
        continue
      }
      if headings[folded] == nil { headings[folded] = section.line }
      if let open = section.title.utf8.firstIndex(of: 0x28), open > section.title.startIndex {
        let short = FoldedText.fold(section.title[..<open].unicodeScalars)
        if short.count >= 8, headings[short] == nil { headings[short] = section.line }
      }
    }
  }

  /// The id that a word is, or begins with, longest first; `isMarked` says that the
  /// surroundings mark it as an id. Returns the place of the id in the word's UTF-8.
  func id(in word: String, isMarked: Bool) -> (range: Range<Int>, rule: String?, line: Int?)? {
    var candidates = [(Substring(word), 0)]
    // `D-SP3`: the id stands behind the axis; `#TVEC1`: behind the sign.
    if word.utf8.first == 0x23 { candidates.append((Substring(word.utf8.dropFirst()), 1)) }
    if word.utf8.count > 3, word.utf8.dropFirst(Self.pairPrefixLength).first == 0x2D {
      candidates.append((Substring(word.utf8.dropFirst(2)), 2))
    }
    for (candidate, start) in candidates {
      var text = candidate
      while true {
        if let (rule, target) = known(String(text), isMarked: isMarked) {
          return (start..<start + text.utf8.count, rule, target.line)
        }
        // `SP3.Then` of a missing space, but not `SP3.z`, which was meant as an id.
        guard let stop = text.utf8.lastIndex(of: 0x2E),
          text.utf8.distance(from: stop, to: text.endIndex) > 3
        else { break }
        text = text[..<stop]
      }
      if isUnknownID(candidate, isMarked: isMarked) {
        return (start..<start + candidate.utf8.count, nil, nil)
      }
    }
    return nil
  }

  private func known(_ text: String, isMarked: Bool) -> (String?, Target)? {
    let spelling = ids[text] != nil ? text : foldedIDs[text.lowercased()] ?? ""
    guard let target = ids[spelling] else { return nil }
    guard isMarked || !Self.isOrdinary(spelling) else { return nil }
    return (target.rule, target)
  }

  /// Ids that prose is full of: words without a digit, and bare numbers.
  static func isOrdinary(_ id: String) -> Bool {
    if id.utf8.first == 0x23 { return false }
    let hasLetter = id.unicodeScalars.contains(where: \.isLetter)
    let hasDigit = id.unicodeScalars.contains { $0.digitValue != nil }
    return !hasLetter && !id.utf8.contains(0x2E) || !hasDigit
  }

  private func isUnknownID(_ text: Substring, isMarked: Bool) -> Bool {
    if let code = RuleCode(startOf: text), code.text.utf8.count == text.utf8.count {
      return !code.isBareWord && families.contains(code.family)
    }
    guard isMarked, hasNumbers, text.utf8.count <= 4 else { return false }
    return text.unicodeScalars.allSatisfy { $0.digitValue != nil }
  }

  /// What a quotation names.
  func quotation(
    _ scalars: [Unicode.Scalar]
  ) -> (kind: Citation.Kind, rule: String?, line: Int)? {
    let folded = FoldedText.fold(scalars)
    if let line = headings[folded] { return (.heading, rule(atLine: line), line) }
    guard scalars.count >= CitationFinder.shortestQuotation,
      folded.count >= CitationFinder.shortestQuotation - 2, let line = text.line(of: folded)
    else { return nil }
    return (.quotation, rule(atLine: line), line)
  }

  private func rule(atLine line: Int) -> String? {
    var low = 0
    var high = ruleLines.count
    while low < high {
      let middle = (low + high) / 2
      if ruleLines[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    guard low > 0, ruleLines[low - 1].lastLine >= line, !ruleLines[low - 1].id.isEmpty else {
      return nil
    }
    return ruleLines[low - 1].id
  }
}
