import Policies
import TextEditing
import Wording

extension State {
  var hintAtCaret: LintHint? {
    policy.hints.hint(atLine: policy.editor.selection.head.line)
  }

  /// Why the hint at the caret cannot be fixed now.
  var noFixReason: String? {
    guard let hint = hintAtCaret else {
      return policy.hints.shown.isEmpty
        ? "There is no hint to fix." : "No hint is at the caret. Ctrl-T ! lists them."
    }
    return policy.noFixReason(for: hint)
  }

  mutating func fix(_ hint: LintHint) {
    guard let fix = hint.fix else { return }
    policy.editor.replaceAllText(with: fix.apply(to: policy.editor.buffer.text))
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    textChanged(in: .policy)
    // What is left is read at once, not only when the typing pauses.
    timers.outline = now.instant
    fitViews()
    say("\(fix.title): done. Ctrl-Z on the bench takes it back.")
  }

  mutating func ignoreHints(of rule: LintRule) {
    policy.hints.ignore(rule)
    say("Hints of the kind \(rule.rawValue) are left out until the policy is opened again.")
  }
}

extension PolicyPane {
  /// Why a hint's fix cannot be applied now; nil if it can.
  func noFixReason(for hint: LintHint) -> String? {
    if hint.fix == nil { return "This one wants a person's judgement; there is no fix for it." }
    return hints.readRevision == editor.revision
      ? nil : "The text was just edited; the hints are being read anew."
  }
}
