import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that SQLite opens for one database.
///
/// A workspace may be a stranger's. Each of these names must be a regular file of ours before SQLite
/// opens it: SQLite would follow a link, and would wait for ever at a pipe.
struct DatabaseFiles {
  let path: String

  /// Throws ``RunLogError`` unless every file that exists is a regular file of ours.
  ///
  /// A rollback journal is refused as well. Precept never leaves one, and a made-up one can make
  /// SQLite remove a file that it names.
  func check() throws {
    for suffix in ["", "-wal", "-shm", ".lock"] {
      guard let status = try status(suffix) else { continue }
      guard status.isRegularFile, status.st_uid == geteuid() else {
        throw RunLogError.foreignFile(path + suffix)
      }
    }
    if let journal = try status("-journal"), !journal.isRegularFile || journal.st_size > 0 {
      throw RunLogError.rollbackJournal(path + "-journal")
    }
  }

  /// Whether there is no database yet. SQLite takes an empty file for an empty database.
  func isMissing() throws -> Bool { try status("")?.st_size ?? 0 == 0 }

  /// Whether the log beside the database holds nothing.
  func hasEmptyLog() throws -> Bool { try status("-wal")?.st_size ?? 0 == 0 }

  /// nil where there is nothing.
  private func status(_ suffix: String) throws -> stat? {
    var status = stat()
    if lstat(path + suffix, &status) == 0 { return status }
    switch errno {
    case ENOENT, ENOTDIR: return nil
    default: throw RunLogError.unreadable(path + suffix, String(cString: strerror(errno)))
    }
  }

  /// Makes a new database under another name and gives it its own once it is complete, so that
  /// nobody ever sees half of it.
  ///
  /// Only under the lock of ``OwnerLock/exclusively(beside:_:)``.
  func create(_ fill: (_ path: String) throws -> Void) throws {
    let new = path + ".new"
    // What a process left behind that died here; nobody else is here now.
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(new + suffix) }
    let descriptor = open(new, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw RunLogError.creating(path, errno) }
    close(descriptor)
    do {
      try fill(new)
      guard rename(new, path) == 0 else { throw RunLogError.creating(path, errno) }
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(new + suffix) }
      throw error
    }
  }
}
