import Policies
import TextEditing
import Wording

extension State {
  var hintsScreen: HintsScreen? {
    screen as? HintsScreen
  }

  /// Opens the screen with the hint at the caret selected, or the next one.
  mutating func openHints() {
    let caret = policy.editor.selection.head.line + 1
    let hints = policy.hints.shown
    let selected = hints.firstIndex { $0.line >= caret } ?? max(0, hints.count - 1)
    screens.removeAll { $0 is HintsScreen }
    screens.append(HintsScreen(list: ListState(count: hints.count, selected: selected)))
  }

  mutating func takeHints(_ hints: [LintHint], revision: Int) {
    guard revision == policy.editor.revision else { return }
    policy.hints.take(hints, revision: revision)
    refreshHintsScreen()
  }

  private mutating func refreshHintsScreen() {
    let count = policy.hints.shown.count
    for index in screens.indices {
      guard var screen = screens[index] as? HintsScreen else { continue }
      screen.list.setCount(count)
      screens[index] = screen
    }
  }

  /// The selected hint of the screen, or the one at the caret.
  var currentHint: LintHint? {
    guard let screen = hintsScreen else {
      return policy.hints.hint(atLine: policy.editor.selection.head.line)
    }
    let hints = policy.hints.shown
    return hints.indices.contains(screen.list.selected) ? hints[screen.list.selected] : nil
  }

  var fixReason: String? {
    guard let hint = currentHint else {
      return hintsScreen != nil || policy.hints.shown.isEmpty
        ? "There is no hint to fix." : "No hint is at the caret. Ctrl-T ! lists them."
    }
    if hint.fix == nil { return "This one wants a person's judgement; there is no fix for it." }
    return policy.hints.readRevision == policy.editor.revision
      ? nil : "The text was just edited; the hints are being read anew."
  }

  mutating func performOnHints(_ command: Command) {
    guard let hint = currentHint else { return }
    switch command {
    case .fixHint: applyFix(of: hint)
    case .ignoreHint:
      policy.hints.ignore(hint.rule)
      refreshHintsScreen()
      say("Hints of the kind \(hint.rule.rawValue) are left out until the policy is opened again.")
    default: break
    }
  }

  private mutating func applyFix(of hint: LintHint) {
    guard let fix = hint.fix else { return }
    policy.editor.replaceAllText(with: fix.apply(to: policy.editor.buffer.text))
    policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
    textChanged(in: .policy)
    // What is left is told at once, not only when the typing pauses.
    timers.outline = now.instant
    fitViews()
    refreshHintsScreen()
    say("\(fix.title): done. Ctrl-Z on the bench takes it back.")
  }

  mutating func goToHint() {
    if let hint = currentHint { goTo(policyLine: hint.line - 1) }
  }
}
