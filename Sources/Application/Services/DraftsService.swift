import Workbench
import Workspace

/// Keeps what was typed and not saved. Its lane never waits for records, nor for other files, so
/// that a draft is on the disk at once whatever else goes on.
final class DraftsService: Sendable {
  private let lane: Lane
  let workspace: Workspace
  let store: DraftStore
  private let mailbox: Mailbox

  init(workspace: Workspace, mailbox: Mailbox) {
    self.workspace = workspace
    self.mailbox = mailbox
    store = DraftStore(workspace)
    lane = Lane("drafts", whenDone: mailbox.ring)
    lane.run { [store] in store.removeLeftovers() }
  }

  var isIdle: Bool { lane.isIdle }

  func perform(_ effect: Effect.Drafts) {
    lane.run { [self] in
      do {
        for event in try events(of: effect) { mailbox.post(.workspace(event)) }
      } catch {
        mailbox.post(.workspace(.failed("\(error)")))
      }
    }
  }

  private func events(of effect: Effect.Drafts) throws -> [WorkspaceEvent] {
    switch effect {
    case .keep(let draft):
      try store.keep(Draft(draft))
      return [.draftKept]
    case .discard(let policy):
      try store.removeOwn(policy)
      return []
    case .openUntitled:
      return (try untitled().map { [.untitled($0)] } ?? []) + list()
    case .list: return list()
    case .read(let id): return [try read(id)]
    case .take(let text, let draft):
      guard let id = DraftID(text) else { return [] }
      try store.take(id, as: Draft(draft))
      return []
    case .discardLeft(let id): return try discardLeft(id)
    case .setAside(let draft):
      try setAside(draft)
      return []
    case .keepSession(let session):
      try workspace.writeSession(Session(session))
      return []
    case .checkPlaces:
      let folder = try workspace.privateFolder()
      return folder.hasPrefix(workspace.root + "/")
        ? [] : [.notice("This workspace cannot be written; drafts and records go to \(folder).")]
    }
  }

  // The following see every draft that was given before. They wait for the lane, which is quick.

  /// What a policy is opened with, and whether it is open here alone. A problem with drafts does not
  /// keep it from being opened.
  func open(
    _ policy: StoredPolicy
  ) throws -> (draft: DraftSnapshot?, problem: String?, isAlone: Bool) {
    try lane.wait { [self] in
      let isAlone = claim(policy.name)
      let (draft, problem) = opened(policy)
      return (draft, problem, isAlone)
    }
  }

  /// Says to other Precepts that a policy is open here, in place of the one before.
  func create(_ policy: String) throws {
    try lane.wait { [self] in _ = claim(policy) }
  }

  /// Policies of whose text something is not saved, whoever has it.
  func namesWithDrafts(_ policies: [StoredPolicy]) throws -> Set<String> {
    try lane.wait { [self] in findNamesWithDrafts(policies) }
  }

  /// - Returns: false where another Precept has it. Where nothing can be written there is nothing to
  ///   claim either.
  private func claim(_ policy: String) -> Bool { (try? store.claim(policy)) ?? true }

  func finish() async { await lane.drain() }
}
