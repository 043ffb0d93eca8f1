extension AnswerFormatReader {
  /// Labels that a pattern spells, `D-SV#` or `SV#`: the codes of that family, each with what stands
  /// before it.
  ///
  /// What a prefix says (`Depictions (D-) are allowed`) outranks what the code says.
  mutating func expandPatterns() {
    var codes = codeLabels()
    guard !codes.isEmpty else { return }
    for index in codes.indices where codes[index].decision == nil {
      codes[index].decision = askedSide(of: codes[index].name)
    }
    var patterns: [(prefix: String, family: String)] = []
    for line in lines where !line.isFenced && isPart(line) && line.text.utf8.contains(0x23) {
      guard asks(line) else { continue }
      let before = patterns.count
      for pattern in Self.patterns(in: line.text)
      where !patterns.contains(where: { $0 == pattern }) && patterns.count < 8 {
        patterns.append(pattern)
      }
      if patterns.count > before { declared.insert(line.number) }
    }
    guard patterns.contains(where: { !$0.prefix.isEmpty }) else { return }
    let sides = patterns.map { prefixSide($0.prefix) }
    var expanded: [AnswerFormat.Label] = []
    for (pattern, side) in zip(patterns, sides) {
      for code in codes where RuleCode(startOf: Substring(code.name))?.family == pattern.family {
        let decision =
          side == .safe ? .safe : side == nil && sides.contains { $0 != nil } ? nil : code.decision
        expanded.append(.init(pattern.prefix + code.name, decision))
      }
    }
    guard !expanded.isEmpty else { return }
    let heads = Set(patterns.map { $0.prefix + $0.family })
    labels.removeAll { label in
      heads.contains(label.name) || expanded.contains { $0.name == label.name }
    }
    // A code that is asked for without any prefix, as in ``return `SV0` when nothing applies``.
    let bare = codes.filter { code in
      lines.contains { line in
        isPart(line) && asks(line)
          && LabelToken.tokens(of: line.text).contains { $0.isQuoted && $0.name == code.name }
      }
    }
    expanded.removeAll { label in
      bare.contains { label.name.hasSuffix($0.name) && $0.decision == .safe }
    }
    labels += bare + expanded
  }

  /// `D-SV#` and the like in a line.
  private static func patterns(in text: Substring) -> [(prefix: String, family: String)] {
    var found: [(prefix: String, family: String)] = []
    for piece in text.utf8.split(separator: 0x23).dropLast(text.utf8.last == 0x23 ? 0 : 1) {
      let letters = piece.reversed().prefix { (0x41...0x5A).contains($0) || $0 == 0x2D }
      guard (2...12).contains(letters.count) else { continue }
      let head = String(decoding: letters.reversed(), as: UTF8.self)
      guard let dash = head.utf8.lastIndex(of: 0x2D) else {
        found.append(("", head))
        continue
      }
      let family = String(head[dash...].dropFirst())
      if dash > head.startIndex, !family.isEmpty { found.append((String(head[...dash]), family)) }
    }
    return found
  }

  /// What a request says of a code: ``return `SV0` when nothing applies``.
  private func askedSide(of code: String) -> Decision? {
    for line in lines where isPart(line) && asks(line) && line.text.hasWord(code) {
      let mention = LabelMention.find(in: line.text).first { $0.name == code }
      if let side = mention?.decision { return side }
    }
    return nil
  }

  /// What a sentence with the prefix in parentheses decides.
  private func prefixSide(_ prefix: String) -> Decision? {
    guard !prefix.isEmpty else { return nil }
    for line in lines where isPart(line) && line.text.firstRange(of: "(\(prefix))") != nil {
      for sentence in line.text.sentences where sentence.firstRange(of: "(\(prefix))") != nil {
        if let side = DecisionWords.strongDecision(of: sentence) { return side }
      }
    }
    return nil
  }
}
