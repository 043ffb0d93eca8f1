import Foundation
import Harmony
public import Policies
import RunLog
import Runs
import Wording

/// `precept run`: one content under one or several policies, the chain on stderr as it comes, the
/// verdict on stdout.
public struct RunCommand: Sendable {
  public var policies: [String]
  /// Whether the output is an array even of one run: with `--policy`, or with repeats.
  public var isArray: Bool
  public var file: String?
  public var content: String?
  public var repeats: Int
  public var date: String?
  public var json: Bool
  public var failOn: Set<Decision>

  public init(
    policies: [String], isArray: Bool, file: String?, content: String?, repeats: Int,
    date: String?, json: Bool, failOn: Set<Decision>
  ) {
    self.policies = policies
    self.isArray = isArray
    self.file = file
    self.content = content
    self.repeats = repeats
    self.date = date
    self.json = json
    self.failOn = failOn
  }

  public func run(in context: CommandContext) async throws -> ExitStatus {
    let console = context.console
    let policies = try policies.map { try context.policy($0) }
    let content = try context.content(file: file, text: content, to: "judge")
    let chosen = try await context.chooseEngine(mustBeNamed: !failOn.isEmpty)
    let recorder = context.recorder()
    var records: [RunRecord] = []
    for policy in policies {
      let outline = policy.outline
      for _ in 0..<repeats {
        var request = context.request(
          policy: policy, format: policy.format(outline), content: content, date: date)
        if repeats > 1 { request.parameters.sendsSeed = true }
        let record = await HeadlessRun(console: console, recorder: recorder, showsChain: true)
          .run(request, on: chosen.engine)
        records.append(record)
        if !json, !isArray { console.print(record.line) }
        if !json, isArray { console.print("\(policy.name): \(record.line)") }
        if record.state == .cancelled { break }
      }
    }
    await chosen.close()
    await recorder.finish(console)
    if json {
      let documents = records.map {
        RunJSON.document($0, isRecorded: !recorder.isWaiting($0.id))
      }
      console.print(
        isArray || repeats > 1 ? JSON.array(documents).document : documents[0].document)
    }
    return status(of: records, console)
  }

  private func status(of records: [RunRecord], _ console: Console) -> ExitStatus {
    for record in records {
      if let failure = record.failure {
        console.note("precept: \(failure.message) \(failure.hint)")
      }
    }
    if records.contains(where: { $0.state == .cancelled }) { return .interrupted }
    if records.contains(where: { $0.state == .failed }) { return .engine }
    if records.contains(where: { $0.state != .ok }) { return .noVerdict }
    let met = records.contains { $0.verdict.map { failOn.contains($0.decision) } ?? false }
    return met ? .decided : .done
  }
}

extension RunRecord {
  /// The verdict in one line: `VIOLATES SP3.b`.
  var line: String {
    guard let verdict else {
      let stated = spelledLabels.joined(separator: ", ")
      return decisionWords(ascii: true)
        + (stated.isEmpty ? "" : "  \(stated) \(DecisionWords.undecided)")
    }
    return ([verdict.decision.rawValue.uppercased()] + spelledLabels).joined(separator: " ")
  }
}

extension CommandContext {
  func request(
    policy: PolicyArgument, format: AnswerFormat, content: String, date: String?,
    caseReference: String? = nil
  ) -> RunRequest {
    RunRequest(
      id: Self.newRunID(), startedAt: TimeSource.system.now().unixMilliseconds,
      policy: .init(
        name: policy.name, version: policy.version?.number, basedOn: policy.basedOn),
      conversation: Conversation(policy: policy.text, content: content), format: format,
      parameters: parameters(date: date), caseReference: caseReference)
  }
}
