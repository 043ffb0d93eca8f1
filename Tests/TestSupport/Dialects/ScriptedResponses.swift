/// A server of OpenAI's Responses API and nothing else.
public struct ScriptedResponses: ScriptedDialect {
  public let model: String

  public init(model: String = "gpt-oss-safeguard-20b") {
    self.model = model
  }

  public let generatingPaths: Set<String> = ["/v1/responses"]

  public func answer(_ exchange: ScriptedExchange) async throws {
    let request = exchange.request
    switch (request.method, request.path) {
    case ("GET", "/v1/models"):
      let entry: JSON = [
        "id": .string(model), "object": "model", "created": 1_767_225_600, "owned_by": "system",
      ]
      throw ScriptedReply(200, ["object": "list", "data": [entry]])
    case ("POST", "/v1/responses"):
      if let asked = request.json["model"]?.string, asked != model {
        throw ScriptedReply(
          404,
          Self.error(
            "The model `\(asked)` does not exist.", "invalid_request_error", "model_not_found"))
      }
      let effort = request.json["reasoning"]?["effort"]?.string ?? "medium"
      try await ResponsesRouteForm(failsAsResponse: false).answer(
        exchange, model: model,
        prompt: HarmonyRendering(responses: request.json, effort: effort)
          .ids(findsControls: false),
        limit: request.json["max_output_tokens"]?.int)
    default:
      throw ScriptedReply(
        404,
        Self.error(
          "Invalid URL (\(request.method) \(request.path))", "invalid_request_error", nil))
    }
  }

  public func refuse(_ refusal: Behaviour.Refusal) -> JSON {
    switch refusal {
    case .unauthorized:
      Self.error("Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
    case .tooMany:
      Self.error("Rate limit reached.", "requests", "rate_limit_exceeded")
    case .loading: Self.error("Loading model", "server_error", nil)
    case .page, .busy: Self.error("The server is overloaded.", "server_error", nil)
    }
  }

  private static func error(_ message: String, _ type: String, _ code: String?) -> JSON {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": .null,
        "code": code.map(JSON.string) ?? .null,
      ]
    ]
  }
}
