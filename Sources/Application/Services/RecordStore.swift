import Foundation
import RunLog
import Synchronization
import Wording
import Workbench

/// The run records, opened when first needed, and again when they could not be opened or are not at
/// their place any longer. Opening may wait for a migration: only from a lane.
///
/// What only reads takes ``reader()``, which waits for nobody.
final class RecordStore: Sendable {
  private let path: @Sendable () throws -> String
  private let opening: @Sendable (_ path: String) throws -> RunLog
  private let beganAgain: @Sendable (String) -> Void
  private let pathToRead: @Sendable () throws -> String
  private let opened = Mutex<(log: RunLog, file: FileIdentity?)?>(nil)
  private let reading = Mutex<(log: RunLog, file: FileIdentity?)?>(nil)
  private let afterOpening = Mutex<(@Sendable (RunLog) -> Void)?>(nil)

  /// - Parameters:
  ///   - opening: how the database at a path is opened.
  ///   - path: of the database. Makes the folder that it lies in.
  ///   - pathToRead: the same without making anything; nil for `path`.
  ///   - beganAgain: called with the path when records that were open are gone from there.
  init(
    opening: @escaping @Sendable (_ path: String) throws -> RunLog = { try RunLog(path: $0) },
    path: @escaping @Sendable () throws -> String,
    pathToRead: (@Sendable () throws -> String)? = nil,
    beganAgain: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.opening = opening
    self.path = path
    self.pathToRead = pathToRead ?? path
    self.beganAgain = beganAgain
  }

  /// - Parameter body: called on the lane that opens the records, each time that they were opened
  ///   for writing.
  func whenOpened(_ body: @escaping @Sendable (RunLog) -> Void) {
    afterOpening.withLock { $0 = body }
  }

  /// The records, to read them. Nothing is made or sealed, and nobody is waited for; where there are
  /// none, they are empty.
  ///
  /// Records of an older form are opened for writing first.
  func reader() throws -> RunLog {
    let path = try pathToRead()
    return try reading.withLock { reading in
      let file = FileIdentity(path)
      if let reading, file != nil, reading.file == file, reading.log.path == path {
        return reading.log
      }
      let log: RunLog
      do {
        log = try RunLog(reading: path)
      } catch let error as RunLogError where error.isOutdated {
        _ = try self.log()
        log = try RunLog(reading: path)
      }
      reading = (log, file)
      return log
    }
  }

  /// The records of the workspace, to write in them; orphans of processes that died are sealed on the way.
  ///
  /// A failure is not remembered: the next call tries again.
  func log() throws -> RunLog {
    try opened.withLock { opened in
      // Somebody may have deleted the folder: what is written to a file without a name is lost.
      if let opened, opened.file == FileIdentity(opened.log.path) { return opened.log }
      let path = try path()
      let log = try opening(path)
      try log.sealOrphans(now: TimeSource.system.now().unixMilliseconds)
      if opened != nil { beganAgain(path) }
      opened = (log, FileIdentity(path))
      afterOpening.withLock { $0 }?(log)
      return log
    }
  }
}

/// Which file a path names, whatever its name.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
