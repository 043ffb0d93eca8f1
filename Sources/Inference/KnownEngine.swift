internal import Runs

/// What an engine has told of itself.
struct KnownEngine: Hashable, Sendable {
  var identity: EngineIdentity
  /// nil where its tokens cannot be asked for, or its model speaks no Harmony.
  var controls: ControlTokenIDs?
  /// Every name under which it serves a model; empty where it did not tell.
  var models: [String] = []

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

  /// - Throws: where the engine would answer with another model than the one that is asked for.
  func check(model: String?, peer: String) throws(RunFailure) {
    guard dialect.ignoresModelNames, let model, !models.isEmpty, !models.contains(model) else {
      return
    }
    throw RunFailure(
      .notFound,
      "\(peer) has no model “\(model)” and would answer with another: it serves \(Self.list(models)).",
      hint: "Name that one with --model, or leave the model out.")
  }

  private static func list(_ models: [String]) -> String {
    let shown = models.prefix(5).joined(separator: ", ")
    return models.count > 5 ? "\(shown) and \(models.count - 5) more" : shown
  }
}
