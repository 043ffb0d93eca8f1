import Cases
import Harmony
import Policies
import RunLog
import Runs
import Wording
import Workbench
import Workspace

/// `precept cases list` and `cases run`; ``ImportCommand`` is `cases import`.
public enum CaseCommands {
  public static func list(
    _ name: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let set = try caseSet(name, context)
    if json {
      let cases = set.cases.map(document)
      context.console.print(
        JSON.object([("schema", 1), ("set", .string(name)), ("cases", .array(cases))]).document)
      return .done
    }
    for item in set.cases {
      let content = item.renderedContent.split(separator: "\n").joined(separator: " ")
      context.console.print(
        "\(item.id)  \(item.expected?.text ?? "-")  \(content.prefix(120))")
    }
    if let sentence = RaterAgreement(of: set.cases).sentence {
      context.console.note("precept: raters \(sentence).")
    }
    return .done
  }

  static func document(_ item: Case) -> JSON {
    let labels = item.labels.sorted { $0.key < $1.key }
    return .object([
      ("id", .string(item.id)), ("content", .string(item.renderedContent)),
      ("expected", expected(item.expected)),
      ("labels", .object(labels.map { ($0.key, .int($0.value ? 1 : 0)) })),
      ("votes", .array(item.votes.map(vote))),
      ("tags", JSON(item.tags)), ("note", JSON(item.note)),
    ])
  }

  private static func vote(_ vote: Vote) -> JSON {
    [
      "rater": JSON(vote.rater), "expected": JSON(vote.values),
      "labels": .object(
        vote.labels.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value ? 1 : 0)) }),
    ]
  }

  static func caseSet(_ name: String, _ context: CommandContext) throws -> CaseSet {
    let workspace = try context.workspace()
    let set = try context.onFiles { try workspace.caseSet(named: name) }
    for problem in set.problems {
      context.console.note("precept: \(name), line \(problem.line): \(problem.message)")
    }
    return set
  }

  private static func expected(_ expectation: Case.Expectation?) -> JSON {
    switch expectation {
    case nil: .null
    case .one(let value): .string(value)
    case .all(let values): JSON(values)
    }
  }

  /// Runs a set under a policy, a line for each case, the counts at the end.
  public static func run(
    _ policyName: String, set name: String?, json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let policy = try context.policy(policyName)
    guard let name = name ?? policy.settings.cases.first else {
      throw CommandFailure(
        .usage, "\(policyName) names no case set.", hint: "Give one: precept cases run P SET.")
    }
    let set = try caseSet(name, context)
    let chosen = try await context.chooseEngine(mustBeNamed: false)
    let outline = policy.outline
    let format = policy.format(outline)
    let unknown = UnknownLabels(
      of: set.cases, in: LabelVocabulary(format, rules: outline.rules))
    for sentence in unknown.sentences(of: policyName) {
      context.console.note("precept: \(sentence).")
    }
    let recorder = context.recorder()
    var tally = Tally()
    var rows: [(run: Run.ID, fields: [(String, JSON)])] = []
    for (index, item) in set.cases.enumerated() {
      if Task.isCancelled { break }
      let request = context.request(
        policy: policy, format: format, content: item.renderedContent, date: nil,
        caseReference: "\(name)/\(item.id)")
      let record = await HeadlessRun(
        console: context.console, recorder: recorder, showsChain: false
      )
      .run(request, on: chosen.engine)
      let agreement = item.expected.flatMap { expected in
        record.verdict.map { expected.agreement(with: $0) }
      }
      tally.add(record, agreement)
      rows.append((record.id, row(item, record, agreement)))
      if !json {
        let mark = agreement.map { $0 == .disagrees ? "disagrees" : "agrees" } ?? "-"
        context.console.print(
          "\(item.id)  \(record.line)  expected \(item.expected?.text ?? "-")  \(mark)")
      }
      context.console.redraw("\(index + 1)/\(set.cases.count)")
      if let failure = record.failure {
        context.console.redraw("")
        context.console.note("precept: \(failure.message) \(failure.hint)")
        break
      }
    }
    context.console.redraw("")
    await chosen.close()
    await recorder.finish(context.console)
    if json {
      context.console.print(
        JSON.object([
          ("schema", 1), ("policy", .string(policyName)), ("set", .string(name)),
          ("engine", RunJSON.engine(chosen.engine.identity)), ("agree", .int(tally.agree)),
          ("disagree", .int(tally.disagree)), ("no_verdict", .int(tally.noVerdict)),
          ("failed", .int(tally.failures)), ("not_run", .int(tally.left(of: set.cases.count))),
          ("unexpected", .int(tally.open)), ("unknown_labels", unknown.json),
          (
            "cases",
            .array(
              rows.map { run, fields in
                .object(fields + [("recorded", .bool(!recorder.isWaiting(run)))])
              })
          ),
        ]).document)
    } else {
      context.console.print(tally.line(of: set.cases.count))
    }
    return tally.status
  }

  private static func row(
    _ item: Case, _ record: RunRecord, _ agreement: Agreement?
  ) -> [(String, JSON)] {
    [
      ("id", .string(item.id)), ("run", .string(record.id.text)),
      ("expected", expected(item.expected)),
      ("state", .string((record.state ?? .failed).rawValue)),
      ("decision", JSON(record.verdict?.decision.rawValue)),
      ("labels", JSON(record.labels.map(\.label))),
      ("agrees", agreement.map { .bool($0 != .disagrees) } ?? .null),
    ]
  }
}

private struct Tally {
  var agree = 0
  var disagree = 0
  var noVerdict = 0
  /// A verdict where nothing was expected.
  var open = 0
  /// Not answered by the engine.
  var failures = 0
  var cancelled = false

  mutating func add(_ record: RunRecord, _ agreement: Agreement?) {
    if record.state == .failed {
      failures += 1
      return
    }
    cancelled = cancelled || record.state == .cancelled
    switch agreement {
    case .exact, .accepted: agree += 1
    case .disagrees: disagree += 1
    case nil: if record.verdict == nil { noVerdict += 1 } else { open += 1 }
    }
  }

  var status: ExitStatus { cancelled ? .interrupted : failures > 0 ? .engine : .done }

  /// How many have not run: an engine that fails ends the set.
  func left(of total: Int) -> Int { total - agree - disagree - noVerdict - open - failures }

  func line(of total: Int) -> String {
    var parts = ["\(agree) agree", "\(disagree) disagree", "\(noVerdict) no verdict"]
    if failures > 0 { parts.append("\(failures) failed") }
    let left = left(of: total)
    if left > 0 { parts.append("\(left) not run") }
    if open > 0 { parts.append("\(open) without expectation") }
    return "\(total) cases: " + parts.joined(separator: " · ")
  }
}
