internal import Synchronization

/// Knows when a peer was last heard of, and tells when it has been silent for too long.
final class SilenceWatch: Sendable {
  private let limit: Duration
  private let last: Mutex<ContinuousClock.Instant>

  init(limit: Duration) {
    self.limit = limit
    last = Mutex(.now)
  }

  func heard() {
    last.withLock { $0 = .now }
  }

  /// Nothing is to be heard for so long.
  func expect(_ pause: Duration) {
    last.withLock { $0 = .now + pause }
  }

  /// Returns when nothing was heard for the limit.
  /// - Throws: where the task is cancelled.
  func untilSilent() async throws {
    while true {
      let end = last.withLock { $0 } + limit
      if end <= .now { return }
      // No longer than the limit: what was expected may come sooner, and silence begin then.
      try await Task.sleep(until: min(end, .now + limit), clock: .continuous)
    }
  }
}
