import Policies
import RunLog
public import Runs
import Workbench

/// `precept runs` and `trace show`.
public enum RecordCommands {
  public static func list(
    _ filter: RunFilter, limit: Int, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.runLog()
    let runs = try context.onFiles { try log.recent(limit: limit, filter: filter) }
    if json {
      context.console.print(
        JSON.object([("schema", 1), ("runs", .array(runs.map(document)))]).document)
      return .done
    }
    for run in runs {
      let version = run.policyVersion.map { "@\($0)" } ?? ""
      let verdict = run.state.map { state in
        DecisionWords.text(decision: run.decision, state: state, ascii: true)
      }
      let preview = run.preview.split(separator: "\n").joined(separator: " ").prefix(80)
      context.console.print(
        context.console.safe(
          "\(run.id)  \(Measure.moment(unixMilliseconds: run.startedAt))  \(run.policyName)\(version)  "
            + "\(verdict ?? "running")  \(run.model ?? run.engine)  \(preview)"))
    }
    return .done
  }

  private static func document(_ run: RunSummary) -> JSON {
    [
      "run": .string(run.id.text),
      "time": .string(CivilTime(unixMilliseconds: run.startedAt).rfc3339),
      "policy": ["name": .string(run.policyName), "version": JSON(run.policyVersion)],
      "state": JSON(run.state?.rawValue), "decision": JSON(run.decision?.rawValue),
      "engine": .string(run.engine), "model": JSON(run.model), "case": JSON(run.caseReference),
    ]
  }

  /// - Parameter id: a run's id, or its beginning where only one run has it.
  public static func trace(
    _ id: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.runLog()
    let record = try context.onFiles { try log.id(matching: id).flatMap { try log.record($0) } }
    guard let record else {
      throw CommandFailure(
        .files, "There is no run \(id), or several begin so.", hint: "precept runs lists them.")
    }
    if json {
      context.console.print(RunJSON.trace(record).document)
      return .done
    }
    for line in Pager(trace: record).lines {
      context.console.print(context.console.safe(line.text))
    }
    return .done
  }
}
