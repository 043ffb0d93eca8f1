import Cases
import Foundation
import Policies
import RunLog
import Runs
import Workbench
import Workspace

extension StorageDesk {
  func perform(_ order: VersionsOrder) throws -> [WorkspaceEvent] {
    switch order {
    case .countChanges(let name, let working):
      return [.versions(.changes(try changes(of: name, working: working), of: name))]
    case .score(let name, let sets, let engine):
      return [.versions(.scores(try scores(of: name, sets, by: engine), by: engine, of: name))]
    case .unlabel(let label, let name):
      try workspace.removeLabel(label, of: name)
      return [.labelled(try document(name))]
    case .protect(let label, let isProtected, let name):
      try workspace.setProtection(isProtected, of: label, in: name)
      return [.labelled(try document(name))]
    case .look(let name, let set, let stamp):
      return look(at: name, set, since: stamp)
    case .listTemplates:
      return [.versions(.templates(try Templates(workspace).all()))]
    }
  }

  // MARK: Changes

  /// Older ones are not compared: nobody scrolls that far, and each costs a file.
  private static let comparedVersions = 300

  private func changes(of name: String, working: String) throws -> VersionChanges {
    let policy = try workspace.policy(named: name)
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

  // MARK: Scores

  /// The newest run of each case counts.
  private func scores(
    of name: String, _ sets: [String], by engine: ScoredEngine
  ) throws -> [Int: VersionScore] {
    var expected: [String: Case.Expectation] = [:]
    for set in sets {
      for item in (try? workspace.caseSet(named: set).cases) ?? [] {
        expected["\(set)/\(item.id)"] = item.expected
      }
    }
    var seen: Set<[String]> = []
    var scores: [Int: VersionScore] = [:]
    for run in try records.log().caseVerdicts(policy: name, limit: 20_000) {
      let isTheirs =
        engine.model.map { $0 == run.model ?? "" && run.engine != EngineIdentity.ruleMatcherName }
        ?? (run.engine == EngineIdentity.ruleMatcherName)
      guard isTheirs, let expected = expected[run.caseReference],
        seen.insert(["\(run.version)", run.caseReference]).inserted
      else { continue }
      let agrees = run.verdict.map { expected.agreement(with: $0) != .disagrees } ?? false
      scores[run.version, default: VersionScore(agree: 0, count: 0)].count += 1
      if agrees { scores[run.version]?.agree += 1 }
    }
    return scores
  }

  // MARK: Files that others change

  /// Silent where something cannot be read now: a merge or a copy may be half done, and the next
  /// look is two seconds away.
  private func look(at name: String, _ set: String?, since: FileStamp?) -> [WorkspaceEvent] {
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
  private let folders: [String]

  init(_ workspace: Workspace, user: String = UserFolders.templates) {
    folders = [workspace.root + "/templates", user]
  }

  /// - Throws: ``WorkspaceError`` for one that cannot be read, by its path.
  func all() throws -> [PolicyTemplate] {
    try PolicyTemplate.builtIn
      + folders.flatMap { folder in
        try ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
          .filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
          .map {
            PolicyTemplate(
              file: String($0.dropLast(3)), text: try TextFile.read("\(folder)/\($0)"))
          }
      }
  }
}
