import AsyncHTTPClient
import NIOCore
import Runs

/// What is wrong when no answer comes at all.
enum ConnectionFailure {
  static func failure(_ error: any Error, _ endpoint: EngineConfiguration) -> RunFailure {
    let source = endpoint.source
    if let error = error as? HTTPClientError {
      return failure(error, source)
    }
    let words = "\(error)"
    if words.contains("SSL") || words.contains("handshake") || words.contains("certificate") {
      return RunFailure(
        .tls, "\(source) and Precept could not agree on TLS.",
        hint: "Check the scheme and the server's certificate.")
    }
    if error is ChannelError || error is IOError || "\(type(of: error))" == "NIOConnectionError" {
      return RunFailure(
        .unreachable, "Nothing answers as \(source).",
        hint: "Start the engine, or choose another: precept engines lists what runs here.")
    }
    return RunFailure(
      .protocol, "\(source) broke the connection: \(words.prefix(200)).",
      hint: "Is this the address of an engine? Check it with precept engines.")
  }

  private static func failure(_ error: HTTPClientError, _ source: String) -> RunFailure {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .deadlineExceeded:
      return RunFailure(
        .unreachable, "Nothing answers as \(source) in time.",
        hint: "Check the address, or start the engine.")
    case .remoteConnectionClosed:
      return RunFailure(
        .interrupted, "\(source) closed the connection before it answered.",
        hint: "Look at the engine's log, then run again.")
    case .tlsHandshakeTimeout:
      return RunFailure(
        .tls, "\(source) did not finish the TLS handshake.",
        hint: "Check the scheme and the server's certificate.")
    default:
      return RunFailure(
        .protocol, "\(source) did not answer as an engine does (\(error.shortDescription)).",
        hint: "Is this the address of an engine? Check it with precept engines.")
    }
  }
}
