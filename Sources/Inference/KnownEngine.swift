internal import Runs

/// What an engine has told of itself.
struct KnownEngine: Hashable, Sendable {
  var identity: EngineIdentity
  /// nil where its tokens cannot be asked for, or its model speaks no Harmony.
  var controls: ControlTokenIDs?

  var dialect: EngineDialect { .of(identity.kind) }

  /// The ways that runs can take to it, the best first.
  var routes: [any Route] {
    dialect.routes.filter { $0.name != .exact || controls != nil }
  }

  /// - Parameter name: the way that a person has chosen; nil takes the best.
  /// - Returns: nil where the engine has no such way.
  func route(configured name: EngineRoute?) -> (any Route)? {
    guard let name else { return routes.first }
    return routes.first { $0.name == name }
  }
}
