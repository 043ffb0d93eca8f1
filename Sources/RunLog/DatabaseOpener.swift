import Foundation
import GRDB
import Synchronization

/// How long the writer of a ``RunLog`` waits for another's lock.
///
/// It asks more often than SQLite's own waiting does, so that it gets in between the small
/// transactions of another's erasure.
final class Patience: Sendable {
  private let waits = Atomic<Bool>(true)

  /// Whether to ask again, after a short sleep: for about ten seconds.
  func asksAgain(after tries: Int) -> Bool {
    guard waits.load(ordering: .relaxed), tries < 5000 else { return false }
    usleep(2000)
    return true
  }

  /// Lets the body fail at once where it would wait.
  func without<T>(_ body: () throws -> T) rethrows -> T {
    waits.store(false, ordering: .relaxed)
    defer { waits.store(true, ordering: .relaxed) }
    return try body()
  }
}

/// Opens the records' file, once it is known to be ours.
struct DatabaseOpener {
  /// Every text that Precept stores is shorter, in bytes.
  static let longestValue: Int32 = 128 << 20

  let path: String
  let patience: Patience

  private var files: DatabaseFiles { DatabaseFiles(path: path) }

  func openForWriting() throws -> any DatabaseWriter {
    try files.check()
    if try files.isMissing() {
      try OwnerLock.exclusively(beside: path) {
        if try files.isMissing() { try files.create(fill) }
      }
    }
    // A current file is opened without the lock, which another's migration may hold for long.
    if case .older = try reader().read({ try Schema.check($0, path: path) }) {
      try OwnerLock.exclusively(beside: path) {
        let queue = try DatabaseQueue(path: path, configuration: configuration())
        // Before anything is written: death then leaves no rollback journal.
        try useLog(in: queue)
        try Schema.migrator.migrate(queue)
      }
    }
    return try DatabasePool(path: path, configuration: configuration())
  }

  func openForReading() throws -> any DatabaseWriter {
    try files.check()
    guard try !files.isMissing() else { return try openInMemory() }
    let queue = try reader()
    if case .older = try queue.read({ try Schema.check($0, path: path) }) {
      throw RunLogError.older(path)
    }
    // Several readers, so that a short reading does not wait for a long one.
    return queue.path == path
      ? try DatabasePool(path: path, configuration: configuration(readonly: true)) : queue
  }

  func openInMemory() throws -> any DatabaseWriter {
    let queue = try DatabaseQueue(configuration: configuration())
    try Schema.migrator.migrate(queue)
    return queue
  }

  private func configuration(readonly: Bool = false) -> GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.label = "precept.runs"
    configuration.readonly = readonly
    configuration.busyMode = .callback { [patience] in patience.asksAgain(after: $0) }
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { try $0.harden() }
    return configuration
  }

  /// Makes a new database and closes it. The write-ahead log comes last: everything is in the file
  /// itself, which gets its name afterwards.
  private func fill(_ path: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    try Schema.migrator.migrate(queue)
    try useLog(in: queue)
    try queue.close()
  }

  private func useLog(in queue: DatabaseQueue) throws {
    _ = try queue.writeWithoutTransaction {
      try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL")
    }
  }

  private func reader() throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(readonly: true))
      _ = try queue.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // SQLite needs a file beside the database to share it. In a folder that cannot be written,
      // nobody of ours writes either, and the database alone says all where its log is empty.
      let folder = (path as NSString).deletingLastPathComponent
      guard access(folder, W_OK) != 0, try files.hasEmptyLog(),
        let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
      else { throw error }
      return try DatabaseQueue(
        path: "file:\(name)?immutable=1", configuration: configuration(readonly: true))
    }
  }
}
