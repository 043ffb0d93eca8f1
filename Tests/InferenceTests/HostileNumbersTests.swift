import Foundation
import FuzzSupport
import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

/// No number that an engine sends stops the program, and none that is only told costs an answer.
@Suite struct HostileNumbersTests {
  /// A stream of each route; `#` stands for the number, which is only told.
  struct Stream: Sendable, CustomTestStringConvertible {
    var name: String
    var framing: FrameDecoder.Framing
    var reader: any FrameReader
    var frames: [String]

    var testDescription: String { name }

    func text(_ number: String) -> String {
      let frames = frames.map { $0.replacing("#", with: number) }
      return switch framing {
      case .events: frames.map { "data: \($0)\n\n" }.joined()
      case .lines: frames.map { $0 + "\n" }.joined()
      }
    }
  }

  static let streams = [
    Stream(
      name: "chat", framing: .events, reader: ChatReader(),
      frames: [
        ##"{"choices":[],"prompt_progress":{"total":#,"processed":#,"cache":#}}"##,
        ##"{"created":1,"choices":[{"index":0,"delta":{"content":"1"}}],"timings":{"cache_n":#,"prompt_n":#,"predicted_n":#}}"##,
        ##"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":#,"completion_tokens":#,"prompt_tokens_details":{"cached_tokens":#}}}"##,
        "[DONE]",
      ]),
    Stream(
      name: "responses", framing: .events,
      reader: ResponsesReader(),
      frames: [
        #"{"type":"response.output_text.delta","delta":"1"}"#,
        ##"{"type":"response.completed","response":{"usage":{"input_tokens":#,"output_tokens":#,"input_tokens_details":{"cached_tokens":#}}}}"##,
      ]),
    Stream(
      name: "llama completion", framing: .events, reader: LlamaCompletionReader(controls: nil),
      frames: [
        ##"{"content":"","stop":false,"prompt_progress":{"total":#,"processed":#}}"##,
        #"{"content":"<|channel|>final<|message|>1","stop":false}"#,
        ##"{"content":"","stop":true,"stop_type":"eos","tokens_evaluated":#,"tokens_predicted":#,"timings":{"cache_n":#,"prompt_n":#,"predicted_n":#}}"##,
      ]),
    Stream(
      name: "vLLM completion", framing: .events,
      reader: VLLMCompletionReader(controls: controls),
      frames: [
        #"{"choices":[{"index":0,"text":"<|channel|>final<|message|>1"}]}"#,
        ##"{"choices":[{"index":0,"text":"","finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":#,"completion_tokens":#,"prompt_tokens_details":{"cached_tokens":#}}}"##,
        "[DONE]",
      ]),
    Stream(
      name: "Ollama", framing: .lines, reader: OllamaReader(leastPromptTokens: 0),
      frames: [
        #"{"message":{"role":"assistant","content":"1"},"done":false}"#,
        ##"{"message":{"content":""},"done":true,"done_reason":"stop","total_duration":#,"prompt_eval_count":#,"eval_count":#}"##,
      ]),
    Stream(
      name: "LM Studio", framing: .events,
      reader: LMStudioReader(),
      frames: [
        ##"{"type":"model_load.progress","progress":#}"##,
        ##"{"type":"prompt_processing.progress","progress":#}"##,
        #"{"type":"message.delta","content":"1"}"#,
        ##"{"type":"chat.end","result":{"stats":{"input_tokens":#,"total_output_tokens":#}}}"##,
      ]),
  ]

  private static let controls = ControlTokenIDs(
    Dictionary(uniqueKeysWithValues: ControlToken.allCases.enumerated().map { ($1, 200_000 + $0) })
  )!

  /// What JSON has no spelling for makes the frame none, and the run is refused.
  private static func isJSON(_ number: String) -> Bool {
    struct Anything: Decodable { init(from decoder: any Decoder) {} }
    return (try? JSONDecoder().decode([Anything].self, from: Data("[\(number)]".utf8))) != nil
  }

  private func says(_ kinds: [RunEvent.Kind]) -> RunRecord {
    var machine = RunMachine(.test("hello"))
    for kind in kinds { machine.apply(RunEvent(at: 1, kind)) }
    return machine.record
  }

  @Test(arguments: streams, Fuzz.absurdNumbers)
  func `a number that is only told costs no answer`(stream: Stream, number: String) throws {
    var response = ResponseStream(stream.framing, stream.reader, peer: "engine")
    let kinds = response.consume(stream.text(number).utf8) + response.end()
    #expect(kinds.endings == 1)
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.last == .finished(.stop))
    let record = says(kinds)
    for count in [
      record.usage?.promptTokens, record.usage?.completionTokens, record.usage?.cachedTokens,
    ] {
      #expect(0...Int.largestCount ~= count ?? 0)
    }
    for case .waiting(.prompt(let read, let total)) in kinds {
      #expect(0 <= read && read <= total && total <= .largestCount)
    }
  }

  @Test func `an answer is cut only where honest numbers say so`() {
    let limits = TokenLimits(completion: 100, context: 8192)
    #expect(limits.reached(by: Usage(promptTokens: .max, completionTokens: .max)) == nil)
    #expect(limits.reached(by: Usage(promptTokens: .largestCount, completionTokens: 1)) == 8192)
  }

  @Test(arguments: streams)
  func `spoiled streams end once, whatever they say`(stream: Stream) throws {
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      let bytes = fuzz.spoil(stream.text("12"))
      var response = ResponseStream(stream.framing, stream.reader, peer: "engine")
      var kinds: [RunEvent.Kind] = []
      for piece in fuzz.pieces(of: bytes) { kinds += response.consume(piece) }
      kinds += response.end()
      #expect(kinds.endings == 1, "seed \(seed)")
      _ = try JSONEncoder().encode(says(kinds).usage ?? Usage())
    }
  }

  // MARK: Other answers

  @Test(arguments: [
    ("99999999999999999999999999", RetryAfter.longest), ("9223372036854775807", RetryAfter.longest),
    ("31536001", RetryAfter.longest), ("0", 0), ("00012", 12),
    ("Wed, 25 Nov 9999 12:00:00 GMT", RetryAfter.longest),
    ("Wed, 25 Nov 0001 12:00:00 GMT", 0),
  ])
  func `Retry-After asks for a year at most`(text: String, seconds: Int) throws {
    let after = try #require(RetryAfter(text))
    #expect(after.pause == .seconds(seconds))
    #expect(after.pause.milliseconds == seconds * 1000)
  }

  @Test(arguments: [
    "-1", "1e400", "NaN", "+5", "1.5", "١٢", "9" + String(repeating: "x", count: 40),
  ])
  func `a Retry-After that says nothing is none`(text: String) {
    #expect(RetryAfter(text) == nil)
  }

  @Test(arguments: Fuzz.absurdNumbers)
  func `lists of models, properties and errors are read whatever their numbers`(number: String) {
    guard Self.isJSON(number) else { return }
    func reply(_ text: String) -> EngineClient.Reply {
      .init(status: 200, body: Array(text.replacing("#", with: number).utf8))
    }
    let models = ModelsReply(
      reply(##"{"data":[{"id":"m","created":#,"max_model_len":#,"meta":{"n_ctx":#}}]}"##))
    #expect(models.models == ["m"] && models.isEngine)
    #expect(0...Int.largestCount ~= models.context ?? 0)
    let loaded = reply(##"{"models":[{"name":"m","size":#,"context_length":#}]}"##)
      .decoded(LoadedModels.self)
    #expect(loaded?.models.first?.name == "m")
    let details = reply(##"{"details":{},"model_info":{"gptoss.context_length":#}}"##)
      .decoded(ModelDetails.self)
    #expect(0...Int.largestCount ~= details?.maximum ?? 0)
    #expect(details != nil)
    let properties = reply(
      ##"{"build_info":"b","total_slots":#,"default_generation_settings":{"n_ctx":#}}"##
    ).decoded(LlamaProperties.self)
    #expect(properties?.build == "b")
    #expect(0...Int.largestCount ~= properties?.slots ?? 0)
    let error = EngineError(
      reply(##"{"error":{"message":"context size","n_ctx":#,"n_prompt_tokens":#}}"##).body)
    #expect(error?.message == "context size")
    #expect(RunFailure.context(error ?? EngineError(message: ""), peer: "p").kind == .context)
  }

  @Test func `the context that Ollama is asked for is found for any numbers`() throws {
    for (loaded, maximum, tokens) in [
      (Int.max, Int.max, Int.max), (.min, .min, 1), (0, 0, .largestCount), (nil, nil, .max),
      (nil, .largestCount, .largestCount),
    ] as [(Int?, Int?, Int)] {
      let context = try? OllamaContext(
        for: Conversation(policy: "p", content: "c"),
        parameters: RunParameters(effort: .high, seed: 1, maxTokens: tokens, date: ""),
        loaded: loaded, maximum: maximum, name: "ollama")
      #expect(context.map { $0.size > 0 } ?? true)
    }
  }

  @Test(arguments: Fuzz.absurdNumbers)
  func `a pull tells bytes that can be`(number: String) {
    var reader = PullReader(model: "m", peer: "Ollama")
    let lines = [
      ##"{"status":"pulling a","digest":"a","total":#,"completed":#}"##,
      ##"{"status":"pulling b","digest":"b","total":#,"completed":#}"##,
      #"{"status":"success"}"#,
    ].map { $0.replacing("#", with: number) + "\n" }
    let told = reader.add(lines.joined().utf8) + reader.end()
    for progress in told {
      #expect(progress.completed >= 0 && progress.completed <= progress.total ?? .max)
    }
    #expect(reader.isOver)
  }

  @Test func `spoiled pulls end once`() {
    let body = OllamaPullTests.lines.joined(separator: "\n") + "\n"
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      var reader = PullReader(model: "m", peer: "Ollama")
      var told: [PullProgress] = []
      for piece in fuzz.pieces(of: fuzz.spoil(body)) { told += reader.add(piece) }
      told += reader.end()
      #expect(reader.isOver, "seed \(seed)")
      #expect(told.allSatisfy { $0.completed >= 0 }, "seed \(seed)")
    }
  }

  // MARK: HTTP

  private func run(_ steps: [ScriptedServer.Step]) async throws -> [RunEvent.Kind] {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET") ? [.reply("404 Not Found", "{}"), .close] : steps
    }
    return try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(
          name: "scripted", url: server.url, model: "m", kind: .openAICompatible,
          silenceTimeout: .seconds(20)),
        client: client)
      let kinds = await engine.events(of: .test("hello"))
      await server.stop()
      return kinds
    }
  }

  @Test(arguments: [
    "200 OK\r\nContent-Length: 99999999999999999999999999",
    "200 OK\r\nContent-Length: 9223372036854775807", "200 OK\r\nContent-Length: -1",
    "200 OK\r\nContent-Length: 1e9", "200 OK\r\nContent-Length: 5, 6",
    "200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF",
    "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1", "99999999999999999999 OK", "-1 OK", "000 OK",
    "099 OK\r\nContent-Length: 1", "100 Continue", "101 Switching", "199 OK\r\nContent-Length: 5",
  ])
  func `sizes and codes of HTTP that cannot be end the run, not the program`(head: String)
    async throws
  {
    let kinds = try await run([
      .send("HTTP/1.1 \(head)\r\nContent-Type: text/event-stream\r\n\r\n"), .text("1"), .close,
    ])
    #expect(kinds.endings == 1)
    #expect(kinds.failure != nil)
  }

  @Test func `spoiled answers of HTTP end each run once`() async throws {
    let answer =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 42\r\n"
      + "Retry-After: 7\r\nConnection: close\r\n\r\ndata: {\"choices\":[]}\n\ndata: [DONE]\n\n"
    for seed in 0..<UInt64(Fuzz.rounds / 10) {
      var fuzz = Fuzz(seed: seed)
      let text = String(decoding: fuzz.spoil(answer), as: UTF8.self)
      let kinds = try await run([.send(text), .close])
      #expect(kinds.endings == 1, "seed \(seed)")
    }
  }

  @Test(arguments: ["99999999999999999999", "9223372036854775807", "Wed, 25 Nov 9999 12:00:00 GMT"])
  func `a pause beyond all patience is not waited for`(after: String) async throws {
    let kinds = try await run([
      .send(
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: \(after)\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
      ), .close,
    ])
    #expect(kinds.failure?.kind == .busy)
  }
}
