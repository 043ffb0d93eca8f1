/// A folder with `policies/`: its policies and their versions, its case sets, and the private files
/// in `.precept/`.
///
/// ```swift
/// let workspace = try Workspace(opening: ".")
/// let policy = try workspace.policy(named: "spam")
/// let saved = try workspace.save(
///   text, as: "spam", note: "SP3 is clearer", author: "ada", parent: policy.current?.number,
///   time: "2026-11-23T10:00:00Z", lastSeen: policy.sha256)
/// ```
///
/// Nothing is cached: every call reads the files as they are. Every write is a new file, brought to
/// the disk and put in the old one's place, so that a crash leaves the old bytes or the new ones.
/// Several processes may save at once. All methods throw ``WorkspaceError``.
public struct Workspace: Sendable {
  /// The folder, without symbolic links.
  public let root: String
  /// `$XDG_STATE_HOME/precept`, for what cannot be written in the workspace.
  let stateFolder: String
  let files: any FileSystem

  /// Larger files are refused: nobody's policy, and no screen, is that long.
  public static let sizeLimit = 16 * 1_048_576

  /// - Parameters:
  ///   - directory: a folder that has `policies/`.
  ///   - stateFolder: the user's own folder for drafts and records of workspaces that cannot be
  ///     written; nil for the one that the environment names.
  public init(opening directory: String, stateFolder: String? = nil) throws {
    try self.init(opening: directory, stateFolder: stateFolder, files: PosixFileSystem())
  }

  init(opening directory: String, stateFolder: String?, files: any FileSystem) throws {
    do {
      root = try files.resolve(directory)
    } catch {
      throw WorkspaceError.system(error, directory, writing: false)
    }
    guard files.kind(of: root + "/policies") == .directory else {
      throw WorkspaceError.notFound(
        "\(directory) is no workspace: it has no folder policies.",
        hint: "Create one there with precept init.")
    }
    self.stateFolder = stateFolder ?? UserFolders.state
    self.files = files
  }

  public static func isWorkspace(_ directory: String) -> Bool {
    PosixFileSystem().kind(of: directory + "/policies") == .directory
  }
}

extension Workspace {
  func policyFolder(_ name: String) -> String { "\(root)/policies/\(name)" }

  /// The whole text of a file. The limit, UTF-8 and the kind of file are checked.
  func text(at path: String) throws -> String {
    try TextFile.read(path, files: files)
  }

  /// Names become parts of paths and of arguments such as `spam@7`.
  static func check(name: String, of what: String) throws {
    let isGood =
      name.first.map { $0.isLetter || $0.isNumber } == true && name.utf8.count <= 100
      && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard isGood else {
      throw WorkspaceError.badName(
        "“\(name)” cannot be the name of a \(what).",
        hint: "Use letters, digits, “-”, “_” and “.”, and begin with a letter or a digit.")
    }
  }
}

/// A file of text, as a person wrote it.
public enum TextFile {
  /// The whole text, byte for byte.
  ///
  /// - Throws: ``WorkspaceError``: it does not exist, is no file, is larger than
  ///   ``Workspace/sizeLimit``, cannot be read, or is not UTF-8.
  public static func read(_ path: String) throws -> String {
    try read(path, files: PosixFileSystem())
  }

  static func read(_ path: String, files: any FileSystem) throws -> String {
    do {
      let size = try files.size(of: path)
      guard files.kind(of: path) == .file else { throw WorkspaceError.notAFile(path) }
      guard size <= Workspace.sizeLimit else {
        throw WorkspaceError.tooLarge(path, bytes: size, limit: Workspace.sizeLimit)
      }
      return try decode(try files.read(path), path: path)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
  }

  /// Text from bytes that came another way, such as standard input.
  ///
  /// - Parameter path: what the error calls them.
  public static func decode(_ bytes: [UInt8], path: String) throws -> String {
    guard bytes.count <= Workspace.sizeLimit else {
      throw WorkspaceError.tooLarge(path, bytes: bytes.count, limit: Workspace.sizeLimit)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw WorkspaceError.notUTF8(path, offset: firstInvalidByte(of: bytes))
  }

  /// Where the longest valid beginning ends.
  private static func firstInvalidByte(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }
}
