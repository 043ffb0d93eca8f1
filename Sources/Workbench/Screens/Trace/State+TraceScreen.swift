import Cases
import Policies
import Runs
import TerminalText
import TextEditing
import Traces
import Wording

extension State {
  var traceScreen: TraceScreen? {
    screen as? TraceScreen
  }

  /// Changes the trace on show, and scrolls to its selection.
  mutating func withTrace(_ change: (inout TraceScreen) -> Void) {
    guard var trace = traceScreen else { return }
    change(&trace)
    trace.follow(in: environment)
    screens[screens.count - 1] = trace
  }

  func traceReason(_ command: Command) -> String? {
    guard let trace = traceScreen else { return nil }
    let record = trace.record
    switch command {
    case .nextTraceMatch, .previousTraceMatch:
      return trace.search == nil ? "Nothing was searched for. / finds." : nil
    case .copyTrace: return [.content, .prompt].contains(trace.view) ? maskReason : nil
    case .runAgain:
      if record.policyText.isEmpty || record.content.isEmpty {
        return "The content of this run was erased; there is nothing to run."
      }
      return otherPolicyReason(record)
    case .openRunVersion:
      if let reason = otherPolicyReason(record) { return reason }
      let version = record.policy.version
      return environment.listedVersions.contains { $0.number == version }
        ? nil : "It ran on text that is no saved version; Tab shows it under Policy."
    case .addTraceCase:
      if record.content.isEmpty { return "The content of this run was erased." }
      return content.caseSet == nil ? "No case set is open. F3 or Ctrl-T c opens one." : nil
    default: return nil
    }
  }

  private func otherPolicyReason(_ record: RunRecord) -> String? {
    record.policy.name == policy.name
      ? nil : "It ran on the policy \(record.policy.name), which is not open. Ctrl-O opens it."
  }

  mutating func performOnTrace(_ command: Command) -> [Effect] {
    guard let trace = traceScreen else { return [] }
    switch command {
    case .nextTraceView: withTrace { $0.showView(stepping: 1) }
    case .findInTrace:
      dialog = .prompt(
        Prompt(
          .findInTrace, title: "Find in \(trace.view.rawValue)", text: trace.search ?? "",
          hint: "n and N go on from there. Empty clears."))
    case .nextTraceMatch: findInTrace(step: 1)
    case .previousTraceMatch: findInTrace(step: -1)
    case .judgeRun:
      dialog = .prompt(
        Prompt(
          .judge(trace.record.id), title: "Your verdict on this run",
          hint: "violates, safe or escalate, then a note; or a note alone."))
    case .runAgain: return askToRunAgain(trace.record)
    case .openRunVersion: return openVersion(of: trace.record)
    case .addTraceCase:
      let count = content.caseSet?.cases.count ?? 0
      dialog = .prompt(
        Prompt(
          .addTraceCase(trace.record.content), title: "Add to \(content.caseSet?.name ?? "")",
          text: "case-\(count + 1)",
          hint: "An id, then what is expected: a decision, a label, or nothing."))
    case .copyTrace:
      let text = isMasked ? trace.mask.masked(trace.viewText, ascii: ascii) : trace.viewText
      clipboard = text
      return [.terminal(.copy(text))]
    case .eraseRun:
      dialog = .confirm(
        Confirmation(
          purpose: .eraseRun(trace.record.id), title: "Erase what was judged?",
          message: "Content, prompt, chain and answer of this run and of every other run on the "
            + "same content are lost for good. The seal stays.",
          yes: "Erase", no: "Keep"))
    default: break
    }
    return []
  }

  // MARK: Find

  mutating func searchTrace(_ text: String) {
    withTrace { $0.search = text.isEmpty ? nil : text }
    if !text.isEmpty { findInTrace(step: 1, includesSelected: true) }
  }

  private mutating func findInTrace(step: Int, includesSelected: Bool = false) {
    guard let trace = traceScreen, let query = trace.search, trace.list.count > 0 else { return }
    let search = TextSearch(query: query)
    let count = trace.list.count
    for distance in (includesSelected ? 0 : 1)...count {
      let row = ((trace.list.selected + step * distance) % count + count) % count
      guard !search.matches(in: trace.text(ofRow: row)).isEmpty else { continue }
      withTrace { $0.list.select(row) }
      return
    }
    say("“\(query)” is not in this view.")
  }

  // MARK: What is done with a run

  /// - Returns: nil if the words are neither a decision nor a note.
  static func judgement(reading words: String) -> (decision: Decision?, note: String)? {
    guard !words.isEmpty else { return nil }
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    guard let decision = Decision(rawValue: parts[0].lowercased()) else { return (nil, words) }
    return (decision, parts.count > 1 ? parts[1].trimmingSpaces : "")
  }

  private mutating func askToRunAgain(_ record: RunRecord) -> [Effect] {
    guard policy.isModified, policy.editor.buffer.text != record.policyText else {
      return runAgain(record)
    }
    dialog = .confirm(
      Confirmation(
        purpose: .runAgain(record), title: "Run on the text of that run?",
        message: "It takes the place of your working text. Undo brings your changes back.",
        yes: "Run", no: "Keep my changes"))
    return []
  }

  /// Puts policy and content of the record on the bench, undoably, and runs.
  mutating func runAgain(_ record: RunRecord) -> [Effect] {
    screens = []
    if policy.editor.buffer.text != record.policyText {
      policy.editor.replaceAllText(with: record.policyText)
      if let version = record.policy.version ?? record.policy.basedOn { policy.basedOn = version }
      policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
      textChanged(in: .policy)
      policy.refreshOutline()
    }
    if content.text != record.content {
      content.editor.replaceAllText(with: record.content)
      textChanged(in: .content)
    }
    fitViews()
    return startRun(draws: 1, live: false)
  }

  private mutating func openVersion(of record: RunRecord) -> [Effect] {
    let environment = environment
    return push(VersionsScreen(in: environment, selecting: record.policy.version))
  }
}
