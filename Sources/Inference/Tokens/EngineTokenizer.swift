internal import Harmony

/// An engine's own tokenizer, asked over HTTP.
protocol EngineTokenizer: Sendable {
  /// nil where the engine does not answer.
  ///
  /// - Parameter model: of several that the engine may serve.
  func harmony(of model: String?, _ peer: EnginePeer) async -> HarmonyVocabulary?

  /// The ids of each text, read as plain text whatever it spells; nil where the engine does not
  /// answer.
  func tokens(
    of texts: [String], model: String?, controls: ControlTokenIDs, _ peer: EnginePeer
  ) async -> [[Int]]?
}

/// What a model's vocabulary holds of Harmony.
enum HarmonyVocabulary: Hashable, Sendable {
  case tokens(ControlTokenIDs)
  /// Not all control tokens: the model speaks no Harmony.
  case none

  init(_ ids: [ControlToken: Int]) {
    self = ControlTokenIDs(ids).map(Self.tokens) ?? .none
  }
}
