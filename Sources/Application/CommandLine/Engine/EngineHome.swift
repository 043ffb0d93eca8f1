import Foundation
import Workspace

/// The user's one managed engine, as files in the user's state folder.
///
/// Who holds the lock owns the engine, and nobody else does, whatever the state file says: the kernel
/// takes the lock away from a process that dies.
struct EngineHome: Sendable {
  let folder: String

  static let user = EngineHome(folder: UserFolders.state)

  var log: String { folder + "/" + Self.logFile }
  private static let logFile = "engine.log"
  private static let stateFile = "engine.json"
  private static let lockFile = "engine.lock"
  /// Far more than a state takes.
  private static let largestState = 1 << 20
  private var files: PrivateFolder { PrivateFolder(folder) }

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
    reading.state = (try? files.read(Self.stateFile, limit: Self.largestState))
      .flatMap { $0 }.flatMap { EngineState(json: $0) }
    guard let descriptor = try? files.open(Self.lockFile, for: .locking) else { return reading }
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
    let descriptor: Int32
    do {
      try files.make()
      descriptor = try files.open(Self.lockFile, for: .creatingLock)
    } catch {
      throw CommandFailure(
        .files, "\(error)", hint: "XDG_STATE_HOME names another folder for it.")
    }
    var lock = Self.wholeFile
    return fcntl(descriptor, F_SETLK, &lock) == 0
  }

  /// Replaces the state at once; a reader sees the old one or the new one.
  func write(_ state: EngineState) {
    // A full disk costs what `status` shows, not the engine.
    try? files.replace(Self.stateFile, with: Array((state.json + "\n").utf8))
  }

  func removeState() { try? files.remove(Self.stateFile) }

  /// Each owner begins a log; the one before is kept beside it.
  func beginLog() { try? files.rename(Self.logFile, to: Self.logFile + ".1") }

  private static var wholeFile: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
