import Cases
import Digests
import Foundation
import Logging
import Policies
import RunLog
import Runs
import TextEditing
import Workbench
import Workspace

/// Carries out what concerns files and records, one effect after the other, in order: a draft that
/// was written before a policy is opened is on disk when it is read.
struct StorageDesk: Sendable {
  var workspace: Workspace
  var records: Records
  var author: String
  var claims = EditingClaims()

  /// What came of the effect; nil for effects that are none of the desk's.
  func perform(_ effect: Effect) -> [WorkspaceEvent] {
    do {
      return try attempt(effect)
    } catch {
      return [.failed("\(error)")]
    }
  }

  private func attempt(_ effect: Effect) throws -> [WorkspaceEvent] {
    switch effect {
    case .listPolicies:
      return [.policies(try listings())]
    case .openPolicy(let name):
      let isAlone = claims.claim(name, in: workspace)
      return [try opened(name)]
        + (isAlone
          ? []
          : [
            .notice(
              "Another Precept has \(name) open too. Versions stay; unsaved text has one draft for both."
            )
          ])
    case .openUntitled:
      let draft = try workspace.draft(for: DraftSnapshot.untitled)
      return draft.map { [.untitled(DraftSnapshot($0))] } ?? []
    case .createPolicy(let name, let text):
      _ = try workspace.createPolicy(
        named: name, text: text, note: "", author: author, time: Self.now)
      try workspace.removeDraft(for: DraftSnapshot.untitled)
      _ = claims.claim(name, in: workspace)
      return [
        try opened(name),
        .notice("Created \(name), with v1. Write over it; Ctrl-S saves the next version."),
      ]
    case .save(let order):
      return [try save(order)]
    case .loadVersion(let version, let name, let use):
      return [.versionText(try workspace.text(of: version, in: name), of: version, use: use)]
    case .label(let label, let version, let name):
      try workspace.setLabel(label, on: version, of: name)
      return [.labelled(try document(name))]
    case .listCaseSets:
      let sets = try workspace.caseSetNames().map {
        CaseSetListing(name: $0, count: (try? workspace.caseSet(named: $0).cases.count) ?? 0)
      }
      return [.caseSets(sets)]
    case .loadCases(let name, let choice):
      return [.cases(try workspace.caseSet(named: name), show: choice)]
    case .addCase(let item, let set):
      try workspace.append(item, toSet: set)
      return [.caseAdded(try workspace.caseSet(named: set), id: item.id)]
    case .expect(let expected, let id, let set):
      try workspace.setExpected(expected, of: id, in: set)
      return [.cases(try workspace.caseSet(named: set), show: .none)]
    case .importing(let order): return try perform(order)
    case .listRuns(let filter):
      return [
        .runs(try records.log().recent(limit: RunsScreen.page, filter: filter), filter: filter)
      ]
    case .moreRuns(let filter, let id):
      let older = try records.log().recent(limit: RunsScreen.page, before: id, filter: filter)
      return [.moreRuns(older, filter: filter, before: id)]
    case .loadRun(let id):
      guard let record = try records.log().record(id) else {
        return [.failed("There is no run \(id).")]
      }
      return [.record(record)]
    case .loadBaseline(let policy, let version, let set):
      return [.baseline(version: version, decisions: try baseline(policy, version, set))]
    case .versions(let order): return try perform(order)
    case .authoring(let order): return try perform(order)
    case .records(let order): return try perform(order)
    case .evaluation(let order): return try perform(order)
    case .checkPlaces:
      let folder = try workspace.privateFolder()
      return folder.hasPrefix(workspace.root + "/")
        ? [] : [.notice("This workspace cannot be written; drafts and records go to \(folder).")]
    case .keepDraft(let draft):
      try workspace.writeDraft(Draft(draft))
      return [.draftKept]
    case .discardDraft(let policy):
      try workspace.removeDraft(for: policy)
      return []
    case .keepSession(let session):
      try workspace.writeSession(Session(session))
      return []
    default:
      return []
    }
  }

  static var now: String {
    CivilTime(unixMilliseconds: Int64(Date().timeIntervalSince1970 * 1000)).rfc3339
  }

  private func listings() throws -> [PolicyListing] {
    try workspace.policyNames().map { name in
      let policy: StoredPolicy
      do {
        policy = try workspace.policy(named: name)
      } catch {
        // One policy that cannot be read must not hide the others.
        return PolicyListing(name: name, title: "\(error)", versions: 0, hasDraft: false)
      }
      let draft = try? workspace.draft(for: name)
      return PolicyListing(
        name: name, title: policy.settings.title, versions: policy.versions.count,
        hasDraft: draft.map { $0.text != policy.text } ?? false)
    }
  }

  func document(_ name: String) throws -> PolicyDocument {
    PolicyDocument(try workspace.policy(named: name))
  }

  private func opened(_ name: String) throws -> WorkspaceEvent {
    let policy = try workspace.policy(named: name)
    let draft = try workspace.draft(for: name).map { draft in
      var snapshot = DraftSnapshot(draft)
      if let base = draft.baseSHA256, base != policy.sha256 {
        snapshot.isOverChange = true
        let version = policy.versions.first { $0.sha256 == base }
        snapshot.seen = try? version.map { try workspace.text(of: $0, in: name) }
      }
      return snapshot
    }
    return .opened(PolicyDocument(policy), draft: draft)
  }

  private func save(_ order: SaveOrder) throws -> WorkspaceEvent {
    let result: SaveResult
    do {
      result = try workspace.saveOverSaved(
        order.text, as: order.policy, note: order.note, author: author, parent: order.parent,
        time: Self.now, seen: order.seen.map { sha256Hex($0) })
    } catch let error as WorkspaceError where error.isConflict {
      return .conflict(order)
    }
    try workspace.removeDraft(for: order.policy)
    switch result {
    case .saved(let version):
      return .saved(try document(order.policy), version: version, isNew: true)
    case .unchanged(let version):
      return .saved(try document(order.policy), version: version, isNew: false)
    }
  }

  /// The newest recorded decision of each case of the set under the version.
  private func baseline(
    _ policy: String, _ version: Int, _ set: String
  ) throws -> [String: Decision?] {
    var decisions: [String: Decision?] = [:]
    let runs = try records.log().recent(
      limit: 5000, filter: RunFilter(policyName: policy, policyVersion: version))
    for run in runs {
      guard let reference = run.caseReference, reference.hasPrefix(set + "/"),
        let state = run.state, state != .cancelled, state != .failed
      else { continue }
      let id = String(reference.dropFirst(set.count + 1))
      if decisions[id] == nil { decisions.updateValue(run.decision, forKey: id) }
    }
    return decisions
  }
}

extension PolicyDocument {
  init(_ policy: StoredPolicy) {
    self.init(
      name: policy.name, text: policy.text, settings: policy.settings, versions: policy.versions,
      version: policy.current?.number, protectedLabels: policy.protectedLabels)
  }
}

extension Workspace {
  /// Saves, also where somebody else has saved in between: their text is a version, so that nothing
  /// is lost. A text in `policy.md` that is in no version stays a conflict.
  ///
  /// - Parameter seen: the hash of `policy.md` when it was last read; nil saves over anything.
  func saveOverSaved(
    _ text: String, as name: String, note: String, author: String, parent: Int?, time: String,
    seen: String?
  ) throws -> SaveResult {
    var seen = seen
    while true {
      do {
        return try save(
          text, as: name, note: note, author: author, parent: parent, time: time, lastSeen: seen)
      } catch let error as WorkspaceError where error.isConflict {
        let stored = try policy(named: name)
        guard stored.current != nil, stored.sha256 != seen else { throw error }
        seen = stored.sha256
      }
    }
  }
}
