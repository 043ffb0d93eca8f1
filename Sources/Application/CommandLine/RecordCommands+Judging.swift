import Foundation
public import Policies
import RunLog
import Runs
import Synchronization
import Wording
import Workspace

/// `precept trace judge` and `trace erase`.
extension RecordCommands {
  /// Appends a person's verdict to a run. The record itself does not change.
  public static func judge(
    _ id: String, _ decision: Decision, note: String, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.runLog()
    let run = try context.run(id, in: log)
    try context.onFiles {
      try log.append(
        Judgement(
          run: run, decision: decision, note: note, author: context.author,
          at: TimeSource.system.now().unixMilliseconds))
    }
    context.console.print("Run \(run) is judged \(decision.rawValue).")
    return .done
  }

  /// Erases a run's content and all that quotes it, here and in every other run on the same content.
  ///
  /// - Parameters:
  ///   - isConfirmed: whether it was said beforehand that it shall be; else a person is asked.
  ///   - answer: the line that was typed in reply; asked only where stdin is a terminal.
  public static func erase(
    _ id: String, isConfirmed: Bool, in context: CommandContext,
    answer: () -> String? = { readLine() }
  ) throws -> ExitStatus {
    let log = try context.runLog()
    let record = try context.record(id, in: log)
    if !isConfirmed {
      guard context.console.inputIsTerminal else {
        throw CommandFailure(
          .usage, "Nothing was erased: nobody can be asked here.", hint: "Add --yes to erase.")
      }
      let time = Measure.moment(unixMilliseconds: record.startedAt)
      context.console.note(
        """
        The content of run \(record.id), \(time), under \(record.policy.name): \
        \(record.content.utf8.count) bytes.
        Lost for good are it, the reasoning, the answer and the prompt, in this run and in every \
        other run
        on the same content.
        """)
      context.console.tell("Erase them? Type yes: ")
      guard answer() == "yes" else {
        context.console.note("Nothing was erased.")
        return .interrupted
      }
    }
    let interrupt = InterruptFlag()
    let line = Mutex(ProgressLine(context.console))
    var eraser = ContentEraser(log: log, workspace: try? context.workspace())
    eraser.isCancelled = { [flag = interrupt.flag] in flag.isRaised }
    eraser.progress = { step in line.withLock { $0.show(step.line.text, word: step.word) } }
    let outcome = try context.onFiles {
      defer { line.withLock { $0.clear() } }
      return try eraser.erase(record.id, at: TimeSource.system.now().unixMilliseconds)
    }
    context.console.print("Erased the content of \(Measure.count(outcome.erasure.runs, "run")).")
    for remark in outcome.remarks { context.console.note("precept: \(remark)") }
    if interrupt.flag.isRaised { return .interrupted }
    return outcome.isIncomplete ? .files : .done
  }
}

extension CommandContext {
  /// The run that has this id, or whose id alone begins so.
  func run(_ id: String, in log: RunLog) throws -> Run.ID {
    guard let run = try onFiles({ try log.id(matching: id) }) else {
      throw CommandFailure(.files, "There is no run \(id).", hint: "precept runs lists them.")
    }
    return run
  }

  func record(_ id: String, in log: RunLog) throws -> RunRecord {
    let run = try run(id, in: log)
    guard let record = try onFiles({ try log.record(run) }) else {
      throw CommandFailure(.files, "There is no run \(id).", hint: "precept runs lists them.")
    }
    return record
  }
}
