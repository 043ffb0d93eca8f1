internal import Runs

extension EnginePeer {
  /// What listens there; nil where nothing, or something that is no engine, answers.
  ///
  /// - Parameter configuration: its kind goes before what the engine looks like.
  func recognise(
    _ configuration: EngineConfiguration
  ) async -> (engine: KnownEngine, models: ModelsReply)? {
    guard let reply = await get("/v1/models") else { return nil }
    let models = ModelsReply(reply)
    guard models.isEngine, var identity = await identity(models, configuration.kind) else {
      return nil
    }
    identity.url = url.description
    let model = configuration.model ?? identity.model
    var engine = KnownEngine(identity: identity, models: models.names)
    if models.status == 200, let tokenizer = engine.dialect.tokenizer {
      engine.controls = await tokenizer.controls(of: model, self)
    }
    engine.identity.route = engine.route(configured: configuration.route)?.name
    return (engine, models)
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
