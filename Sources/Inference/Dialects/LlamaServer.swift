internal import Harmony
internal import Runs

extension EngineDialect {
  /// llama.cpp's server; tried with b11549 and b10434 (docs/engines.md). Port 9931 in current builds, 8080 before (facts 1).
  static let llamaServer = EngineDialect(
    kind: .llamaServer, title: "llama-server", ports: [9931, 8080], layout: .template,
    routes: [LlamaCompletionRoute(), ChatRoute(), ResponsesRoute()],
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repeatPenalty)
      request.returnProgress = true
      request.cachePrompt = true
    },
    ignoresModelNames: true, tokenizer: LlamaTokenizer(), renderer: LlamaRenderer(),
    busySlots: { peer in
      await peer.get([Slot].self, at: "/slots")?.prefix(SlotTable.most).map(\.isBusy)
    },
    recognise: { models, peer in
      guard models.server == "llama.cpp" || models.owners.contains("llamacpp") else { return nil }
      let properties = await peer.get(LlamaProperties.self, at: "/props")
      return EngineIdentity(
        name: "llama-server", kind: .llamaServer, model: models.preferredModel,
        build: properties?.build,
        context: properties?.settings?.context ?? models.context, slots: properties?.slots)
    })

  private struct Slot: Decodable, Sendable {
    var isBusy: Bool

    private enum CodingKeys: String, CodingKey {
      case isBusy = "is_processing"
    }
  }
}

/// What llama-server's `/props` answers.
struct LlamaProperties: Decodable, Sendable {
  struct Settings: Decodable, Sendable {
    /// Of one slot.
    @BoundedCount var context: Int?

    private enum CodingKeys: String, CodingKey {
      case context = "n_ctx"
    }
  }

  var build: String?
  var settings: Settings?
  @BoundedCount var slots: Int?
  var modelPath: String?

  private enum CodingKeys: String, CodingKey {
    case build = "build_info"
    case settings = "default_generation_settings"
    case slots = "total_slots"
    case modelPath = "model_path"
  }
}

/// llama-server's `/apply-template`. What spells a control token in its answer is one: the whole
/// prompt is tokenized with special tokens on (facts 7).
struct LlamaRenderer: PromptRenderer {
  let isCheap = true

  func segments(
    of messages: [ChatRequest.Message], effort: Effort, _ engine: KnownEngine, _ peer: EnginePeer
  ) async -> [PromptSegment]? {
    struct Question: Encodable, Sendable {
      var model: String?
      var messages: [ChatRequest.Message]
      var reasoningEffort: String
      var templateArguments: ChatRequest.TemplateArguments

      private enum CodingKeys: String, CodingKey {
        case model, messages
        case reasoningEffort = "reasoning_effort"
        case templateArguments = "chat_template_kwargs"
      }
    }
    struct Answer: Decodable, Sendable {
      var prompt: String
    }
    let question = Question(
      model: engine.identity.model, messages: messages, reasoningEffort: effort.rawValue,
      templateArguments: .init(reasoningEffort: effort.rawValue))
    return await peer.post(Answer.self, at: "/apply-template", question)
      .map { PromptSegment.segments(spelledIn: $0.prompt) }
  }
}
