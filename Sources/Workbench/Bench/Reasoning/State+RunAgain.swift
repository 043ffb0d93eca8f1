import Policies
import Runs
import TextEditing

extension State {
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
}
