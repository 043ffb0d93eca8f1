import Digests
import Foundation

extension Workspace {
  /// `.precept/` in the workspace, and the folder in the user's state that stands in for it where
  /// the workspace cannot be written, the disk is full, or the workspace is another user's: that
  /// user's private folder is theirs.
  var privateFolders: [String] {
    let substitute = Self.privateFolders(in: stateFolder) + "/" + sha256Hex(root).prefix(16)
    return isOthers ? [substitute] : [root + "/.precept", substitute]
  }

  static func privateFolders(in stateFolder: String) -> String { stateFolder + "/workspaces" }

  private var isOthers: Bool {
    func isMine(_ path: String) -> Bool {
      (try? files.status(of: path)).map { $0.owner == geteuid() } ?? false
    }
    return !isMine(root) && !isMine(root + "/.precept")
  }

  /// Refuses a `.precept` that somebody else has put there: a link, a file, a folder of another user
  /// in a workspace of this one.
  func checkPrivateFolder() throws {
    guard !isOthers else { return }
    let path = root + "/.precept"
    guard let status = try status(at: path) else { return }
    guard status.kind == .directory else { throw WorkspaceError.notAFolder(path) }
    guard status.owner == geteuid() else {
      throw WorkspaceError.foreign(path, owner: status.owner)
    }
  }

  /// Where run records and the log go: `.precept/`, or the folder in the user's state where the
  /// workspace cannot be written. The folder is made, for its owner only; one that others may enter
  /// is made private.
  ///
  /// - Throws: ``WorkspaceError``; ``WorkspaceError/isRefused`` is true where `.precept` is a link, no
  ///   folder or another user's.
  public func privateFolder() throws -> String {
    try checkPrivateFolder()
    return try inPrivateFolder { folder in
      // A name of its own: another process may probe at the same time.
      let probe =
        "\(folder)/.writable.\(UInt32.random(in: 0 ... .max))\(PosixFileSystem.temporaryEnding)"
      let place = try files.place(of: probe)
      try files.create(place, [], mode: 0o600)
      try? files.remove(place)
      return folder
    }
  }

  /// Carries out a write in the first private folder that takes it. One that is refused is passed
  /// over as well: what a person has typed is kept elsewhere.
  func inPrivateFolder<T>(_ body: (String) throws -> T) throws -> T {
    var first: WorkspaceError?
    for folder in privateFolders {
      do {
        return try writing(folder) {
          try makePrivateFolder(folder)
          return try body(folder)
        }
      } catch let error as WorkspaceError
        where error.isReadOnly || error.isDiskFull || error.isRefused
      {
        first = first ?? error
      }
    }
    throw first ?? WorkspaceError.notFound(root, hint: "Check the folder.")
  }

  private func makePrivateFolder(_ folder: String) throws {
    let status = try status(at: folder)
    if let status, status.kind != .directory { throw WorkspaceError.notAFolder(folder) }
    if status == nil {
      let (parent, _) = split(folder)
      try files.makeDirectories(parent, mode: parent == root ? 0o755 : 0o700)
      try files.makeDirectories(folder, mode: 0o700)
    }
    // Opening it checks its owner and takes the rights of others away.
    _ = try files.open(directory: folder)
    if status == nil || files.kind(of: folder + "/.gitignore") == nil {
      try files.replace(folder + "/.gitignore", with: Array("*\n".utf8), mode: 0o600)
    }
  }
}
