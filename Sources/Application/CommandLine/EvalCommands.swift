import Cases
public import Evaluation
import Inference
import Policies
import RunLog
public import Runs
import Wording
import Workspace

/// What `precept eval run` was asked.
public struct EvaluationOptions: Sendable {
  public var policies: [String] = []
  public var set = ""
  public var kind = Question.Kind.policies
  public var repeats = 1
  public var enough: Int?
  public var concurrency: Int?
  public var reuses = false
  /// Engines to compare with.
  public var against: [String] = []
  /// More endpoints of the engine.
  public var endpoints: [String] = []
  public var label: String?
  /// Only cases with one of these tags.
  public var tags: [String] = []
  public var limit: Int?

  public init() {}
}

/// `precept eval run`, `resume`, `list`, `show` and `delete`.
public enum EvalCommands {
  public static func run(
    _ options: EvaluationOptions, json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let cases = try chosenCases(options, context)
    guard let name = try context.engineName() else {
      throw CommandFailure(
        .usage, "An evaluation needs an engine that is named or configured.",
        hint: "Add --engine NAME, URL or rule-matcher.")
    }
    let subjects = try options.policies.map { try subject($0, context) }
    for subject in subjects { try refuseGap(of: subject, context) }
    let engines = try await context.evaluationEngines(
      [name] + options.against, further: options.endpoints)
    let plan: EvaluationPlan
    do {
      plan = try self.plan(options, subjects, cases, engines, context)
    } catch {
      await engines.close()
      throw error
    }
    let log = try context.runLog()
    let claim = try context.onFiles {
      try log.sealOrphans(now: TimeSource.system.now().unixMilliseconds)
      try log.create(plan)
      return try log.claim(plan.id)
    }
    return try await EvaluationSitting(context: context, log: log, json: json)
      .run(claim, on: engines)
  }

  /// Names what the policy leaves open before a single run is spent; refuses where nothing could be
  /// measured.
  private static func refuseGap(of subject: Question.Subject, _ context: CommandContext) throws {
    guard let gap = AnswerGap(subject.format) else { return }
    guard !gap.preventsMeasuring else {
      throw CommandFailure(.usage, "\(subject.name): \(gap.sentence)", hint: gap.hint)
    }
    context.console.note("precept: \(subject.name): \(gap.sentence) \(gap.hint)")
  }

  private static func chosenCases(
    _ options: EvaluationOptions, _ context: CommandContext
  ) throws -> [PlannedCase] {
    let set = try CaseCommands.caseSet(options.set, context)
    var cases = set.cases
    if !options.tags.isEmpty {
      cases = cases.filter { !Set($0.tags).isDisjoint(with: options.tags) }
    }
    if let limit = options.limit { cases = Array(cases.prefix(limit)) }
    guard !cases.isEmpty else {
      throw CommandFailure(
        .usage, "There is no case to evaluate in \(options.set).",
        hint: options.tags.isEmpty ? "Import or write some." : "No case has one of these tags.")
    }
    return cases.map { PlannedCase($0) }
  }

  static func subject(_ argument: String, _ context: CommandContext) throws
    -> Question.Subject
  {
    let policy = try context.policy(argument)
    let version = policy.version.map { "@\($0.number)" } ?? ""
    return Question.Subject(
      name: policy.name + version,
      policy: .init(
        name: policy.name, version: policy.version?.number, basedOn: policy.basedOn),
      text: policy.text, format: policy.format(policy.outline), targets: policy.settings.targets)
  }

  private static func plan(
    _ options: EvaluationOptions, _ subjects: [Question.Subject], _ cases: [PlannedCase],
    _ engines: EvaluationEngines, _ context: CommandContext
  ) throws -> EvaluationPlan {
    var seen: Set<String> = []
    let answerers = engines.members.filter { seen.insert($0.name).inserted }
      .map { Question.Answerer(name: $0.name, model: $0.identity.model) }
    let question = Question(
      options.kind, of: subjects, on: answerers, context.parameters(date: nil),
      label: options.label)
    guard let arms = question.arms else {
      throw CommandFailure(
        .usage, "\(subjects[0].name) has no rule of that id.",
        hint: "precept outline \(options.policies[0]) lists its rules.")
    }
    guard Set(arms.map(\.name)).count == arms.count else {
      throw CommandFailure(.usage, "The same policy, or engine, is named twice.")
    }
    let plan = EvaluationPlan(
      id: EvaluationID(CommandContext.newRunID()),
      createdAt: TimeSource.system.now().unixMilliseconds, kind: question.planKind,
      set: options.set, arms: arms, cases: cases, repeats: options.repeats,
      enough: options.enough, concurrency: engines.limit(concurrency: options.concurrency),
      reuses: options.reuses)
    try plan.checkSize()
    let unknown = UnknownLabels(in: plan)
    for sentence in unknown.sentences(of: subjects[0].name) {
      context.console.note("precept: \(sentence).")
    }
    // Before hours are spent, rather than after.
    for reading in plan.readings where !plan.judges(by: reading) {
      throw CommandFailure(
        .usage, "No case of \(options.set) says what to expect under \(reading.name).",
        hint:
          "Give the cases an expected label of the policy, or choose one of theirs with --label.")
    }
    return plan
  }

  /// Goes on where an evaluation ended.
  ///
  /// - Parameters:
  ///   - states: runs that ended in one of these states are run again.
  ///   - confirmed: addresses on other machines that the evaluation used and may use again.
  public static func resume(
    _ prefix: String, redoing states: Set<RunState>, concurrency: Int?, endpoints: [String],
    confirmed: [String] = [], json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let log = try context.runLog()
    // First of all: while another process works on it, nothing of it may change.
    let claim = try context.onFiles {
      try log.sealOrphans(now: TimeSource.system.now().unixMilliseconds)
      return try log.claim(try log.evaluationID(matching: prefix))
    }
    let plan = claim.plan
    try checkAddresses(plan.engines, confirmed)
    let engines = try await context.evaluationEngines(plan.engines, further: endpoints)
    for arm in plan.arms {
      let now = engines.members.first { $0.name == arm.engine }?.identity.model
      guard now == nil || arm.model == nil || now == arm.model else {
        await engines.close()
        throw CommandFailure(
          .engine,
          "\(arm.engine) serves \(now ?? "no model") now, and the evaluation began on \(arm.model ?? "another").",
          hint: "Start that model again, or begin a new evaluation.")
      }
    }
    if !states.isEmpty { try context.onFiles { _ = try log.reopen(claim, endedIn: states) } }
    return try await EvaluationSitting(
      context: context, log: log, json: json, concurrency: concurrency
    ).run(claim, on: engines)
  }

  /// Records may have come with a workspace that somebody else made: an address elsewhere that
  /// stands in them is not sent anything unless the user names it too.
  private static func checkAddresses(_ engines: [String], _ confirmed: [String]) throws {
    for name in engines where name.contains("://") && !confirmed.contains(name) {
      guard (try? EngineURL(name))?.isLoopback != true else { continue }
      throw CommandFailure(
        .usage, "The evaluation ran on \(name), which is not on this machine. Nothing was sent.",
        hint: "To continue there, add --engine \(name).")
    }
  }

  public static func list(json: Bool, in context: CommandContext) throws -> ExitStatus {
    let log = try context.recordsToRead()
    let all = try context.onFiles { try log.evaluations() }
    if json {
      let rows = all.map { item -> JSON in
        [
          "eval": .string(item.id.text), "created": .string(item.time),
          "kind": .string(item.kind.rawValue), "set": .string(item.set), "arms": JSON(item.arms),
          "engines": JSON(item.engines), "cases": .int(item.cases), "repeats": .int(item.repeats),
          "done": .int(item.done), "total": .int(item.total), "right": .int(item.right),
          "judged": .int(item.judged),
        ]
      }
      context.console.print(JSON.object([("schema", 1), ("evaluations", .array(rows))]).document)
      return .done
    }
    for item in all {
      let share =
        item.judged > 0
        ? "  \(item.right)/\(item.judged) right"
          + (item.judged < item.cases ? " of \(item.cases) cases" : "") : ""
      let state = item.done < item.total ? "  \(item.done)/\(item.total) done" : ""
      context.console.print(
        "\(item.id)  \(item.time)  \(item.arms.joined(separator: ", ")) × \(item.set)\(share)\(state)"
      )
    }
    if all.isEmpty { context.console.note("precept: there is no evaluation yet.") }
    return .done
  }

  public static func show(
    _ prefix: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let picture = try context.picture(of: prefix)
    let log = try context.recordsToRead()
    let partings = try context.onFiles { try log.partings(of: picture) }
    EvaluationText(picture: picture, console: context.console, partings: partings)
      .write(json: json, timing: nil)
    return .done
  }

  public static func delete(_ prefix: String, in context: CommandContext) throws -> ExitStatus {
    let log = try context.runLog()
    try context.onFiles {
      let id = try log.evaluationID(matching: prefix)
      try log.delete(log.claimDeletion(of: id))
      context.console.note("precept: the evaluation \(id) is deleted; its runs stay.")
    }
    return .done
  }
}

extension CommandContext {
  func picture(of prefix: String) throws -> EvaluationPicture {
    let log = try recordsToRead()
    return try onFiles {
      let id = try log.evaluationID(matching: prefix)
      return EvaluationPicture(try log.plan(of: id), results: try log.results(of: id))
    }
  }
}

extension EvaluationPlan {
  /// - Throws: ``CommandFailure`` for a plan of more trials than can be run.
  func checkSize() throws {
    guard count > Self.mostTrials else { return }
    throw CommandFailure(
      .usage, "The evaluation would make \(count) runs, and \(Self.mostTrials) are the most.",
      hint: "Lower --repeats, or take fewer cases with --limit.")
  }
}
