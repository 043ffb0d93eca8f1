import Policies
import RunLog
import Runs
import Wording
import Workbench

/// `precept runs` and `trace show`.
public enum RecordCommands {
  public static func list(
    _ selection: RunSelection, limit: Int, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let filter = try selection.filter(in: context)
    let log = try context.recordsToRead()
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
        "\(run.id)  \(Measure.moment(unixMilliseconds: run.startedAt))  \(run.policyName)\(version)  "
          + "\(verdict ?? "running")  \(run.model ?? run.engine)  \(preview)")
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
      "judged": JSON(run.humanDecision?.rawValue), "erased": .bool(run.isErased),
    ]
  }

  /// - Parameter id: a run's id, or its beginning where only one run has it.
  public static func trace(
    _ id: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let log = try context.recordsToRead()
    let record = try context.record(id, in: log)
    let judgements = try context.onFiles { try log.judgements(of: record.id) }
    if json {
      context.console.print(RunJSON.trace(record, judgements).document)
      return .done
    }
    let verdicts = judgements.map {
      HumanVerdict(decision: $0.decision, note: $0.note, author: $0.author, at: $0.at)
    }
    for line in Pager(trace: record, verdicts).lines {
      context.console.print(line.text)
    }
    return .done
  }
}
