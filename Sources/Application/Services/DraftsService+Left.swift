import Cases
import Digests
import Foundation
import Policies
import TextEditing
import Workbench
import Workspace

/// Drafts that other processes have left, and what a policy is opened with. Called in the lane.
extension DraftsService {
  func read(_ text: String) throws -> WorkspaceEvent {
    guard let id = DraftID(text), let draft = try store.draft(id) else {
      return .drafts(.gone(text))
    }
    let policy = try? workspace.policy(named: draft.key)
    return .drafts(.read(snapshot(draft, id, over: policy)))
  }

  func discardLeft(_ text: String) throws -> [WorkspaceEvent] {
    guard let id = DraftID(text) else { return [] }
    return try store.discard(id) ? [] : [.drafts(.gone(text))]
  }

  func setAside(_ snapshot: DraftSnapshot) throws {
    var draft = Draft(snapshot)
    draft.isSetAside = true
    try store.leave(draft)
  }

  /// What a policy is opened with. A problem with drafts does not keep it from being opened.
  func opened(_ policy: StoredPolicy) -> (draft: DraftSnapshot?, problem: String?) {
    do {
      let opened = try store.open(policy)
      let draft =
        opened.current.map { snapshot($0, nil, over: policy) }
        ?? opened.offered.map { snapshot($0.draft, $0.id, over: policy) }
      return (draft, nil)
    } catch {
      return (nil, "\(error)")
    }
  }

  /// What was typed while no policy was open.
  func untitled() throws -> DraftSnapshot? {
    let key = DraftSnapshot.untitled
    if let own = try store.own(key) { return snapshot(own, nil, over: nil) }
    let found = store.found().drafts.first {
      $0.draft.key == key && !$0.isOwnerAlive && $0.draft.isSetAside != true
    }
    return try found.flatMap { try store.adopt($0.id) }.map { snapshot($0, nil, over: nil) }
  }

  /// Policies of whose text something is not saved, whoever has it.
  func findNamesWithDrafts(_ policies: [StoredPolicy]) -> Set<String> {
    let found = store.found().drafts.map(\.draft)
    return Set(
      policies.filter { policy in
        let own = try? store.own(policy.name)
        return (found + [own].compactMap { $0 }).contains {
          $0.key == policy.name && $0.text != policy.text
        }
      }.map(\.name))
  }

  // MARK: Steps

  func list() -> [WorkspaceEvent] {
    var texts: [String: String?] = [:]
    func saved(_ name: String) -> String? {
      if let known = texts[name] { return known }
      let text = try? workspace.policy(named: name).text
      texts.updateValue(text, forKey: name)
      return text
    }
    let abandoned = store.abandoned(saved: saved)
    let listings = abandoned.drafts.map { listing($0, saved: saved($0.draft.key)) }
    return [.drafts(.listed(listings))] + abandoned.problems.prefix(1).map { .failed("\($0)") }
  }

  private func listing(_ found: FoundDraft, saved: String?) -> DraftListing {
    let draft = found.draft
    let contents = [draft.content] + (draft.earlierContents ?? []).reversed().map(\.text)
    return DraftListing(
      id: found.id.text, policy: draft.key, isPolicyKnown: saved != nil,
      reason: draft.isSetAside == true ? .setAside : draft.cleanExit ? .quit : .crash,
      time: draft.time,
      bytes: draft.text.utf8.count + contents.reduce(0) { $0 + $1.utf8.count },
      firstWords: Self.firstChange(of: draft.text, since: saved ?? ""),
      contentWords: contents.first { !$0.isEmpty }?.firstWords ?? "")
  }

  /// The first line that is another; of a text from which lines were only taken away, the first one.
  private static func firstChange(of text: String, since saved: String) -> String {
    guard text != saved else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let old = saved.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.indices.first { $0 >= old.count || lines[$0] != old[$0] }
    let words = first.map { lines[$0...].first { !$0.isEmpty } ?? lines[$0] } ?? lines[0]
    return String(words).firstWords
  }

  private func snapshot(
    _ draft: Draft, _ id: DraftID?, over policy: StoredPolicy?
  ) -> DraftSnapshot {
    var snapshot = DraftSnapshot(draft)
    snapshot.id = id?.text
    snapshot.time = draft.time
    if let policy, let base = draft.baseSHA256, base != policy.sha256 {
      snapshot.isOverChange = true
      let version = policy.versions.first { $0.sha256 == base }
      snapshot.seen = try? version.map { try workspace.text(of: $0, in: policy.name) }
    }
    return snapshot
  }
}
