import Foundation
import Harmony
import Policies
public import Runs

/// A piece of a record that is stored, sealed and erased by itself.
enum PartKind: String, CaseIterable {
  case policy, content, format, request, body, prompt, reasoning, commentary, answer, outcome
  case deltas, raw

  /// Whether the piece holds, quotes or describes the content, so that erasing the content erases
  /// it. Times and sizes of deltas do not.
  var dependsOnContent: Bool {
    switch self {
    case .policy, .format, .request, .deltas: false
    case .content, .body, .prompt, .reasoning, .commentary, .answer, .outcome, .raw: true
    }
  }
}

/// What was asked, beside the texts.
struct RequestPart: Codable {
  var policy: RunRequest.PolicyReference
  var parameters: RunParameters?
  var engine: EngineIdentity?
  var caseReference: String?
  var isLive: Bool

  init(_ record: RunRecord) {
    policy = record.policy
    parameters = record.parameters
    engine = record.engine
    caseReference = record.caseReference
    isLive = record.isLive
  }
}

/// What came of it, beside the texts.
struct OutcomePart: Codable {
  /// nil of a run that goes on, and in records of before schema 3.
  var state: RunState?
  var verdict: Verdict?
  /// nil where there is none, so that records of before have the same bytes.
  var undecided: [StatedLabel]?
  var citations: [Citation]
  var usage: Usage?
  var timing: RunRecord.Timing
  var altered: [Alteration]
  var warnings: [RunWarning]
  var failure: RunFailure?

  init(_ record: RunRecord, citations: [Citation]) {
    state = record.state
    verdict = record.verdict
    undecided = record.undecided.isEmpty ? nil : record.undecided
    self.citations = citations
    usage = record.usage
    timing = record.timing
    altered = record.altered
    warnings = record.warnings
    failure = record.failure
  }
}

/// JSON with sorted keys: the same value gives the same bytes, which are stored once.
func canonicalJSON(_ value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return [UInt8](try encoder.encode(value))
}

extension RunRecord {
  /// The bytes of each piece; a piece that is empty or not known has none.
  func bytes(of kind: PartKind) throws -> [UInt8]? {
    func filled(_ text: String) -> [UInt8]? { text.isEmpty ? nil : [UInt8](text.utf8) }
    return switch kind {
    case .policy: [UInt8](policyText.utf8)
    case .content: [UInt8](content.utf8)
    case .format: try canonicalJSON(format)
    case .request: try canonicalJSON(RequestPart(self))
    case .body: requestBody.map { [UInt8]($0.utf8) }
    case .prompt: try prompt.map { try canonicalJSON($0) }
    case .reasoning: filled(reasoning)
    case .commentary: filled(commentary)
    case .answer: filled(answer)
    case .outcome: try canonicalJSON(OutcomePart(self, citations: citations))
    case .deltas: deltas.isEmpty ? nil : DeltaCoding.encode(deltas)
    case .raw: raw.isEmpty ? nil : raw
    }
  }

  /// A record put together from its pieces. An erased piece is empty.
  init(
    id: Run.ID, startedAt: Int64, state: RunState?, parts: [PartKind: Data]
  ) throws {
    let decoder = JSONDecoder()
    func text(_ kind: PartKind) -> String { String(decoding: parts[kind] ?? Data(), as: UTF8.self) }
    guard let requestBytes = parts[.request] else { throw RunLogError.damaged("\(id) has no head") }
    let head = try decoder.decode(RequestPart.self, from: requestBytes)
    let format = try parts[.format].map { try decoder.decode(AnswerFormat.self, from: $0) }
    self.init(
      RunRequest(
        id: id, startedAt: startedAt, policy: head.policy,
        conversation: Conversation(policy: text(.policy), content: text(.content)),
        format: format ?? .undetermined,
        parameters: head.parameters ?? RunParameters(seed: 0, date: ""),
        caseReference: head.caseReference, isLive: head.isLive))
    parameters = head.parameters
    engine = head.engine
    self.state = state
    reasoning = text(.reasoning)
    commentary = text(.commentary)
    answer = text(.answer)
    requestBody = parts[.body].map { String(decoding: $0, as: UTF8.self) }
    prompt = try parts[.prompt].map { try decoder.decode(PromptRecord.self, from: $0) }
    deltas = try parts[.deltas].map { try DeltaCoding.decode($0) } ?? []
    raw = parts[.raw].map { [UInt8]($0) } ?? []
    if let outcome = try parts[.outcome].map({ try decoder.decode(OutcomePart.self, from: $0) }) {
      verdict = outcome.verdict
      undecided = outcome.undecided ?? []
      citations = outcome.citations
      usage = outcome.usage
      timing = outcome.timing
      altered = outcome.altered
      warnings = outcome.warnings
      failure = outcome.failure
    }
  }
}

extension RunWarning {
  /// The record's content and what the model said of it were erased.
  public static let erased = "erased"
}
