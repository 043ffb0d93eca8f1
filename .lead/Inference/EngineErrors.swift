import Foundation
import NIOHTTP1
import Runs

extension EngineErrorBody {
  init(_ message: String) {
    self.message = message
  }

  /// The engine's own words, on one line and not too long.
  private var words: String {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 300 ? line.prefix(300) + "…" : line
  }

  /// An error in the middle of a stream, or one whose status says nothing more.
  func failure(source: String) -> RunFailure {
    if type == "exceed_context_size_error" || promptTokens != nil {
      return contextFailure(source: source)
    }
    if message.contains("does not match the expected") {
      return RunFailure(
        .engine, "\(source) could not read the model's Harmony headers and gave up the turn.",
        hint: "Run again: about one turn in 25 has such a header at temperature 1.")
    }
    return RunFailure(
      .engine, "\(source) failed: \(words).", hint: "Look at the engine's log, then run again.")
  }

  func contextFailure(source: String) -> RunFailure {
    let numbers =
      if let promptTokens, let contextTokens {
        "the prompt has \(promptTokens) tokens, the context \(contextTokens)"
      } else {
        "the prompt is longer than the context: \(words)"
      }
    return RunFailure(
      .context, "\(source) cannot take this prompt: \(numbers).",
      hint: "Start the engine with a larger context, or shorten policy or content.")
  }

  /// An answer with a status other than 200.
  func failure(status: HTTPResponseStatus, retryAfter: String?, endpoint: EngineConfiguration)
    -> RunFailure
  {
    let source = endpoint.source
    switch status.code {
    case 400 where type == "exceed_context_size_error" || message.contains("maximum context"):
      return contextFailure(source: source)
    case 401, 403:
      let hint =
        endpoint.apiKeyEnvironment.map { "The key is taken from $\($0); check it." }
        ?? "Name the variable that holds the key: --api-key-env, or api_key_env in config.toml."
      return RunFailure(.unauthorized, "\(source) wants an API key.", hint: hint)
    case 404:
      let model = endpoint.model.map { " the model “\($0)” or" } ?? ""
      return RunFailure(
        .notFound, "\(source) does not know\(model) this route: \(words).",
        hint: "precept engines lists what each engine serves.")
    case 429:
      let wait = retryAfter.map { "Wait \($0) s, then run again." } ?? "Wait a little, then run again."
      return RunFailure(.busy, "\(source) has too many requests.", hint: wait)
    case 503 where isLoading:
      return RunFailure(
        .loading, "\(source) still loads its model.", hint: "Run again when it is ready.")
    case 503:
      return RunFailure(
        .busy, "\(source) is busy: \(words).", hint: "Wait a little, then run again.")
    case 400, 422:
      return RunFailure(
        .request, "\(source) refused the request: \(words).",
        hint: "Look at the engine's documentation for what it accepts.")
    default:
      return RunFailure(
        .engine, "\(source) answered \(status.code): \(words).",
        hint: "Look at the engine's log, then run again.")
    }
  }

  var isLoading: Bool {
    type == "unavailable_error" || message.localizedCaseInsensitiveContains("loading model")
  }
}

/// What is made of the body of an error: JSON as engines write it, or something else.
enum EngineErrorReading {
  private struct Envelope: Decodable {
    var error: EngineErrorBody?
    var detail: EngineErrorBody.Detail?
  }

  static func failure(
    status: HTTPResponseStatus, headers: HTTPHeaders, body: [UInt8],
    endpoint: EngineConfiguration
  ) -> RunFailure {
    let retryAfter = headers.first(name: "Retry-After")
    if let error = error(in: body) {
      return error.failure(status: status, retryAfter: retryAfter, endpoint: endpoint)
    }
    if (300..<400).contains(status.code) {
      return RunFailure(
        .protocol, "\(endpoint.source) redirects elsewhere, which is not followed.",
        hint: "Configure the address that it points to.")
    }
    let isHTML = headers.first(name: "Content-Type")?.contains("html") ?? false
    if isHTML {
      return RunFailure(
        .protocol, "\(endpoint.source) answered \(status.code) with a web page.",
        hint: "Is this the address of an engine? Check it with precept engines.")
    }
    let text = String(decoding: body.prefix(300), as: UTF8.self)
    return EngineErrorBody(text.isEmpty ? "no explanation" : text)
      .failure(status: status, retryAfter: retryAfter, endpoint: endpoint)
  }

  static func error(in body: [UInt8]) -> EngineErrorBody? {
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(body)) else {
      return nil
    }
    return envelope.error ?? envelope.detail.map { EngineErrorBody($0.message) }
  }
}
