import Inference
import RuleMatcher
import Runs
import Synchronization
import Workbench

/// Who knows the engine behind an identity.
protocol EngineProviding: Sendable {
  /// - Parameter silence: how long it may say nothing; nil is as configured.
  /// - Returns: nil where the engine is not known any more.
  func engine(for identity: EngineIdentity, silence: Duration?) -> (any Engine)?
}

/// Every engine that runs can go to: configured, found on this machine, or built in.
final class EngineDirectory: EngineProviding {
  /// Made when first needed: it starts threads that the first frame need not wait for.
  private let client: @Sendable () -> EngineClient
  private let configured: Mutex<[EngineConfiguration]>
  /// Named on the command line or configured as the default.
  private let preferred: Mutex<String?>
  private let known = Mutex<[String: EngineConfiguration]>([:])
  /// Kept, since they know what the engine is and which slot has which policy.
  private let made = Mutex<[EngineConfiguration: HTTPEngine]>([:])

  /// The port of the engine that the workbench has started.
  private let managedPort = Mutex<Int?>(nil)

  init(
    client: @escaping @Sendable () -> EngineClient, configured: [EngineConfiguration],
    preferred: String?
  ) {
    self.client = client
    self.configured = Mutex(configured)
    self.preferred = Mutex(preferred)
  }

  /// Adds engines that the user has accepted, and the one that answers from now on.
  ///
  /// - Parameter preferred: nil leaves it.
  func add(_ engines: [EngineConfiguration], preferred name: String?) {
    configured.withLock { configured in
      configured += engines.filter { engine in !configured.contains { $0.name == engine.name } }
    }
    if let name { preferred.withLock { $0 = name } }
  }

  var connections: EngineClient { client() }

  /// Asks all configured engines and the usual ports of this machine, in parallel.
  func find() async -> [EngineListing] {
    var ports = EngineDialect.all.flatMap(\.ports)
    if let managed = managedPort.withLock({ $0 }), !ports.contains(managed) {
      ports.append(managed)
    }
    let (configured, preferred) = (configured.withLock { $0 }, preferred.withLock { $0 })
    let found = await EngineDiscovery(client: client(), ports: ports).find(configured: configured)
    known.withLock { known in
      for engine in found { known[engine.identity.key] = engine.configuration }
    }
    return found.map { engine in
      EngineListing(
        identity: engine.identity, status: engine.status.listed,
        isSafeguard: EngineDiscovery.isSafeguard(engine.identity.model),
        isLocal: engine.configuration.isLoopback,
        isPreferred: engine.configuration.name == preferred)
    }
  }

  /// Where the engine listens that the workbench has started, so that it is found.
  func expect(at url: String?) {
    let port = url.flatMap { try? EngineURL($0).port }
    if let port { managedPort.withLock { $0 = port } }
  }

  /// The address of a listed engine, with what reaches it.
  func configuration(of identity: EngineIdentity) -> EngineConfiguration? {
    known.withLock { $0[identity.key] }
  }

  func engine(for identity: EngineIdentity, silence: Duration?) -> (any Engine)? {
    identity.isModel ? model(for: identity, silence: silence) : RuleMatcherEngine()
  }

  /// nil for the rule matcher, and where the engine is not known any more.
  func model(for identity: EngineIdentity, silence: Duration? = nil) -> HTTPEngine? {
    guard var configuration = known.withLock({ $0[identity.key] }) else { return nil }
    configuration.model = configuration.model ?? identity.model
    if let silence { configuration.silenceTimeout = silence }
    return made.withLock { made in
      if let engine = made[configuration] { return engine }
      let engine = HTTPEngine(configuration: configuration, client: client())
      made[configuration] = engine
      return engine
    }
  }
}

extension DiscoveredEngine.Status {
  var listed: EngineListing.Status {
    switch self {
    case .ready: .ready
    case .loading: .loading
    case .needsKey: .needsKey
    case .unreachable: .unreachable
    }
  }
}
