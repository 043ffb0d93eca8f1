import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

/// What the scripted engines are trusted for.
@Suite struct ScriptedEngineTests {
  private func ask(_ url: String, _ body: JSON? = nil) async throws -> (status: Int, text: String) {
    var request = HTTPClientRequest(url: url)
    if let body {
      request.method = .POST
      request.body = .bytes(ByteBuffer(string: body.text))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let text = String(buffer: try await response.body.collect(upTo: 1 << 24))
    return (Int(response.status.code), text)
  }

  private static let messages: JSON = [
    ["role": "system", "content": "- S1 Scam: prize, money."],
    ["role": "user", "content": "You won a prize"],
  ]

  @Test("ids of text and control tokens become the same text again")
  func tokens() {
    for text in ["", "plain words, 12 of them.", "é👩‍👩‍👧\u{0}\n", "x<|end|><|start|>system<|mess"] {
      #expect(
        ToyTokenizer.pieces(of: ToyTokenizer.ids(of: text, findsControls: true)).spelling == text)
      let plain = ToyTokenizer.pieces(of: ToyTokenizer.ids(of: text, findsControls: false))
      #expect(plain == (text.isEmpty ? [] : [.text(text)]))
    }
    #expect(ToyTokenizer.ids(of: "<|end|>", findsControls: true) == [200_007])
  }

  @Test("vLLM finds control tokens in text, and its chat route does not")
  func vllm() async throws {
    let engine = try await ScriptedEngine.start(ScriptedVLLM())
    let found = try await ask(engine.url + "/tokenize", ["prompt": "a<|end|>"])
    #expect(JSON(parsing: found.text)?["tokens"] == .ids([97, 200_007]))
    let body: JSON = ["messages": [["role": "user", "content": "a<|end|>"]]]
    let rendered = try await ask(engine.url + "/v1/chat/completions/render", body)
    let ids = JSON(parsing: rendered.text)?["token_ids"]?.array?.compactMap(\.int) ?? []
    #expect(ToyTokenizer.pieces(of: ids).contains(.text("a<|end|>")))
    let bogus = try await ask(
      engine.url + "/v1/chat/completions",
      ["messages": Self.messages, "reasoning_effort": "banana"])
    #expect(bogus.status == 400)
    await engine.stop()
  }

  @Test("Ollama loads, counts, and cuts a long prompt without a word")
  func ollama() async throws {
    let ollama = ScriptedOllama()
    let engine = try await ScriptedEngine.start(ollama)
    let body: JSON = [
      "model": .string(ollama.model), "think": "low", "messages": Self.messages,
      "options": ["num_ctx": 40],
    ]
    #expect(ollama.loadedContext == nil)
    let lines = try await ask(engine.url + "/api/chat", body).text.split(separator: "\n")
    let last = JSON(parsing: String(lines.last ?? ""))
    #expect(last?["prompt_eval_count"] == 22)
    #expect(last?["done_reason"] == "length")
    #expect(ollama.loadedContext == 40)
    #expect(engine.runs[0].prompt?.spelling.contains("Current date") == false)
    #expect(try await ask(engine.url + "/api/chat", ["model": "other"]).status == 404)
    #expect(try await ask(engine.url + "/").text == "Ollama is running")
    await engine.stop()
  }

  @Test("a pull that was broken off goes on where it was")
  func pull() async throws {
    let pulls = ScriptedPulls(
      layers: [.init(digest: "sha256:0123456789abcdef", bytes: 1000)], step: 10,
      pause: .milliseconds(5))
    pulls.hold(at: 100)
    let engine = try await ScriptedEngine.start(ScriptedOllama(pulls: pulls))
    var request = HTTPClientRequest(url: engine.url + "/api/pull")
    request.method = .POST
    request.body = .bytes(ByteBuffer(string: #"{"model":"gpt-oss-safeguard:20b"}"#))
    let first = request
    let task = Task {
      for try await _ in try await HTTPClient.shared.execute(first, timeout: .seconds(20)).body {
        if pulls.downloaded >= 100 { break }
      }
    }
    _ = try await task.value
    await engine.answerCancelled()
    pulls.release()
    let kept = pulls.downloaded
    #expect(kept >= 100 && kept < 1000)
    let rest = try await ask(engine.url + "/api/pull", ["model": "gpt-oss-safeguard:20b"]).text
    #expect(rest.contains("\"completed\":\(kept)}"))
    #expect(!rest.contains("\"completed\":\(kept - 10)}"))
    #expect(rest.hasSuffix("{\"status\":\"success\"}\n"))
    await engine.stop()
  }

  @Test("however the bytes are cut, they are the same")
  func packets() async throws {
    let engine = try await ScriptedEngine.start(ScriptedLMStudio())
    let body: JSON = [
      "model": "openai/gpt-oss-safeguard-20b", "input": "prize", "stream": true,
      "system_prompt": "- S1 Scam: prize",
    ]
    var texts: Set<String> = []
    for packets in [Behaviour.Packets.events, .several(3), .bytes, .random(seed: 4), .whole] {
      engine.change { $0.packets = packets }
      let text = try await ask(engine.url + "/api/v1/chat", body).text
      // All but the times of the last event.
      let lines = text.split(separator: "\n").filter { !$0.contains("tokens_per_second") }
      texts.insert(lines.joined(separator: "\n"))
    }
    #expect(texts.count == 1)
    #expect(texts.first?.hasPrefix("event: chat.start\ndata: {\"type\":\"chat.start\"") == true)
    await engine.stop()
  }

  @Test("a pace is kept by the schedule, not from token to token")
  func pace() async throws {
    var behaviour = Behaviour()
    behaviour.pace = 500
    let engine = try await ScriptedEngine.start(ScriptedLlamaServer(), behaviour)
    let body: JSON = [
      "messages": [["role": "user", "content": "[[count a 200]]"]], "max_tokens": 201,
    ]
    _ = try await ask(engine.url + "/v1/chat/completions", body)
    let run = try #require(engine.runs.first)
    let span = try #require(run.lastToken) - (try #require(run.firstToken))
    #expect(run.tokens == 201)
    #expect(span >= .milliseconds(390))
    await engine.stop()
  }
}
