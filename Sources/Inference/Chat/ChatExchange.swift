internal import AsyncHTTPClient
internal import Harmony
internal import NIOCore
internal import NIOHTTP1
internal import Runs

/// One run with a chat engine: sends the request, waits for a model that loads, and reads the
/// stream. Says exactly one last event, whatever happens.
struct ChatExchange: Sendable {
  private let request: RunRequest
  private let engine: ChatEngine
  private let say: @Sendable (RunEvent.Kind) -> Void
  private let watch: SilenceWatch
  private let peer: String

  init(
    request: RunRequest, engine: ChatEngine, say: @escaping @Sendable (RunEvent.Kind) -> Void
  ) {
    self.request = request
    self.engine = engine
    self.say = say
    watch = SilenceWatch(limit: engine.settings.silenceTimeout)
    let named = engine.settings.name.contains("://") ? "" : engine.settings.name + " at "
    peer = named + engine.settings.url.description
  }

  /// How an exchange ended, where it was not by an event of the stream itself.
  private enum Ending: Sendable {
    case said
    case failed(RunFailure)
    case cancelled
    case silent
  }

  func run() async {
    let ending = await withTaskGroup(of: Ending.self) { group in
      group.addTask { await exchange() }
      group.addTask {
        do {
          try await watch.untilSilent()
          return .silent
        } catch {
          return .cancelled
        }
      }
      let first = await group.next() ?? .cancelled
      group.cancelAll()
      guard case .silent = first else { return first }
      // The answer may have ended in the same moment.
      if case .said = await group.next() ?? .cancelled { return .said }
      return .silent
    }
    switch ending {
    case .said: break
    case .failed(let failure): say(.failed(failure))
    case .cancelled: say(.cancelled)
    case .silent: say(.failed(.silence(peer, limit: engine.settings.silenceTimeout)))
    }
  }

  private func exchange() async -> Ending {
    do {
      let key = try engine.settings.apiKey()
      let identity = await engine.learn(key: key)
      try Task.checkCancellation()
      watch.heard()
      say(.accepted(identity))
      let body = try prepare(for: identity)
      say(.waiting(.queue()))
      return try await deliver(body, key: key)
    } catch let failure as RunFailure {
      return .failed(failure)
    } catch {
      return .cancelled
    }
  }

  /// Says what was altered and what is sent.
  private func prepare(for identity: EngineIdentity) throws(RunFailure) -> String {
    let policy = ControlTokenShield.shield(request.conversation.policy)
    let content = ControlTokenShield.shield(request.conversation.content)
    let conversation = Conversation(policy: policy.text, content: content.text)
    let dialect = EngineDialect.of(identity.kind)
    let chat = ChatRequest(
      conversation, parameters: request.parameters, model: identity.model, dialect: dialect)
    guard let body = try? chat.json() else {
      throw RunFailure(
        .request, "A sampling parameter is no finite number.",
        hint: "Give numbers for temperature, top_p, min_p and repeat_penalty.")
    }
    let prompt = HarmonyPrompt(
      conversation, effort: request.parameters.effort, date: request.parameters.date,
      layout: dialect.layout)
    say(.sent(body: body, prompt: PromptRecord(kind: .predicted, segments: prompt.segments)))
    for (part, changes) in [
      (Alteration.Part.policy, policy.changes), (.content, content.changes),
    ] {
      for change in changes {
        say(
          .altered(
            Alteration(
              part: part, offset: change.offset, original: change.original, sent: change.sent)))
      }
    }
    return body
  }

  /// Sends until the engine takes it: one that loads its model is asked again and again, for as
  /// long as silence would be borne.
  private func deliver(_ body: String, key: String?) async throws -> Ending {
    let url = engine.settings.url
    let start = ContinuousClock.now
    var pause = Duration.milliseconds(100)
    var isLoading = false
    while true {
      let response: HTTPClientResponse
      do {
        response = try await engine.connections.post(
          url.appending("/v1/chat/completions"), body: body, key: key)
      } catch {
        try Task.checkCancellation()
        throw RunFailure.connection(error, peer: peer, url: url)
      }
      watch.heard()
      let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
      if response.status == .ok, !type.contains("html"), !type.contains("json") {
        return try await read(response)
      }
      let reply: EngineClient.Reply
      do {
        reply = try await EngineClient.read(response)
      } catch {
        try Task.checkCancellation()
        throw RunFailure.interrupted(peer)
      }
      guard reply.status == 503, EngineError(reply.body)?.isLoading == true else {
        throw RunFailure.refused(
          reply, retryAfter: response.headers.first(name: "Retry-After"), peer: peer,
          configuration: engine.settings)
      }
      if !isLoading { say(.waiting(.load())) }
      isLoading = true
      let limit = engine.settings.silenceTimeout
      guard ContinuousClock.now + pause - start < limit else {
        throw RunFailure.loading(peer, after: limit)
      }
      try await Task.sleep(for: pause)
      watch.heard()
      pause = min(pause * 2, .seconds(2))
    }
  }

  private func read(_ response: HTTPClientResponse) async throws -> Ending {
    var events = ServerSentEventDecoder()
    var chat = ChatStreamDecoder(peer: peer)
    do {
      for try await buffer in response.body {
        watch.heard()
        for event in try events.consume(buffer.readableBytesView) {
          for kind in chat.consume(event.data) { say(kind) }
          if chat.isOver { return .said }
        }
      }
    } catch is ServerSentEventDecoder.Oversized {
      throw RunFailure.oversizedEvent(peer)
    } catch {
      // A connection that breaks ends the stream, whole or not; a cancelled run is over.
      if Task.isCancelled, !chat.hasFinish { throw CancellationError() }
    }
    if Task.isCancelled, !chat.hasFinish { throw CancellationError() }
    let rest = events.finish().map { chat.end(cutOff: $0.data) } ?? chat.end()
    for kind in rest { say(kind) }
    return .said
  }
}
