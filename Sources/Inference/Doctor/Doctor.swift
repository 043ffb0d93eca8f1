internal import Harmony
public import Runs

/// Examines a running engine with short probes: what it is, what prompt it renders, and whether what
/// comes back can be relied on.
///
/// It shows what it saw; where an engine gives no way to see, it says that.
public struct Doctor: Sendable {
  private let engine: HTTPEngine
  private let date: String

  /// - Parameter date: today, `YYYY-MM-DD`, as our own rendering states it.
  public init(_ engine: HTTPEngine, date: String) {
    self.engine = engine
    self.date = date
  }

  /// The findings, as they are found. Some probes are runs: on a slow engine the whole takes a minute
  /// or two. Cancelling the task that reads the stream ends it, and closes its connections.
  public func examine() -> AsyncStream<EngineFinding> {
    let (stream, continuation) = AsyncStream.makeStream(of: EngineFinding.self)
    let task = Task {
      await examine { continuation.yield($0) }
      continuation.finish()
    }
    continuation.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  private func examine(_ say: @Sendable (EngineFinding) -> Void) async {
    guard let patient = await admit(say) else { return }
    let examinations: [@Sendable (Patient) async -> [EngineFinding]] = [
      { await $0.model() }, { await $0.context() }, { $0.slots() }, { $0.tokens() },
      { await $0.prompt() }, { await $0.secondMessage() }, { await $0.effort() },
      { await $0.answer() }, { await $0.injection() }, { await $0.cache() },
    ]
    for examination in examinations {
      if Task.isCancelled { return }
      let findings = await examination(patient)
      if Task.isCancelled { return }
      findings.forEach(say)
    }
  }

  /// Whether there is anything to be examined.
  private func admit(_ say: @Sendable (EngineFinding) -> Void) async -> Patient? {
    let id = "engine"
    let key: EngineConfiguration.APIKey
    do {
      key = try engine.settings.apiKey()
    } catch {
      say(EngineFinding(id: id, level: .broken, failure: error))
      return nil
    }
    let peer = engine.peer(key: key.value, within: .seconds(10))
    guard let reply = await peer.get("/v1/models") else {
      say(
        EngineFinding(
          id: id, level: .broken, summary: "Nothing answers as \(engine.peerName).",
          evidence: "GET \(engine.settings.url)/v1/models: no answer within 10 seconds",
          advice: "Start the engine, or mend its address; precept engines shows what runs here."))
      return nil
    }
    let evidence = "GET \(engine.settings.url)/v1/models: HTTP \(reply.status)\n\(reply.excerpt)"
    let models = ModelsReply(reply)
    guard !models.isLoading else {
      say(
        EngineFinding(
          id: id, level: .broken, summary: "\(engine.peerName) still loads its model.",
          evidence: evidence, advice: "Examine it again when it is ready."))
      return nil
    }
    guard (reply.status == 200 && models.isEngine) || models.listsNothing else {
      let failure = RunFailure.refused(
        reply, peer: engine.peerName, configuration: engine.settings)
      say(
        EngineFinding(
          id: id, level: .broken, summary: failure.message, evidence: evidence,
          advice: failure.hint))
      return nil
    }
    let known = await engine.learn(key: key.value)
    do {
      try known.check(model: engine.settings.model, peer: engine.peerName)
    } catch {
      say(EngineFinding(id: id, level: .broken, failure: error))
      return nil
    }
    guard let route = known.route(configured: engine.settings.route) else {
      let failure =
        await engine.obstacle(key: key.value)
        ?? .noRoute(engine.settings.route, known, peer: engine.peerName)
      say(EngineFinding(id: id, level: .broken, failure: failure))
      return nil
    }
    if models.listsNothing {
      say(
        EngineFinding(
          id: id, level: .caution,
          summary:
            "\(engine.settings.url) answers, and lists no models; it is used as it is configured, by the route \(route.name.rawValue).",
          evidence: evidence,
          advice:
            "Name model and route in the configuration. OpenAI's reference server for gpt-oss has only the route responses; a proxy that fails here may want a key (--api-key-env)."
        ))
      return Patient(engine: engine, known: known, route: route, peer: peer, date: date)
    }
    let build = known.identity.build.map { " \($0)" } ?? ""
    say(
      EngineFinding(
        id: id, level: .fine,
        summary:
          "\(known.dialect.title)\(build) answers at \(engine.settings.url); runs take the route \(route.name.rawValue).",
        evidence: evidence))
    return Patient(engine: engine, known: known, route: route, peer: peer, date: date)
  }
}

extension EngineFinding {
  init(id: String, level: Level, failure: RunFailure) {
    self.init(id: id, level: level, summary: failure.message, evidence: "", advice: failure.hint)
  }
}

extension EngineClient.Reply {
  /// The beginning of the body, as text.
  var excerpt: String {
    let text = String(decoding: body.prefix(4000), as: UTF8.self)
    return text.count > 1200 ? "\(text.prefix(1200))…" : text
  }
}
