import Cases
import Evaluation
import RunLog
import Runs
import Wording
import Workspace

/// `precept edge`: whether the verdict on a content, or on each case of a set, holds where it is
/// written otherwise. The result is an evaluation as any other.
public struct EdgeCommand: Sendable {
  public var policy: String
  public var file: String?
  public var content: String?
  /// A case set whose cases are the contents.
  public var set: String?
  /// The words of the kinds.
  public var kinds: [String] = ["readable"]
  public var rate = MutateCommand.usualRate
  public var variants = 1
  public var stacks = false
  public var repeats = 1
  public var concurrency: Int?
  /// The case set that variants which do not hold are added to.
  public var keep: String?
  public var json = false

  public init(policy: String) { self.policy = policy }

  public func run(in context: CommandContext) async throws -> ExitStatus {
    let question = try question(context)
    if let keep {
      let workspace = try context.workspace()
      try context.onFiles { try workspace.checkCaseSet(keep) }
    }
    let bases = try self.bases(context)
    let made = try bases.map { question.cases(of: $0) } ?? question.cases(of: text(context))
    guard made.cases.contains(where: { $0.mutation != nil }) else {
      throw CommandFailure(
        .usage, "None of the mutations changes the content.",
        hint: "Choose others with --kinds, or a higher --rate.")
    }
    if !made.without.isEmpty {
      context.console.note(
        "precept: left out, as they change nothing here: \(made.without.joined(separator: ", "))")
    }
    let subject = try EvalCommands.subject(policy, context)
    guard let name = try context.engineName() else {
      throw CommandFailure(
        .usage, "The edge lab needs an engine that is named or configured.",
        hint: "Add --engine NAME, URL or rule-matcher.")
    }
    let log = try context.runLog()
    let engines = try await context.evaluationEngines([name])
    let plan = plan(made.cases, subject, engines, context)
    let claim: EvaluationClaim
    do {
      try plan.checkSize()
      claim = try context.onFiles {
        try log.sealOrphans(now: TimeSource.system.now().unixMilliseconds)
        try log.create(plan)
        return try log.claim(plan.id)
      }
    } catch {
      await engines.close()
      throw error
    }
    let status = try await EvaluationSitting(context: context, log: log, json: json)
      .run(claim, on: engines)
    if let keep { try self.keep(plan.id, in: keep, context) }
    return status
  }

  // MARK: The plan

  private func question(_ context: CommandContext) throws -> EdgeQuestion {
    let kinds = try Mutation.Kind.named(self.kinds)
    guard !kinds.isEmpty else {
      throw CommandFailure(
        .usage, "--kinds names no mutation.", hint: "precept mutate --list names all.")
    }
    let isOpenEnded = !Set(self.kinds).isDisjoint(with: ["all", "readable"])
    guard !stacks || !isOpenEnded else {
      throw CommandFailure(
        .usage, "So many kinds on one text leave nothing of it.",
        hint: "Name those to stack: --kinds homoglyph,zero-width --stack.")
    }
    return EdgeQuestion(
      kinds, seed: UInt64(clamping: context.options.seed ?? 1), rate: rate, variants: variants,
      stacks: stacks)
  }

  /// The cases of the set; nil where a content was given.
  private func bases(_ context: CommandContext) throws -> [PlannedCase]? {
    guard let set else { return nil }
    guard file == nil, content == nil else {
      throw CommandFailure(.usage, "Give either a content or --set, not both.")
    }
    let cases = try CaseCommands.caseSet(set, context).cases
    guard !cases.isEmpty else {
      throw CommandFailure(
        .usage, "There is no case in \(set).", hint: "Import or write some.")
    }
    return cases.map { PlannedCase($0) }
  }

  private func text(_ context: CommandContext) throws -> String {
    try context.content(file: file, text: content, to: "judge")
  }

  private func plan(
    _ cases: [PlannedCase], _ subject: Question.Subject, _ engines: EvaluationEngines,
    _ context: CommandContext
  ) -> EvaluationPlan {
    let member = engines.members[0]
    let arm = Arm(
      name: subject.name, policy: subject.policy, text: subject.text, format: subject.format,
      parameters: context.parameters(date: nil), engine: member.name, model: member.identity.model,
      targets: subject.targets)
    return EvaluationPlan(
      id: EvaluationID(CommandContext.newRunID()),
      createdAt: TimeSource.system.now().unixMilliseconds, kind: .edge,
      set: set ?? EdgeQuestion.content, arms: [arm], cases: cases, repeats: repeats,
      concurrency: engines.limit(concurrency: concurrency))
  }

  // MARK: Keeping

  /// Adds what did not hold to a case set, whether or not the evaluation came to its end.
  private func keep(_ id: EvaluationID, in name: String, _ context: CommandContext) throws {
    let picture = try context.picture(of: id.text)
    let cases = picture.keptFlips
    guard !cases.isEmpty else {
      context.console.note("precept: no variant flipped; nothing was added to \(name).")
      return
    }
    let workspace = try context.workspace()
    try context.onFiles {
      try workspace.writeCaseSet(named: name, cases: cases, existing: .extended)
    }
    let count = cases.count == 1 ? "1 case" : "\(cases.count) cases"
    context.console.note("precept: added \(count) to samples/\(name).jsonl.")
  }
}
