internal import Harmony
public import Runs
internal import Synchronization

/// An engine behind HTTP, whatever its dialect and the route to it.
public final class HTTPEngine: Engine {
  private let configuration: EngineConfiguration
  private let client: EngineClient
  /// Learnt by asking before the first run, where discovery has not.
  private let learnt = Mutex<KnownEngine?>(nil)
  private let slots = Mutex(SlotTable())
  /// Runs at a time, where the engine does not tell how many it takes.
  let gate = AdmissionGate()
  let limits: ResponseStream.Limits

  /// - Parameter client: stays the caller's, who closes it when nothing runs any more.
  public convenience init(configuration: EngineConfiguration, client: EngineClient) {
    self.init(configuration: configuration, client: client, limits: ResponseStream.Limits())
  }

  init(
    configuration: EngineConfiguration, client: EngineClient, limits: ResponseStream.Limits
  ) {
    self.configuration = configuration
    self.client = client
    self.limits = limits
  }

  public var identity: EngineIdentity {
    learnt.withLock { $0 }.map { configured($0).identity } ?? configuration.identity
  }

  public func run(_ request: RunRequest) -> AsyncStream<RunEvent> {
    let queue = EventQueue()
    let start = ContinuousClock.now
    let exchange = Exchange(request: request, engine: self, start: start) { queue.post($0) }
    let task = Task {
      await exchange.run()
      queue.finish()
    }
    let reading = Reading(queue: queue, task: task)
    return AsyncStream {
      await reading.queue.next()
    } onCancel: {
      reading.end()
    }
  }

  /// Ends the run with its reader: also one that leaves its loop early, with which the stream goes.
  private final class Reading: Sendable {
    let queue: EventQueue
    private let task: Task<Void, Never>

    init(queue: EventQueue, task: Task<Void, Never>) {
      self.queue = queue
      self.task = task
    }

    deinit { end() }

    func end() {
      task.cancel()
      queue.finish()
    }
  }

  /// What the engine is, asked now where it is not known yet.
  public func recognised() async -> EngineIdentity {
    guard let key = try? configuration.apiKey() else { return identity }
    return await learn(key: key.value).identity
  }

  /// How many tokens each text has, read as plain text by the engine's own tokenizer; nil where it
  /// has none, or does not answer.
  public func countTokens(_ texts: [String]) async -> [Int]? {
    guard let key = try? configuration.apiKey() else { return nil }
    let engine = await learn(key: key.value)
    guard let tokenizer = engine.dialect.tokenizer, let controls = engine.controls else {
      return nil
    }
    return await tokenizer.tokens(
      of: texts, model: engine.identity.model, controls: controls, peer(key: key.value))?
      .map(\.count)
  }

  // MARK: What an exchange and the doctor need

  var settings: EngineConfiguration { configuration }
  var connections: EngineClient { client }

  func peer(key: String?, within limit: Duration = .seconds(10)) -> EnginePeer {
    EnginePeer(client: client, url: configuration.url, key: key, limit: limit)
  }

  /// Named in failures: `gpu at http://10.0.0.2:8080`.
  var peerName: String {
    let named = configuration.name.contains("://") ? "" : configuration.name + " at "
    return named + configuration.url.description
  }

  /// Asks the engine what it is, once; what cannot be learnt stays as it is configured.
  func learn(key: String?) async -> KnownEngine {
    if let known = learnt.withLock({ $0 }) ?? configuration.known { return configured(known) }
    guard let found = await peer(key: key, within: .seconds(2)).recognise(configuration) else {
      return configured(KnownEngine(identity: configuration.identity))
    }
    if found.isWhole { learnt.withLock { $0 = found.engine } }
    return configured(found.engine)
  }

  /// What stands in the way of any run: nothing answers, a key is missing, the model is unknown. nil
  /// where none of these does.
  func obstacle(key: String?) async -> RunFailure? {
    let url = settings.url
    let reply: EngineClient.Reply?
    do {
      reply = try await client.reply(url, "/v1/models", key: key, within: .seconds(10))
    } catch {
      return .connection(
        error, peer: peerName, url: url, proxy: try? connections.proxy(for: url))
    }
    guard let reply else { return .silence(peerName, limit: .seconds(10)) }
    let models = ModelsReply(reply)
    if [401, 403].contains(reply.status) || models.isLoading {
      return .refused(reply, peer: peerName, configuration: settings)
    }
    guard let model = settings.model, !models.names.isEmpty, !models.names.contains(model) else {
      return nil
    }
    return .unknownModel(model, models.names, peer: peerName)
  }

  /// What a person has configured goes before what the engine says.
  private func configured(_ known: KnownEngine) -> KnownEngine {
    var known = known
    known.identity.name = configuration.shownName(known.identity.kind)
    known.identity.kind = configuration.kind ?? known.identity.kind
    known.identity.model = configuration.model ?? known.identity.model
    known.identity.route = known.route(configured: configuration.route)?.name
    return known
  }

  /// The slot that the policy's prompt is cached in, or may go to; nil leaves it to the engine. To
  /// be released.
  func takeSlot(for policy: String, _ engine: KnownEngine, _ peer: EnginePeer) async -> Int? {
    // An engine that reads a long prompt answers late; the run is not to wait for that.
    guard let ask = engine.dialect.busySlots,
      let busy = await ask(peer.patient(.milliseconds(300)))
    else { return nil }
    return slots.withLock { $0.take(policy: policy.hashValue, busy: busy) }
  }

  func release(_ slot: Int?) {
    if let slot { slots.withLock { $0.release(slot) } }
  }
}
