#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder for this user alone, and files in it: nothing there is reached through a link, what is
/// opened must belong to this user, and the rights of all others are taken away.
///
/// All methods throw ``WorkspaceError``.
public struct PrivateFolder: Sendable {
  /// How a file is opened.
  public enum Use: Sendable {
    case reading
    /// To hold a lock on it.
    case locking
    /// As ``locking``; made where it is missing.
    case creatingLock
    /// Written at its end; made where it is missing.
    case appending
  }

  /// Without symbolic links above the folder itself.
  public let path: String
  private let files: PosixFileSystem

  /// - Parameter path: the folders above it may be reached through links, as a home is.
  public init(_ path: String) {
    let (parent, name) = split(path)
    let above = PosixFileSystem().resolveExisting(parent)
    let path = (above == "/" ? "" : above) + "/" + name
    self.path = path
    files = PosixFileSystem(boundaries: Boundaries(privateFolders: [path]))
  }

  /// Makes the folder, and those above it, where they are missing.
  public func make() throws {
    try attempt(path, writing: true) {
      try files.makeDirectories(path, mode: 0o700)
      _ = try files.open(directory: path)
    }
  }

  /// - Returns: nil where there is no such file.
  public func read(_ name: String, limit: Int) throws -> [UInt8]? {
    do {
      return try attempt(path + "/" + name, writing: false) {
        try files.read(path + "/" + name, limit: limit)
      }
    } catch let error as WorkspaceError where error.isNotFound {
      return nil
    }
  }

  /// Replaces a file at once; a reader sees the old one or the new one.
  public func replace(_ name: String, with bytes: [UInt8]) throws {
    try attempt(path + "/" + name, writing: true) {
      try files.replace(path + "/" + name, with: bytes, mode: 0o600)
    }
  }

  public func rename(_ name: String, to newName: String) throws {
    try attempt(path + "/" + name, writing: true) {
      try files.rename(files.place(of: path + "/" + name, followingLast: false), to: newName)
    }
  }

  public func remove(_ name: String) throws {
    try attempt(path + "/" + name, writing: true) { try files.remove(path + "/" + name) }
  }

  /// - Returns: a descriptor, which the caller closes. It does not wait.
  public func open(_ name: String, for use: Use) throws -> Int32 {
    let flags: Int32 =
      switch use {
      case .reading: O_RDONLY
      case .locking: O_RDWR
      case .creatingLock: O_RDWR | O_CREAT
      case .appending: O_WRONLY | O_CREAT | O_APPEND
      }
    return try attempt(path + "/" + name, writing: use == .appending) {
      let place = try files.place(of: path + "/" + name)
      let descriptor = try files.open(place, flags, mode: 0o600)
      // Another name of the file could be anybody's text.
      guard use != .appending || (try? files.linkCount(of: descriptor)) == 1 else {
        close(descriptor)
        throw WorkspaceError.hardLinked(place.path)
      }
      return descriptor
    }
  }

  private func attempt<T>(_ path: String, writing: Bool, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw WorkspaceError.system(error, path, writing: writing)
    }
  }
}
