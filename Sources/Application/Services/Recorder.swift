import RunLog
import Runs
import Synchronization

/// Where records of runs go: ``RunLog``, or what a test puts in its place.
protocol RunRecording: Sendable {
  func begin(_ request: RunRequest, engine: EngineIdentity?) throws
  func checkpoint(_ record: RunRecord) throws
  func seal(_ record: RunRecord) throws
}

extension RunLog: RunRecording {}

/// Keeps records of runs, on a lane of its own: opened when a run starts, checkpointed while it goes
/// on, sealed when it has ended. Whoever folds a run's events hands over the record and never waits.
///
/// Records that cannot be sealed now are kept, in ``UnrecordedRuns`` too, and are tried again every
/// ``retryDelay`` and whenever another run is recorded. The trouble is told once, and so is its end.
final class Recorder: Sendable {
  enum News: Hashable, Sendable {
    /// One more run is recorded.
    case sealed(Run.ID)
    /// Runs cannot be recorded now, in a sentence.
    case failing(String)
    /// Runs are recorded again; so many had waited.
    case caughtUp(Int)
  }

  private struct State {
    /// Ended and not recorded, oldest first.
    var waiting: [RunRecord] = []
    /// What has arrived of runs that go on, where it is not kept yet.
    var checkpoints: [Run.ID: RunRecord] = [:]
    /// What was told last of a trouble that goes on.
    var problem: String?
    var isRetryDue = false
  }

  private let lane: Lane
  private let open: @Sendable () throws -> any RunRecording
  private let unrecorded: UnrecordedRuns?
  private let retryDelay: Duration
  private let tell: @Sendable (News) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - open: is called on the lane for each piece of work, and may wait.
  ///   - tell: is called on the lane.
  init(
    lane: Lane, unrecorded: UnrecordedRuns?, retryDelay: Duration = .seconds(2),
    open: @escaping @Sendable () throws -> any RunRecording,
    tell: @escaping @Sendable (News) -> Void
  ) {
    self.lane = lane
    self.unrecorded = unrecorded
    self.retryDelay = retryDelay
    self.open = open
    self.tell = tell
  }

  var isIdle: Bool { lane.isIdle }
  /// Runs that ended and are not recorded.
  var waiting: Int { state.withLock(\.waiting.count) }
  func isWaiting(_ id: Run.ID) -> Bool {
    state.withLock { $0.waiting.contains { $0.id == id } }
  }

  /// Why, while there are any.
  var problem: String? { state.withLock(\.problem) }

  func begin(_ request: RunRequest, engine: EngineIdentity) {
    lane.run { [self] in attempt { try $0.begin(request, engine: engine) } }
  }

  func checkpoint(_ record: RunRecord) {
    state.withLock { $0.checkpoints[record.id] = record }
    lane.run { [self] in
      // A later one has taken its place, or the run has ended, while the lane was busy.
      guard let newest = state.withLock({ $0.checkpoints.removeValue(forKey: record.id) }) else {
        return
      }
      attempt { try $0.checkpoint(newest) }
    }
  }

  /// - Parameter record: with its state.
  func seal(_ record: RunRecord) {
    state.withLock { state in
      state.checkpoints[record.id] = nil
      state.waiting.append(record)
    }
    lane.run { [self] in catchUp() }
  }

  /// Records what an earlier process could not.
  func recordLeftovers() {
    lane.run { [self] in
      let left = unrecorded?.all() ?? []
      guard !left.isEmpty else { return }
      state.withLock { $0.waiting = left + $0.waiting }
      catchUp()
    }
  }

  /// SQLite waits ten seconds for another writer.
  static let commandPatience = Duration.seconds(12)

  /// Records what waits, or keeps it where that takes longer than `patience`.
  func finish(patience: Duration = .seconds(1)) async {
    lane.run { [self] in catchUp() }
    if await lane.drain(within: patience) { return }
    for record in state.withLock({ $0.waiting }) { unrecorded?.keep(record) }
  }

  // MARK: On the lane

  /// A beginning or a checkpoint that fails costs nothing yet: the seal holds the whole record.
  private func attempt(_ work: (any RunRecording) throws -> Void) {
    // While records fail, one attempt in a while is enough.
    guard state.withLock({ $0.problem == nil }) else { return }
    do {
      try work(try open())
    } catch let error as RunLogError where error.isAlreadySealed {
      // The run has ended meanwhile.
    } catch {
      trouble(error)
    }
  }

  private func catchUp() {
    let before = state.withLock { ($0.waiting.count, $0.problem) }
    while let record = state.withLock({ $0.waiting.first }) {
      do {
        try open().seal(record)
      } catch let error as RunLogError where error.isAlreadySealed {
        // Another process has taken it from the leftovers.
      } catch {
        for record in state.withLock({ $0.waiting }) { unrecorded?.keep(record) }
        trouble(error)
        return
      }
      unrecorded?.remove(record.id)
      state.withLock { _ = $0.waiting.removeFirst() }
      tell(.sealed(record.id))
    }
    guard before.1 != nil else { return }
    state.withLock { $0.problem = nil }
    tell(.caughtUp(before.0))
  }

  private func trouble(_ error: any Error) {
    let (isNew, isRetryNew) = state.withLock { state in
      defer {
        state.problem = state.problem ?? "\(error)"
        state.isRetryDue = true
      }
      return (state.problem == nil, !state.isRetryDue)
    }
    if isNew { tell(.failing("\(error)")) }
    guard isRetryNew else { return }
    lane.run(after: retryDelay) { [weak self] in
      guard let self else { return }
      state.withLock { $0.isRetryDue = false }
      retry()
    }
  }

  /// Also where nothing waits: whether records work again is told when they do.
  private func retry() {
    guard state.withLock({ $0.problem != nil }) else { return }
    do {
      _ = try open()
      catchUp()
    } catch {
      trouble(error)
    }
  }
}
