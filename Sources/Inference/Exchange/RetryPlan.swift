/// When a request that was not taken is sent again. Only such requests are: nothing of an answer has
/// come, and a generation changes nothing at the engine.
struct RetryPlan: Sendable {
  /// Why nothing came.
  enum Cause: Hashable, Sendable {
    /// The model is on its way into memory.
    case loading
    /// 429 or a full queue; what the engine asks for.
    case busy(retryAfter: Duration?)
    /// The connection was closed before anything was said, as by an engine that starts anew.
    case closed
  }

  private static let busyPauses: [Duration] = [.seconds(1), .seconds(2), .seconds(4), .seconds(8)]

  /// For how long a model that loads is waited for, and the longest pause that an engine may ask for.
  private let patience: Duration
  private var spent = Duration.zero
  private var loadingPause = Duration.milliseconds(100)
  private var busyAttempts = 0
  private var wasClosed = false

  init(patience: Duration) {
    self.patience = patience
  }

  /// The pause before the next attempt; nil gives up.
  mutating func pause(after cause: Cause) -> Duration? {
    switch cause {
    case .loading:
      guard spent + loadingPause < patience else { return nil }
      defer { loadingPause = min(loadingPause * 2, .seconds(2)) }
      spent += loadingPause
      return loadingPause
    case .busy(let asked):
      guard busyAttempts < Self.busyPauses.count else { return nil }
      let pause = asked ?? Self.busyPauses[busyAttempts]
      busyAttempts += 1
      guard spent + pause < patience else { return nil }
      spent += pause
      return pause
    case .closed:
      guard !wasClosed else { return nil }
      wasClosed = true
      return .milliseconds(250)
    }
  }
}
