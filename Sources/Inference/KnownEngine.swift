internal import Runs

/// What an engine has told of itself.
struct KnownEngine: Hashable, Sendable {
  var identity: EngineIdentity
  /// nil where its tokens cannot be asked for.
  var harmony: HarmonyVocabulary?
  /// Every name under which it serves a model; empty where it did not tell.
  var models: [String] = []

  var dialect: EngineDialect { .of(identity.kind) }

  /// nil where its tokens cannot be asked for, or its model speaks no Harmony.
  var controls: ControlTokenIDs? {
    if case .tokens(let ids)? = harmony { ids } else { nil }
  }

  /// Whether text that spells a control token stays text on the chat routes: vLLM renders Harmony by
  /// itself and reads text as text, and a model without control tokens has none to be forged.
  var readsTextAsText: Bool {
    harmony == HarmonyVocabulary.none || (identity.kind == .vllm && controls != nil)
  }

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
      "\(peer) has no model “\(model)” and would answer with another: it serves \(models.listed).",
      hint: "Name that one with --model, or leave the model out.")
  }
}

extension [String] {
  fileprivate var listed: String {
    let shown = prefix(5).joined(separator: ", ")
    return count > 5 ? "\(shown) and \(count - 5) more" : shown
  }
}

extension RunFailure {
  static func unknownModel(_ model: String, _ models: [String], peer: String) -> RunFailure {
    RunFailure(
      .notFound, "\(peer) has no model “\(model)”: it serves \(models.listed).",
      hint: "Name that one with --model, or leave the model out.")
  }
}
