extension PolicyLinter {
  /// Labels that the text uses without saying what they mean.
  static func undefinedLabels(_ policy: LintedPolicy) -> [LintHint] {
    var seen: Set<String> = []
    let used = answerLabels(policy) + exampleLabels(policy) + codesInProse(policy)
    return used.filter { seen.insert($0.name).inserted }.map { use in
      LintHint(
        .undefinedLabel, line: use.line,
        message: "“\(use.name)” is used here, but nothing says what it means.")
    }
  }

  private typealias Use = (name: String, line: Int)

  /// Labels that may be answered and decide nothing.
  private static func answerLabels(_ policy: LintedPolicy) -> [Use] {
    guard policy.format.shape != nil, policy.format.source != .declared else { return [] }
    return policy.format.labels.lazy.filter { $0.decision == nil }.compactMap { label in
      policy.line(naming: label.name).map { (label.name, $0) }
    }
  }

  private static func exampleLabels(_ policy: LintedPolicy) -> [Use] {
    let known = LabelSet(policy.format.labels, rules: policy.outline.rules)
    let ids = policy.knownIDs
    guard !policy.format.labels.isEmpty || !ids.isEmpty else { return [] }
    return policy.outline.examples.flatMap { example in
      policy.labelParts(of: example).compactMap { part in
        guard example.decision == nil || RuleCode(startOf: Substring(part)) != nil,
          known[part] == nil, !ids.contains(part), DecisionWords.decision(of: part) == nil,
          !part.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return (part, policy.line(ofLabel: part, in: example))
      }
    }
  }

  /// `SP5 takes precedence`, where rules are called `SP…` and none is `SP5`.
  private static func codesInProse(_ policy: LintedPolicy) -> [Use] {
    let ids = policy.knownIDs
    let families = Set(
      ids.compactMap { RuleCode(startOf: Substring($0)) }.filter { !$0.isBareWord }.map(\.family)
        .filter { $0.utf8.count > 1 })
    guard !families.isEmpty else { return [] }
    return policy.prose.flatMap { line in
      line.codes.filter {
        families.contains($0.family) && !$0.isBareWord && !ids.contains($0.text)
      }.map { ($0.text, line.number) }
    }
  }

  /// Labels that may be answered and that no example shows, where there are examples.
  static func unusedLabels(_ policy: LintedPolicy) -> [LintHint] {
    let examples = policy.outline.examples
    let names = answerNames(policy)
    guard examples.count > 1, names.count > 1, names.count <= 12 else { return [] }
    var used: Set<String> = []
    for part in examples.flatMap(policy.labelParts) {
      used.insert(part)
      if let parent = RuleCode.parent(of: part) { used.insert(parent) }
    }
    let unused = names.filter { !used.contains($0) }
    // Examples that carry other labels than the answers do are not about them.
    guard unused.count < names.count, !isOneSided(examples) else { return [] }
    return unused.compactMap { name in
      policy.line(naming: name).map {
        LintHint(.unusedLabel, line: $0, message: "No example shows the answer “\(name)”.")
      }
    }
  }

  private static func isOneSided(_ examples: [PolicyOutline.Example]) -> Bool {
    let decisions = examples.map(\.decision)
    return !decisions.contains(nil) && Set(decisions.map { $0 == .safe }).count == 1
  }

  /// The categories of flags, else the labels of an answer that consists of one.
  private static func answerNames(_ policy: LintedPolicy) -> [String] {
    let format = policy.format
    switch format.shape {
    case .axes where format.axes.allSatisfy { $0.prefix.isEmpty }: return format.fields
    case .token:
      // Two vocabularies side by side are answered by either.
      let codes = format.labels.filter { policy.knownIDs.contains($0.name) }.map(\.name)
      return codes.isEmpty || codes.count == format.labels.count ? format.labels.map(\.name) : codes
    default: return []
    }
  }

  /// One id before two rules.
  static func duplicateIDs(_ policy: LintedPolicy) -> [LintHint] {
    var first: [String: Int] = [:]
    let listed = policy.reader.listedIDs()
    var taken = policy.knownIDs.union(listed.map(\.id))
    // A hostile text may repeat one id on every line; the first repeats get a new name.
    var renames = 0
    return listed.compactMap { id, line in
      guard let earlier = first[id] else {
        first[id] = line
        return nil
      }
      renames += 1
      let free = renames > 32 ? nil : freeID(like: id, taken: taken)
      let fix = free.flatMap { free -> LintHint.Fix? in
        let text = policy.texts[line - 1]
        guard let place = text.range(of: id) else { return nil }
        taken.insert(free)
        return .replacing(
          line, with: text[..<place.lowerBound] + free + text[place.upperBound...],
          title: "Rename it to \(free)")
      }
      return LintHint(
        .duplicateID, line: line,
        message: "“\(id)” already stands before the rule on line \(earlier).",
        fix: fix)
    }
  }

  /// The next letter or number of the same kind that is free: `SP2.d` for a second `SP2.a`.
  private static func freeID(like id: String, taken: Set<String>) -> String? {
    guard let last = id.unicodeScalars.last else { return nil }
    if last.isLetter {
      guard id.utf8.dropLast().last == 0x2E, (0x41...0x7A).contains(last.value) else { return nil }
      let end: UInt32 = last.isASCIIUpper ? 0x5A : 0x7A
      return (last.value...end).lazy.compactMap(Unicode.Scalar.init)
        .map { id.dropLast() + String(Character($0)) }.first { !taken.contains($0) }
    }
    let digits = id.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    guard let value = Int(id.suffix(digits)), value < 10_000 else { return nil }
    return (value...(value + 1_000)).lazy.map { id.dropLast(digits) + String($0) }
      .first { !taken.contains($0) }
  }
}
