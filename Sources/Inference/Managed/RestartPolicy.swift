internal import Runs

/// When an engine that crashed is started again, and where.
struct RestartPolicy: Sendable {
  /// Before the first new start; doubled for each crash that followed.
  var firstPause = Duration.milliseconds(500)
  var longestPause = Duration.seconds(30)
  /// More crashes than this within the window are too many.
  var limit = 5
  var window = Duration.seconds(300)
  /// llama-server's own, of today and of before.
  var ports = EngineDialect.of(.llamaServer).ports
  /// How many ports may turn out to be taken although they looked free.
  var portLimit = 20
  /// Random, 0 to below 1.
  var jitter: @Sendable () -> Double = { Double.random(in: 0..<1) }

  /// Three to five quarters of a doubling pause.
  ///
  /// - Parameter crash: counted from 1.
  func pause(before crash: Int) -> Duration {
    let doubled = firstPause * (1 << min(max(crash - 1, 0), 20))
    return min(doubled, longestPause) * (0.75 + jitter() / 2)
  }
}
