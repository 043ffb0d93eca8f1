internal import Runs

/// What an engine looks like to somebody who asks.
struct Recognition: Sendable {
  var engine: KnownEngine
  var models: ModelsReply
  /// Whether every question was answered; else it may look like another engine, or lack a route, and
  /// must be asked again.
  var isWhole = false
}

extension EnginePeer {
  /// What listens there; nil where nothing, or something that is no engine, answers.
  ///
  /// Only the first question has the peer's own limit, by which nothing is told from something. An
  /// engine that is there may be busy: the further ones wait longer.
  ///
  /// - Parameter configuration: its kind goes before what the engine looks like.
  func recognise(_ configuration: EngineConfiguration) async -> Recognition? {
    guard let reply = await get("/v1/models") else { return nil }
    let silence = Flag()
    var busy = patient(max(limit, .seconds(5)))
    busy.silence = silence
    guard var found = await busy.recognise(ModelsReply(reply), configuration) else { return nil }
    found.isWhole = found.models.status == 200 && !silence.isRaised
    return found
  }

  private func recognise(
    _ models: ModelsReply, _ configuration: EngineConfiguration
  ) async -> Recognition? {
    let isTaken = models.isEngine || (models.listsNothing && !configuration.name.isEmpty)
    guard isTaken, var identity = await identity(models, configuration.kind) else { return nil }
    identity.url = url.description
    identity.build = identity.build.map { $0.count > 100 ? $0.prefix(99) + "…" : $0 }
    let model = configuration.model ?? identity.model
    identity.model = model
    var engine = KnownEngine(identity: identity, models: models.names)
    if models.status == 200, let tokenizer = engine.dialect.tokenizer {
      engine.harmony = await tokenizer.harmony(of: model, self)
    }
    engine.identity.speaksHarmony =
      engine.harmony.map { $0 != .none } ?? EngineDiscovery.speaksHarmony(model)
    engine.identity.route = engine.route(configured: configuration.route)?.name
    return Recognition(engine: engine, models: models)
  }

  private func identity(
    _ models: ModelsReply, _ kind: EngineIdentity.Kind?
  ) async -> EngineIdentity? {
    if let kind, var identity = await EngineDialect.of(kind).recognise(models, self) {
      identity.kind = kind
      return identity
    }
    for dialect in EngineDialect.all {
      guard var identity = await dialect.recognise(models, self) else { continue }
      identity.kind = kind ?? identity.kind
      return identity
    }
    return nil
  }
}
