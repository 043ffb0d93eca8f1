public import Runs

/// Which trial runs where and when: the pure half of an evaluation's runner.
///
/// Events go in, actions come out; the shell carries them out and knows nothing of the plan. Each trial
/// is recorded once, whatever its engine does meanwhile. Times are milliseconds of one clock.
///
/// Legal order: ``begin(at:)`` once, then any events. After `.end` no action follows.
///
/// - Complexity: an event costs by the endpoints, and by the trials that it starts.
public struct BatchMachine: Sendable {
  public enum Event: Sendable {
    /// A run has ended by itself, or failed.
    case finished(Trial, Outcome, RunFailure?)
    /// A run was ended by `.cancel`.
    case cancelled(Trial)
    /// The engine sends a run away for now (429, a full queue): it takes too many.
    case pushedBack(Trial)
    /// The engine tells how many runs it answers at a time.
    case slots(Trial, Int)
    /// A pause has ended.
    case tick
    case pause
    case resume
    /// Ends as soon as what runs is cancelled.
    case stop
  }

  public enum Action: Hashable, Sendable {
    case start(Trial, endpoint: Int)
    case cancel(Trial)
    /// What the trial came to is its result.
    case record(Trial)
    /// Send `.tick` then.
    case wake(at: Int)
    case end(Ending)
  }

  public enum Ending: Hashable, Sendable {
    case completed
    case stopped
    /// No endpoint of an engine answers any more; what is left can be resumed.
    case failed(RunFailure)
  }

  public private(set) var isPaused = false
  public private(set) var ending: Ending?
  /// Trials with a result, among them those that needed none since their case's draws agree.
  public private(set) var done: Int
  /// Trials that were not needed.
  public private(set) var skipped = 0
  public var total: Int { queue.count }
  public var running: Int { runs.count }

  private var queue: TrialQueue
  private(set) var endpoints: [Endpoint]
  private var runs: [Trial: Int] = [:]
  private var attempts: [Trial: Int] = [:]
  private var isStopping = false
  private var failure: RunFailure?
  private var wakeAt: Int?
  private var pace = Pace()

  /// A trial whose run breaks off is tried so many times.
  static let attempts = 3

  /// - Precondition: the plan has at most ``EvaluationPlan/mostTrials`` trials.
  /// - Parameters:
  ///   - results: of an earlier session of the same plan. They are not made again. Those of trials
  ///     that the plan does not have are left out.
  ///   - endpoints: for each arm's engine at least one.
  public init(_ plan: EvaluationPlan, results: [TrialResult], endpoints: [Endpoint]) {
    precondition(plan.count <= EvaluationPlan.mostTrials)
    let results = results.filter { plan.has($0.trial) }
    self.endpoints = endpoints
    queue = TrialQueue(plan, results: results)
    done = queue.count - queue.left
    skipped = done - Set(results.map(\.trial)).count
  }

  public mutating func begin(at now: Int) -> [Action] {
    pace.begin(at: now)
    return fill(at: now)
  }

  public mutating func handle(_ event: Event, at now: Int) -> [Action] {
    guard ending == nil else { return [] }
    var actions: [Action] = []
    switch event {
    case .finished(let trial, let outcome, let failure):
      guard let endpoint = runs.removeValue(forKey: trial) else { return [] }
      endpoints[endpoint].running -= 1
      if finish(trial, outcome, failure, on: endpoint, at: now) { actions.append(.record(trial)) }
    case .cancelled(let trial):
      guard let endpoint = runs.removeValue(forKey: trial) else { return [] }
      endpoints[endpoint].running -= 1
      queue.putBack(trial)
    case .pushedBack(let trial):
      if let endpoint = runs[trial] { endpoints[endpoint].pushBack() }
    case .slots(let trial, let slots):
      if let endpoint = runs[trial] { endpoints[endpoint].limit(toSlots: slots) }
    case .tick: if wakeAt.map({ $0 <= now }) ?? false { wakeAt = nil }
    case .pause: isPaused = true
    case .resume: isPaused = false
    case .stop:
      isStopping = true
      actions += runs.keys.sorted().map { .cancel($0) }
    }
    return actions + fill(at: now)
  }

  /// - Returns: whether this is the trial's result.
  private mutating func finish(
    _ trial: Trial, _ outcome: Outcome, _ failure: RunFailure?, on endpoint: Int, at now: Int
  ) -> Bool {
    if let failure {
      let blame = failure.blame
      if blame != .request {
        endpoints[endpoint].fail(blame, at: now)
        self.failure = failure
        if blame == .run { attempts[trial, default: 0] += 1 }
        if attempts[trial, default: 0] < Self.attempts {
          queue.putBack(trial)
          return false
        }
      }
    } else {
      endpoints[endpoint].succeed()
    }
    attempts[trial] = nil
    let before = queue.left
    queue.complete(trial, outcome)
    done += before - queue.left
    skipped += before - queue.left - 1
    pace.finish(at: now)
    return true
  }

  // MARK: Starting

  private mutating func fill(at now: Int) -> [Action] {
    var actions: [Action] = []
    if !isPaused && !isStopping {
      for pool in queue.pools {
        while let endpoint = freest(of: pool, at: now), let trial = queue.next(of: pool) {
          endpoints[endpoint].running += 1
          runs[trial] = endpoint
          actions.append(.start(trial, endpoint: endpoint))
        }
      }
    }
    if let ending = reachedEnd {
      self.ending = ending
      return actions + [.end(ending)]
    }
    let opening = endpoints.filter { !$0.isDead && $0.opensAt > now }.map(\.opensAt).min()
    if let opening, !isPaused, wakeAt.map({ opening < $0 }) ?? true {
      wakeAt = opening
      actions.append(.wake(at: opening))
    }
    return actions
  }

  /// The endpoint of a pool with the most room; nil where none has any.
  private func freest(of pool: String, at now: Int) -> Int? {
    endpoints.indices.filter {
      endpoints[$0].engine == pool && endpoints[$0].isOpen(at: now) && endpoints[$0].room > 0
    }.max { endpoints[$0].room < endpoints[$1].room }
  }

  private var reachedEnd: Ending? {
    guard runs.isEmpty else { return nil }
    if queue.left == 0 { return .completed }
    if isStopping { return .stopped }
    // What still has an engine goes on.
    let isStuck = queue.unfinishedPools.allSatisfy { pool in
      endpoints.allSatisfy { $0.engine != pool || $0.isDead }
    }
    return isStuck ? .failed(failure ?? .noEndpoint) : nil
  }

  // MARK: Progress

  public func progress(at now: Int) -> BatchProgress {
    BatchProgress(
      done: done, total: total, skipped: skipped, running: running, isPaused: isPaused,
      rate: pace.rate(at: now),
      secondsLeft: pace.rate(at: now).flatMap { $0 > 0 ? Double(queue.left) / $0 : nil },
      window: endpoints.reduce(0) { $0 + ($1.isDead ? 0 : $1.window) })
  }
}

/// How far an evaluation is.
public struct BatchProgress: Hashable, Sendable {
  public var done: Int
  public var total: Int
  /// Of those done, the ones that were not needed.
  public var skipped: Int
  public var running: Int
  public var isPaused: Bool
  /// Results a second, of late; nil before the first.
  public var rate: Double?
  public var secondsLeft: Double?
  /// How many runs at a time the engines are given now.
  public var window: Int

  public init(
    done: Int, total: Int, skipped: Int = 0, running: Int = 0, isPaused: Bool = false,
    rate: Double? = nil, secondsLeft: Double? = nil, window: Int = 0
  ) {
    self.done = done
    self.total = total
    self.skipped = skipped
    self.running = running
    self.isPaused = isPaused
    self.rate = rate
    self.secondsLeft = secondsLeft
    self.window = window
  }
}

/// The times of the last results.
private struct Pace: Sendable {
  private var times: [Int] = []
  private var place = 0
  private var start = 0
  private static let kept = 256

  mutating func begin(at now: Int) { start = now }

  mutating func finish(at now: Int) {
    if times.count < Self.kept {
      times.append(now)
    } else {
      times[place] = now
    }
    place = (place + 1) % Self.kept
  }

  /// Results a second over the last ones.
  func rate(at now: Int) -> Double? {
    guard !times.isEmpty else { return nil }
    let oldest = times.count < Self.kept ? start : times[place]
    return Double(times.count) / (Double(max(1, now - oldest)) / 1000)
  }
}
