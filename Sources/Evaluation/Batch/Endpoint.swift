import Runs

/// One place where runs go, and how many at a time it takes well.
///
/// The window grows with each answer until the limit or until the engine sends a run away, and halves
/// then (additive increase, multiplicative decrease, as TCP's congestion window; V. Jacobson, 1988).
public struct Endpoint: Hashable, Sendable {
  /// The engine that arms name; several endpoints may serve one.
  public var engine: String
  /// The most runs at a time.
  public private(set) var limit: Int
  public private(set) var window: Int
  public internal(set) var running = 0
  /// Gives no answer any more.
  public private(set) var isDead = false
  /// Milliseconds: nothing is started before.
  private(set) var opensAt = 0
  private var failures = 0
  private var answers = 0
  /// Nobody was sent away yet: the window grows by each answer, and only by each round later.
  private var isProbing = true
  private var isRecovering = false

  /// - Parameters:
  ///   - limit: at most so many runs at a time, and never more than
  ///     ``EvaluationPlan/mostConcurrency``.
  ///   - slots: how many the engine answers at a time, where it has told.
  public init(engine: String, limit: Int, slots: Int? = nil) {
    precondition(limit > 0)
    self.engine = engine
    self.limit = min(limit, slots.map { max(1, $0) } ?? limit, EvaluationPlan.mostConcurrency)
    window = min(self.limit, slots.map { max(1, $0) } ?? 4)
  }

  var room: Int { window - running }

  func isOpen(at now: Int) -> Bool { !isDead && now >= opensAt }

  mutating func succeed() {
    failures = 0
    isRecovering = false
    answers += 1
    guard isProbing || answers >= window else { return }
    answers = 0
    window = min(limit, window + 1)
  }

  /// Once for all the runs that are sent away at the same time.
  mutating func pushBack() {
    guard !isRecovering else { return }
    isRecovering = true
    isProbing = false
    answers = 0
    window = max(1, window / 2)
  }

  /// More than its slots would only wait.
  mutating func limit(toSlots slots: Int) {
    limit = min(limit, max(1, slots))
    window = min(window, limit)
  }

  private static let pauses = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

  mutating func fail(_ blame: RunFailure.Blame, at now: Int) {
    guard blame != .endpointForGood else {
      isDead = true
      return
    }
    // The runs that were on their way fail together, and count once.
    guard now >= opensAt else { return }
    pushBack()
    guard failures < Self.pauses.count else {
      isDead = true
      return
    }
    opensAt = now + Self.pauses[failures]
    failures += 1
  }
}

extension RunFailure {
  /// Where a failure lies.
  enum Blame {
    /// In what was asked: another time it fails again.
    case request
    /// In this run: it broke off.
    case run
    /// The endpoint takes no run now.
    case endpoint
    /// The endpoint will not take one later either.
    case endpointForGood
  }

  var blame: Blame {
    switch kind {
    case .context, .request: .request
    case .silence, .interrupted, .engine, .protocol, .oversized: .run
    case .unreachable, .busy, .loading: .endpoint
    case .unauthorized, .notFound, .tls, .workspace: .endpointForGood
    }
  }

  static let noEndpoint = RunFailure(
    .unreachable, "No engine is left to run on.",
    hint: "Start it, and resume the evaluation.")
}
