import Evaluation
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The name of a lock file beside the database.
///
/// Rows of the database name lock files, and the database may be a stranger's. A name that Precept
/// would not make has no value here, so no such file is ever opened or removed.
enum LockName: Hashable {
  /// Of a process that records runs: 16 hexadecimal digits.
  case owner(String)
  case evaluation(EvaluationID)
  /// Of the process that erases.
  case erasure

  init?(_ text: String) {
    if text.hasPrefix("owner-") {
      let digits = text.dropFirst("owner-".count)
      let isHexadecimal = digits.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
      guard digits.utf8.count == 16, isHexadecimal else { return nil }
      self = .owner(String(digits))
    } else if text.hasPrefix("evaluation-") {
      let id = text.dropFirst("evaluation-".count)
      guard let evaluation = EvaluationID(String(id)), evaluation.text == id else { return nil }
      self = .evaluation(evaluation)
    } else {
      return nil
    }
  }

  var text: String {
    switch self {
    case .owner(let digits): "owner-\(digits)"
    case .evaluation(let id): "evaluation-\(id)"
    case .erasure: "erasure"
    }
  }
}

/// A file that a process keeps locked as long as it lives, so that others can tell its runs from
/// those that a crash left behind.
///
/// `flock` ends with the process, however it ends, and holds across containers that share the file,
/// where a process id means nothing.
final class OwnerLock: Sendable {
  private let path: String
  private let file: LockFile

  private init(path: String, file: LockFile) {
    self.path = path
    self.file = file
  }

  /// Takes the lock.
  ///
  /// - Returns: nil while another holder lives.
  /// - Throws: ``RunLogError``: the file cannot be made or locked, or is not a regular file of ours.
  static func take(_ name: LockName, beside database: String) throws -> OwnerLock? {
    let path = database + "." + name.text
    // The holder before may remove the file between our opening and our locking it. Then we hold a
    // file that nobody else will ever find, and must begin again.
    while true {
      let file = try LockFile(path)
      guard try file.lock(waiting: false) else { return nil }
      if file.isNamed(by: path) { return OwnerLock(path: path, file: file) }
    }
  }

  deinit {
    // Whoever holds the lock is the only one to remove the name.
    if file.isNamed(by: path) { unlink(path) }
  }

  /// Runs the body while no other process does so for the same database. The file stays.
  static func exclusively<T>(beside database: String, _ body: () throws -> T) throws -> T {
    let file: LockFile
    do {
      file = try LockFile(database + ".lock")
    } catch let error as RunLogError where error.isReadOnly {
      // Without a lock file the database cannot be written either; SQLite says so better.
      return try body()
    }
    _ = try file.lock(waiting: true)
    return try withExtendedLifetime(file) { try body() }
  }
}

/// An open lock file; closed with the value.
private final class LockFile: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Opens or creates a regular file of ours. A symbolic link is not followed.
  init(_ path: String) throws {
    self.path = path
    // Not blocking: the name may be a pipe's.
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { throw Self.error(errno, path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.isRegularFile, status.st_uid == geteuid() else {
      close(descriptor)
      throw RunLogError.foreignFile(path)
    }
  }

  deinit { close(descriptor) }

  /// - Returns: false while another holds the lock; never when waiting.
  func lock(waiting: Bool) throws -> Bool {
    while flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw Self.error(errno, path)
      }
    }
    return true
  }

  /// Whether the path still is this file's name.
  func isNamed(by path: String) -> Bool {
    var mine = stat()
    var named = stat()
    return fstat(descriptor, &mine) == 0 && lstat(path, &named) == 0
      && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino
  }

  private static func error(_ number: Int32, _ path: String) -> RunLogError {
    switch number {
    case ELOOP: .foreignFile(path)
    default: .lockFile(path, String(cString: strerror(number)))
    }
  }
}

extension stat {
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}
