import Foundation
import GRDB
import Runs
import Synchronization

/// The records of runs: every run ever made, with its texts, searchable, in a chain of seals.
///
/// ```swift
/// let log = try RunLog(path: "…/.precept/runs.sqlite")
/// try log.sealOrphans(now: now)
/// try log.finishErasures()
/// try log.begin(request, engine: engine.identity)
/// try log.checkpoint(machine.record)   // each second
/// try log.seal(machine.record)         // once its state is known
/// ```
///
/// Several processes may use one file at once. Every method may be called from any thread; each that
/// writes waits up to ten seconds for another writer, and none that reads waits for one. A record
/// that was written survives the death of the process; only a failing machine can lose the last
/// moments before it.
///
/// The file may be a stranger's: it is opened only where it has exactly the form that Precept gives
/// it, and no value or query of it may be endless.
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

  enum Access {
    case writing, reading, inMemory
  }

  /// Of the database.
  public let path: String
  let database: any DatabaseWriter
  /// Where the records are, and whether this value may change them.
  let access: Access
  let patience: Patience
  let salt: @Sendable () -> [UInt8]
  let outside: RunLogOutside
  /// nil where no seal is kept outside.
  let keeping: SealKeeping?
  let progress = Mutex<[Run.ID: Progress]>([:])
  /// Made with the first run that this process begins; readers need none.
  let owner = Mutex<(lock: OwnerLock, id: Int64)?>(nil)

  /// Opens the file for reading and writing, or creates it. A file of an older form is brought to
  /// the newest one, by one process at a time.
  ///
  /// - Parameters:
  ///   - salt: 16 random bytes for each call.
  ///   - outside: the clock, the settings, and where the last seal is kept.
  /// - Throws: ``RunLogError``: the file is of a newer form, is none of ours, or cannot be written.
  public convenience init(
    path: String, salt: @escaping @Sendable () -> [UInt8] = RunLog.randomSalt,
    outside: RunLogOutside = RunLogOutside()
  ) throws {
    try self.init(path: path, access: .writing, salt: salt, outside: outside) { opener in
      try opener.openForWriting()
    }
  }

  /// Opens the file to read it. Nothing is written or created, and no lock is waited for; a missing
  /// file has no records. Methods that write throw.
  ///
  /// - Parameter outside: where the last seal is kept.
  /// - Throws: ``RunLogError``: as for writing. Where ``RunLogError/isOutdated``, opening the file
  ///   for writing once brings it to the newest form.
  public convenience init(
    reading path: String, outside: RunLogOutside = RunLogOutside()
  ) throws {
    try self.init(
      path: path, access: .reading, salt: RunLog.randomSalt, outside: outside
    ) { opener in
      try opener.openForReading()
    }
  }

  /// Records that vanish with the value.
  public convenience init(
    inMemorySalt salt: @escaping @Sendable () -> [UInt8] = RunLog.randomSalt,
    outside: RunLogOutside = RunLogOutside()
  ) throws {
    try self.init(path: "memory", access: .inMemory, salt: salt, outside: outside) { opener in
      try opener.openInMemory()
    }
  }

  private init(
    path: String, access: Access, salt: @escaping @Sendable () -> [UInt8], outside: RunLogOutside,
    open: (DatabaseOpener) throws -> any DatabaseWriter
  ) throws {
    self.path = path
    self.access = access
    self.salt = salt
    self.outside = outside
    patience = Patience()
    do {
      database = try open(DatabaseOpener(path: path, patience: patience))
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

  var isInMemory: Bool { access == .inMemory }

  func write<T>(_ body: (Database) throws -> T) throws -> T {
    guard access != .reading else { throw RunLogError.readingOnly(path) }
    do {
      return try database.write(body)
    } catch {
      throw RunLogError.database(error, path: path)
    }
  }

  /// - Parameter limit: how long the statements of the body may take.
  func read<T>(_ limit: QueryLimit = .reading, _ body: (Database) throws -> T) throws -> T {
    do {
      return try database.read { try limit.within($0, path: path, body) }
    } catch {
      throw RunLogError.database(error, path: path)
    }
  }
}
