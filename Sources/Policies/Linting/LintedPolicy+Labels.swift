extension LintedPolicy {
  /// The ids of rules, and those of which they are parts.
  var knownIDs: Set<String> {
    var ids: Set<String> = []
    for rule in outline.rules where !rule.isDerived {
      ids.insert(rule.id)
      if let parent = RuleCode.parent(of: rule.id) { ids.insert(parent) }
    }
    return ids
  }

  /// `SP2` and `SP0` of `D-SP2, R-SP0`; `S` and `H` of `S = 1, H = 1, all others = 0`.
  func labelParts(of example: PolicyOutline.Example) -> [String] {
    let parts = (example.label ?? "").utf8.split(whereSeparator: { $0 == 0x2C || $0 == 0x3B })
    return parts.compactMap { piece in
      let part = Substring(piece).trimmed()
      if let equals = part.utf8.firstIndex(of: 0x3D) {
        let value = part[equals...].dropFirst().trimmed()
        let name = part[..<equals].trimmed()
        return value == "1" && name.utf8.count < 24 ? String(name) : nil
      }
      for axis in format.axes where !axis.prefix.isEmpty && part.hasPrefix(axis.prefix) {
        return String(part.dropFirst(axis.prefix.count))
      }
      return String(part)
    }
  }

  /// The first line of the author's own, or of the rules, that names the label.
  func line(naming label: String) -> Int? {
    if let rule = outline.rules.first(where: { $0.id == label && !$0.isDerived }) {
      return rule.line
    }
    let declared: [Int] = if case .inferred(let lines) = format.source { lines } else { [] }
    let candidates = declared + reader.lines.lazy.map(\.number)
    return candidates.first { $0 <= texts.count && texts[$0 - 1].containsWord(label) }
  }

  /// Where in the example its label stands.
  func line(ofLabel label: String, in example: PolicyOutline.Example) -> Int {
    let last = min(example.contentLine + 12, texts.count)
    return (example.line...max(example.line, last)).first { texts[$0 - 1].containsWord(label) }
      ?? example.line
  }
}

extension Substring {
  func containsWord(_ word: String) -> Bool {
    var rest = self
    while let range = rest.range(of: word) {
      let before = rest[..<range.lowerBound].unicodeScalars.last
      let after = rest[range.upperBound...].unicodeScalars.first
      if !(before?.isWord ?? false), !(after?.isWord ?? false) { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  /// The first place where the bytes stand.
  func range(of word: String) -> Range<Index>? {
    guard let first = word.utf8.first else { return nil }
    var start = startIndex
    while let candidate = utf8[start...].firstIndex(of: first) {
      if utf8[candidate...].starts(with: word.utf8) {
        return candidate..<utf8.index(candidate, offsetBy: word.utf8.count)
      }
      start = utf8.index(after: candidate)
    }
    return nil
  }
}
