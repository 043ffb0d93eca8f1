import Foundation
import RunLog
import Synchronization

/// The run records, opened when first needed and off the main thread, so that they do not hold up
/// the first frame.
final class Records: Sendable {
  private let path: @Sendable () throws -> String
  private let opened = Mutex<Result<RunLog, any Error>?>(nil)

  init(path: @escaping @Sendable () throws -> String) {
    self.path = path
  }

  /// The records of the workspace; orphans of processes that died are sealed on the way.
  func log() throws -> RunLog {
    try opened.withLock { opened in
      if let opened { return try opened.get() }
      let result = Result {
        let log = try RunLog(path: try path())
        try log.sealOrphans(now: Int64(Date().timeIntervalSince1970 * 1000))
        return log
      }
      opened = result
      return try result.get()
    }
  }
}
