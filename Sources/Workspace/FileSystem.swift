/// What the operating system refused, by its number (`ENOSPC`, `EROFS`, …).
struct SystemError: Error, Hashable {
  let number: Int32
}

enum FileKind: Hashable {
  case file, directory, other
}

/// An exclusive lock that ends when the value goes, or the process does.
protocol FileLock: AnyObject, Sendable {}

/// The few things that a workspace asks of a file system, so that tests can let each of them fail.
///
/// Every method throws ``SystemError`` and leaves nothing half done but what its name says.
protocol FileSystem: Sendable {
  /// nil where there is nothing. Follows symbolic links.
  func kind(of path: String) -> FileKind?
  func size(of path: String) throws -> Int
  /// Which file it is, and when it was changed last; nil where there is none.
  func stamp(of path: String) -> String?
  func read(_ path: String) throws -> [UInt8]
  /// Without `.` and `..`, sorted.
  func names(in directory: String) throws -> [String]
  /// Fails with `EEXIST` where something is.
  func makeDirectory(_ path: String, mode: UInt32) throws
  /// Creates a new file, writes it and brings it to the disk. Fails with `EEXIST`.
  func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws
  /// Puts one file in another's place, at once for every observer.
  func rename(_ from: String, to: String) throws
  /// Brings the directory's entries to the disk.
  func sync(directory: String) throws
  func remove(_ path: String) throws
  /// The path without symbolic links.
  func resolve(_ path: String) throws -> String
  func mode(of path: String) throws -> UInt32
  /// Waits for the lock on a directory or file that exists.
  func lock(_ path: String) throws -> any FileLock
  /// The lock on a file, which is created; nil while another holds it.
  func tryLock(_ path: String) throws -> (any FileLock)?
}

extension FileSystem {
  /// The ending of files that are on their way; after a crash they may be left behind.
  static var temporaryEnding: String { ".precept-tmp" }

  /// Writes a file so that every observer, also after a crash, sees the old bytes or the new ones.
  ///
  /// Symbolic links are followed, and an existing file's mode is kept.
  func replace(_ path: String, with bytes: [UInt8], mode newMode: UInt32 = 0o644) throws {
    let target = (try? resolve(path)) ?? path
    let mode = (try? self.mode(of: target)) ?? newMode
    let (directory, name) = split(target)
    let temporary = "\(directory)/.\(name).\(UInt32.random(in: 0 ... .max))\(Self.temporaryEnding)"
    do {
      try create(temporary, bytes, mode: mode)
      try rename(temporary, to: target)
    } catch {
      try? remove(temporary)
      throw error
    }
    try sync(directory: directory)
  }

  /// Makes a directory and those above it, where they are missing.
  func makeDirectories(_ path: String, mode: UInt32 = 0o755) throws {
    if kind(of: path) == .directory { return }
    let (parent, _) = split(path)
    if parent != path { try makeDirectories(parent, mode: mode) }
    do {
      try makeDirectory(path, mode: mode)
    } catch {
      // Another process may just have made it.
      if kind(of: path) != .directory { throw error }
    }
  }

  /// Removes what a crash has left of ``replace(_:with:mode:)``. Only under the directory's lock.
  func removeLeftovers(in directory: String) {
    for name in (try? names(in: directory)) ?? [] where name.hasSuffix(Self.temporaryEnding) {
      try? remove(directory + "/" + name)
    }
  }
}

/// A path's directory and its last name.
func split(_ path: String) -> (directory: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let directory = slash == path.startIndex ? "/" : String(path[..<slash])
  return (directory, String(path[path.index(after: slash)...]))
}
