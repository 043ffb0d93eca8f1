internal import Harmony
internal import Runs

extension EngineDialect {
  /// vLLM; tried with 0.32.0 (docs/engines.md). It renders Harmony itself, without the chat template,
  /// and reads text as text on all routes. It names the penalty on repetition in its own way. A tool
  /// call ends with `stop` and the id of `<|call|>`; the rendered prompt is shown only with
  /// `--enable-scale-out`.
  static let vllm = EngineDialect(
    kind: .vllm, title: "vLLM", ports: [8000], layout: .developer,
    routes: [VLLMCompletionRoute(), ChatRoute(), ResponsesRoute()],
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repetitionPenalty)
    },
    tokenizer: VLLMTokenizer(), renderer: VLLMRenderer(),
    recognise: { models, peer in
      guard models.owners.contains("vllm") else { return nil }
      return EngineIdentity(
        name: "vllm", kind: .vllm, model: models.preferredModel,
        build: await peer.get(EngineVersion.self, at: "/version")?.version,
        context: models.context)
    })
}

/// What `/version` and `/api/version` answer.
struct EngineVersion: Decodable, Sendable {
  var version: String
}

/// vLLM's `/v1/chat/completions/render`, which answers with token ids, and `/detokenize` for the text
/// between the control tokens.
struct VLLMRenderer: PromptRenderer {
  let isCheap = true
  /// A rendered conversation of ours has about a dozen.
  private static let mostControls = 200

  func segments(
    of messages: [ChatRequest.Message], effort: Effort, _ engine: KnownEngine, _ peer: EnginePeer
  ) async -> [PromptSegment]? {
    guard let controls = engine.controls else { return nil }
    let question = Question(
      model: engine.identity.model, messages: messages, reasoningEffort: effort.rawValue)
    guard
      let answer = await peer.post(
        Answer.self, at: "/v1/chat/completions/render", question)
    else { return nil }
    var segments: [PromptSegment] = []
    // Each text between two control tokens is a question of its own.
    guard answer.ids.count(where: { controls.token($0) != nil }) <= Self.mostControls else {
      return nil
    }
    var run: [Int] = []
    func endRun() async -> Bool {
      guard !run.isEmpty else { return true }
      let text = await peer.post(
        Text.self, at: "/detokenize", Tokens(model: engine.identity.model, tokens: run))
      run = []
      guard let text else { return false }
      segments.append(.text(text.prompt))
      return true
    }
    for id in answer.ids {
      guard let control = controls.token(id) else {
        run.append(id)
        continue
      }
      guard await endRun() else { return nil }
      segments.append(.control(control))
    }
    return await endRun() ? segments : nil
  }

  /// Since 0.32 the route is among the “scale-out endpoints”, which are off by default.
  func refusal(_ engine: KnownEngine, _ peer: EnginePeer) async -> String? {
    let question = Question(
      model: engine.identity.model, messages: [.init(role: "user", content: "x")],
      reasoningEffort: Effort.low.rawValue)
    guard let reply = await peer.post("/v1/chat/completions/render", question), reply.status == 403
    else { return nil }
    return EngineError(reply.body)?.message ?? "HTTP 403"
  }

  private struct Question: Encodable, Sendable {
    var model: String?
    var messages: [ChatRequest.Message]
    var reasoningEffort: String

    private enum CodingKeys: String, CodingKey {
      case model, messages
      case reasoningEffort = "reasoning_effort"
    }
  }

  private struct Tokens: Encodable, Sendable {
    var model: String?
    var tokens: [Int]
  }

  private struct Text: Decodable, Sendable {
    var prompt: String
  }

  /// An object with `token_ids`; before 2026 a pair of the conversation and the prompts with their
  /// `prompt_token_ids`.
  private struct Answer: Decodable, Sendable {
    private struct Prompt: Decodable {
      var ids: [Int]

      enum CodingKeys: String, CodingKey {
        case ids = "prompt_token_ids"
      }
    }

    private enum CodingKeys: String, CodingKey {
      case ids = "token_ids"
    }

    var ids: [Int]

    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: CodingKeys.self) {
        ids = try container.decode([Int].self, forKey: .ids)
        return
      }
      var pair = try decoder.unkeyedContainer()
      _ = try pair.superDecoder()
      guard let first = try pair.decode([Prompt].self).first else {
        throw DecodingError.dataCorruptedError(in: pair, debugDescription: "no prompt")
      }
      ids = first.ids
    }
  }
}
