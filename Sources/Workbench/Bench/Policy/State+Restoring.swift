import Policies
import TextEditing

extension State {
  /// The text of an old version becomes the working text, undoably.
  mutating func restore(_ text: String, of version: PolicyVersion) {
    screens = []
    policy.editor.replaceAllText(with: text)
    policy.basedOn = version.number
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    if policy.document?.text == text { policy.editor.markSaved() }
    textChanged(in: .policy)
    policy.refreshOutline()
    fitViews()
    say("v\(version.number) is the working text now; Ctrl-S saves it as a version.")
  }
}
