import Runs
import Traces
import Wording

/// The commands of a replay, and its clock. The state wakes the screen at its ``deadline`` while it
/// is on top; nothing else counts the time.
extension TraceScreen {
  static let replaying: [ScreenCommand<Self>] = [
    replaying(" ", "replay.pause", "Pause the replay, or go on", short: "Pause") { replay in
      if replay.isAtEnd { replay.restart() } else { replay.isPaused.toggle() }
    },
    replaying(".", "replay.step", "Step the replay by a sentence", short: "Step") {
      $0.stepForward()
    },
    replaying(",", "replay.back", "Step the replay back by a sentence", short: "Back") {
      $0.stepBack()
    },
    replaying("+", "replay.faster", "Replay faster, up to all at once", short: "Faster") {
      $0.faster()
    },
    replaying("-", "replay.slower", "Replay slower", short: "Slower") { $0.slower() },
  ]

  private static func replaying(
    _ letter: Character, _ id: String, _ title: String, short: String,
    change: @escaping @Sendable (inout Replay) -> Void
  ) -> ScreenCommand<Self> {
    ScreenCommand(
      letter, id, title, short: short, unless: { screen, _ in screen.noReplayReason },
      action: { $0.changeReplay(in: $1, change) })
  }

  private var noReplayReason: String? {
    replay == nil ? "Nothing is replayed. p starts it." : nil
  }

  var noRecordedTimesReason: String? {
    if trace.sentences.isEmpty { return "This run has no reasoning to replay." }
    return record.deltas.isEmpty ? "The record does not tell when its text arrived." : nil
  }

  mutating func toggleReplay(in environment: Environment) -> [Update] {
    if replay == nil { startReplay() } else { endReplay() }
    follow(in: environment)
    resumeReplay(in: environment)
    return []
  }

  /// A change happens at the moment of its key, not at the tick before.
  private mutating func changeReplay(
    in environment: Environment, _ change: (inout Replay) -> Void
  ) -> [Update] {
    moveReplay(in: environment)
    if view != .reasoning { show(.reasoning) }
    withReplay(change)
    follow(in: environment)
    resumeReplay(in: environment)
    return []
  }

  // MARK: The clock

  private var isPlaying: Bool {
    guard let replay else { return false }
    return !replay.isPaused && !replay.isAtEnd
  }

  public var deadline: ContinuousClock.Instant? {
    isPlaying ? replayedUntil.map { $0 + .replayStep } : nil
  }

  public mutating func wake(in environment: Environment) -> [Update] {
    moveReplay(in: environment)
    return []
  }

  public mutating func returned(in environment: Environment) { resumeReplay(in: environment) }

  /// Moves the replay's clock by the time that went by since it was moved last.
  private mutating func moveReplay(in environment: Environment) {
    guard isPlaying, let until = replayedUntil else { return }
    let milliseconds = Int(until.duration(to: environment.now.instant) / .milliseconds(1))
    withReplay { $0.advance(milliseconds: milliseconds) }
    // What is less than a millisecond counts the next time.
    replayedUntil = until + .milliseconds(milliseconds)
    follow(in: environment)
  }

  /// The time before now is not played.
  mutating func resumeReplay(in environment: Environment) {
    if isPlaying { replayedUntil = environment.now.instant }
  }

  // MARK: Footer

  /// While something is replayed, the keys of the replay; they do nothing else.
  public func footer(in environment: Environment) -> [FooterEntry] {
    var replaying = Self.replaying.map(\.command.info)
    guard let replay else {
      let others = Self.letters.map(\.command.info).filter { !replaying.contains($0) }
      return footer(of: others, in: environment)
    }
    replaying[0].short = replay.isAtEnd ? "Once more" : replay.isPaused ? "Go on" : "Pause"
    return footer(of: replaying, leaving: "End replay", in: environment)
  }
}

extension Duration {
  fileprivate static let replayStep = Duration.milliseconds(50)
}
