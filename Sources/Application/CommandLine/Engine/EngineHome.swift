import Foundation
import Workspace

/// The user's one managed engine, as files in the user's state folder.
///
/// Who holds the lock owns the engine, and nobody else does, whatever the state file says: the kernel
/// takes the lock away from a process that dies.
struct EngineHome: Sendable {
  let folder: String

  static let user = EngineHome(folder: UserFolders.state)

  var log: String { folder + "/engine.log" }
  private var stateFile: String { folder + "/engine.json" }
  private var lockFile: String { folder + "/engine.lock" }

  /// The engine that runs, or runs no more.
  struct Reading {
    /// The process that owns it now; nil where nobody does.
    var owner: Owner?
    /// What the last owner wrote.
    var state: EngineState?
  }

  enum Owner: Hashable {
    case process(pid_t)
    /// Of another container or machine, where its number means nothing here.
    case elsewhere
  }

  func read() -> Reading {
    var reading = Reading()
    reading.state = FileManager.default.contents(atPath: stateFile).flatMap {
      EngineState(json: $0)
    }
    let descriptor = open(lockFile, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return reading }
    defer { close(descriptor) }
    var lock = Self.wholeFile
    // Asks who holds it, without taking it from a start that comes at the same time.
    guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else {
      return reading
    }
    let isHere = reading.state.map { $0.host == ProcessInfo.processInfo.hostName } ?? true
    reading.owner = lock.l_pid > 0 && isHere ? .process(lock.l_pid) : .elsewhere
    return reading
  }

  /// Takes the lock until this process ends. The file must not be opened again by it: closing any
  /// descriptor of it would give the lock up.
  ///
  /// - Returns: false while another process holds it.
  /// - Throws: where the folder or file cannot be made.
  func own() throws -> Bool {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure(
        .files, "The folder \(folder) cannot be made.",
        hint: "Set XDG_STATE_HOME to one that can be written.")
    }
    let descriptor = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .files, "\(lockFile) cannot be opened: \(String(cString: strerror(errno))).",
        hint: "Set XDG_STATE_HOME to a folder that can be written.")
    }
    var lock = Self.wholeFile
    return fcntl(descriptor, F_SETLK, &lock) == 0
  }

  /// Replaces the state at once; a reader sees the old one or the new one.
  func write(_ state: EngineState) {
    let draft = stateFile + ".new"
    let isMade = FileManager.default.createFile(
      atPath: draft, contents: Data((state.json + "\n").utf8),
      attributes: [.posixPermissions: 0o600])
    // A full disk costs what `status` shows, not the engine.
    if isMade { rename(draft, stateFile) }
  }

  func removeState() { unlink(stateFile) }

  /// Each owner begins a log; the one before is kept beside it.
  func beginLog() { rename(log, log + ".1") }

  private static var wholeFile: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
