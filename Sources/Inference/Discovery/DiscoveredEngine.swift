public import Runs

/// An engine that was looked for.
public struct DiscoveredEngine: Hashable, Sendable {
  public enum Status: Hashable, Sendable {
    case ready
    /// It listens, and its model is on the way.
    case loading
    /// It wants a key, or another one.
    case needsKey
    /// Configured, and nothing answers there.
    case unreachable
  }

  public var identity: EngineIdentity
  public var status: Status
  /// All that it lists; `identity.model` is the one that a run would use.
  public var models: [String]
  /// To run with it.
  public var configuration: EngineConfiguration

  public init(
    identity: EngineIdentity, status: Status, models: [String], configuration: EngineConfiguration
  ) {
    self.identity = identity
    self.status = status
    self.models = models
    self.configuration = configuration
  }
}
