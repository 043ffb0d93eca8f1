import Foundation

@testable import Policies

/// What Precept understands of a policy: every text has an outline, within its lines.
func fuzzOutline(_ input: [UInt8]) {
  let text = String(decoding: input, as: UTF8.self)
  let reading = PolicyReading(text)
  let lines = text.utf8.count + 1
  for rule in reading.outline.rules {
    hold(rule.line >= 1 && rule.line <= lines, "rules stand on lines of the text")
  }
  for hint in PolicyLinter.hints(in: text, reading: reading, tokens: 100) {
    hold(hint.line >= 1 && hint.line <= lines, "hints stand on lines of the text")
    if let fix = hint.fix { _ = fix.apply(to: text) }
  }
  var again = reading
  hold(!again.update(to: text), "the same text is no change")
}

/// A verdict under a policy: the input is the answer, a NUL, and the policy.
func fuzzVerdict(_ input: [UInt8]) {
  let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
  let answer = String(decoding: parts.first ?? [], as: UTF8.self)
  let policy = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : defaultPolicy
  let reading = PolicyReading(policy)
  let reader = VerdictReader(format: reading.format, outline: reading.outline)
  let verdict = reader.read(answer)
  hold(verdict == reader.read(answer), "an answer has one reading")
  if case .verdict(let found) = verdict {
    hold(!found.labels.isEmpty, "a verdict has labels")
    hold(
      Decision.strongest(found.labels.map(\.decision)) == found.decision,
      "the decision is that of the labels")
  }
  if answer.allSatisfy(\.isWhitespace) { hold(verdict == .empty, "nothing is no verdict") }
  _ = LooseJSON(answer)
  var finder = CitationFinder(outline: reading.outline, text: policy)
  _ = finder.append(answer, channel: "analysis") + finder.finish()
}

private let defaultPolicy = """
  # Spam
  Answer with exactly one code, such as `SP0` or `SP3`, and nothing else.
  ## SAFE (SP0) -> SP0 safe
  - SP0.a Questions.
  ## SPAM (SP3) -> SP3 violates
  - SP3.a Deposits.
  """
