import Policies
import Runs

/// The rule matcher's chain: its real computation in words and numbers, a sentence or row a line.
struct MatcherReport {
  private static let mostRows = 6

  let index: RuleIndex
  let content: ContentReading
  let exceptions: [Context]
  let softensQuotation: Bool
  let decision: MatcherDecision
  let answer: String?

  /// In order; each without a line end.
  func lines() -> [String] {
    [Self.introduction, policyLine, contentLine] + unfoldingLines + contextLines + evidenceLines
      + comparisonLines
  }

  static let introduction =
    "This is the rule matcher, not a language model: it compares words and understands none."

  private var policyLine: String {
    let counts = Decision.allCases.compactMap { side -> String? in
      let count = index.count(of: side)
      return count > 0 ? "\(count) for \(side.rawValue)" : nil
    }
    guard !counts.isEmpty else {
      return "The policy has no rule, example or list item whose side is stated."
    }
    let orders = index.precedence.orders.count
    let tail = orders == 0 ? "" : "; \(orders) orders of precedence"
    return "Policy: \(index.units.count) rules, examples and list items with a side ("
      + counts.joined(separator: ", ") + ")\(tail)."
  }

  private var contentLine: String {
    let known = content.matches.count { !$0.isEmpty }
    return "Content: \(content.words.count) words, \(known) of them in the policy's vocabulary."
  }

  private var unfoldingLines: [String] {
    var undone: [String] = []
    let findings = content.findings
    if findings.invisible > 0 { undone.append("\(findings.invisible) invisible characters") }
    if findings.reversed > 0 { undone.append("\(findings.reversed) reversed runs") }
    if findings.lookAlikes > 0 { undone.append("\(findings.lookAlikes) look-alike letters") }
    if findings.controlTokens > 0 {
      undone.append("\(findings.controlTokens) spellings of control tokens")
    }
    var lines = undone.isEmpty ? [] : ["Folded away: \(undone.joined(separator: ", "))."]
    if !content.unfoldings.isEmpty {
      let read = content.unfoldings.prefix(6).map { "\($0.word) as \($0.spoken)" }
      lines.append("Read: \(read.joined(separator: "; ")).")
    }
    return lines
  }

  private var contextLines: [String] {
    guard !exceptions.isEmpty else { return [] }
    let names = exceptions.map(\.rawValue).joined(separator: ", ")
    let softened = softensQuotation ? " Unsafe words in quotation marks count half." : ""
    return ["Ways of speaking that safe rules except, shown here: \(names).\(softened)"]
  }

  private var evidenceLines: [String] {
    let rows = decision.evidence.prefix(Self.mostRows).filter { $0.score >= 0.4 }
    guard !rows.isEmpty else { return ["Evidence: none worth a row."] }
    return [
      "Evidence (1.00 is one word that only one rule has; a side weighs its best row, and a quarter"
        + " of its next rule):"
    ] + rows.map(row)
  }

  private func row(_ evidence: Evidence) -> String {
    let sum = evidence.parts.prefix(5).map { "\($0.name) \($0.score.rounded2)" }
    let rest = evidence.parts.dropFirst(5).reduce(0) { $0 + $1.score }
    let tail = rest > 0 ? " + others \(rest.rounded2)" : ""
    return
      "- \(evidence.place)\(shortTitle(of: evidence)), \(evidence.decision.rawValue): \(evidence.score.rounded2) = "
      + sum.joined(separator: " + ") + tail
  }

  /// A rule's name before the colon, quoted as the policy spells it.
  private func shortTitle(of evidence: Evidence) -> String {
    guard evidence.kind == .rule, let name = evidence.title.split(separator: ":").first,
      name.utf8.count <= 48
    else { return "" }
    return " \"\(name)\""
  }

  private var comparisonLines: [String] {
    let threshold = decision.threshold
    let unsafe = decision.unsafeScore.rounded2
    let safe = decision.safeScore.rounded2
    let caution = threshold.caution == 1 ? "" : " times \(threshold.caution.rounded2) for caution"
    let against = "Unsafe \(unsafe)\(caution) against safe \(safe)"
    let least = threshold.evidence.rounded2
    switch decision.outcome {
    case .abstained(.unreadablePolicy):
      return [
        "The policy does not state sides or an answer in a form that can be read: no verdict."
      ]
    case .abstained(.noEvidence):
      return ["\(against): neither reaches \(least), so there is no verdict; this is not safe."]
    case .abstained(.tie):
      return ["\(against): too close to tell, so there is no verdict."]
    case .abstained(.noLabel):
      return ["\(against), but the policy's answer format has no label for it: no verdict."]
    case .decided(let side):
      return decided(side, against: against, least: least)
    }
  }

  private func decided(_ side: Decision, against: String, least: String) -> [String] {
    guard let winner = decision.winner else { return [] }
    var lines: [String] = []
    if index.format.asksForEveryCategory {
      lines.append("The answer needs a value for every category; 0 is written without evidence.")
    }
    let reason =
      decision.precedenceLine.map { "; line \($0) gives it precedence" } ?? ", threshold \(least)"
    let label = answer.map { $0.utf8.count <= 40 ? " Answer: \($0)" : "" } ?? ""
    lines.append("\(against)\(reason): \(winner.place) decides, \(side.rawValue).\(label)")
    return lines
  }
}

extension AnswerFormat {
  /// An object with a value for each category, as opposed to a list of those that apply.
  fileprivate var asksForEveryCategory: Bool {
    switch shape {
    case .axes: axes.allSatisfy(\.prefix.isEmpty)
    case .list: !fields.isEmpty
    default: false
    }
  }
}

extension ContentReading.Unfolding {
  fileprivate var spoken: String {
    switch reading {
    case .same, .pattern: term
    case .leet: "\(term) (signs for letters)"
    case .spaced: "\(term) (letters set apart)"
    case .stretched: "\(term) (letters repeated)"
    case .similar(let dice): "\(term) (trigrams \(dice.rounded2))"
    }
  }
}

extension Double {
  /// Two decimals, without Foundation.
  var rounded2: String {
    let hundredths = Int(clamping: self * 100)
    let cents = hundredths % 100
    return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}
