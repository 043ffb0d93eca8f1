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
      try await Task.sleep(until: end, clock: .continuous)
    }
  }
}
