import Evaluation
import Foundation
import RunLog
import Runs
import Synchronization

/// One sitting of an evaluation at the command line: progress on stderr, figures at the end.
struct EvaluationSitting {
  var context: CommandContext
  var log: RunLog
  var json: Bool
  var concurrency: Int?

  func run(_ claim: EvaluationClaim, on engines: EvaluationEngines) async throws -> ExitStatus {
    let status: ExitStatus
    do {
      status = try await run(claim, engines)
    } catch {
      await engines.close()
      throw error
    }
    await engines.close()
    return status
  }

  private func run(
    _ claim: EvaluationClaim, _ engines: EvaluationEngines
  ) async throws -> ExitStatus {
    let console = context.console
    let plan = claim.plan
    let id = plan.id
    console.note(
      "precept: evaluation \(id): \(plan.arms.map(\.name).joined(separator: ", ")) × \(plan.cases.count) cases × \(plan.repeats) on \(plan.engines.joined(separator: ", "))"
    )
    let runner = EvaluationRunner(
      claim, log: log, lane: Lane("evaluation"),
      endpoints: engines.endpoints(concurrency: concurrency ?? plan.concurrency))
    let line = SittingProgress(console: console)
    let ending: BatchMachine.Ending
    do {
      ending = try await runner.run { line.show($0) }
    } catch {
      line.clear()
      throw CommandFailure(.files, "\(error)", hint: "precept eval resume \(id) goes on.")
    }
    line.clear()
    let picture = EvaluationPicture(plan, results: try context.onFiles { try log.results(of: id) })
    try context.onFiles { try log.note(picture, skipped: line.skipped) }
    let partings = try context.onFiles { try log.partings(of: picture) }
    EvaluationText(picture: picture, console: console, partings: partings)
      .write(json: json, timing: line.elapsed)
    return status(ending, picture)
  }

  private func status(_ ending: BatchMachine.Ending, _ picture: EvaluationPicture) -> ExitStatus {
    let console = context.console
    let id = picture.plan.id
    switch ending {
    case .stopped:
      console.note("precept: stopped; precept eval resume \(id) goes on.")
      return .interrupted
    case .failed(let failure):
      console.note(
        "precept: \(failure.message) \(failure.hint) precept eval resume \(id) goes on.")
      return .engine
    case .completed:
      if let robustness = picture.robustness, robustness.isWithoutBaseline {
        console.note(
          "precept: the content as it was has no verdict, so that there is nothing to hold its variants to. precept runs lists the runs."
        )
        return .noVerdict
      }
      guard picture.tallies.contains(where: { $0.states[.ok] ?? 0 > 0 }) else {
        console.note(
          "precept: no run came to a verdict, so that there is nothing to count. precept runs lists them."
        )
        return .noVerdict
      }
      guard let failed = picture.failureSentence else { return .done }
      console.note("precept: \(failed) precept eval resume \(id) --failures runs them again.")
      return .noVerdict
    }
  }
}

extension RunLog {
  func note(_ picture: EvaluationPicture, skipped: Int) throws {
    guard let first = picture.tallies.first else { return }
    try note(
      picture.plan.id, right: first.right.hits, judged: first.right.of, skipped: skipped)
  }
}

/// `1240/10000 · 64 at a time · 312/s · 28 s left`, drawn over itself ten times a second.
private final class SittingProgress: Sendable {
  private struct Shown {
    var line: ProgressLine
    var at: ContinuousClock.Instant?
    var skipped = 0
  }

  private let start = ContinuousClock.now
  private let shown: Mutex<Shown>

  init(console: Console) { shown = Mutex(Shown(line: ProgressLine(console))) }

  var elapsed: Duration { start.duration(to: .now) }
  var skipped: Int { shown.withLock(\.skipped) }

  func show(_ news: EvaluationRunner.News) {
    let progress: BatchProgress
    switch news {
    case .results(_, let new), .progress(let new): progress = new
    }
    let now = ContinuousClock.now
    shown.withLock { shown in
      shown.skipped = progress.skipped
      if let at = shown.at, at.duration(to: now) < .milliseconds(100) { return }
      shown.at = now
      // A log keeps every tenth part.
      let tenth = progress.done.saturatingMultiply(10) / max(1, progress.total)
      shown.line.show(progress.line, word: "precept: \(tenth * 10) % of \(progress.total) runs")
    }
  }

  func clear() { shown.withLock { $0.line.clear() } }
}

extension BatchProgress {
  var line: String {
    var parts = ["\(done)/\(total)", "\(running) at a time"]
    if let rate {
      parts.append(
        rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(clamping: rate.rounded(.down)))/s")
    }
    if let secondsLeft { parts.append("\(Self.time(secondsLeft)) left") }
    return parts.joined(separator: " · ")
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(clamping: seconds)
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: "\(whole / 60) min \(whole % 60) s"
    default: "\(whole / 3600) h \(whole / 60 % 60) min"
    }
  }
}
