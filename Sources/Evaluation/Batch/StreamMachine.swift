public import Runs

/// Which row of a stream runs where and when, and which is done: the pure half of a classification.
///
/// It is to a stream of rows what ``BatchMachine`` is to a plan: it knows no row but by its number, and
/// forgets it when it is complete. Rows are completed in the order in which they came. Times are
/// milliseconds of one clock.
///
/// Legal order: ``begin(at:)`` once, then any events. After `.end` no action follows.
///
/// - Complexity: an event costs by the endpoints, and by the jobs that it starts. Memory: the rows
///   between the first that is not complete and the last that was read, ``ahead`` at most.
public struct StreamMachine: Sendable {
  /// One draw of one row.
  public struct Job: Hashable, Sendable, Comparable {
    /// Counted from 0.
    public var row: Int
    public var draw: Int

    public init(row: Int, draw: Int) {
      self.row = row
      self.draw = draw
    }

    public static func < (left: Job, right: Job) -> Bool {
      (left.row, left.draw) < (right.row, right.draw)
    }
  }

  public enum Event: Sendable {
    /// The next row has been read; one that needs no run is done at once.
    case row(needsRun: Bool)
    case inputEnded
    /// A run has ended by itself, or failed.
    case finished(Job, RunFailure?)
    /// A run was ended by `.cancel`.
    case cancelled(Job)
    /// The engine sends a run away for now.
    case pushedBack(Job)
    /// The engine tells how many runs it answers at a time.
    case slots(Job, Int)
    /// A pause has ended.
    case tick
    /// Ends as soon as what runs is cancelled.
    case stop
  }

  public enum Action: Hashable, Sendable {
    case start(Job, endpoint: Int)
    case cancel(Job)
    /// What the job came to is its result.
    case record(Job)
    /// The row is done, and so are all before it.
    case complete(row: Int)
    /// Send `.tick` then.
    case wake(at: Int)
    case end(BatchMachine.Ending)
  }

  /// So many rows may be read at most beyond the first that is not complete.
  public let ahead: Int
  public private(set) var ending: BatchMachine.Ending?
  /// Rows that are complete.
  public private(set) var done = 0
  public var running: Int { runs.count }

  private let draws: Int
  private var endpoints: [Endpoint]
  private var isInputOver = false
  private var isStopping = false
  private var read = 0
  private var next = Job(row: 0, draw: 0)
  /// Draws that a row still needs, of rows that were read and are not complete.
  private var left: [Int: Int] = [:]
  private var back: [Job] = []
  private var runs: [Job: Int] = [:]
  private var attempts: [Job: Int] = [:]
  private var failure: RunFailure?
  private var wakeAt: Int?

  /// - Parameters:
  ///   - draws: of each row, at least one.
  ///   - endpoints: at least one, all of the same engine.
  public init(draws: Int, endpoints: [Endpoint]) {
    precondition(draws > 0 && !endpoints.isEmpty)
    self.draws = draws
    self.endpoints = endpoints
    ahead = max(64, 4 * endpoints.reduce(0) { $0 + $1.limit })
  }

  /// So many rows may be read now.
  public var wanted: Int {
    isInputOver || isStopping || ending != nil ? 0 : max(0, ahead - (read - done))
  }

  public mutating func begin(at now: Int) -> [Action] { fill(at: now) }

  public mutating func handle(_ event: Event, at now: Int) -> [Action] {
    guard ending == nil else { return [] }
    var actions: [Action] = []
    switch event {
    case .row(let needsRun):
      left[read] = needsRun ? draws : 0
      read += 1
      actions += complete()
    case .inputEnded: isInputOver = true
    case .finished(let job, let failure):
      guard let endpoint = runs.removeValue(forKey: job) else { return [] }
      endpoints[endpoint].running -= 1
      if finish(job, failure, on: endpoint, at: now) {
        actions.append(.record(job))
        left[job.row, default: 1] -= 1
        actions += complete()
      }
    case .cancelled(let job):
      guard let endpoint = runs.removeValue(forKey: job) else { return [] }
      endpoints[endpoint].running -= 1
      back.append(job)
    case .pushedBack(let job): if let endpoint = runs[job] { endpoints[endpoint].pushBack() }
    case .slots(let job, let slots):
      if let endpoint = runs[job] { endpoints[endpoint].limit(toSlots: slots) }
    case .tick: if wakeAt.map({ $0 <= now }) ?? false { wakeAt = nil }
    case .stop:
      isStopping = true
      actions += runs.keys.sorted().map { .cancel($0) }
    }
    return actions + fill(at: now)
  }

  /// - Returns: whether this is the job's result.
  private mutating func finish(
    _ job: Job, _ failure: RunFailure?, on endpoint: Int, at now: Int
  ) -> Bool {
    if let failure {
      let blame = failure.blame
      if blame != .request {
        endpoints[endpoint].fail(blame, at: now)
        self.failure = failure
        if blame == .run { attempts[job, default: 0] += 1 }
        if attempts[job, default: 0] < BatchMachine.attempts {
          back.append(job)
          return false
        }
      }
    } else {
      endpoints[endpoint].succeed()
    }
    attempts[job] = nil
    return true
  }

  private mutating func complete() -> [Action] {
    var actions: [Action] = []
    while left[done] == 0 {
      left[done] = nil
      actions.append(.complete(row: done))
      done += 1
    }
    return actions
  }

  // MARK: Starting

  private mutating func fill(at now: Int) -> [Action] {
    var actions: [Action] = []
    while !isStopping, let endpoint = freest(at: now), let job = nextJob() {
      endpoints[endpoint].running += 1
      runs[job] = endpoint
      actions.append(.start(job, endpoint: endpoint))
    }
    if let ending = reachedEnd {
      self.ending = ending
      return actions + [.end(ending)]
    }
    let opening = endpoints.filter { !$0.isDead && $0.opensAt > now }.map(\.opensAt).min()
    if let opening, wakeAt.map({ opening < $0 }) ?? true {
      wakeAt = opening
      actions.append(.wake(at: opening))
    }
    return actions
  }

  private mutating func nextJob() -> Job? {
    // What was put back holds up the rows behind it.
    if let first = back.indices.min(by: { back[$0] < back[$1] }) { return back.remove(at: first) }
    while next.row < read {
      guard left[next.row, default: 0] > 0, next.draw < draws else {
        next = Job(row: next.row + 1, draw: 0)
        continue
      }
      defer { next.draw += 1 }
      return next
    }
    return nil
  }

  private func freest(at now: Int) -> Int? {
    endpoints.indices.filter { endpoints[$0].isOpen(at: now) && endpoints[$0].room > 0 }
      .max { endpoints[$0].room < endpoints[$1].room }
  }

  private var reachedEnd: BatchMachine.Ending? {
    guard runs.isEmpty else { return nil }
    if isStopping { return .stopped }
    if left.isEmpty, isInputOver { return .completed }
    guard endpoints.allSatisfy(\.isDead) else { return nil }
    return .failed(failure ?? .noEndpoint)
  }
}
