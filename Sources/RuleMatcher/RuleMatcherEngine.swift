import Harmony
import Policies
public import Runs
import Synchronization

/// The built-in engine that needs no model: it compares a content's words with the policy's.
///
/// It answers in the policy's own format, and only on evidence for a rule or example of that side;
/// otherwise the run ends as `abstained` with no answer. Its analysis is the real computation, a
/// line an event. Results depend on policy, content, format and threshold alone.
public struct RuleMatcherEngine: Engine {
  /// Shown by whoever lists engines: `rule-matcher`, which is no model.
  public var identity: EngineIdentity { .ruleMatcher }

  private let threshold: MatcherThreshold
  private let pacing: Duration
  private let indexes = LastIndex()

  /// - Parameter pacing: a pause after each line of the chain, for demonstrations; none as a rule.
  public init(threshold: MatcherThreshold = .balanced, pacing: Duration = .zero) {
    self.threshold = threshold
    self.pacing = pacing
  }

  public func run(_ request: RunRequest) -> AsyncStream<RunEvent> {
    AsyncStream { continuation in
      let task = Task {
        let clock = EventClock()
        do {
          try await answer(request) { continuation.yield(RunEvent(at: clock.milliseconds, $0)) }
        } catch {
          continuation.yield(RunEvent(at: clock.milliseconds, .cancelled))
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// - Throws: as soon as the task is cancelled; nothing is emitted after that.
  @concurrent
  func answer(
    _ request: RunRequest, emit: @Sendable (RunEvent.Kind) -> Void
  ) async throws(CancellationError) {
    emit(.accepted(identity))
    let index = indexes.index(of: request.conversation.policy, format: request.format)
    try checkCancellation()
    let match = RuleMatch(
      content: request.conversation.content, index: index, threshold: threshold)
    for line in match.chain {
      emit(.text(.analysis, line + "\n"))
      try await pause()
    }
    if let answer = match.answer {
      emit(.text(.final, answer))
      emit(.finished(.stop))
    } else {
      emit(.finished(.abstained))
    }
  }

  private func pause() async throws(CancellationError) {
    if pacing > .zero { try? await Task.sleep(for: pacing) } else { await Task.yield() }
    try checkCancellation()
  }

  private func checkCancellation() throws(CancellationError) {
    if Task.isCancelled { throw CancellationError() }
  }
}

/// The index of the policy that was judged by last: an evaluation judges thousands of contents by one.
private final class LastIndex: Sendable {
  private let last = Mutex<(policy: String, format: AnswerFormat, index: RuleIndex)?>(nil)

  func index(of policy: String, format: AnswerFormat) -> RuleIndex {
    let known = last.withLock { $0 }
    if let known, known.policy.utf8.elementsEqual(policy.utf8), known.format == format {
      return known.index
    }
    let index = RuleIndex(policy: policy, outline: PolicyOutline(reading: policy), format: format)
    last.withLock { $0 = (policy, format, index) }
    return index
  }
}

/// Milliseconds since it was made, by the monotonic clock.
private struct EventClock {
  private let start = ContinuousClock.now

  var milliseconds: Int {
    start.duration(to: .now).milliseconds
  }
}
