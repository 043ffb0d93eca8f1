import AsyncHTTPClient
import Foundation
import Harmony
import NIOCore
import NIOHTTP1
public import Runs
import Synchronization

/// An engine behind the OpenAI chat route, as llama-server, Ollama, vLLM, LM Studio and others
/// serve it.
public struct ChatEngine: Engine {
  private let configuration: EngineConfiguration
  private let client: EngineClient

  public init(configuration: EngineConfiguration, client: EngineClient) {
    self.configuration = configuration
    self.client = client
  }

  public var identity: EngineIdentity { configuration.identity }

  public func run(_ request: RunRequest) -> AsyncStream<RunEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunEvent.self)
    let run = ChatRun(
      request: request, configuration: configuration, client: client, output: continuation)
    let task = Task { @concurrent in await run.perform() }
    continuation.onTermination = { _ in task.cancel() }
    return stream
  }
}

/// One run on its way: sends the request, reads the stream, minds the silence.
private struct ChatRun: Sendable {
  let request: RunRequest
  let configuration: EngineConfiguration
  let client: EngineClient
  let output: AsyncStream<RunEvent>.Continuation
  let started = ContinuousClock.now

  /// Ended by this side, because nothing arrived for too long.
  private struct Silence: Error {}
  private static let loadRetry = Duration.milliseconds(500)

  func perform() async {
    defer { output.finish() }
    let watch = SilenceWatch(limit: configuration.silenceTimeout)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await watch.wait()
          throw Silence()
        }
        group.addTask { try await talk(watch) }
        try await group.next()
        group.cancelAll()
      }
    } catch is Silence {
      let seconds = Int(configuration.silenceTimeout / .seconds(1))
      fail(
        RunFailure(
          .silence, "\(configuration.source) sent nothing for \(seconds) s.",
          hint: "It may be busy or stuck; look at its log, or allow more with --timeout."))
    } catch let failure as RunFailure {
      fail(failure)
    } catch {
      if Task.isCancelled {
        send(.cancelled)
      } else {
        fail(ConnectionFailure.failure(error, configuration))
      }
    }
  }

  private func send(_ kind: RunEvent.Kind) {
    let elapsed = started.duration(to: .now) / .milliseconds(1)
    output.yield(RunEvent(at: Int(elapsed), kind))
  }

  private func fail(_ failure: RunFailure) { send(.failed(failure)) }

  // MARK: Talking

  private func talk(_ watch: SilenceWatch) async throws {
    send(.accepted(configuration.identity))
    let body = try shieldedBody()
    send(.waiting(.queue))
    var response = try await execute(body)
    while response.status == .serviceUnavailable {
      let (failure, isLoading) = try await errorBody(of: response)
      guard isLoading else { throw failure }
      send(.waiting(.load))
      try await Task.sleep(for: Self.loadRetry)
      response = try await execute(body)
    }
    guard response.status == .ok else { throw try await errorBody(of: response).failure }
    try checkType(of: response)
    watch.touch()
    try await read(response, watch)
  }

  private func execute(_ body: [UInt8]) async throws -> HTTPClientResponse {
    var http = HTTPClientRequest(url: configuration.url + "/v1/chat/completions")
    http.method = .POST
    http.headers.add(name: "Content-Type", value: "application/json")
    http.headers.add(name: "Accept", value: "text/event-stream")
    client.authorize(&http, for: configuration)
    http.body = .bytes(body)
    return try await client.http.execute(http, deadline: .distantFuture)
  }

  /// The request's body, with nothing in it that a tokenizer takes for a control token.
  private func shieldedBody() throws -> [UInt8] {
    let policy = ControlTokenShield.shield(request.conversation.policy)
    let content = ControlTokenShield.shield(request.conversation.content)
    let sent = Conversation(policy: policy.text, content: content.text)
    let chat = ChatRequest(
      sent, parameters: request.parameters, model: configuration.model,
      kind: configuration.kind ?? .openAICompatible)
    let body = try chat.body()
    let prompt = HarmonyPrompt(
      sent, effort: request.parameters.effort, date: request.parameters.date, layout: .template)
    send(
      .sent(
        body: String(decoding: body, as: UTF8.self),
        prompt: PromptRecord(kind: .predicted, segments: prompt.segments)))
    for (part, changes) in [(Alteration.Part.policy, policy.changes), (.content, content.changes)] {
      for change in changes {
        send(
          .altered(
            Alteration(
              part: part, offset: change.offset, original: change.original, sent: change.sent)))
      }
    }
    return body
  }

  private func errorBody(
    of response: HTTPClientResponse
  ) async throws -> (failure: RunFailure, isLoading: Bool) {
    let body = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    let failure = EngineErrorReading.failure(
      status: response.status, headers: response.headers, body: body, endpoint: configuration)
    return (failure, failure.kind == .loading)
  }

  private func checkType(of response: HTTPClientResponse) throws {
    let type = response.headers.first(name: "Content-Type") ?? ""
    guard type.contains("html") else { return }
    throw RunFailure(
      .protocol, "\(configuration.source) answered with a web page, not with a stream.",
      hint: "Is this the address of an engine? Check it with precept engines.")
  }

  private func read(_ response: HTTPClientResponse, _ watch: SilenceWatch) async throws {
    var decoder = ChatStreamDecoder(source: configuration.source)
    var whole = WholeAnswer(headers: response.headers)
    do {
      for try await buffer in response.body {
        watch.touch()
        let bytes = whole.wrap(buffer.readableBytesView)
        for kind in decoder.feed(bytes) { send(kind) }
        if decoder.isOver { return }
      }
    } catch {
      // A connection that breaks after the last frame has said all it had to.
      if Task.isCancelled { throw error }
    }
    for kind in decoder.feed(whole.tail) + decoder.end() { send(kind) }
  }
}

/// A server that does not stream answers with one JSON document; it is read as a single frame.
private struct WholeAnswer {
  private let isDocument: Bool
  private var hasBegun = false

  init(headers: HTTPHeaders) {
    isDocument = headers.first(name: "Content-Type")?.contains("application/json") ?? false
  }

  mutating func wrap(_ bytes: ByteBufferView) -> [UInt8] {
    guard isDocument else { return Array(bytes) }
    // Line ends within the document would end the frame; JSON has none inside strings.
    let line = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    defer { hasBegun = true }
    return hasBegun ? line : Array("data: ".utf8) + line
  }

  var tail: [UInt8] { isDocument ? [0x0A, 0x0A] : [] }
}

/// Ends when nothing was touched for the limit.
private final class SilenceWatch: Sendable {
  private let limit: Duration
  private let last = Mutex(ContinuousClock.now)

  init(limit: Duration) {
    self.limit = limit
  }

  func touch() { last.withLock { $0 = .now } }

  func wait() async throws {
    while true {
      let due = last.withLock { $0 }.advanced(by: limit)
      if due <= .now { return }
      try await Task.sleep(until: due)
    }
  }
}
