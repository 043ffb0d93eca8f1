/// What `precept init` does.
public enum WorkspaceCreation {
  public struct Result: Hashable, Sendable {
    /// Paths within the folder, sorted: `policies/spam`, `samples/spam.jsonl`.
    public var created: [String]
    /// Were there already, and were left as they are.
    public var kept: [String]
  }

  /// Makes a folder a workspace: creates it and `policies/` and `samples/`, and copies the shipped
  /// policies, with their versions, and samples into them.
  ///
  /// Never overwrites: a policy or sample of a name that is taken is left alone as a whole.
  ///
  /// - Parameters:
  ///   - directory: is created if it is missing.
  ///   - shipped: a folder with `policies/` and `samples/`; nil makes an empty workspace.
  /// - Throws: ``WorkspaceError``. What was copied until then stays, and doing it again goes on.
  @discardableResult
  public static func create(at directory: String, from shipped: String?) throws -> Result {
    try create(at: directory, from: shipped, files: PosixFileSystem())
  }

  static func create(
    at directory: String, from shipped: String?, files: any FileSystem
  ) throws -> Result {
    var result = Result(created: [], kept: [])
    do {
      try files.makeDirectories(directory)
      // What is there already may be somebody else's: its links lead nowhere outside.
      let directory = try files.resolve(directory)
      let files = files.bounded(
        by: Boundaries(root: directory, privateFolders: [directory + "/.precept"]))
      for part in ["policies", "samples"] {
        try files.makeDirectories("\(directory)/\(part)")
        guard let shipped, files.kind(of: "\(shipped)/\(part)") == .directory else { continue }
        for name in try files.names(in: "\(shipped)/\(part)") where !name.hasPrefix(".") {
          let path = "\(part)/\(name)"
          if try copy("\(shipped)/\(path)", to: "\(directory)/\(path)", files: files) {
            result.created.append(path)
          } else {
            result.kept.append(path)
          }
        }
      }
    } catch {
      throw WorkspaceError.system(error, directory, writing: true)
    }
    return result
  }

  /// - Returns: false where something is already. A folder is copied under another name first, so
  ///   that a copy that was broken off never looks like a policy.
  private static func copy(_ from: String, to: String, files: any FileSystem) throws -> Bool {
    let place = try files.place(of: to, followingLast: false)
    guard (try? files.status(of: place)) == nil else { return false }
    let temporary = place.sibling(".\(place.name)\(PosixFileSystem.temporaryEnding)")
    try copyTree(from, to: temporary.path, files: files)
    try files.rename(temporary, to: place.name)
    try files.sync(place.directory)
    return true
  }

  private static func copyTree(_ from: String, to: String, files: any FileSystem) throws {
    switch files.kind(of: from) {
    case .directory:
      try files.makeDirectories(to)
      for name in try files.names(in: from) where !name.hasPrefix(".") {
        try copyTree("\(from)/\(name)", to: "\(to)/\(name)", files: files)
      }
      try files.sync(directory: to)
    case .file:
      try files.replace(to, with: try files.read(from), mode: try files.mode(of: from))
    case .blockDevice, .socket, .other, nil:
      // Sockets and dangling links are no part of what is shipped.
      return
    }
  }
}
