public import Runs
internal import Synchronization

/// An engine behind the OpenAI chat API.
public final class ChatEngine: Engine {
  private let configuration: EngineConfiguration
  private let client: EngineClient
  /// Learnt by asking before the first run, where discovery has not.
  private let learnt = Mutex<EngineIdentity?>(nil)

  /// - Parameter client: stays the caller's, who closes it when nothing runs any more.
  public init(configuration: EngineConfiguration, client: EngineClient) {
    self.configuration = configuration
    self.client = client
  }

  public var identity: EngineIdentity {
    learnt.withLock { $0 } ?? configuration.identity
  }

  public func run(_ request: RunRequest) -> AsyncStream<RunEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunEvent.self)
    let start = ContinuousClock.now
    let exchange = ChatExchange(request: request, engine: self) { kind in
      let elapsed = ContinuousClock.now - start
      continuation.yield(RunEvent(at: elapsed.milliseconds, kind))
    }
    let task = Task {
      await exchange.run()
      continuation.finish()
    }
    continuation.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  // MARK: What an exchange needs

  var settings: EngineConfiguration { configuration }
  var connections: EngineClient { client }

  /// Asks the engine what it is, once; what cannot be learnt stays as it is configured.
  func learn(key: String?) async -> EngineIdentity {
    if let known = configuration.known ?? learnt.withLock({ $0 }) {
      var identity = configuration.identity
      identity.build = known.build
      identity.context = known.context
      identity.kind = known.kind
      identity.model = configuration.model ?? known.model
      return identity
    }
    let probe = EngineProbe(
      client: client, url: configuration.url, key: key, limit: .seconds(2))
    guard let found = await probe.engine() else { return configuration.identity }
    var identity = found.identity
    identity.name = configuration.shownName(identity.kind)
    identity.kind = configuration.kind ?? identity.kind
    identity.model = configuration.model ?? identity.model
    let known = identity
    if found.models.status == 200 { learnt.withLock { $0 = known } }
    return known
  }
}

extension Duration {
  /// Whole ones.
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
