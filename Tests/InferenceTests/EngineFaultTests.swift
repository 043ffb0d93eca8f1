import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

/// Faults that were seen with real engines: vLLM 0.32, OpenAI's reference server 0.0.9, LiteLLM 1.108,
/// llama-cpp-python 0.3.36. Bytes are shaped after what they sent.
@Suite(.timeLimit(.minutes(1))) struct EngineFaultTests {
  // MARK: Numbers of a context

  @Test(arguments: [
    ("Input length (20158) exceeds model's maximum context length (16384).", 20158, 16384),
    (
      "This model's maximum context length is 16384 tokens. However, your prompt contains 19400 input tokens, which exceeds this limit even without any output tokens. (parameter=input_tokens, value=19400)",
      19400, 16384
    ),
    (
      "litellm.BadRequestError: ContextWindowExceededError: OpenAIException - request (20097 tokens) exceeds the available context size (4096 tokens), try increasing it model=gpt-oss-safeguard-20b.",
      20097, 4096
    ),
    (
      "This model's maximum context length is 8,192 tokens. However, your messages resulted in 66,275 tokens.",
      66275, 8192
    ),
    (
      "The prompt (total length 9000) is too long to fit into the model (context length 4096).",
      9000, 4096
    ),
    ("Requested tokens (20097) exceed context window of 4096", 20097, 4096),
    ("prompt is too long: 210000 tokens > 200000 maximum context length", 210000, 200000),
    ("the input of gpt-4-0613 has 5000 tokens, the context length is 4096", 5000, 4096),
  ])
  func numbersOfAContextAreReadByTheirSentence(_ text: String, _ prompt: Int, _ limit: Int) {
    let error = EngineError(message: text)
    #expect(error.isContextOverflow)
    let failure = RunFailure.context(error, peer: "the engine")
    #expect(failure.kind == .context)
    #expect(failure.message.contains("has \(prompt) tokens, more than the \(limit) of"))
  }

  @Test func whereTheSentenceDoesNotSayBothItIsToldAsItIs() {
    for text in [
      "The context length is exceeded.", "maximum context length is 4096 tokens",
      "context size 4096: your request has 4000 tokens and asks for 500",
    ] {
      let failure = RunFailure.context(EngineError(message: text), peer: "the engine")
      #expect(failure.message.contains(text))
    }
    let tokens = EngineError(
      message:
        "max_tokens=200000 cannot be greater than max_model_len=16384. Please request fewer output tokens."
    )
    #expect(!tokens.isContextOverflow)
  }

  // MARK: Causes

  private func failure(
    _ route: EngineRoute, model: String = "m", kind: EngineIdentity.Kind? = nil,
    _ script: @escaping @Sendable (String) -> [ScriptedServer.Step]
  ) async throws -> RunFailure? {
    let server = try await ScriptedServer.start { _, request in script(request) }
    let failure = try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(
          name: "engine", url: server.url, model: model, kind: kind, route: route,
          silenceTimeout: .seconds(20)), client: client)
      return await engine.events(of: .test("hello")).failure
    }
    await server.stop()
    return failure
  }

  private static let vllmModels =
    #"{"data":[{"id":"tiny-harmony","owned_by":"vllm","max_model_len":16384}]}"#

  @Test func theRouteExactTellsWhyItCannotBeTaken() async throws {
    let locked = try await failure(.exact) { _ in
      [.reply("401 Unauthorized", #"{"error":"Unauthorized"}"#), .close]
    }
    #expect(locked?.kind == .unauthorized)
    let unknown = try await failure(.exact, model: "no-such-model") { request in
      request.hasPrefix("GET /v1/models")
        ? [.reply("200 OK", Self.vllmModels), .close]
        : [
          .reply(
            "404 Not Found", #"{"error":{"message":"The model `no-such-model` does not exist."}}"#),
          .close,
        ]
    }
    #expect(unknown?.kind == .notFound)
    #expect(unknown?.message.contains("no-such-model") == true)
    #expect(unknown?.message.contains("tiny-harmony") == true)
    let gone = try await withClient { client in
      let server = try await ScriptedServer.start { _, _ in [] }
      await server.stop()
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(name: "engine", url: server.url, route: .exact),
        client: client)
      return await engine.events(of: .test("hello")).failure
    }
    #expect(gone?.kind == .unreachable)
    #expect(gone?.message.contains("Nothing answers") == true)
    let other = try await failure(.exact, kind: .openAICompatible) { request in
      request.hasPrefix("GET") ? [.reply("404 Not Found", "{}"), .close] : [.close]
    }
    #expect(other?.kind == .request)
    #expect(other?.hint.contains("--route") == true)
  }

  // MARK: Servers without a list

  private static func referenceServer(_ request: String) -> [ScriptedServer.Step] {
    guard request.hasPrefix("POST /v1/responses ") else {
      return [.reply("404 Not Found", #"{"detail":"Not Found"}"#), .close]
    }
    return [
      .streamHead,
      .event(#"{"type":"response.output_text.done","item_id":"m","content_index":0,"text":"1"}"#),
      .event(
        #"{"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":9,"output_tokens":2}}}"#
      ),
      .close,
    ]
  }

  @Test func aServerWithoutAListIsUsedAsConfigured() async throws {
    let server = try await ScriptedServer.start { _, request in Self.referenceServer(request) }
    try await withClient { client in
      let configuration = try EngineConfiguration(
        name: "reference", url: server.url, model: "gpt-oss-20b", route: .responses,
        silenceTimeout: .seconds(20))
      let found = await EngineDiscovery(client: client, ports: []).find(
        configured: [configuration], within: .seconds(5))
      #expect(found.map(\.status) == [.ready])
      #expect(found.first?.identity.model == "gpt-oss-20b")
      #expect(found.first?.identity.route == .responses)
      // Nobody named it: a port that answers 404 is no engine.
      let unnamed = await EngineDiscovery(client: client, ports: [server.port]).find(
        within: .seconds(5))
      #expect(unnamed.isEmpty)
      let engine = HTTPEngine(configuration: configuration, client: client)
      let kinds = await engine.events(of: .test("hello"))
      #expect(kinds.text(of: .final) == "1")
      #expect(kinds.last == .finished(.stop))
      var findings: [String: EngineFinding] = [:]
      for await finding in Doctor(engine, date: "2026-11-23").examine() {
        findings[finding.id] = finding
      }
      #expect(findings["engine"]?.level == .caution)
      #expect(findings["engine"]?.summary.contains("lists no models") == true)
      #expect(findings["stop"]?.level == .fine)
      #expect(findings.count > 5)
      // The hint never names the route that failed.
      var other = configuration
      other.route = .chat
      let failure = await HTTPEngine(configuration: other, client: client)
        .events(of: .test("hello")).failure
      #expect(failure?.kind == .notFound)
      #expect(failure?.hint.contains("--route responses") == true)
    }
    await server.stop()
  }

  @Test func aProxyThatFailsWithoutAKeyIsThere() async throws {
    let server = try await ScriptedServer.start { _, _ in
      [.reply("500 Internal Server Error", type: "text/plain", "Internal Server Error"), .close]
    }
    try await withClient { client in
      let found = await EngineDiscovery(client: client, ports: []).find(
        configured: [try EngineConfiguration(name: "litellm", url: server.url)], within: .seconds(5)
      )
      #expect(found.map(\.status) == [.ready])
    }
    await server.stop()
  }

  @Test func anUnknownModelOfAProxyIsNotBlamedOnSampling() throws {
    let reply = EngineClient.Reply(
      status: 400, contentType: "application/json",
      body: Array(
        #"{"error":{"message":"/chat/completions: Invalid model name passed in model=nope. Call `/v1/models` to view available models for your key.","type":"invalid_request_error","code":"400"}}"#
          .utf8))
    let failure = RunFailure.refused(
      reply, peer: "litellm",
      configuration: try EngineConfiguration(
        name: "litellm", url: "http://127.0.0.1:1", model: "nope"))
    #expect(failure.kind == .notFound)
    #expect(!failure.hint.contains("sampling"))
  }

  // MARK: Documents and empty streams

  @Test func aDocumentInPlaceOfAStreamIsReadOverHTTP() async throws {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET")
        ? [.reply("404 Not Found", "{}"), .close]
        : [
          .reply(
            "200 OK",
            #"{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"1","reasoning":"hm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#
          ), .close,
        ]
    }
    try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(
          name: "e", url: server.url, kind: .openAICompatible, silenceTimeout: .seconds(20)),
        client: client)
      let kinds = await engine.events(of: .test("hello"))
      #expect(kinds.text(of: .final) == "1")
      #expect(kinds.text(of: .analysis) == "hm")
      #expect(kinds.usage?.completionTokens == 2)
      #expect(kinds.last == .finished(.stop))
    }
    await server.stop()
  }

  @Test func anEmptyStreamAndACutOneSayWhatTheyMayMean() {
    var empty = ResponseStream(.events, ChatReader(), peer: "engine")
    #expect(empty.end().failure?.hint.contains("--n_ctx") == true)
    var cut = ResponseStream(.events, ChatReader(), peer: "engine")
    let kinds = cut.consume(
      Array(
        "data: {\"id\":\"chatcmpl-0bd1c4f5-8f0e-4b7d-9d6c-3a52c1f0e7aa\",\"choices\":[]}\n\ndata: [DONE]\n\n"
          .utf8))
    #expect(kinds.failure?.hint.contains("--interrupt_requests false") == true)
  }

  // MARK: vLLM

  private static func vllm(
    _ request: String, vocabulary: Bool, render: ScriptedServer.Step
  ) -> [ScriptedServer.Step] {
    if request.hasPrefix("GET /v1/models") { return [.reply("200 OK", vllmModels), .close] }
    if request.hasPrefix("GET /version") {
      return [.reply("200 OK", #"{"version":"0.32.0"}"#), .close]
    }
    if request.contains("/render ") { return [render, .close] }
    if request.hasPrefix("POST /tokenize") {
      let token = ControlToken.allCases.first { request.contains($0.rawValue) }
      let ids = vocabulary ? token.map { "[\($0.id)]" } ?? "[1]" : "[1,2,3]"
      return [.reply("200 OK", #"{"tokens":\#(ids)}"#), .close]
    }
    guard request.hasPrefix("POST") else { return [.reply("404 Not Found", "{}"), .close] }
    return [
      .streamHead, .text(vocabulary ? "1" : "<think>hm</think>1"), .stop,
      .event(#"{"choices":[],"usage":{"prompt_tokens":50,"completion_tokens":2}}"#), .close,
    ]
  }

  private func findings(
    _ route: EngineRoute?, vocabulary: Bool, render: ScriptedServer.Step
  ) async throws -> (findings: [String: EngineFinding], run: [RunEvent.Kind]) {
    let server = try await ScriptedServer.start { _, request in
      Self.vllm(request, vocabulary: vocabulary, render: render)
    }
    let result = try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(
          name: "vllm", url: server.url, route: route, silenceTimeout: .seconds(20)), client: client
      )
      var findings: [String: EngineFinding] = [:]
      for await finding in Doctor(engine, date: "2026-11-23").examine() {
        findings[finding.id] = finding
      }
      return (findings, await engine.events(of: .test("x<|end|>y")))
    }
    await server.stop()
    return result
  }

  @Test func scaleOutEndpointsThatAreOffAreACautionWithTheAdvice() async throws {
    let words =
      "Scale-out endpoints are disabled. Restart vllm serve with --enable-scale-out to enable them."
    let (findings, run) = try await findings(
      .chat, vocabulary: true,
      render: .reply("403 Forbidden", #"{"error":{"message":"\#(words)","code":403}}"#))
    #expect(findings["prompt"]?.level == .caution)
    #expect(findings["prompt"]?.evidence == words)
    #expect(findings["prompt"]?.advice.contains("--enable-scale-out") == true)
    // Text stays text on vLLM's chat route: nothing is altered.
    #expect(!run.contains { if case .altered = $0 { true } else { false } })
  }

  @Test func aModelThatSpeaksNoHarmonyIsCalledSo() async throws {
    let (findings, run) = try await findings(
      nil, vocabulary: false, render: .reply("403 Forbidden", "{}"))
    #expect(findings["model"]?.summary.contains("speaks no Harmony") == true)
    #expect(findings["model"]?.level == .caution)
    for id in ["exact", "prompt", "effort", "injection"] {
      #expect(findings[id]?.summary.contains("not applicable") == true, "\(id)")
      #expect(findings[id]?.level == .fine)
    }
    #expect(!findings.values.contains { $0.level == .broken })
    guard case .accepted(let identity)? = run.first else {
      Issue.record("\(run)")
      return
    }
    #expect(identity.speaksHarmony == false)
    #expect(identity.route == .chat)
    #expect(run.text(of: .analysis) == "hm")
    #expect(run.text(of: .final) == "1")
    #expect(!run.contains { if case .altered = $0 { true } else { false } })
    let prompt = run.compactMap { if case .sent(_, let prompt) = $0 { prompt } else { nil } }.first
    #expect(prompt == nil, "its own template is not ours to predict")
  }

  // MARK: Seeds

  @Test(arguments: [true, false])
  func aSeedIsSentOnlyWhereItIsWanted(_ isWanted: Bool) async throws {
    var request = RunRequest.test("hello")
    request.parameters.sendsSeed = isWanted
    let body = try ChatRequest(
      request.conversation, parameters: request.parameters, model: "m", dialect: .vllm
    ).requestBody()
    #expect(body.contains(#""seed":7"#) == isWanted)
    #expect(request.parameters.sentSeed == (isWanted ? 7 : nil))
  }
}
