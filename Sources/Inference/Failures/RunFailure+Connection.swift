internal import AsyncHTTPClient
internal import NIOHTTP1
internal import Runs

/// What can go wrong before an engine answers.
extension RunFailure {
  static func refused(
    _ reply: EngineClient.Reply, peer: String, configuration: EngineConfiguration
  ) -> RunFailure {
    let error = EngineError(reply.body)
    let retryAfter = RetryAfter(reply.retryAfter)?.pause
    switch reply.status {
    case 401, 403: return .unauthorized(peer, keyVariable: configuration.apiKeyEnvironment)
    case 300..<400:
      return RunFailure(
        .protocol,
        "\(peer) answered with a redirect (HTTP \(reply.status)), which is not followed.",
        hint: "Give the address that it redirects to.")
    case 429:
      return .busy(
        peer, said: error?.message.withoutFullStop ?? "HTTP 429", retryAfter: retryAfter)
    default: break
    }
    guard let error else { return .noEngine(reply, peer: peer) }
    let said = error.message.withoutFullStop
    if error.isContextOverflow { return .context(error, peer: peer) }
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
      return .busy(peer, said: said, retryAfter: retryAfter)
    case 400..<500: return .request(said, peer: peer)
    default:
      return .engine(error, peer: peer)
    }
  }

  static func request(_ said: String, peer: String) -> RunFailure {
    RunFailure(
      .request, "\(peer) does not take the request: \(said).",
      hint: "See the model and the sampling parameters; the run keeps the request.")
  }

  static func unauthorized(_ peer: String, keyVariable: String?) -> RunFailure {
    guard let keyVariable else {
      return RunFailure(
        .unauthorized, "\(peer) asks for an API key.",
        hint: "Put the key in an environment variable and name it with --api-key-env.")
    }
    return RunFailure(
      .unauthorized, "\(peer) refused the key in \(keyVariable).",
      hint: "Put the right key there, or name another variable with --api-key-env.")
  }

  static func busy(_ peer: String, said: String, retryAfter: Duration?) -> RunFailure {
    let wait = retryAfter.map { "in \($0.inSeconds)" } ?? "in a moment"
    return RunFailure(
      .busy, "\(peer) takes no more requests now: \(said).", hint: "Run again \(wait).")
  }

  static func loading(_ peer: String, after limit: Duration) -> RunFailure {
    RunFailure(
      .loading, "\(peer) still loads its model after \(limit.inSeconds).",
      hint: "Run again when it is ready, or wait longer with --timeout.")
  }

  /// A page, or whatever else no engine says.
  static func noEngine(_ reply: EngineClient.Reply, peer: String) -> RunFailure {
    let isPage = reply.contentType?.contains("html") == true || reply.body.first == 0x3C
    return RunFailure(
      .protocol,
      "\(peer) answered HTTP \(reply.status) with \(isPage ? "a web page" : "what no engine says").",
      hint: "Check the address: something else may listen there, or a proxy stand in between.")
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
