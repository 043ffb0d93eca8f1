import Cases
import Digests
import Foundation
import Policies
import TextEditing
import Workbench
import Workspace

/// Policies, versions, labels, case sets and templates: plain files of the workspace.
///
/// What a person waits for, saving above all, has a lane of its own; reading through many files has
/// another. Neither touches the records.
final class DocumentsService: Sendable {
  let workspace: Workspace
  private let drafts: DraftsService
  private let author: String
  private let mailbox: Mailbox
  private let claims = EditingClaims()
  /// Opens and saves.
  private let desk: Lane
  /// Lists, compares and imports.
  private let library: Lane

  init(workspace: Workspace, drafts: DraftsService, author: String, mailbox: Mailbox) {
    self.workspace = workspace
    self.drafts = drafts
    self.author = author
    self.mailbox = mailbox
    desk = Lane("documents", whenDone: mailbox.ring)
    library = Lane("library", whenDone: mailbox.ring)
  }

  var isIdle: Bool { desk.isIdle && library.isIdle }

  func finish() async {
    await desk.drain()
    await library.drain()
  }

  func perform(_ effect: Effect.Documents) {
    switch effect {
    case .open(let name): on(desk) { try $0.open(name) }
    case .create(let name, let text): on(desk) { try $0.create(name, text) }
    case .save(let order): on(desk) { [try $0.save(order)] }
    case .loadVersion(let version, let name, let use):
      on(desk) {
        [.versionText(try $0.workspace.text(of: version, in: name), of: version, use: use)]
      }
    case .label(let label, let version, let name):
      on(desk) {
        try $0.workspace.setLabel(label, on: version, of: name)
        return [.labelled(try $0.document(name))]
      }
    case .unlabel(let label, let name):
      on(desk) {
        try $0.workspace.removeLabel(label, of: name)
        return [.labelled(try $0.document(name))]
      }
    case .protect(let label, let isProtected, let name):
      on(desk) {
        try $0.workspace.setProtection(isProtected, of: label, in: name)
        return [.labelled(try $0.document(name))]
      }
    // Beside saving, so that our own save is never taken for another program's.
    case .look(let name, let set, let stamp):
      on(desk) { $0.look(at: name, set, since: stamp) }
    case .addCase(let item, let set):
      on(desk) {
        try $0.workspace.append(item, toSet: set)
        return [.caseAdded(try $0.workspace.caseSet(named: set), id: item.id)]
      }
    case .expect(let expected, let id, let set):
      on(desk) {
        try $0.workspace.setExpected(expected, of: id, in: set)
        return [.cases(try $0.workspace.caseSet(named: set), show: .none)]
      }
    case .loadCases(let name, let choice):
      on(desk) { [.cases(try $0.workspace.caseSet(named: name), show: choice)] }
    case .list: on(library) { [.policies(try $0.listings())] }
    case .loadPolicies(let choices, let withWorkingText):
      on(library) { service in
        [
          .authoring(
            .policies(try choices.map(service.chosen), withWorkingText: withWorkingText))
        ]
      }
    case .countChanges(let name, let working):
      on(library) { [.versions(.changes(try $0.changes(of: name, working: working), of: name))] }
    case .listTemplates:
      on(library) { [.versions(.templates(try Templates($0.workspace).all()))] }
    case .listCaseSets: on(library) { [.caseSets(try $0.caseSets())] }
    case .importing(let effect): on(library) { [.importing(try $0.importing(effect))] }
    }
  }

  private func on(
    _ lane: Lane, _ work: @escaping @Sendable (DocumentsService) throws -> [WorkspaceEvent]
  ) {
    lane.run { [self] in
      do {
        for event in try work(self) { mailbox.post(.workspace(event)) }
      } catch {
        mailbox.post(.workspace(.failed("\(error)")))
      }
    }
  }

  // MARK: Policies

  func document(_ name: String) throws -> PolicyDocument {
    PolicyDocument(try workspace.policy(named: name, leavesOutSettings: true))
  }

  private func open(_ name: String) throws -> [WorkspaceEvent] {
    let isAlone = claims.claim(name, in: workspace)
    let policy = try workspace.policy(named: name, leavesOutSettings: true)
    let draft = try drafts.draft(for: name).map { draft in
      var snapshot = DraftSnapshot(draft)
      if let base = draft.baseSHA256, base != policy.sha256 {
        snapshot.isOverChange = true
        let version = policy.versions.first { $0.sha256 == base }
        snapshot.seen = try? version.map { try workspace.text(of: $0, in: name) }
      }
      return snapshot
    }
    let opened = WorkspaceEvent.opened(PolicyDocument(policy), draft: draft)
    guard !isAlone else { return [opened] }
    return [
      opened,
      .notice(
        "Another Precept has \(name) open too. Versions stay; unsaved text has one draft for both."),
    ]
  }

  private func create(_ name: String, _ text: String) throws -> [WorkspaceEvent] {
    _ = try workspace.createPolicy(
      named: name, text: text, note: "", author: author, time: TimeSource.system.timestamp)
    drafts.perform(.discard(policy: DraftSnapshot.untitled))
    return try open(name) + [
      .notice("Created \(name), with v1. Write over it; Ctrl-S saves the next version.")
    ]
  }

  /// The draft stays: what was typed meanwhile is in it, and the workbench decides what of it is
  /// still wanted.
  private func save(_ order: SaveOrder) throws -> WorkspaceEvent {
    let result: SaveResult
    do {
      result = try workspace.saveOverSaved(
        order.text, as: order.policy, note: order.note, author: author, parent: order.parent,
        time: TimeSource.system.timestamp, seen: order.seen.map { sha256Hex($0) })
    } catch let error as WorkspaceError where error.isConflict {
      return .conflict(order)
    }
    return switch result {
    case .saved(let version): .saved(try document(order.policy), version: version, isNew: true)
    case .unchanged(let version): .saved(try document(order.policy), version: version, isNew: false)
    }
  }

  private func listings() throws -> [PolicyListing] {
    try workspace.policyNames().map { name in
      let policy: StoredPolicy
      do {
        policy = try workspace.policy(named: name, leavesOutSettings: true)
      } catch {
        // One policy that cannot be read must not hide the others.
        return PolicyListing(name: name, title: "\(error)", versions: 0, hasDraft: false)
      }
      let draft = try? drafts.draft(for: name)
      return PolicyListing(
        name: name, title: policy.settings.title, versions: policy.versions.count,
        hasDraft: draft.map { $0.text != policy.text } ?? false)
    }
  }
}

extension PolicyDocument {
  init(_ policy: StoredPolicy) {
    self.init(
      name: policy.name, text: policy.text, settings: policy.settings, versions: policy.versions,
      version: policy.current?.number, protectedLabels: policy.protectedLabels)
    settingsProblem = policy.settingsProblem.map { "\($0)" }
  }
}
