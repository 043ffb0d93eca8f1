/// The way that runs take to an engine. The raw values are what configuration and `--route` take.
public enum EngineRoute: String, Hashable, Codable, Sendable, CaseIterable {
  /// Our own Harmony rendering as token ids, and the model's own tokens back: policy and content can
  /// never become control tokens, and nobody renders or parses in between.
  case exact
  /// The OpenAI chat API.
  case chat
  /// The OpenAI Responses API.
  case responses
  /// The engine's own chat API: Ollama's `/api/chat`, LM Studio's `/api/v1/chat`.
  case native
}
