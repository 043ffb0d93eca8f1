import Digests
import Foundation
import Harmony
import Policies
import Runs

/// What was asked of whom, as a digest: two runs with the same key are draws of one experiment.
struct RunKey {
  let bytes: Data

  /// nil for runs that say nothing of a model.
  init?(_ record: RunRecord) throws {
    guard let parameters = record.parameters, let engine = record.engine,
      ![nil, .failed, .cancelled].contains(record.state)
    else { return nil }
    let format = try canonicalJSON(record.format)
    self.init(
      policy: sha256Hex(record.policyText), content: sha256Hex(record.content), format: format,
      parameters, engine)
  }

  init?(_ request: RunRequest, engine: EngineIdentity) throws {
    let format = try canonicalJSON(request.format)
    self.init(
      policy: sha256Hex(request.conversation.policy),
      content: sha256Hex(request.conversation.content), format: format, request.parameters, engine)
  }

  /// - Parameters:
  ///   - policy: the SHA-256 of its text; so the content's.
  ///   - format: its canonical JSON.
  init?(
    policy: String, content: String, format: [UInt8], _ parameters: RunParameters,
    _ engine: EngineIdentity
  ) {
    guard engine.isModel else { return nil }
    var asked = SealedHeader(kind: "question", number: 1)
    asked.add("policy", policy)
    asked.add("content", content)
    asked.add("format", String(decoding: format, as: UTF8.self))
    asked.add("effort", parameters.effort.rawValue)
    asked.add("temperature", "\(parameters.temperature)")
    asked.add("top_p", "\(parameters.topP)")
    asked.add("top_k", "\(parameters.topK)")
    asked.add("min_p", "\(parameters.minP)")
    asked.add("repeat_penalty", "\(parameters.repeatPenalty)")
    asked.add("max_tokens", parameters.maxTokens.map { "\($0)" })
    asked.add("date", parameters.date)
    asked.add("layout", parameters.layout.rawValue)
    asked.add("engine", engine.kind.rawValue)
    asked.add("model", engine.model)
    asked.add("build", engine.build)
    asked.add("route", engine.route?.rawValue)
    bytes = Data(asked.seal(after: "").utf8)
  }
}
