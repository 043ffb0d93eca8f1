import Foundation
import Workbench

/// Where the program gets its time and randomness, so that tests can give others.
struct TimeSource: Sendable {
  var now: @Sendable () -> Moment

  static let system = TimeSource {
    Moment(
      instant: ContinuousClock.now, unixMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
