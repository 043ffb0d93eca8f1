import Foundation
import Synchronization

/// The drafts of this process, and those that others have left.
///
/// A draft belongs to one process. Its file carries an owner's random id, and the owner keeps a lock
/// for as long as it lives, so that two processes never write the same file, and everybody can tell
/// a draft that is being written from one that was left behind. `flock` ends with the process,
/// however that ends; process ids mean nothing across containers.
///
/// What another process left goes in two ways only: a person takes it, and then it is this process's
/// own before the old one goes; or a person discards it.
///
/// May be used from any thread. Every method waits for the disk.
public final class DraftStore: Sendable {
  public let workspace: Workspace
  private let mine = Mutex(Ownership())

  /// What this process holds.
  private struct Ownership {
    var id = DraftName.newOwner()
    /// Every id that this process has written under.
    var ids: Set<String> = []
    /// By private folder.
    var locks: [String: (owner: String, lock: any FileLock)] = [:]
    /// The policy that is open.
    var claim: (key: String, claim: EditingClaim)?
  }

  public init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  deinit {
    mine.withLock { mine in
      for (folder, held) in mine.locks where !hasDrafts(of: held.owner, in: folder) {
        let path = DraftName.lock(of: held.owner, in: folder)
        if held.lock.isStill(at: path) { try? files.remove(path) }
      }
    }
  }

  var files: any FileSystem { workspace.files }

  // MARK: This process's own

  /// Keeps a draft; this process's draft of the same key before it goes.
  ///
  /// Brought to the disk before this returns. Where neither `.precept/` nor the user's state folder
  /// can be written, it throws, and what was kept before stays.
  ///
  /// - Throws: ``WorkspaceError``
  public func keep(_ draft: Draft) throws {
    try mine.withLock { try keep(draft, &$0) }
  }

  private func keep(_ draft: Draft, _ mine: inout Ownership) throws {
    let bytes = try workspace.encoded(draft)
    let path = try workspace.inPrivateFolder { (folder: String) -> String in
      let owner = try self.owner(in: folder, &mine)
      let path = DraftName(key: draft.key, owner: owner).file(in: folder)
      try files.replace(path, with: bytes, mode: 0o600)
      return path
    }
    // An older one lies elsewhere where the disk was full for a while.
    for (folder, name) in ownFiles(of: draft.key, mine) where name.file(in: folder) != path {
      try? files.remove(name.file(in: folder))
    }
  }

  /// This process's draft of a policy or path.
  public func own(_ key: String) throws -> Draft? {
    try mine.withLock { try own(key, $0) }
  }

  private func own(_ key: String, _ mine: Ownership) throws -> Draft? {
    try ownFiles(of: key, mine).compactMap { try read($1, in: $0) }.max { $0.time < $1.time }
  }

  /// Removes this process's draft; those of others stay.
  public func removeOwn(_ key: String) throws {
    try mine.withLock { mine in
      for (folder, name) in ownFiles(of: key, mine) {
        let path = name.file(in: folder)
        try workspace.writing(path) { try files.remove(path) }
      }
    }
  }

  /// Says that this process edits the policy or file, so that another Precept can tell.
  ///
  /// Lets go of the policy that it edited before.
  ///
  /// - Returns: false while another process does.
  public func claim(_ key: String) throws -> Bool {
    try mine.withLock { mine in
      if mine.claim?.key == key { return true }
      mine.claim = nil
      mine.claim = try workspace.claimEditing(key).map { (key, $0) }
      return mine.claim != nil
    }
  }

  // MARK: Those of others

  /// What other processes keep or have left, newest first, and what could not be read of it: a
  /// damaged file, or one of a newer format. Costs by all their texts.
  public func found() -> (drafts: [FoundDraft], problems: [WorkspaceError]) {
    mine.withLock { found($0) }
  }

  private func found(_ mine: Ownership) -> (drafts: [FoundDraft], problems: [WorkspaceError]) {
    var drafts: [DraftName: FoundDraft] = [:]
    var problems: [WorkspaceError] = []
    for folder in workspace.privateFolders {
      do {
        // Refused where it is a link or another user's.
        _ = try files.open(directory: folder + "/drafts")
      } catch let error as SystemError where error.number == ENOENT {
        continue
      } catch {
        problems.append(WorkspaceError.system(error, folder + "/drafts", writing: false))
      }
      for name in names(in: folder) where !(name.owner.map(mine.ids.contains) ?? false) {
        do {
          guard let draft = try read(name, in: folder) else { continue }
          var found = FoundDraft(
            id: DraftID(name), draft: draft, isOwnerAlive: isAlive(name, draft, in: folder, mine))
          if let other = drafts[name] {
            found.isOwnerAlive = found.isOwnerAlive || other.isOwnerAlive
            if other.draft.time > draft.time { found.draft = other.draft }
          }
          drafts[name] = found
        } catch {
          problems.append(
            WorkspaceError.system(error, name.file(in: folder), writing: false))
        }
      }
    }
    // Times are RFC 3339 in UTC, which sort as text.
    let sorted = drafts.values.sorted {
      ($0.draft.time, $0.id.text) > ($1.draft.time, $1.id.text)
    }
    return (sorted, problems)
  }

  /// Makes a draft that another process left this process's own: it is written as such first, and
  /// then the old one goes. Of several that try at once, one gets it.
  ///
  /// - Returns: nil where its process lives, where another has just taken it, or where this process
  ///   has a draft of that key, which stays.
  public func adopt(_ id: DraftID) throws -> Draft? {
    try mine.withLock { mine in
      try exclusively(id, mine) { name in
        guard let draft = newest(name), try own(draft.key, mine) == nil else { return nil }
        try keep(draft, &mine)
        try removeFiles(of: name)
        return draft
      } ?? nil
    }
  }

  /// Keeps a draft as this process's own, and then removes the one that it was taken from. Where
  /// that belongs to a process that lives, it stays.
  public func take(_ id: DraftID, as draft: Draft) throws {
    try mine.withLock { mine in
      try keep(draft, &mine)
      _ = try exclusively(id, mine) { try removeFiles(of: $0) }
    }
  }

  /// The draft with an id, whoever has it; nil where it is gone.
  public func draft(_ id: DraftID) throws -> Draft? {
    try workspace.privateFolders.compactMap { try read(id.name, in: $0) }
      .max { $0.time < $1.time }
  }

  /// Removes a draft that another process left, because a person said so.
  ///
  /// - Returns: false where it is gone already, or where its process lives; then it stays.
  @discardableResult
  public func discard(_ id: DraftID) throws -> Bool {
    try mine.withLock { mine in
      try exclusively(id, mine) { name in
        guard newest(name) != nil else { return false }
        try removeFiles(of: name)
        return true
      } ?? false
    }
  }

  /// Keeps a draft that belongs to nobody, beside all others: the next process that opens the policy
  /// finds it.
  public func leave(_ draft: Draft) throws {
    let name = DraftName(key: draft.key, owner: DraftName.newOwner())
    let bytes = try workspace.encoded(draft)
    try mine.withLock { mine in
      try workspace.inPrivateFolder { folder in
        // Whoever tidies up leaves unfinished files alone while somebody lives who may write them.
        _ = try owner(in: folder, &mine)
        try files.replace(name.file(in: folder), with: bytes, mode: 0o600)
      }
    }
  }

  /// Removes locks of processes that ended and left no draft, and what a crash left of writes that
  /// were not finished.
  public func removeLeftovers() {
    mine.withLock { mine in
      for folder in workspace.privateFolders {
        let drafts = folder + "/drafts"
        // Before the locks are looked at: a process holds its lock before it begins to write.
        let names = (try? files.names(in: drafts)) ?? []
        let owners = names.compactMap(DraftName.owner(ofLock:)).filter { !mine.ids.contains($0) }
        let living = owners.filter { isAlive($0, in: folder) }
        if living.isEmpty {
          for name in names where name.hasSuffix(PosixFileSystem.temporaryEnding) {
            try? files.remove(drafts + "/" + name)
          }
        }
        for owner in owners where !living.contains(owner) && !hasDrafts(of: owner, in: folder) {
          let path = DraftName.lock(of: owner, in: folder)
          if let lock = try? files.tryLock(path), lock.isStill(at: path) { try? files.remove(path) }
        }
      }
    }
  }

  // MARK: Steps

  private func names(in folder: String) -> [DraftName] {
    ((try? files.names(in: folder + "/drafts")) ?? []).compactMap(DraftName.init(file:))
  }

  private func hasDrafts(of owner: String, in folder: String) -> Bool {
    names(in: folder).contains { $0.owner == owner }
  }

  /// Where this process's drafts of a key lie.
  private func ownFiles(of key: String, _ mine: Ownership) -> [(String, DraftName)] {
    workspace.privateFolders.flatMap { folder in
      mine.ids.map { (folder, DraftName(key: key, owner: $0)) }
        .filter { files.kind(of: $1.file(in: folder)) == .file }
    }
  }

  /// The id under which this process writes in the folder, locked. The folder may have been deleted
  /// since it was last asked; then it is made again.
  private func owner(in folder: String, _ mine: inout Ownership) throws -> String {
    if let held = mine.locks[folder],
      held.lock.isStill(at: DraftName.lock(of: held.owner, in: folder))
    {
      return held.owner
    }
    mine.locks[folder] = nil
    try files.makeDirectories(folder + "/drafts", mode: 0o700)
    for _ in 0..<20 {
      let owner = mine.id
      let path = DraftName.lock(of: owner, in: folder)
      do {
        let lock = try files.createLock(path)
        // Somebody who was tidying up may have taken it for a dead one's.
        guard lock.isStill(at: path) else { continue }
        mine.ids.insert(owner)
        mine.locks[folder] = (owner, lock)
        return owner
      } catch let error as SystemError where error.number == EEXIST {
        mine.id = DraftName.newOwner()
      }
    }
    throw SystemError(number: EEXIST)
  }

  private func isAlive(
    _ name: DraftName, _ draft: Draft, in folder: String, _ mine: Ownership
  ) -> Bool {
    if name.owner == nil {
      // Format 1 knows its process by its number alone. Whoever holds the claim on the policy may
      // be another, so that both are asked.
      guard mine.claim?.key != draft.key, Self.exists(process: draft.pid) else { return false }
    }
    return isLocked(name.lock(in: folder))
  }

  private func isAlive(_ owner: String, in folder: String) -> Bool {
    isLocked(DraftName.lock(of: owner, in: folder))
  }

  /// What cannot be asked is taken for alive, and stays untouched.
  private func isLocked(_ path: String) -> Bool { (try? files.isLocked(path)) ?? true }

  private static func exists(process pid: Int32) -> Bool {
    pid > 0 && pid != getpid() && (kill(pid, 0) == 0 || errno == EPERM)
  }

  /// Carries out a change of a draft that another process left, while nobody else can.
  ///
  /// - Returns: nil where its process lives, or where another is at it.
  private func exclusively<T>(
    _ id: DraftID, _ mine: Ownership, _ body: (DraftName) throws -> T
  ) throws -> T? {
    let name = id.name
    guard !(name.owner.map(mine.ids.contains) ?? false),
      let folder = workspace.privateFolders.first(where: {
        files.kind(of: name.file(in: $0)) == .file
      })
    else { return nil }
    let path = name.lock(in: folder)
    if name.owner == nil {
      guard let draft = newest(name), !isAlive(name, draft, in: folder, mine) else { return nil }
      // The claim of a process that merely has the policy open now says nothing about an old draft.
      let lock = try files.tryLock(path)
      return try withExtendedLifetime(lock) { try body(name) }
    }
    guard let lock = try lockOfDead(path) else { return nil }
    return try withExtendedLifetime(lock) {
      let result = try body(name)
      if let owner = name.owner, !hasDrafts(of: owner, in: folder) { try? files.remove(path) }
      return result
    }
  }

  /// The lock of a process that ended; nil while it lives. Others look at it for a moment only.
  private func lockOfDead(_ path: String) throws -> (any FileLock)? {
    for _ in 0..<50 {
      if let lock = try files.tryLock(path), lock.isStill(at: path) { return lock }
      usleep(1000)
    }
    return nil
  }

  private func newest(_ name: DraftName) -> Draft? {
    workspace.privateFolders.compactMap { try? read(name, in: $0) }.max { $0.time < $1.time }
  }

  private func removeFiles(of name: DraftName) throws {
    for folder in workspace.privateFolders where files.kind(of: name.file(in: folder)) == .file {
      let path = name.file(in: folder)
      // A newer Precept's is not ours to remove.
      guard (try? read(name, in: folder)) != nil else { continue }
      try workspace.writing(path) { try files.remove(path) }
    }
  }

  private func read(_ name: DraftName, in folder: String) throws -> Draft? {
    try workspace.read(Draft.self, name.file(in: folder), newest: Draft.currentFormat)?.modernized
  }
}

/// Tells the drafts of other processes apart.
public struct DraftID: Hashable, Sendable {
  let name: DraftName

  init(_ name: DraftName) {
    self.name = name
  }

  /// nil for a text that is no draft's id.
  public init?(_ text: String) {
    guard let name = DraftName(stem: text) else { return nil }
    self.name = name
  }

  public var text: String { name.stem }
}

/// A draft that another process keeps or has left.
public struct FoundDraft: Hashable, Sendable {
  public let id: DraftID
  public internal(set) var draft: Draft
  /// Then it is that process's own, and may not be taken.
  public internal(set) var isOwnerAlive: Bool
}
