internal import Foundation
internal import Harmony
internal import Runs

/// Exact mode on llama-server: `/completion` with token ids, and the model's own tokens back.
struct LlamaCompletionRoute: Route {
  let name = EngineRoute.exact

  func prepare(_ request: RunRequest, _ target: RouteTarget) async throws -> PreparedRun {
    let parameters = request.parameters
    let prompt = try await ExactPrompt(of: request, target, by: LlamaTokenizer())
    let body = try Body(
      prompt: prompt.ids, temperature: parameters.temperature, topP: parameters.topP,
      topK: parameters.topK, minP: parameters.minP, repeatPenalty: parameters.repeatPenalty,
      seed: parameters.sentSeed, limit: parameters.maxTokens ?? -1, slot: target.slot ?? -1
    ).requestBody()
    return PreparedRun(
      path: "/completion", body: body,
      prompt: PromptRecord(kind: .exact, segments: prompt.segments),
      stream: ResponseStream(
        .events, LlamaCompletionReader(controls: target.engine.controls), peer: target.name,
        tokenLimits: target.limits(parameters)))
  }

  private struct Body: Encodable {
    var prompt: [Int]
    var temperature: Double
    var topP: Double
    var topK: Int
    var minP: Double
    var repeatPenalty: Double
    var seed: Int?
    /// −1: as much as the slot has room for.
    var limit: Int
    /// −1: the engine chooses.
    var slot: Int
    var stream = true
    var returnTokens = true
    var returnProgress = true
    var cachePrompt = true
    /// Ends of turns are not printed otherwise, so that one could not tell `<|return|>` from
    /// `<|call|>` (facts 7).
    var preservedTokens = [ControlToken.return.rawValue, ControlToken.call.rawValue]

    private enum CodingKeys: String, CodingKey {
      case prompt, temperature, seed, stream
      case topP = "top_p"
      case topK = "top_k"
      case minP = "min_p"
      case repeatPenalty = "repeat_penalty"
      case limit = "n_predict"
      case slot = "id_slot"
      case returnTokens = "return_tokens"
      case returnProgress = "return_progress"
      case cachePrompt = "cache_prompt"
      case preservedTokens = "preserved_tokens"
    }
  }
}

/// Reads the frames of `/completion`: usually one token each; where bytes of a scalar were held back,
/// several, of which only the last can be a control token. The last frame repeats all settings.
struct LlamaCompletionReader: FrameReader {
  private let controls: ControlTokenIDs?
  private var content = ExactContent()

  init(controls: ControlTokenIDs?) {
    self.controls = controls
  }

  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    var signs: [StreamSign] = []
    if let wait = frame.promptProgress(&notes) { signs.append(.event(.waiting(wait))) }
    if let text = frame["content"]?.string, !text.isEmpty { signs += take(text, frame, &notes) }
    guard frame["stop"] == .bool(true) || frame["stop"] == .integer(1) else { return signs }
    if let usage = SignalTable.llamaCompletion.usage(in: frame, &notes) {
      signs.append(.event(.usage(usage)))
    }
    return signs + ending(frame) + [.end]
  }

  mutating func finish() -> [StreamSign] { content.finish() }

  private mutating func take(
    _ text: String, _ frame: FrameValue, _ notes: inout FrameNotes
  ) -> [StreamSign] {
    guard let controls, let ids = frame.tokenIDs("tokens", &notes) else {
      return content.append(markup: text)
    }
    return content.append(text, ids: ids, controls)
  }

  private func ending(_ frame: FrameValue) -> [StreamSign] {
    var endings = SignalTable.llamaCompletion.endings(in: frame)
    // Builds before 2025 say it in fields of their own.
    if frame["stopped_limit"] == .bool(true) { endings.append(.ending("limit")) }
    if endings.isEmpty { endings = [.finish(.stop)] }
    // The context was cut to make room: the answer no longer rests on the whole policy.
    if frame["truncated"] == .bool(true) { endings.append(.ending("limit")) }
    return endings + (content.lastControl == .call ? [.finish(.toolCall)] : [])
  }
}

extension FrameValue {
  /// Ids of tokens; nil where there are none, or where they cannot be read.
  func tokenIDs(_ name: String, _ notes: inout FrameNotes) -> [Int]? {
    guard let value = self[name] else { return nil }
    if case .array(let elements) = value {
      let ids = elements.compactMap(\.int)
      if ids.count == elements.count { return ids }
    }
    notes.note(name, value)
    return nil
  }
}
