import Inference
import RuleMatcher
import Runs
import Synchronization
import Workbench

/// Every engine that runs can go to: configured, found on this machine, or built in.
final class EngineDirectory: Sendable {
  /// Made when first needed: it starts threads that the first frame need not wait for.
  private let client: @Sendable () -> EngineClient
  private let configured: [EngineConfiguration]
  /// Named on the command line or configured as the default.
  private let preferred: String?
  private let known = Mutex<[String: EngineConfiguration]>([:])

  init(
    client: @escaping @Sendable () -> EngineClient, configured: [EngineConfiguration],
    preferred: String?
  ) {
    self.client = client
    self.configured = configured
    self.preferred = preferred
  }

  /// Asks all configured engines and the usual ports of this machine, in parallel.
  func find() async -> [EngineListing] {
    let found = await EngineDiscovery(client: client()).find(configured: configured)
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

  func engine(for identity: EngineIdentity, silence: Duration?) -> (any Engine)? {
    guard identity.isModel else { return RuleMatcherEngine() }
    guard var configuration = known.withLock({ $0[identity.key] }) else { return nil }
    configuration.model = configuration.model ?? identity.model
    if let silence { configuration.silenceTimeout = silence }
    return ChatEngine(configuration: configuration, client: client())
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
