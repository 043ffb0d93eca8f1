/// Something that answers runs.
public protocol Engine: Sendable {
  /// As far as it is known before the first run; a run's own `accepted` event tells more.
  var identity: EngineIdentity { get }

  /// Starts the run and returns its events in order.
  ///
  /// The stream always ends with exactly one of `finished`, `failed` or `cancelled`, whatever goes
  /// wrong; it never throws. Cancelling the task that reads it ends the run and closes its
  /// connection at once. Event times come from the engine's own monotonic clock and start at 0.
  func run(_ request: RunRequest) -> AsyncStream<RunEvent>
}
