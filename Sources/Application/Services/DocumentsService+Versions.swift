import Cases
import Differences
import Foundation
import Policies
import Workbench
import Workspace

extension DocumentsService {
  /// Older ones are not compared: nobody scrolls that far, and each costs a file.
  private static let comparedVersions = 300

  func changes(of name: String, working: String) throws -> VersionChanges {
    let policy = try workspace.policy(named: name, leavesOutSettings: true)
    let production = policy.versions.first { $0.labels.contains("production") }
    let compared = policy.versions.suffix(Self.comparedVersions)
    // A version whose file is damaged has no figure; Enter on it says why.
    var before = try production.map { try workspace.text(of: $0, in: name) }
    let base = before
    var changes: [VersionKey: LineChanges] = [:]
    for version in compared {
      guard let text = try? workspace.text(of: version, in: name) else { continue }
      if let from = base ?? before {
        changes[VersionKey(version)] = LineChanges(TextDifference(from: from, to: text))
      }
      before = text
    }
    return VersionChanges(
      production: production?.number, versions: changes,
      working: base.map { LineChanges(TextDifference(from: $0, to: working)) })
  }

  // MARK: Files that others change

  /// Silent where something cannot be read now: a merge or a copy may be half done, and the next
  /// look is two seconds away.
  func look(at name: String, _ set: String?, since: FileStamp?) -> [WorkspaceEvent] {
    let stamp = FileStamp(workspace.stamp(ofPolicy: name, caseSet: set))
    guard stamp != since else {
      return [.versions(.looked(stamp, document: nil, cases: nil, of: name))]
    }
    // What cannot be read now is looked at again.
    guard let document = try? document(name) else {
      return [.versions(.looked(since ?? stamp, document: nil, cases: nil, of: name))]
    }
    let cases = set.flatMap { try? workspace.caseSet(named: $0) }
    return [.versions(.looked(stamp, document: document, cases: cases, of: name))]
  }
}

/// What a new policy may begin with: the program's templates, then the workspace's and the user's.
struct Templates {
  private let workspace: Workspace
  private let user: String

  init(_ workspace: Workspace, user: String = UserFolders.templates) {
    self.workspace = workspace
    self.user = user
  }

  /// - Throws: ``WorkspaceError`` for one that cannot be read, by its path.
  func all() throws -> [PolicyTemplate] {
    try PolicyTemplate.builtIn
      + workspace.templateFiles(user: user).map { PolicyTemplate(file: $0.name, text: $0.text) }
  }
}
