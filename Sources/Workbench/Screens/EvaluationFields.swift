import Evaluation
import Policies
import Runs
import TerminalText
import Wording

/// What a case came to.
func cameTo(_ tally: Tally, _ place: Int, ascii: Bool) -> Field {
  guard let aggregate = tally.aggregates[place] else { return Field(text: "") }
  switch aggregate {
  case .decided(let decision):
    let labels = tally.results[place].first { $0.verdict?.decision == decision }?.verdict?.labels
      .map(\.label).joined(separator: ", ")
    let words = DecisionWords.text(decision: decision, state: .ok, ascii: ascii)
    return Field(
      text: labels.map { "\(words) \($0)" } ?? words, style: DecisionWords.style(decision))
  case .none(let outcome):
    return Field(
      text: (ascii ? "" : "? ") + "NO VERDICT (\(outcome.name))", style: Theme.strong)
  case .split: return Field(text: "draws are split", style: Theme.caution)
  }
}

/// Each draw as a mark, or counts where there are many.
func drawWords(_ tally: Tally, _ place: Int, ascii: Bool) -> String {
  let outcomes = tally.results[place].map(tally.reading.outcome)
  guard outcomes.count > 1 else { return "" }
  func mark(_ outcome: Outcome) -> String {
    guard let decision = outcome.decision else { return "?" }
    return ascii ? String(decision.rawValue.prefix(1)) : DecisionWords.symbol(decision)
  }
  if outcomes.count <= 10 { return outcomes.map(mark).joined() }
  let counts = Dictionary(grouping: outcomes, by: mark).mapValues(\.count)
  return counts.sorted { $0.value > $1.value }.map { "\($0.value)\($0.key)" }
    .joined(separator: " ")
}
