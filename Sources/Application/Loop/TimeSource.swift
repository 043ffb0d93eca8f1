import Foundation
import Wording
import Workbench

/// Where the loop gets its time, so that tests can move it by hand.
struct TimeSource: Sendable {
  var now: @Sendable () -> Moment
  /// Returns at the instant, or throws when the task is cancelled before.
  var sleep: @Sendable (ContinuousClock.Instant) async throws -> Void

  static let system = TimeSource(
    now: {
      Moment(
        instant: ContinuousClock.now, unixMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    },
    sleep: { try await Task.sleep(until: $0, clock: .continuous) })

  /// RFC 3339, UTC, to the second.
  var timestamp: String { CivilTime(unixMilliseconds: now().unixMilliseconds).rfc3339 }
}
