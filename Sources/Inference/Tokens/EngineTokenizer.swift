internal import Harmony

/// An engine's own tokenizer, asked over HTTP.
protocol EngineTokenizer: Sendable {
  /// nil where the engine does not answer, or its model speaks no Harmony.
  ///
  /// - Parameter model: of several that the engine may serve.
  func controls(of model: String?, _ peer: EnginePeer) async -> ControlTokenIDs?

  /// The ids of each text, read as plain text whatever it spells; nil where the engine does not
  /// answer.
  func tokens(
    of texts: [String], model: String?, controls: ControlTokenIDs, _ peer: EnginePeer
  ) async -> [[Int]]?
}
