internal import Harmony
internal import Runs

extension EngineDialect {
  /// Ollama; read at fb307609 (docs/engines.md). Its OpenAI route passes on neither `top_k` nor template arguments, and takes
  /// `reasoning_effort` (facts 3).
  static let ollama = EngineDialect(
    kind: .ollama, title: "Ollama", ports: [11434], layout: .template,
    routes: [OllamaRoute(), ChatRoute(), ResponsesRoute()],
    addFields: { _, _ in },
    renderer: OllamaRenderer(),
    recognise: { models, peer in
      guard let version = await peer.get(EngineVersion.self, at: "/api/version") else {
        return nil
      }
      let loaded = await peer.get(LoadedModels.self, at: "/api/ps")
      let model = models.preferredModel
      return EngineIdentity(
        name: "ollama", kind: .ollama, model: model, build: version.version,
        context: model.flatMap { name in loaded?.models.first { $0.isModel(name) }?.context })
    })
}

/// Ollama's `_debug_render_only`. It loads the model to answer, and a version that does not know the
/// field generates: so it is asked by the doctor only, with room for one token.
struct OllamaRenderer: PromptRenderer {
  let isCheap = false

  func segments(
    of messages: [ChatRequest.Message], effort: Effort, _ engine: KnownEngine, _ peer: EnginePeer
  ) async -> [PromptSegment]? {
    struct Answer: Decodable, Sendable {
      struct Information: Decodable, Sendable {
        var prompt: String

        private enum CodingKeys: String, CodingKey {
          case prompt = "rendered_template"
        }
      }

      var information: Information?

      private enum CodingKeys: String, CodingKey {
        case information = "_debug_info"
      }
    }
    let question = OllamaRoute.Body(
      rendering: messages, model: engine.identity.model ?? "", effort: effort)
    // It may have to load the model first.
    return await peer.patient(.seconds(120)).post(Answer.self, at: "/api/chat", question)?
      .information.map { PromptSegment.segments(spelledIn: $0.prompt) }
  }
}
