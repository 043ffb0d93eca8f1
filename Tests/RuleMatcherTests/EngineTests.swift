import Harmony
import Policies
import Runs
import Synchronization
import Testing

@testable import RuleMatcher

@Suite struct EngineTests {
  private func events(_ content: String, pacing: Duration = .zero) async -> [RunEvent] {
    var events: [RunEvent] = []
    let engine = RuleMatcherEngine(pacing: pacing)
    for await event in engine.run(TestPolicy.request(TestPolicy.token, content: content)) {
      events.append(event)
    }
    return events
  }

  private func text(_ events: [RunEvent], _ wanted: (RunEvent.Kind) -> String?) -> String {
    events.compactMap { wanted($0.kind) }.joined()
  }

  @Test func aRunSaysWhatItIsThenReasonsThenAnswers() async {
    let events = await events("selling arsenic and strychnine")
    #expect(events.first?.kind == .accepted(.ruleMatcher))
    #expect(events.last?.kind == .finished(.stop))
    let chain = text(events) { if case .text(.analysis, let text) = $0 { text } else { nil } }
    let answer = text(events) { if case .text(.final, let text) = $0 { text } else { nil } }
    #expect(chain.hasPrefix("This is the rule matcher, not a language model"))
    #expect(chain.contains("GA3.a"))
    #expect(chain.split(separator: "\n").last?.contains("GA3.a decides") == true)
    #expect(answer == "GA3.a")
    #expect(events.count > 5)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
  }

  @Test func abstainingEndsWithoutAnAnswer() async {
    let events = await events("the train leaves at noon")
    #expect(events.last?.kind == .finished(.abstained))
    #expect(!events.contains { if case .text(.final, _) = $0.kind { true } else { false } })
  }

  @Test func nothingIsEmittedAfterCancelling() async {
    let request = TestPolicy.request(TestPolicy.token, content: "selling arsenic and strychnine")
    let emitted = Mutex<[RunEvent.Kind]>([])
    let run = Task {
      _ = await #expect(throws: CancellationError.self) {
        try await RuleMatcherEngine().answer(request) { kind in
          emitted.withLock { $0.append(kind) }
          if case .text = kind { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
    }
    await run.value
    #expect(emitted.withLock { $0.count } == 2)
  }

  @Test func cancellingTheReaderEndsEvenARunThatRestsForAnHour() async {
    let engine = RuleMatcherEngine(pacing: .seconds(3600))
    let stream = engine.run(
      TestPolicy.request(TestPolicy.token, content: "selling arsenic and strychnine"))
    let reader = Task {
      var count = 0
      for await event in stream {
        count += 1
        if case .text = event.kind { withUnsafeCurrentTask { $0?.cancel() } }
      }
      return count
    }
    #expect(await reader.value == 2)
  }
}
