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
      seed: parameters.seed, limit: parameters.maxTokens ?? -1, slot: target.slot ?? -1
    ).requestBody()
    return PreparedRun(
      path: "/completion", body: body,
      prompt: PromptRecord(kind: .exact, segments: prompt.segments),
      stream: ResponseStream(
        .events, LlamaCompletionReader(controls: target.engine.controls), peer: target.name))
  }

  private struct Body: Encodable {
    var prompt: [Int]
    var temperature: Double
    var topP: Double
    var topK: Int
    var minP: Double
    var repeatPenalty: Double
    var seed: Int
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

  mutating func read(_ frame: StreamFrame) throws -> [StreamSign] {
    let frame = try frame.decode(Frame.self)
    if let progress = frame.progress {
      return progress.wait.map { [.event(.waiting($0))] } ?? []
    }
    var signs: [StreamSign] = []
    if !frame.content.isEmpty { signs += take(frame) }
    guard frame.stop else { return signs }
    if let usage = usage(frame) { signs.append(.event(.usage(usage))) }
    switch frame.stopType {
    case "limit": signs.append(.finish(.length))
    case "eos", "word", nil:
      signs.append(.finish(content.lastControl == .call ? .toolCall : .stop))
    case let word?: signs.append(.finish(word: word))
    }
    return signs + [.end]
  }

  mutating func finish() -> [StreamSign] { content.finish() }

  private mutating func take(_ frame: Frame) -> [StreamSign] {
    guard let controls, let ids = frame.tokens else { return content.append(markup: frame.content) }
    guard let control = ids.last.flatMap(controls.token) else {
      return content.append(.text(frame.content))
    }
    let text =
      frame.content.hasSuffix(control.rawValue)
      ? String(frame.content.dropLast(control.rawValue.count)) : frame.content
    let before = text.isEmpty ? [] : content.append(.text(text))
    return before + content.append(.control(control))
  }

  private func usage(_ frame: Frame) -> Usage? {
    let usage = Usage(
      promptTokens: frame.timings?.promptTokens ?? frame.evaluated,
      completionTokens: frame.predicted ?? frame.timings?.predicted,
      cachedTokens: frame.timings?.cached)
    return usage == Usage() ? nil : usage
  }

  private struct Frame: Decodable {
    var content: String
    var tokens: [Int]?
    var stop: Bool
    var stopType: String?
    @BoundedCount var evaluated: Int?
    @BoundedCount var predicted: Int?
    var timings: LlamaTimings?
    var progress: LlamaProgress?

    private enum CodingKeys: String, CodingKey {
      case content, tokens, stop, timings
      case stopType = "stop_type"
      case evaluated = "tokens_evaluated"
      case predicted = "tokens_predicted"
      case progress = "prompt_progress"
    }
  }
}
