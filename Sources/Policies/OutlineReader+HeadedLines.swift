// Runs of examples that open with their labels, as `fine: …` and `remove: …`.
extension OutlineReader {
  /// The labels of lines in a run of `head: text`, where the heads take turns and the policy
  /// defines each of them on a line of its own, or they decide by themselves.
  static func headedLines(_ lines: [SourceLine], answers: Set<String>) -> [Int: String] {
    let defined = definedHeads(lines)
    var found: [Int: String] = [:]
    var run: [(line: Int, head: Substring)] = []
    func end() {
      let heads = Set(run.map(\.head))
      if run.count > 2, heads.count > 1, heads.count < run.count, heads.count <= 8,
        heads.allSatisfy({
          let word = $0.lowercased()
          return defined.contains(word) || answers.contains(word) || DecisionWords.isLabel(word)
        })
      {
        for item in run { found[item.line] = String(item.head) }
      }
      run = []
    }
    for line in lines where !line.isBlank {
      if !line.isFenced, let (head, value) = LineField.split(line.body),
        value.words(limit: 2).count > 1, head.words(limit: 3).count <= 2,
        Vocabulary.field(named: head) == nil || defined.contains(head.lowercased()),
        RuleCode(startOf: head) == nil
      {
        run.append((line.number, head))
      } else {
        end()
      }
    }
    end()
    return found
  }

  /// Words that open a line with a dash behind them, in lower case: `fine - nothing wrong`.
  private static func definedHeads(_ lines: [SourceLine]) -> Set<String> {
    var heads: Set<String> = []
    for line in lines where !line.isFenced && !line.isBlank && heads.count < 256 {
      let plain = line.body.trimmingStart("*_`\"")
      let head = plain.unicodeScalars.prefix(32).prefix { $0.isWord }
      let rest = plain[head.endIndex...].trimmingStart("*_`\" ")
      guard !head.isEmpty, let next = rest.unicodeScalars.first, next.isDash || next == "=" else {
        continue
      }
      heads.insert(Substring(head).lowercased())
    }
    return heads
  }
}
