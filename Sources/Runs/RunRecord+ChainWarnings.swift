import Policies

extension RunRecord {
  /// What the reasoning leaves to doubt about a verdict: that it rests on no rule, or that it
  /// concludes otherwise. Only of models: the rule matcher's chain is a report, and engines that
  /// keep the reasoning to themselves have none to doubt.
  func chainWarnings(_ outline: PolicyOutline) -> [RunWarning] {
    guard let verdict, engine?.isModel ?? true, !reasoning.isEmpty else { return [] }
    var warnings: [RunWarning] = []
    // An answer for each category names what it is about by itself.
    if format.shape != .axes, outline.rules.contains(where: { !$0.isDerived }),
      !citations.contains(where: \.known)
    {
      warnings.append(.uncitedVerdict)
    }
    let conclusion = ChainConclusion(of: reasoning, format: format, outline: outline)
    if let conclusion, conclusion.contradicts(verdict) {
      warnings.append(.chainContradicts(conclusion.sentence))
    }
    return warnings
  }
}

extension RunWarning {
  static let uncitedVerdict = RunWarning(
    "uncited_verdict",
    "The verdict names no rule: ask for the rule's id in the policy's output instruction.")

  static func chainContradicts(_ sentence: String) -> RunWarning {
    let shown = sentence.count > 120 ? "…\(sentence.suffix(119))" : sentence
    return RunWarning(
      "chain_contradicts",
      "The reasoning ends otherwise (“\(shown)”): read it before you trust the answer.")
  }
}
