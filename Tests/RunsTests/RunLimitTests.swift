import Harmony
import Policies
import Runs
import Testing

/// What a run takes of an engine that does not stop.
@Suite struct RunLimitTests {
  private func absorb(_ kind: RunEvent.Kind, at time: Int, into event: inout RunEvent) -> Bool {
    event.absorb(RunEvent(at: time, kind))
  }

  @Test func `a text absorbs what goes on in its channel, and keeps its time`() {
    var event = RunEvent(at: 3, .text(.analysis, "one "))
    #expect(absorb(.text(.analysis, "two"), at: 9, into: &event))
    #expect(event == RunEvent(at: 3, .text(.analysis, "one two")))
    #expect(!absorb(.text(.final, "1"), at: 10, into: &event))
    #expect(!absorb(.finished(.stop), at: 10, into: &event))
    #expect(event == RunEvent(at: 3, .text(.analysis, "one two")))
    let long = String(repeating: "x", count: 60_000)
    #expect(absorb(.text(.analysis, long), at: 11, into: &event))
    #expect(!absorb(.text(.analysis, long), at: 12, into: &event), "an event stays small")
  }

  @Test func `of waits and figures the newest is enough`() {
    var wait = RunEvent(at: 1, .waiting(.queue()))
    #expect(absorb(.waiting(.load(percent: 5)), at: 2, into: &wait))
    #expect(wait == RunEvent(at: 2, .waiting(.load(percent: 5))))
    var usage = RunEvent(at: 1, .usage(Usage(promptTokens: 7)))
    #expect(absorb(.usage(Usage(completionTokens: 3)), at: 2, into: &usage))
    #expect(usage.kind == .usage(Usage(promptTokens: 7, completionTokens: 3)))
    var end = RunEvent(at: 1, .finished(.stop))
    #expect(!absorb(.text(.final, "more"), at: 2, into: &end))
  }

  @Test func `citations and warnings are bounded, whatever the text and the engine say`() {
    var machine = RunSample.fold()
    let text = String(repeating: "[SP3.b] ", count: 1000)
    for _ in 0..<20 { machine.apply(RunEvent(at: 1, .text(.analysis, text))) }
    for number in 0..<1000 {
      machine.apply(RunEvent(at: 2, .warning(RunWarning("kind", "\(number)"))))
    }
    for _ in 0..<9 {
      machine.apply(RunEvent(at: 3, .raw([UInt8](repeating: 0x78, count: 1 << 20))))
    }
    #expect(machine.record.citations.count == RunLimits.citations)
    #expect(machine.record.warnings.count == RunLimits.warnings)
    #expect(machine.record.raw.count == RunLimits.rawBytes)
    #expect(machine.record.reasoning.utf8.count == 20 * text.utf8.count, "no text is lost")
  }

  @Test func `an answer of megabytes is unparsed, with a warning, however it begins`() {
    var machine = RunSample.fold()
    machine.apply(RunEvent(at: 1, .text(.final, "SP3.b")))
    machine.apply(
      RunEvent(at: 2, .text(.final, String(repeating: " ", count: RunLimits.answerBytes))))
    machine.apply(RunEvent(at: 3, .finished(.stop)))
    #expect(machine.record.state == .unparsed)
    #expect(machine.record.verdict == nil)
    #expect(machine.record.warnings.map(\.kind).contains("long_answer"))
  }
}
