import Foundation
import GRDB
import Runs
import Synchronization

/// The records of runs: every run ever made, with its texts, searchable, in a chain of seals.
///
/// ```swift
/// let log = try RunLog(path: "…/.precept/runs.sqlite")
/// try log.sealOrphans(now: now)
/// try log.begin(request, engine: engine.identity)
/// try log.checkpoint(machine.record)   // each second
/// try log.seal(machine.record)         // once its state is known
/// ```
///
/// Several processes may use one file at once. Every method may be called from any thread; each
/// waits up to ten seconds for another writer. A record that was written survives the death of the
/// process; only a failing machine can lose the last moments before it.
///
/// All methods throw ``RunLogError``.
public final class RunLog: Sendable {
  /// What of a run that goes on is stored already.
  struct Progress {
    var seq: Int64
    var bytes: [PartKind: Int] = [:]
    var deltas = 0
    var stored: Set<PartKind> = []
    var snapshot: [UInt8] = []
  }

  /// Of the database file.
  public let path: String
  let database: any DatabaseWriter
  let salt: @Sendable () -> [UInt8]
  let outside: RunLogOutside
  /// nil where no seal is kept outside.
  let keeping: SealKeeping?
  let progress = Mutex<[Run.ID: Progress]>([:])
  /// Made with the first run that this process begins; readers need none.
  let owner = Mutex<(lock: OwnerLock, id: Int64)?>(nil)

  /// Opens the file or creates it.
  ///
  /// - Parameters:
  ///   - salt: 16 random bytes for each call.
  ///   - outside: the clock, the settings, and where the last seal is kept.
  /// - Throws: ``RunLogError``: the file is of a newer form, is no database, or cannot be written.
  public convenience init(
    path: String, salt: @escaping @Sendable () -> [UInt8] = RunLog.randomSalt,
    outside: RunLogOutside = RunLogOutside()
  ) throws {
    try self.init(path: path, salt: salt, outside: outside) {
      try OwnerLock.exclusively(beside: path) {
        let pool = try DatabasePool(path: path, configuration: RunLog.configuration)
        try RunLog.migrate(pool, path: path)
        return pool
      }
    }
  }

  /// Records that vanish with the value.
  public convenience init(
    inMemorySalt salt: @escaping @Sendable () -> [UInt8] = RunLog.randomSalt,
    outside: RunLogOutside = RunLogOutside()
  ) throws {
    try self.init(path: "memory", salt: salt, outside: outside) {
      let queue = try DatabaseQueue(configuration: RunLog.configuration)
      try RunLog.migrate(queue, path: "memory")
      return queue
    }
  }

  private init(
    path: String, salt: @escaping @Sendable () -> [UInt8], outside: RunLogOutside,
    open: () throws -> any DatabaseWriter
  ) throws {
    self.path = path
    self.salt = salt
    self.outside = outside
    do {
      database = try open()
    } catch {
      throw RunLogError.database(error, path: path)
    }
    keeping = outside.seals.map { SealKeeping(store: $0, database: Self.canonical(path)) }
  }

  /// The path under which a file's seal is kept, by whatever links it was reached.
  static func canonical(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  /// 16 bytes of the system's randomness.
  public static let randomSalt: @Sendable () -> [UInt8] = {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
  }

  private static var configuration: GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.label = "precept.runs"
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      // Deleted texts are overwritten, so that erasing means it.
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA secure_delete = ON") }
    }
    return configuration
  }

  private static func migrate(_ writer: some DatabaseWriter, path: String) throws {
    let migrator = Schema.migrator
    if try writer.read(migrator.hasBeenSuperseded) { throw RunLogError.newer(path) }
    try migrator.migrate(writer)
  }

  var isInMemory: Bool { database is DatabaseQueue }

  func write<T>(_ body: (Database) throws -> T) throws -> T {
    do {
      return try database.write(body)
    } catch {
      throw RunLogError.database(error, path: path)
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do {
      return try database.read(body)
    } catch {
      throw RunLogError.database(error, path: path)
    }
  }
}
