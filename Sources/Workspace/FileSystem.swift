#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the operating system refused, by its number (`ENOSPC`, `EROFS`, …).
struct SystemError: Error, Hashable {
  let number: Int32
}

/// Why a file is not read, although the system would.
enum FileRefusal: Error, Hashable {
  case notAFile
  case tooLarge(bytes: Int, limit: Int)
}

enum FileKind: Hashable {
  case file, directory, blockDevice, socket
  /// A pipe, a terminal, another device, or a link that may not be followed.
  case other
}

struct FileStatus: Hashable {
  var kind: FileKind
  var size: Int
  /// Permission bits, with set-user-id and the like.
  var mode: UInt32
  /// The owner's user id.
  var owner: UInt32
  /// Which file it is, and when it was changed last.
  var stamp: String
}

/// An exclusive lock that ends when the value goes, or the process does.
protocol FileLock: AnyObject, Sendable {
  /// Whether the file that is locked is still the one at the path: it may have been removed or
  /// replaced, and then the lock says nothing to others.
  func isStill(at path: String) -> Bool
}

/// The few things that a workspace asks of a file system, so that tests can let each of them fail.
///
/// Every step acts on a ``Place``: a name in a directory that is held open. Whoever moves or replaces
/// a folder in the meantime cannot turn the step elsewhere.
///
/// Every method throws ``SystemError``, ``FileRefusal``, or ``WorkspaceError`` for what
/// ``Boundaries`` forbid, and leaves nothing half done but what its name says.
protocol FileSystem: Sendable {
  /// The same file system with other boundaries.
  func bounded(by boundaries: Boundaries) -> any FileSystem
  /// Where a path leads, under the boundaries. The last name need not exist; the folders before it
  /// must.
  ///
  /// - Parameter followingLast: whether a link at the end is followed as well.
  func place(of path: String, followingLast: Bool) throws -> Place
  /// Fails with `ENOENT` where nothing is.
  func status(of place: Place) throws -> FileStatus
  /// The bytes of a regular file. Never waits for a pipe or a device: it refuses them.
  func read(_ place: Place, limit: Int) throws -> [UInt8]
  /// Without `.` and `..`, sorted.
  func names(in place: Place) throws -> [String]
  /// Fails with `EEXIST` where something is.
  func makeDirectory(_ place: Place, mode: UInt32) throws
  /// Creates a new file, writes it and brings it to the disk. Fails with `EEXIST`.
  func create(_ place: Place, _ bytes: [UInt8], mode: UInt32) throws
  /// Opens a regular file to read it piece by piece; the caller closes the descriptor.
  func descriptor(reading place: Place) throws -> Int32
  /// Adds bytes at the end of a file that exists.
  func append(_ bytes: [UInt8], to place: Place) throws
  /// Brings a file to the disk.
  func sync(file place: Place) throws
  /// Gives a file another name in its directory. What had that name is replaced, at once for every
  /// observer.
  func rename(_ place: Place, to name: String) throws
  /// Gives a file another name in its directory. Fails with `EEXIST` where something has it.
  func publish(_ place: Place, as name: String) throws
  /// Brings the directory's entries to the disk.
  func sync(_ directory: OpenDirectory) throws
  func remove(_ place: Place) throws
  /// Waits for the lock on a directory or file that exists.
  func lock(_ place: Place) throws -> any FileLock
  /// The lock on a file, which is created; nil while another holds it.
  func tryLock(_ place: Place) throws -> (any FileLock)?
  /// Creates a lock file and takes its lock. Fails with `EEXIST`.
  ///
  /// Whoever finds the file before it is locked may remove it; see ``FileLock/isStill(at:)``.
  func createLock(_ place: Place) throws -> any FileLock
  /// Whether a lock is held on the file, here or by another process; false where there is no file.
  func isLocked(_ place: Place) throws -> Bool
  /// The path without symbolic links.
  func resolve(_ path: String) throws -> String
}

// MARK: By path

extension FileSystem {
  func place(of path: String) throws -> Place { try place(of: path, followingLast: true) }

  func status(of path: String) throws -> FileStatus { try status(of: place(of: path)) }

  /// nil where there is nothing. Follows symbolic links.
  func kind(of path: String) -> FileKind? {
    do {
      return try status(of: path).kind
    } catch is SystemError {
      return nil
    } catch {
      // Something is there; reading it says why it is refused.
      return .other
    }
  }

  func stamp(of path: String) -> String? { try? status(of: path).stamp }

  func mode(of path: String) throws -> UInt32 { try status(of: path).mode }

  /// - Parameter limit: in bytes; a larger file is an error.
  func read(_ path: String, limit: Int = Workspace.sizeLimit) throws -> [UInt8] {
    try read(place(of: path), limit: limit)
  }

  func names(in directory: String) throws -> [String] { try names(in: place(of: directory)) }

  func remove(_ path: String) throws { try remove(place(of: path, followingLast: false)) }

  func sync(directory: String) throws { try sync(open(directory: directory)) }

  func open(directory: String) throws -> OpenDirectory {
    // Any name in it will do; nothing needs to have it.
    try place(of: directory + "/-", followingLast: false).directory
  }

  func lock(_ path: String) throws -> any FileLock { try lock(place(of: path)) }

  func tryLock(_ path: String) throws -> (any FileLock)? { try tryLock(place(of: path)) }

  func createLock(_ path: String) throws -> any FileLock {
    try createLock(place(of: path, followingLast: false))
  }

  func isLocked(_ path: String) throws -> Bool {
    do {
      return try isLocked(place(of: path))
    } catch let error as SystemError where error.number == ENOENT {
      return false
    }
  }

  /// The path without symbolic links, as far as there is something. What is missing stays as it is
  /// written.
  func resolveExisting(_ path: String) -> String {
    if let resolved = try? resolve(path) { return resolved }
    let (parent, name) = split(path)
    guard parent != path, name != "." else { return path }
    let above = resolveExisting(parent)
    return name.isEmpty ? above : (above == "/" ? "" : above) + "/" + name
  }

  /// Makes a directory and those above it, where they are missing.
  func makeDirectories(_ path: String, mode: UInt32 = 0o755) throws {
    if kind(of: path) == .directory { return }
    let (parent, _) = split(path)
    if parent != path { try makeDirectories(parent, mode: mode) }
    do {
      try makeDirectory(place(of: path), mode: mode)
    } catch {
      // Another process may just have made it.
      if kind(of: path) != .directory { throw error }
    }
  }
}

// MARK: Whole files

extension FileSystem {
  /// The ending of files that are on their way; after a crash they may be left behind.
  static var temporaryEnding: String { ".precept-tmp" }

  /// Writes a file so that every observer, also after a crash, sees the old bytes or the new ones.
  ///
  /// Symbolic links are followed, and an existing file's mode is kept.
  func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o644) throws {
    try replace(place(of: path), with: bytes, mode: mode)
  }

  func replace(_ place: Place, with bytes: [UInt8], mode newMode: UInt32) throws {
    let old = try? status(of: place)
    // Renaming would put a file in a device's place.
    if let old, old.kind != .file { throw FileRefusal.notAFile }
    try write(bytes, beside: place, mode: old?.mode ?? newMode) {
      try rename($0, to: place.name)
    }
  }

  /// Writes a file that must not exist yet: nothing is ever replaced, not even what another process
  /// makes at the same moment. Fails with `EEXIST`.
  func createWhole(_ path: String, _ bytes: [UInt8], mode: UInt32) throws {
    let place = try place(of: path, followingLast: false)
    try write(bytes, beside: place, mode: mode) { try publish($0, as: place.name) }
  }

  private func write(
    _ bytes: [UInt8], beside place: Place, mode: UInt32, then finish: (Place) throws -> Void
  ) throws {
    // A name of its own length: the file's own name may be as long as a name can be.
    let number = String(UInt64.random(in: 0 ... .max), radix: 36)
    let temporary = place.sibling(".\(number)\(Self.temporaryEnding)")
    do {
      try create(temporary, bytes, mode: mode)
      try finish(temporary)
    } catch {
      try? remove(temporary)
      throw error
    }
    try sync(place.directory)
  }

  /// Removes what a crash has left of writing whole files. Only under the directory's lock.
  func removeLeftovers(in directory: String) {
    for name in (try? names(in: directory)) ?? [] {
      let path = directory + "/" + name
      // A long work on such a file holds a lock on it.
      let isLeft =
        name.hasSuffix(Self.temporaryEnding)
        || name.hasSuffix(Self.growingEnding) && (try? isLocked(path)) == false
      if isLeft { try? remove(path) }
    }
  }

  /// The ending of files that are written for as long as it takes, with a lock on them.
  static var growingEnding: String { ".precept-growing" }
}

/// A path's directory and its last name.
func split(_ path: String) -> (directory: String, name: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let directory = slash == path.startIndex ? "/" : String(path[..<slash])
  return (directory, String(path[path.utf8.index(after: slash)...]))
}
