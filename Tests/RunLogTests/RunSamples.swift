import Foundation
import Harmony
import Policies
import RunLog
import Runs

/// Runs for tests, each with an id and time of its own.
enum RunSamples {
  static func request(
    _ number: Int, content: String = "Earn $$$ now", policy: String = "# Spam",
    name: String = "spam",
    isLive: Bool = false
  ) -> RunRequest {
    RunRequest(
      id: Run.ID(milliseconds: UInt64(1000 + number), high: 7, low: UInt64(number)),
      startedAt: Int64(1000 + number), policy: .init(name: name, version: 7, basedOn: 6),
      conversation: Conversation(policy: policy, content: content),
      format: AnswerFormat(
        shape: .token, labels: [.init("SP3", .violates)], source: .inferred(lines: [3])),
      parameters: RunParameters(seed: 42, maxTokens: 100, date: "2026-11-23"),
      caseReference: "marketplace/mk-01", isLive: isLive)
  }

  /// A record with something in every field.
  static func finished(_ request: RunRequest, reasoning: String = "It promotes [SP3].") -> RunRecord
  {
    var record = RunRecord(request)
    record.engine = EngineIdentity(
      name: "here", kind: .llamaServer, url: "http://127.0.0.1:8080", model: "safeguard.gguf",
      build: "b1", context: 8192)
    record.reasoning = reasoning
    record.commentary = "c"
    record.answer = "SP3"
    record.verdict = Verdict(
      decision: .violates, labels: [.init(label: "SP3", decision: .violates)], rationale: "why")
    record.state = .ok
    record.citations = [
      Citation(kind: .id, text: "SP3", channel: "analysis", range: 13..<16, line: 3, known: true)
    ]
    record.usage = Usage(promptTokens: 10, completionTokens: 5)
    record.timing = .init(firstReasoning: 3, firstAnswer: 90, total: 120)
    record.altered = [Alteration(part: .content, offset: 1, original: "<|end|>", sent: "<| end|>")]
    record.warnings = [RunWarning("w", "m")]
    record.deltas = [
      .init(at: 3, channel: .analysis, offset: 0), .init(at: 40, channel: .analysis, offset: 9),
      .init(at: 90, channel: .final, offset: 0),
    ]
    record.requestBody = "{\"messages\":[\"\(request.conversation.content)\"]}"
    record.prompt = PromptRecord(kind: .predicted, segments: [.control(.start), .text("system")])
    record.raw = [0xFF, 0, 1]
    return record
  }
}

/// A folder for a database, removed with the value.
final class LogFolder {
  let path = NSTemporaryDirectory() + "/precept-log-\(UUID().uuidString)"

  init() {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var database: String { path + "/runs.sqlite" }

  /// Whether any file of the folder holds the text.
  func holds(_ text: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: path).contains {
      try Data(contentsOf: URL(filePath: path + "/" + $0)).range(of: Data(text.utf8)) != nil
    }
  }
}
