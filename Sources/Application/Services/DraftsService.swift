import Workbench
import Workspace

/// Keeps what was typed and not saved. Its lane never waits for records, nor for other files, so
/// that a draft is on the disk at once whatever else goes on.
final class DraftsService: Sendable {
  private let lane: Lane
  private let workspace: Workspace
  private let mailbox: Mailbox

  init(workspace: Workspace, mailbox: Mailbox) {
    self.workspace = workspace
    self.mailbox = mailbox
    lane = Lane("drafts", whenDone: mailbox.ring)
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
      try workspace.writeDraft(Draft(draft))
      return [.draftKept]
    case .discard(let policy):
      try workspace.removeDraft(for: policy)
      return []
    case .openUntitled:
      let draft = try workspace.draft(for: DraftSnapshot.untitled)
      return draft.map { [.untitled(DraftSnapshot($0))] } ?? []
    case .keepSession(let session):
      try workspace.writeSession(Session(session))
      return []
    case .checkPlaces:
      let folder = try workspace.privateFolder()
      return folder.hasPrefix(workspace.root + "/")
        ? [] : [.notice("This workspace cannot be written; drafts and records go to \(folder).")]
    }
  }

  /// The draft of a policy, after every draft that was given before. Waits for the lane, which is
  /// quick.
  func draft(for policy: String) throws -> Draft? {
    try lane.wait { [workspace] in try workspace.draft(for: policy) }
  }

  func finish() async { await lane.drain() }
}
