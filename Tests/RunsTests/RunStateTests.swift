import Harmony
import Policies
import Runs
import Testing

/// Which state a run ends in (`state` of `run --json`), and which of two wins.
struct RunStateTests {
  struct Ending: CustomTestStringConvertible, Sendable {
    var events: [RunEvent.Kind]
    var state: RunState
    var testDescription: String { "\(state.rawValue): \(events)" }
  }

  static let broken = RunFailure(.interrupted, "The stream ended.", hint: "Run again.")
  static let markup = RunEvent.Kind.warning(RunWarning(RunWarning.markup, "No final message."))

  static let endings: [Ending] = [
    Ending(events: [.text(.final, "SP3.b"), .finished(.stop)], state: .ok),
    Ending(events: [.text(.final, " SP0\n"), .finished(.stop)], state: .ok),
    Ending(events: [.finished(.stop)], state: .empty),
    Ending(events: [.text(.analysis, "SP3.b"), .finished(.stop)], state: .empty),
    Ending(events: [.text(.commentary, "SP3.b"), .finished(.stop)], state: .empty),
    Ending(events: [.text(.final, " \n\t"), .finished(.stop)], state: .empty),
    Ending(events: [.finished(.toolCall)], state: .empty),
    Ending(events: [.text(.final, "SP3"), .finished(.length)], state: .truncated),
    Ending(events: [.finished(.length)], state: .truncated),
    Ending(events: [.text(.analysis, "<|chan"), markup, .finished(.stop)], state: .markup),
    Ending(events: [.text(.final, "SP9.z"), .finished(.stop)], state: .offList),
    Ending(events: [.text(.final, "It is spam."), .finished(.stop)], state: .unparsed),
    Ending(events: [.text(.final, "SP0 or maybe SP3?"), .finished(.stop)], state: .unparsed),
    Ending(
      events: [.text(.final, "I’m sorry, but I can’t help with that."), .finished(.stop)],
      state: .refused),
    Ending(events: [.text(.final, "SP3.b"), .finished(.filtered)], state: .refused),
    Ending(events: [.text(.analysis, "no overlap"), .finished(.abstained)], state: .abstained),
    Ending(events: [.text(.final, "SP3.b"), .failed(broken)], state: .failed),
    Ending(events: [.text(.final, "SP3.b"), .cancelled], state: .cancelled),
  ]

  @Test func `a label that decides nothing is kept, with a state of its own`() {
    let format = AnswerFormat(
      shape: .token, labels: [.init("0", nil), .init("1", nil)], source: .declared)
    var machine = RunMachine(RunSample.request(format: format))
    for kind in [RunEvent.Kind.text(.final, "1"), .finished(.stop)] {
      machine.apply(RunEvent(at: 1, kind))
    }
    #expect(machine.record.state == .undecided)
    #expect(machine.record.verdict == nil)
    #expect(machine.record.labels == [StatedLabel(label: "1", decision: nil)])
  }

  @Test func `two things that exclude each other are named`() {
    let record = RunSample.fold([.text(.final, "SP0, SP3"), .finished(.stop)]).record
    #expect(record.state == .unparsed)
    #expect(record.warnings.map(\.kind) == [RunWarning.contradiction])
    #expect(record.warnings.first?.message == "The answer says both “SP0” and “SP3”.")
  }

  @Test(arguments: endings)
  func `ends in the state that the manual names`(_ ending: Ending) {
    let record = RunSample.fold(ending.events).record
    #expect(record.state == ending.state)
    #expect((record.verdict != nil) == (ending.state == .ok))
  }

  @Test func `every state of the manual is reached by a run`() {
    #expect(Set(Self.endings.map(\.state)).union([.undecided]) == Set(RunState.allCases))
    #expect(
      RunState.allCases.map(\.rawValue) == [
        "ok", "empty", "truncated", "markup", "undecided", "off_list", "unparsed", "refused",
        "abstained",
        "failed", "cancelled",
      ])
  }

  static let precedence: [Ending] = [
    // truncated before refused, empty, markup, unparsed and off_list
    Ending(
      events: [.text(.final, "I’m sorry, but I can’t help with that."), .finished(.length)],
      state: .truncated),
    Ending(events: [markup, .finished(.length)], state: .truncated),
    Ending(events: [.text(.final, "It is spam."), .finished(.length)], state: .truncated),
    Ending(events: [.text(.final, "SP9.z"), .finished(.length)], state: .truncated),
    // refused before markup
    Ending(
      events: [
        markup, .text(.final, "I’m sorry, but I can’t help with that."), .finished(.stop),
      ], state: .refused),
    // unrecovered markup is told apart from an answer that is merely empty
    Ending(events: [markup, .finished(.stop)], state: .markup),
    // failed and cancelled before everything else
    Ending(events: [markup, .text(.final, "SP9.z"), .failed(broken)], state: .failed),
    Ending(events: [markup, .text(.final, "SP9.z"), .cancelled], state: .cancelled),
  ]

  @Test(arguments: precedence)
  func `the earlier state of the precedence wins`(_ ending: Ending) {
    #expect(RunSample.fold(ending.events).record.state == ending.state)
  }

  @Test func `recovered markup is a warning and no state`() {
    let record = RunSample.fold(
      .warning(RunWarning("markup_recovered", "A final message was recovered.")),
      .text(.final, "SP3.b"), .finished(.stop)
    ).record
    #expect(record.state == .ok)
    #expect(record.warnings.map(\.kind) == ["markup_recovered"])
  }

  @Test func `no answer is read while the format is undetermined`() {
    var request = RunSample.request()
    request.format = .undetermined
    for answer in ["0", "1", "SP3.b", "SAFE", #"{"violation": 0}"#] {
      var machine = RunMachine(request)
      machine.apply(RunEvent(at: 1, .text(.final, answer)))
      machine.apply(RunEvent(at: 2, .finished(.stop)))
      #expect(machine.record.state == .unparsed, "\(answer)")
      #expect(machine.record.verdict == nil)
    }
  }

  @Test func `the verdict has the label as the policy spells it`() throws {
    let record = RunSample.fold(.text(.final, "SP3.b"), .finished(.stop)).record
    let verdict = try #require(record.verdict)
    #expect(verdict.decision == .violates)
    #expect(verdict.labels.map(\.label) == ["SP3.b"])
  }
}
