import Runs
import Traces
import Wording

/// A recorded run played again on its trace.
extension State {
  func replayReason(_ command: Command) -> String? {
    guard let trace = traceScreen else { return nil }
    guard command == .replay else {
      return trace.replay == nil ? "Nothing is replayed. p starts it." : nil
    }
    if trace.trace.sentences.isEmpty { return "This run has no reasoning to replay." }
    return trace.record.deltas.isEmpty
      ? "The record does not tell when its text arrived." : nil
  }

  mutating func performOnReplay(_ command: Command) {
    switch command {
    case .replay:
      withTrace { trace in
        if trace.replay == nil { trace.startReplay() } else { trace.endReplay() }
      }
    case .pauseReplay:
      withReplay { replay in
        if replay.isAtEnd { replay.restart() } else { replay.isPaused.toggle() }
      }
    case .stepReplay: withReplay { $0.stepForward() }
    case .stepReplayBack: withReplay { $0.stepBack() }
    case .fasterReplay: withReplay { $0.faster() }
    case .slowerReplay: withReplay { $0.slower() }
    default: break
    }
    resumeReplay()
  }

  /// A change happens at the moment of its key, not at the tick before.
  private mutating func withReplay(_ change: (inout Replay) -> Void) {
    moveReplay()
    withTrace { trace in
      if trace.view != .reasoning { trace.show(.reasoning) }
      trace.withReplay(change)
    }
  }

  /// Moves the replay's clock by the time that went by since it was moved last.
  mutating func moveReplay() {
    timers.replay = nil
    guard let trace = traceScreen, trace.isPlaying, let until = trace.replayedUntil else { return }
    let instant = now.instant
    let milliseconds = Int(until.duration(to: instant) / .milliseconds(1))
    withTrace { trace in
      trace.withReplay { $0.advance(milliseconds: milliseconds) }
      // What is less than a millisecond counts the next time.
      trace.replayedUntil = until + .milliseconds(milliseconds)
    }
    if traceScreen?.isPlaying ?? false { timers.replay = instant + .replayStep }
  }

  /// Time in which the trace was not on show, or paused, is not played.
  mutating func resumeReplay() {
    let isPlaying = traceScreen?.isPlaying ?? false
    guard isPlaying else {
      timers.replay = nil
      return
    }
    let instant = now.instant
    withTrace { $0.replayedUntil = instant }
    timers.replay = instant + .replayStep
  }
}

extension TraceScreen {
  var isPlaying: Bool {
    guard let replay else { return false }
    return !replay.isPaused && !replay.isAtEnd
  }
}
