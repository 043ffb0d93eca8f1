internal import Runs
internal import Synchronization

/// Events on their way from an engine to one reader.
///
/// Events stay as they are while a few wait. Where ``mostSingle`` wait already, what can be is merged
/// (``RunEvent/absorb(_:)``), so that a flood waits as text and not as millions of events.
final class EventQueue: Sendable {
  /// So many events may wait before the next are merged.
  static let mostSingle = 1024

  private struct State {
    var events: [RunEvent] = []
    /// How many of the events were given.
    var given = 0
    var reader: CheckedContinuation<RunEvent?, Never>?
    var isFinished = false

    mutating func take() -> RunEvent? {
      guard given < events.count else { return nil }
      defer {
        given += 1
        if given == events.count {
          events.removeAll(keepingCapacity: events.count < 1024)
          given = 0
        }
      }
      return events[given]
    }
  }

  private let state = Mutex(State())

  func post(_ event: RunEvent) {
    let reader = state.withLock { state -> CheckedContinuation<RunEvent?, Never>? in
      guard !state.isFinished else { return nil }
      if let reader = state.reader {
        state.reader = nil
        return reader
      }
      let last = state.events.count - 1
      let isFlood = state.events.count - state.given >= Self.mostSingle
      if !isFlood || !state.events[last].absorb(event) { state.events.append(event) }
      return nil
    }
    reader?.resume(returning: event)
  }

  /// What is in the queue is still given.
  func finish() {
    let reader = state.withLock { state in
      state.isFinished = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// The next event; nil at the end. For one reader.
  func next() async -> RunEvent? {
    await withCheckedContinuation { continuation in
      let (event, isOver) = state.withLock { state -> (RunEvent?, Bool) in
        let event = state.take()
        let isOver = event != nil || state.isFinished
        if !isOver { state.reader = continuation }
        return (event, isOver)
      }
      if isOver { continuation.resume(returning: event) }
    }
  }
}
