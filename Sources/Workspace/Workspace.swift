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
  /// `$XDG_STATE_HOME/precept`, for what cannot be written in the workspace; without symbolic links.
  let stateFolder: String
  let files: any FileSystem

  /// Larger files are refused: nobody's policy, and no screen, is that long.
  public static let sizeLimit = 16 * 1_048_576

  /// A case set that is read into memory as a whole is at most this large. Reading a set case by case
  /// has no limit.
  public static let caseSetLimit = 1 << 30

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
    self.stateFolder = files.resolveExisting(stateFolder ?? UserFolders.state)
    self.files = files.bounded(
      by: Boundaries(
        root: root,
        privateFolders: [root + "/.precept", Self.privateFolders(in: self.stateFolder)]))
    guard try status(at: root + "/policies")?.kind == .directory else {
      throw WorkspaceError.notFound(
        "\(directory) is no workspace: it has no folder policies.",
        hint: "Create one there with precept init.")
    }
    try checkPrivateFolder()
  }

  public static func isWorkspace(_ directory: String) -> Bool {
    PosixFileSystem().kind(of: directory + "/policies") == .directory
  }
}

extension Workspace {
  func policyFolder(_ name: String) -> String {
    let folder = root + "/policies"
    return folder + "/" + spelling(of: name, in: folder)
  }

  /// What is at a path; nil where nothing is.
  ///
  /// - Throws: ``WorkspaceError`` for a link that is refused.
  func status(at path: String) throws -> FileStatus? {
    do {
      return try files.status(of: path)
    } catch let error as WorkspaceError {
      throw error
    } catch {
      return nil
    }
  }

  /// The whole text of a file. The limit, UTF-8 and the kind of file are checked.
  func text(at path: String, limit: Int = Self.sizeLimit) throws -> String {
    try TextFile.read(path, files: files, limit: limit)
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

  /// The same for a path that a person names while a workspace is open: a link that lies in the
  /// workspace is not followed out of it.
  ///
  /// - Parameter workspace: its folder; nil where there is none.
  public static func read(_ path: String, workspace: String?) throws -> String {
    try read(path, files: .posix(workspace: workspace))
  }

  /// The bytes of a regular file, up to a limit. Pipes and devices are refused and never waited for.
  public static func bytes(of path: String, limit: Int) throws -> [UInt8] {
    do {
      return try PosixFileSystem().read(path, limit: limit)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
  }

  static func read(
    _ path: String, files: any FileSystem, limit: Int = Workspace.sizeLimit
  ) throws -> String {
    do {
      return try decode(try files.read(path, limit: limit), path: path, limit: limit)
    } catch {
      throw WorkspaceError.system(error, path, writing: false)
    }
  }

  /// Text from bytes that came another way, such as standard input.
  ///
  /// - Parameter path: what the error calls them.
  public static func decode(
    _ bytes: [UInt8], path: String, limit: Int = Workspace.sizeLimit
  ) throws -> String {
    guard bytes.count <= limit else {
      throw WorkspaceError.tooLarge(path, bytes: bytes.count, limit: limit)
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

extension FileSystem where Self == PosixFileSystem {
  /// - Parameter workspace: the folder whose links lead nowhere outside.
  static func posix(workspace: String?) -> PosixFileSystem {
    let root = workspace.flatMap { try? PosixFileSystem().resolve($0) }
    return PosixFileSystem(
      boundaries: Boundaries(root: root, privateFolders: root.map { [$0 + "/.precept"] } ?? []))
  }
}
