import Cases
import Digests
import Foundation
import Policies
import RunLog
import TextEditing
import Workbench
import Workspace

/// Policies, versions, labels, case sets and templates: plain files of the workspace.
///
/// What a person waits for, saving above all, has a lane of its own; reading through many files has
/// another. Neither touches the records; what was done to a label is handed on to be sealed there.
final class DocumentsService: Sendable {
  let workspace: Workspace
  private let drafts: DraftsService
  let author: String
  let sealLabel: @Sendable (LabelChange) -> Void
  private let mailbox: Mailbox
  /// Opens and saves.
  private let desk: Lane
  /// Lists, compares and imports.
  private let library: Lane

  /// - Parameter sealLabel: called from a lane of this service after each change of a label; must
  ///   not wait.
  init(
    workspace: Workspace, drafts: DraftsService, author: String, mailbox: Mailbox,
    sealLabel: @escaping @Sendable (LabelChange) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.drafts = drafts
    self.author = author
    self.sealLabel = sealLabel
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
      on(desk) { try $0.setLabel(label, on: version, of: name) }
    case .unlabel(let label, let name):
      on(desk) { try $0.removeLabel(label, of: name) }
    case .protect(let label, let isProtected, let name):
      on(desk) { try $0.protect(label, isProtected, of: name) }
    case .settle(let label, let decision, let name):
      on(desk) { try $0.settle(label, decision, of: name) }
    case .unsettle(let settled): on(desk) { try $0.unsettle(settled) }
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
        do {
          try $0.workspace.setExpected(expected, of: id, in: set)
        } catch {
          return [.caseNotLabeled(id, inSet: set, problem: "\(error)")]
        }
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
    let policy = try workspace.policy(named: name, leavesOutSettings: true)
    let (draft, problem, isAlone) = try drafts.open(policy)
    var events = [WorkspaceEvent.opened(PolicyDocument(policy), draft: draft)]
    if let problem { events.append(.failed(problem)) }
    if !isAlone {
      events.append(
        .notice("Another Precept has \(name) open too. Each keeps unsaved text of its own."))
    }
    return events
  }

  /// A draft of an earlier policy of that name is listed, and comes back only when it is asked for.
  private func create(_ name: String, _ text: String) throws -> [WorkspaceEvent] {
    _ = try workspace.createPolicy(
      named: name, text: text, note: "", author: author, time: TimeSource.system.timestamp)
    try drafts.create(name)
    return [
      .opened(try document(name), draft: nil),
      .notice("Created \(name), with v1. Write over it; Ctrl-S saves the next version."),
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
    let policies = try workspace.policyNames().map { name in
      (name, Result { try workspace.policy(named: name, leavesOutSettings: true) })
    }
    let withDrafts = try drafts.namesWithDrafts(policies.compactMap { try? $0.1.get() })
    return policies.map { name, policy in
      switch policy {
      // One policy that cannot be read must not hide the others.
      case .failure(let error):
        PolicyListing(name: name, title: "\(error)", versions: 0, hasDraft: false)
      case .success(let policy):
        PolicyListing(
          name: name, title: policy.settings.title, versions: policy.versions.count,
          hasDraft: withDrafts.contains(name))
      }
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
