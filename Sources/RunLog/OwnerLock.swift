import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that a process keeps locked as long as it lives, so that others can tell its runs from
/// those that a crash left behind.
///
/// `flock` ends with the process, however it ends, and holds across containers that share the file,
/// where a process id means nothing.
final class OwnerLock: Sendable {
  /// The file's name, beside the database.
  let name: String
  private let path: String
  private let descriptor: Int32

  /// - Returns: nil while another holder lives, or when the file cannot be made.
  init?(beside database: String, name: String) {
    let path = database + "." + name
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    self.name = name
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// Runs the body while no other process does so for the same database: opening and migrating a
  /// new database at once from two processes fails in SQLite.
  static func exclusively<T>(beside database: String, _ body: () throws -> T) throws -> T {
    let descriptor = open(database + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    // Without a lock file the database cannot be written either; SQLite says so better.
    guard descriptor >= 0 else { return try body() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    return try body()
  }
}
