public import Runs

/// A model that Ollama pulls, and how fast it comes.
public struct ModelPull: Sendable {
  typealias Instant = ContinuousClock.Instant

  public private(set) var progress: PullProgress
  public let engine: EngineIdentity
  /// Cancelled by the person; the engine has not answered yet.
  public internal(set) var isStopping = false
  /// The latest few, from which the rate is read.
  private var samples: [(at: Instant, completed: Int64)] = []

  /// How far back the rate looks: long enough to be steady, short enough to follow the network.
  private static let window = Duration.seconds(10)
  private static let step = Duration.milliseconds(200)

  init(model: String, from engine: EngineIdentity) {
    progress = PullProgress(model: model, phase: .working("asked for"))
    self.engine = engine
  }

  public var isRunning: Bool {
    if case .working = progress.phase { true } else { false }
  }

  mutating func take(_ progress: PullProgress, at instant: Instant) {
    // Layers that become known, or are there already, did not come over the network.
    if progress.completed < self.progress.completed || progress.total != self.progress.total {
      samples = []
    }
    self.progress = progress
    if let last = samples.last, last.at.duration(to: instant) < Self.step {
      samples[samples.count - 1].completed = progress.completed
      return
    }
    samples.append((instant, progress.completed))
    samples.removeAll { $0.at.duration(to: instant) > Self.window }
  }

  public var percent: Int? {
    guard let total = progress.total, total > 0 else { return nil }
    return Int(min(100, max(0, Double(progress.completed) / Double(total) * 100)))
  }

  /// Bytes a second; nil until it can be told.
  public var rate: Int64? {
    guard let first = samples.first, let last = samples.last else { return nil }
    let milliseconds = first.at.duration(to: last.at).milliseconds
    guard milliseconds >= 1000, last.completed > first.completed else { return nil }
    let bytes = Double(last.completed) - Double(first.completed)
    return Int64(exactly: (bytes * 1000 / Double(milliseconds)).rounded())
  }

  /// nil until it can be told.
  public var millisecondsLeft: Int? {
    guard let total = progress.total, let rate, rate > 0, total >= progress.completed else {
      return nil
    }
    return Int(
      exactly: ((Double(total) - Double(progress.completed)) * 1000 / Double(rate)).rounded())
  }
}
