import Digests
import Foundation

extension Workspace {
  /// `.precept/` in the workspace, and the folder in the user's state that stands in for it where
  /// the workspace cannot be written or the disk is full.
  var privateFolders: [String] {
    [root + "/.precept", stateFolder + "/workspaces/" + sha256Hex(root).prefix(16)]
  }

  /// Where run records and the log go: `.precept/`, or the folder in the user's state where the
  /// workspace cannot be written. The folder is made, for its owner only.
  public func privateFolder() throws -> String {
    try inPrivateFolder { folder in
      // A name of its own: another process may probe at the same time.
      let probe =
        "\(folder)/.writable.\(UInt32.random(in: 0 ... .max))\(PosixFileSystem.temporaryEnding)"
      try files.create(probe, [], mode: 0o600)
      try? files.remove(probe)
      return folder
    }
  }

  /// Keeps a draft; the one of the same key before it goes.
  ///
  /// Brought to the disk before this returns. Where neither `.precept/` nor the user's state folder
  /// can be written, it throws, and what was kept before stays.
  public func writeDraft(_ draft: Draft) throws {
    try write(draft, to: draftName(draft.key), newest: Draft.currentFormat)
  }

  /// The newest draft of a policy or path; nil where there is none.
  ///
  /// - Throws: ``WorkspaceError``: it is of a newer format, or cannot be read.
  public func draft(for key: String) throws -> Draft? {
    let drafts = try privateFolders.compactMap {
      try read(Draft.self, $0 + "/" + draftName(key), newest: Draft.currentFormat)
    }
    // Times are RFC 3339 in UTC, which sort as text.
    return drafts.max { $0.time < $1.time }
  }

  /// Every draft that can be read, newest first.
  public func drafts() -> [Draft] {
    let keys = privateFolders.flatMap { folder in
      ((try? files.names(in: folder + "/drafts")) ?? [])
        .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
        .compactMap { name in
          try? read(Draft.self, "\(folder)/drafts/\(name)", newest: Draft.currentFormat)?.key
        }
    }
    return Set(keys).compactMap { try? draft(for: $0) }.sorted { $0.time > $1.time }
  }

  public func removeDraft(for key: String) throws {
    for folder in privateFolders {
      let path = folder + "/" + draftName(key)
      guard files.kind(of: path) != nil else { continue }
      try writing(path) { try files.remove(path) }
    }
  }

  /// Says that this process edits the policy or file.
  ///
  /// - Returns: nil while another process does.
  public func claimEditing(_ key: String) throws -> EditingClaim? {
    try inPrivateFolder { folder in
      try files.makeDirectories(folder + "/drafts", mode: 0o700)
      let path = folder + "/" + draftName(key).dropLast(5) + ".lock"
      return try files.tryLock(String(path)).map(EditingClaim.init)
    }
  }

  public func readSession() throws -> Session? {
    for folder in privateFolders {
      let path = folder + "/session.json"
      if let session = try read(Session.self, path, newest: Session.currentFormat) {
        return session.inRange
      }
    }
    return nil
  }

  public func writeSession(_ session: Session) throws {
    try write(session, to: "session.json", newest: Session.currentFormat)
  }

  // MARK: Steps

  private func draftName(_ key: String) -> String {
    "drafts/\(sha256Hex(key).prefix(16)).json"
  }

  /// Carries out a write in the first private folder that takes it.
  func inPrivateFolder<T>(_ body: (String) throws -> T) throws -> T {
    var first: WorkspaceError?
    for folder in privateFolders {
      do {
        return try writing(folder) {
          try makePrivateFolder(folder)
          return try body(folder)
        }
      } catch let error as WorkspaceError where error.isReadOnly || error.isDiskFull {
        first = first ?? error
      }
    }
    throw first ?? WorkspaceError.notFound(root, hint: "Check the folder.")
  }

  private func makePrivateFolder(_ folder: String) throws {
    guard files.kind(of: folder) != .directory else { return }
    let (parent, _) = split(folder)
    try files.makeDirectories(parent, mode: parent == root ? 0o755 : 0o700)
    do {
      try files.makeDirectory(folder, mode: 0o700)
    } catch {
      // Another process may just have made it.
      if files.kind(of: folder) != .directory { throw error }
    }
    try files.replace(folder + "/.gitignore", with: Array("*\n".utf8), mode: 0o600)
  }

  private func write(_ value: some Encodable, to name: String, newest: Int) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = [UInt8](try encoder.encode(value))
    try inPrivateFolder { folder in
      let path = folder + "/" + name
      try files.makeDirectories(split(path).directory, mode: 0o700)
      if let old = try? files.read(path) { try checkFormat(of: old, at: path, newest: newest) }
      try files.replace(path, with: bytes, mode: 0o600)
    }
  }

  private func read<T: Decodable>(_ type: T.Type, _ path: String, newest: Int) throws -> T? {
    guard files.kind(of: path) == .file else { return nil }
    let bytes: [UInt8]
    do {
      bytes = try files.read(path)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
    try checkFormat(of: bytes, at: path, newest: newest)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw WorkspaceError.damaged(
        "\(path) cannot be read.", hint: "Move it away; it may hold text worth keeping.")
    }
  }

  private func checkFormat(of bytes: [UInt8], at path: String, newest: Int) throws {
    let probe = try? JSONDecoder().decode(FormatProbe.self, from: Data(bytes))
    if let probe, probe.format > newest { throw WorkspaceError.newerFormat(path, probe.format) }
  }
}
