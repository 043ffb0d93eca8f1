import Policies
import RunLog
import Workbench
import Workspace

/// Labels: the file first, then the seal of what was done to it.
extension DocumentsService {
  func setLabel(_ label: String, on number: Int, of name: String) throws -> [WorkspaceEvent] {
    let version = try workspace.version("\(number)", of: name)
    try workspace.setLabel(label, on: version, of: name)
    seal(.set, label, on: version, of: name)
    return [.labelled(try document(name))]
  }

  func removeLabel(_ label: String, of name: String) throws -> [WorkspaceEvent] {
    let version = try version(with: label, of: name)
    try workspace.removeLabel(label, of: name)
    seal(.removed, label, on: version, of: name)
    return [.labelled(try document(name))]
  }

  func protect(
    _ label: String, _ isProtected: Bool, of name: String
  ) throws -> [WorkspaceEvent] {
    try workspace.setProtection(isProtected, of: label, in: name)
    let version = try version(with: label, of: name)
    seal(isProtected ? .protected : .unprotected, label, on: version, of: name)
    return [.labelled(try document(name))]
  }

  private func version(with label: String, of name: String) throws -> PolicyVersion? {
    try workspace.policy(named: name).versions.first { $0.labels.contains(label) }
  }

  private func seal(
    _ action: LabelChange.Action, _ label: String, on version: PolicyVersion?, of name: String
  ) {
    sealLabel(
      LabelChange(
        policy: name, label: label, action: action, version: version?.number,
        sha256: version?.sha256, author: author))
  }
}
