import Foundation
import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

/// Engines that never stop: each is stopped at a stated size, with one sentence.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FloodTests {
  private static let limits = ResponseStream.Limits(streamBytes: 256 << 10, textBytes: 128 << 10)

  private func run(
    _ steps: [ScriptedServer.Step], kind: EngineIdentity.Kind = .openAICompatible,
    silence: Duration = .seconds(20)
  ) async throws -> [RunEvent.Kind] {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET") ? [.reply("404 Not Found", "{}"), .close] : steps
    }
    let client = EngineClient(proxies: ProxySettings(environment: [:]), bodyLimit: 64 << 10)
    let engine = HTTPEngine(
      configuration: try EngineConfiguration(
        name: "scripted", url: server.url, model: "m", kind: kind, silenceTimeout: silence),
      client: client, limits: Self.limits)
    let kinds = await engine.events(of: .test("hello"))
    await client.close()
    await server.stop()
    #expect(kinds.endings == 1)
    return kinds
  }

  @Test(arguments: [
    "\n", " \n", ": keep-alive\n\n", "event: x\n", "data:\n\n", "retry: 1\r",
    #"data: {"choices":[{"index":0,"delta":{"content":""}}]}"# + "\n\n",
    #"data: {"choices":[{"index":1,"delta":{"content":"of another choice"}}]}"# + "\n\n",
    #"data: {"choices":[],"usage":{"prompt_tokens":5}}"# + "\n\n",
    #"data: {"choices":[{"index":0,"delta":{"content":"x"}}]}"# + "\n\n",
    #"data: {"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"name":"f"}}]}}]}"# + "\n\n",
  ])
  func aStreamWithoutEndIsStopped(_ frame: String) async throws {
    let kinds = try await run([.streamHead, .flood(frame)])
    #expect(kinds.failure?.kind == .oversized, "\(kinds.last as Any)")
    #expect(kinds.failure?.message.contains("sent more than 256 kB and was stopped") == true)
    #expect(kinds.failure?.hint.isEmpty == false)
  }

  @Test func textWithoutEndIsStoppedAndAsMuchAsIsTakenIsKept() async throws {
    let frame = ScriptedServer.Step.flood(
      #"data: {"choices":[{"index":0,"delta":{"reasoning_content":""#
        + String(repeating: "é", count: 20_000) + #""}}]}"# + "\n\n")
    let kinds = try await run([.streamHead, frame])
    #expect(kinds.failure?.kind == .oversized)
    #expect(kinds.failure?.message.contains("128 kB of text") == true)
    #expect(kinds.text(of: .analysis).utf8.count == Self.limits.textBytes)
  }

  @Test func heldBackTextIsBoundedToo() async throws {
    // It may be markup that lost its tokens, which only the end tells.
    let kinds = try await run([
      .streamHead, .text("analysis"),
      .flood(
        #"data: {"choices":[{"index":0,"delta":{"content":"\#(String(repeating: "x", count: 900))"}}]}"#
          + "\n\n"),
    ])
    #expect(kinds.failure?.kind == .oversized)
    #expect(kinds.text(of: .analysis).utf8.count <= Self.limits.textBytes)
    #expect(kinds.text(of: .final).isEmpty, "reasoning is never an answer")
  }

  @Test(arguments: ["x", "data: ", "<|start|>"])
  func aLineWithoutEndIsRefused(_ text: String) async throws {
    for kind in [EngineIdentity.Kind.openAICompatible, .ollama] {
      let type = kind == .ollama ? "application/x-ndjson" : "text/event-stream"
      let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n"
      let kinds = try await run([.send(head), .flood(text)], kind: kind)
      // The limit of a line is larger than that of a stream here.
      #expect(kinds.failure?.kind == .oversized)
    }
    var lines = LineDecoder()
    let megabyte = [UInt8](repeating: 0x78, count: 1 << 20)
    for _ in 0..<9 {
      let whole = lines.consume(megabyte)
      #expect(whole.isEmpty)
    }
    #expect(lines.isOversized)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nX: ", "x"), ("HTTP/1.1 200 OK\r\n", "X-Y: z\r\n"), ("HTTP/1.1 200 ", "x"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"),
    (
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
      "X: y\r\n"
    ),
  ])
  func aHeadWithoutEndIsRefused(_ head: String, _ text: String) async throws {
    let kinds = try await run([.send(head), .flood(text)], silence: .seconds(3))
    let failure = try #require(kinds.failure)
    #expect([.protocol, .interrupted, .silence].contains(failure.kind), "\(failure)")
  }

  @Test func aChunkWithoutEndIsAStreamLikeAnyOther() async throws {
    let kinds = try await run([
      .send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n"
      ), .flood(": x\n"),
    ])
    #expect(kinds.failure?.kind == .oversized)
  }

  @Test func answersBeforeTheAnswerDoNotKeepARunAlive() async throws {
    let kinds = try await run([.flood("HTTP/1.1 100 Continue\r\n\r\n")], silence: .seconds(1))
    #expect(kinds.failure != nil)
  }

  @Test(arguments: ["200 OK", "500 Oops", "429 Busy", "503 Loading"])
  func aDocumentWithoutEndIsCutAndRefused(_ status: String) async throws {
    let kinds = try await run(
      [.send("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\r\n"), .flood("[[")],
      silence: .seconds(2))
    #expect(kinds.failure != nil, "\(kinds.last as Any)")
  }

  /// Every small question: what it is, which models it has, its tokenizer, the doctor's, a pull.
  @Test(arguments: ["{\"data\":[", "{\"data\":[{\"id\":\"x\"},", "[[[["])
  func questionsAreAnsweredInTimeWhateverTheEngineSends(_ text: String) async throws {
    let server = try await ScriptedServer.start { _, _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"), .flood(text)]
    }
    let client = EngineClient(proxies: ProxySettings(environment: [:]), bodyLimit: 64 << 10)
    let configuration = try EngineConfiguration(name: "flood", url: server.url)
    let found = await EngineDiscovery(client: client, ports: []).find(
      configured: [configuration], within: .seconds(5))
    #expect(found.map(\.status) == [.unreachable])
    let engine = HTTPEngine(configuration: configuration, client: client)
    #expect(await engine.countTokens(["x"]) == nil)
    var findings: [EngineFinding] = []
    for await finding in Doctor(engine, date: "2026-11-23").examine() { findings.append(finding) }
    #expect(findings.map(\.level) == [.broken])
    let url = try EngineURL(server.url)
    var last: PullProgress?
    for await progress in OllamaPull(model: "m", url: url, client: client).progress() {
      last = progress
    }
    await client.close()
    await server.stop()
    guard case .failed = last?.phase else {
      Issue.record("\(last as Any)")
      return
    }
  }

  @Test func aReaderThatStopsIsRidOfTheFloodAtOnce() async throws {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET")
        ? [.reply("404 Not Found", "{}"), .close]
        : [
          .streamHead,
          .flood(#"data: {"choices":[{"index":0,"delta":{"content":"x "}}]}"# + "\n\n"),
        ]
    }
    try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(name: "scripted", url: server.url, model: "m"),
        client: client)
      let task = Task {
        var events = 0
        for await _ in engine.run(.test("x")) { events += 1 }
        return ContinuousClock.now
      }
      // Once the flood is under way.
      try await Task.sleep(for: .milliseconds(300))
      let stopped = ContinuousClock.now
      task.cancel()
      let ended = await task.value
      // 0.1 s by itself; the flood would last much longer on a machine that is busy, too.
      #expect(stopped.duration(to: ended) < .seconds(2))
      await server.connectionClosed()
    }
    await server.stop()
  }

  @Test func aLongTextComesInPiecesBetweenWhichAReaderCanStop() {
    var stream = ResponseStream(.events, ChatReader(), peer: "engine")
    let text = String(repeating: "é漢", count: 60_000)
    let frame =
      #"data: {"choices":[{"index":0,"delta":{"reasoning_content":"\#(text)"}}]}"# + "\n\n"
    let kinds = stream.consume(Array(frame.utf8))
    #expect(kinds.count == 5)
    #expect(kinds.text(of: .analysis) == text)
  }

  // MARK: Pieces

  @Test func aQueueMergesForASlowReaderAndLosesNothing() async {
    let queue = EventQueue()
    for number in 0..<10_000 { queue.post(RunEvent(at: number, .text(.analysis, "\(number) "))) }
    queue.post(RunEvent(at: 10_000, .text(.final, "1")))
    queue.post(RunEvent(at: 10_001, .finished(.stop)))
    queue.finish()
    var events: [RunEvent] = []
    while let event = await queue.next() { events.append(event) }
    #expect(events.count < EventQueue.mostSingle + 10)
    #expect(events.map(\.kind).text(of: .analysis) == (0..<10_000).map { "\($0) " }.joined())
    #expect(events.last?.kind == .finished(.stop))
  }

  @Test func aQueueGivesAReaderThatKeepsUpEachEventByItself() async {
    let queue = EventQueue()
    let reader = Task {
      var events: [RunEvent] = []
      while let event = await queue.next() { events.append(event) }
      return events
    }
    for number in 0..<100 {
      queue.post(RunEvent(at: number, .text(.analysis, "x")))
      for _ in 0..<20 { await Task.yield() }
    }
    queue.finish()
    #expect(await reader.value.map(\.kind).text(of: .analysis).count == 100)
  }

  @Test func namesAndListsOfModelsAreBounded() {
    func reply(_ names: [String]) -> ModelsReply {
      let models = names.map { "{\"id\":\"\($0)\",\"aliases\":[\"\($0)\",\"a\($0)\"]}" }
      let body = "{\"data\":[\(models.joined(separator: ","))]}"
      return ModelsReply(EngineClient.Reply(status: 200, body: Array(body.utf8)))
    }
    let long = String(repeating: "x", count: 300)
    let many = reply([long, ""] + (0..<20_000).map { "m\($0)" })
    #expect(many.models.count == ModelsReply.most)
    #expect(many.models.first == "m0")
    #expect(many.names.count <= 2 * ModelsReply.most)
    #expect(reply(["m", "m"]).names == ["m", "m", "am", "am"])
    let engine = KnownEngine(
      identity: EngineIdentity(name: "e", kind: .llamaServer), models: many.names)
    #expect(throws: RunFailure.self) { try engine.check(model: "other", peer: "e") }
    do { try engine.check(model: "other", peer: "e") } catch {
      #expect(error.message.utf8.count < 300 && error.message.contains("more"))
    }
  }

  @Test func aTurnOfNothingButControlTokensMakesFewWarningsAndNoVerdict() {
    var content = AnswerContent()
    let tokens = String(repeating: "<|start|>", count: 1000)
    var kinds: [RunEvent.Kind] = []
    for _ in 0..<200 { kinds += content.append(tokens, hasReasoning: false) }
    kinds += content.finish()
    #expect(kinds.warnings == ["markup"])
    var exact = ExactContent()
    for _ in 0..<200_000 { _ = exact.append(.control(.start)) }
    let signs = exact.finish()
    let text = signs.compactMap { sign -> String? in
      if case .event(.warning(let warning)) = sign { warning.message } else { nil }
    }.joined()
    #expect(text.utf8.count < 4000)
  }

  @Test func layersOfAPullAreBounded() {
    var reader = PullReader(model: "m", peer: "Ollama")
    for number in 0..<5000 {
      _ = reader.add(Array("{\"status\":\"x\",\"digest\":\"d\(number)\",\"total\":5}\n".utf8))
    }
    guard case .failed(let sentence) = reader.current.phase else {
      Issue.record("\(reader.current)")
      return
    }
    #expect(sentence.contains("no line of a pull"))
  }
}
