import Policies
import TerminalText
import TextEditing

/// On the line of messages, while there is none: what stands at the caret, or where the selected
/// citation leads.
func drawRemark(_ state: State, in rect: Rect, on frame: inout Frame) {
  guard state.dialog == nil, state.screen == nil, let remark = remark(state) else { return }
  frame.put(remark, row: 0, column: 1, in: rect, Theme.dim)
}

private func remark(_ state: State) -> String? {
  switch state.focus {
  case .policy:
    guard let hint = state.policy.hints.hint(atLine: state.policy.editor.selection.head.line)
    else { return nil }
    let menu = state.keymap.label(of: .menu) ?? "palette"
    let fix = hint.fix.map { " \(menu) . : \($0.title)" } ?? ""
    return "! \(hint.message)\(fix)"
  case .reasoning:
    guard let citation = state.selectedCitation else { return nil }
    guard citation.known, let line = citation.line else {
      return "\(citation.text.quoted) is not in the policy."
    }
    return "\(citation.text.quoted) is line \(line). Enter goes there."
  case .content, .verdict: return nil
  }
}
