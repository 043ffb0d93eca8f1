import Foundation
import Runs
import Testing

@testable import Inference

/// Streams shaped after public bug reports, through the reader to the record.
@Suite struct TrialStreamTests {
  private func record(
    _ name: String, _ form: StreamForm, limits: TokenLimits = TokenLimits()
  ) throws -> RunRecord {
    let file = Recording.folder.appending(path: "trials/\(name).txt")
    let kinds = try #require(form.events(Array(try Data(contentsOf: file)), limits: limits))
    var machine = RunMachine(
      .test(
        "Send a deposit.",
        policy:
          "# Deposits\n\n- MK0.a: no deposit\n- MK3.a: a deposit\n\nAnswer MK0.a (safe) or MK3.a (violating)."
      ))
    for kind in kinds { machine.apply(RunEvent(at: 1, kind)) }
    return machine.record
  }

  private static let chain = "The content asks for a deposit. That is MK3.a."

  @Test(arguments: [
    ("01-error-beside-choices", StreamForm.chat, "Worker local total request limit reached"),
    ("02-error-with-stop", .chat, "KV cache lost"),
    ("04-responses-completed-but-failed", .responses, "engine died"),
    ("09-bare-error-text", .chat, "model worker crashed"),
  ])
  func anErrorIsNeverAVerdict(_ name: String, _ form: StreamForm, _ words: String) throws {
    let record = try record(name, form)
    #expect(record.state == .failed)
    #expect(record.verdict == nil)
    #expect(record.failure?.message.contains(words) == true)
  }

  @Test(arguments: [
    ("05-usage-fraction", StreamForm.chat), ("06-empty-key-hides-reasoning", .chat),
    ("07-responses-only-done", .responses), ("08-message-instead-of-delta", .chat),
  ])
  func anAnswerInAnotherFormIsRead(_ name: String, _ form: StreamForm) throws {
    let record = try record(name, form)
    #expect(record.reasoning == Self.chain)
    #expect(record.answer == "MK3.a")
    #expect(record.state != .failed)
    #expect(record.state != .empty)
  }

  @Test func whatWasCutButSaysStopIsTruncatedUnlessItReadsWhole() throws {
    let cut = try record("10-cut-but-stop", .chat, limits: TokenLimits(completion: 5))
    #expect(cut.state == .truncated)
    #expect(cut.verdict == nil)
    let free = try record("10-cut-but-stop", .chat)
    #expect(free.state != .truncated)
  }
}
