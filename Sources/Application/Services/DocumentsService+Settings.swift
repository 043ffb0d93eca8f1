import Policies
import Workbench
import Workspace

/// What labels decide, in `policy.toml`.
extension DocumentsService {
  func settle(_ label: String, _ decision: Decision, of name: String) throws -> [WorkspaceEvent] {
    let change = try workspace.setDecision(decision, ofLabel: label, in: name)
    return [
      .settled(
        try document(name).settings,
        SettledLabel(
          policy: name, label: label, decision: decision, before: change.before,
          after: change.after))
    ]
  }

  func unsettle(_ settled: SettledLabel) throws -> [WorkspaceEvent] {
    try workspace.undo(
      Workspace.SettingsChange(before: settled.before, after: settled.after), in: settled.policy)
    return [.unsettled(try document(settled.policy).settings, settled)]
  }
}
