internal import AsyncHTTPClient
internal import NIOHTTP1
internal import Runs

/// What can go wrong before an engine answers.
extension RunFailure {
  static func refused(
    _ reply: EngineClient.Reply, peer: String, configuration: EngineConfiguration
  ) -> RunFailure {
    let plain = EngineError(reply.body) == nil
    let error = EngineError(reply.body) ?? EngineError(plain: reply)
    let said = error?.message.withoutFullStop
    let words = said ?? "HTTP \(reply.status)"
    switch reply.status {
    case 401, 403: return .unauthorized(peer, keyVariable: configuration.apiKeyEnvironment)
    case 402: return .unpaid(words, peer: peer)
    case 300..<400:
      return RunFailure(
        .protocol,
        "\(peer) answered with a redirect (HTTP \(reply.status)), which is not followed.",
        hint: "Give the address that it redirects to.")
    case 413 where error?.isContextOverflow != true: return .tooLarge(words, peer: peer)
    case 429 where error?.isUnpaid == true: return .unpaid(words, peer: peer)
    case 429: return .busy(peer, said: words, retryAfter: RetryAfter(reply.retryAfter)?.pause)
    default: break
    }
    guard let error else { return .noEngine(reply, peer: peer) }
    if plain, reply.status >= 500, reply.status != 503 {
      return .failed(
        words, reply.status, peer: peer, hasKey: configuration.apiKeyEnvironment != nil)
    }
    return refused(error, reply, peer: peer, configuration: configuration)
  }

  /// By an error in the engine's own form.
  private static func refused(
    _ error: EngineError, _ reply: EngineClient.Reply, peer: String,
    configuration: EngineConfiguration
  ) -> RunFailure {
    let said = error.message.withoutFullStop
    if error.isContextOverflow { return .context(error, peer: peer) }
    if error.isUnauthorized { return .unauthorized(peer, said: said) }
    switch reply.status {
    case 404 where error.message.contains("model"),
      400 where error.isUnknownModel:
      return RunFailure(
        .notFound, "\(peer) has no model “\(configuration.model ?? "")”: \(said).",
        hint: "precept engines lists the models that run here; choose one with --model.")
    case 404:
      return RunFailure(
        .notFound, "\(peer) does not know the route that the run takes: \(said).",
        hint: "Take another route with --route (chat, responses), or check the address.")
    case 503 where error.isLoading: return .loading(peer, after: configuration.silenceTimeout)
    case 503:
      return .busy(peer, said: said, retryAfter: RetryAfter(reply.retryAfter)?.pause)
    case 400..<500: return error.isUnpaid ? .unpaid(said, peer: peer) : .request(said, peer: peer)
    default:
      var error = error
      if reply.status >= 500 { error.code = error.code ?? reply.status }
      return .engine(error, peer: peer)
    }
  }

  /// A server, or a proxy in front of it, that failed with plain words.
  private static func failed(
    _ said: String, _ status: Int, peer: String, hasKey: Bool
  ) -> RunFailure {
    if EngineError(message: said).isUnauthorized { return .unauthorized(peer, said: said) }
    let hint =
      status == 500 && !hasKey
      ? "See the engine's log. LiteLLM's proxy answers so without a key: name one with --api-key-env."
      : "See the log of the engine and of a proxy in front of it, then run again."
    return RunFailure(.engine, "\(peer) failed with HTTP \(status): \(said).", hint: hint)
  }

  /// A connection that could not be made, or that broke before an answer came.
  static func connection(
    _ error: any Error, peer: String, url: EngineURL, proxy: ProxySettings.Proxy?
  ) -> RunFailure {
    if let proxy {
      return RunFailure(
        .unreachable,
        "\(peer) was not reached through the proxy \(proxy.host):\(proxy.port) that \(proxy.variable) names.",
        hint: "Mend the variable, or put the engine's host into no_proxy.")
    }
    if error is HTTPParserError {
      return RunFailure(
        .protocol, "\(peer) does not speak HTTP.",
        hint: "Check the address and the port.")
    }
    switch error as? HTTPClientError {
    case .remoteConnectionClosed, .uncleanShutdown:
      return RunFailure(
        .interrupted, "\(peer) closed the connection before it answered.",
        hint: "See whether the engine still runs, then run again.")
    case .tlsHandshakeTimeout:
      return .tls(peer)
    case .connectTimeout where url.scheme == "https":
      return .tls(peer)
    default: break
    }
    if "\(type(of: error))".contains("SSL") { return .tls(peer) }
    let hint =
      url.isLoopback
      ? "Start the engine, for example llama-server -m MODEL.gguf --port \(url.port)."
      : "Check the address, and that the engine listens there."
    return RunFailure(.unreachable, "Nothing answers as \(peer).", hint: hint)
  }

  static func noRoute(
    _ route: EngineRoute?, _ engine: KnownEngine, peer: String
  ) -> RunFailure {
    let known = engine.routes.map(\.name.rawValue).joined(separator: ", ")
    return RunFailure(
      .request, "\(peer) cannot be reached by the route “\(route?.rawValue ?? "")”.",
      hint: "It has \(known): choose one with --route, or leave it out.")
  }

  private static func tls(_ peer: String) -> RunFailure {
    RunFailure(
      .tls, "No secure connection to \(peer) could be made.",
      hint: "Check its certificate, or whether it speaks http instead of https.")
  }
}
