internal import Synchronization

/// A request as it came.
public struct ScriptedRequest: Sendable {
  public let method: String
  /// Without the query.
  public let path: String
  public let headers: [(name: String, value: String)]
  public let body: String
  /// `null` where the body is no JSON.
  public let json: JSON

  init(method: String, path: String, headers: [(name: String, value: String)], body: String) {
    self.method = method
    self.path = String(path.prefix { $0 != "?" })
    self.headers = headers
    self.body = body
    json = JSON(parsing: body) ?? .null
  }

  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// What an engine keeps of a request.
public struct RequestRecord: Sendable {
  public let request: ScriptedRequest
  /// What the model saw; nil where the request was none for it.
  public internal(set) var prompt: [PromptPiece]?
  public internal(set) var promptTokens = 0
  /// When the first and the last token of the answer had left.
  public internal(set) var firstToken: ContinuousClock.Instant?
  public internal(set) var lastToken: ContinuousClock.Instant?
  public internal(set) var tokens = 0
  /// The client closed the connection before the answer was whole.
  public internal(set) var wasCancelled = false
}

/// A whole answer that is no stream. Thrown by routes to refuse.
struct ScriptedReply: Error {
  var status = 200
  var type = "application/json"
  var headers: [(String, String)] = []
  var body: String

  init(_ status: Int = 200, _ json: JSON, headers: [(String, String)] = []) {
    self.status = status
    body = json.text
    self.headers = headers
  }

  init(_ status: Int = 200, type: String, text: String) {
    self.status = status
    self.type = type
    body = text
  }

  private static let reasons = [
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found",
    422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error",
    502: "Bad Gateway", 503: "Service Unavailable",
  ]

  static func statusLine(_ status: Int) -> String {
    "HTTP/1.1 \(status) \(reasons[status] ?? "Status")\r\n"
  }
}

/// The engine gives up in the middle of an answer.
struct GenerationFailure: Error {
  var message: String
}
