internal import Foundation
internal import Runs

/// What a status, or a code in its place, says of a request that was not answered.
extension RunFailure {
  static func request(_ said: String, peer: String) -> RunFailure {
    RunFailure(
      .request, "\(peer) does not take the request: \(said).",
      hint: "See the model and the sampling parameters; the run keeps the request.")
  }

  static func tooLarge(_ said: String, peer: String) -> RunFailure {
    RunFailure(
      .request, "The request is too large for \(peer): \(said).",
      hint: "Shorten the policy or the content, or raise the limit of the engine or its proxy.")
  }

  static func unpaid(_ said: String, peer: String) -> RunFailure {
    RunFailure(
      .request, "\(peer) wants to be paid first: \(said).",
      hint: "Add credits to the account, or take another engine with --engine.")
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

  /// Told in a body or a frame, where nobody knows which key was sent.
  static func unauthorized(_ peer: String, said: String) -> RunFailure {
    RunFailure(
      .unauthorized, "\(peer) refused access: \(said).",
      hint: "Put the right key in an environment variable and name it with --api-key-env.")
  }

  static func busy(_ peer: String, said: String, retryAfter: Duration?) -> RunFailure {
    let message = "\(peer) takes no more requests now: \(said)."
    guard let retryAfter else {
      return RunFailure(.busy, message, hint: "Run again in a moment.")
    }
    guard retryAfter < .seconds(RetryAfter.longest) else {
      return RunFailure(
        .busy, message,
        hint: "It asks to wait a year or longer: check the account, or take another engine.")
    }
    return RunFailure(.busy, message, hint: "Run again in \(retryAfter.inWords).")
  }

  static func loading(_ peer: String, after limit: Duration) -> RunFailure {
    RunFailure(
      .loading, "\(peer) still loads its model after \(limit.inSeconds).",
      hint: "Run again when it is ready, or wait longer with --timeout.")
  }

  /// A page in place of a stream.
  static func page(_ body: [UInt8], peer: String) -> RunFailure {
    RunFailure(
      .protocol, "\(peer) answered with a web page\(title(of: body)) instead of a stream.",
      hint: "Check the address: it may lead to a sign-in page or to another server.")
  }

  static func compressed(_ peer: String, as coding: String) -> RunFailure {
    RunFailure(
      .protocol, "\(peer) sent its answer compressed as “\(coding)”, which was not asked for.",
      hint: "Turn this compression off in the proxy in front of the engine.")
  }

  /// A page, nothing, or what no engine says.
  static func noEngine(_ reply: EngineClient.Reply, peer: String) -> RunFailure {
    let status = "HTTP \(reply.status)"
    let isPage = reply.contentType?.contains("html") == true || reply.body.first == 0x3C
    let what =
      isPage
      ? "a web page\(title(of: reply.body))"
      : reply.body.isEmpty ? "an empty body" : "what no engine says"
    switch reply.status {
    case 503:
      return .busy(peer, said: "\(status) with \(what)", retryAfter: nil)
    case 502, 504, 520...527, 530:
      let isLate = reply.status == 504 || reply.status == 524
      return RunFailure(
        .engine,
        "The engine behind \(peer) \(isLate ? "did not answer in time" : "does not answer"): a proxy sent \(status) with \(what).",
        hint: isLate
          ? "Raise the time limit of the proxy, or run again with a lower effort."
          : "See whether the engine still runs, then run again.")
    case 500...:
      return RunFailure(
        .engine, "\(peer) failed: it sent \(status) with \(what).",
        hint: "See the engine's log, then run again.")
    case 204, 205:
      return RunFailure(
        .protocol, "\(peer) answered \(status), which has no content.",
        hint: "Check the address: the route may lead to another server.")
    default:
      return RunFailure(
        .protocol, "\(peer) answered \(status) with \(what).",
        hint:
          "Check the address: another server may listen there, or a proxy may answer in its place."
      )
    }
  }

  /// In quotation marks behind a blank; empty where the page has none.
  private static func title(of body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(4000), as: UTF8.self)
    guard let match = text.firstMatch(of: /(?i)<title[^>]*>([^<]{1,200})/) else { return "" }
    let title = match.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return title.isEmpty ? "" : " (“\(title.prefix(80))”)"
  }
}

extension EngineError {
  /// The words of a refusal in plain text, such as `upstream connect error`; nil where it is a page or
  /// no text.
  init?(plain reply: EngineClient.Reply) {
    guard reply.status >= 400, reply.contentType?.contains("html") != true,
      let text = String(validating: reply.body.prefix(2000), as: UTF8.self), !text.isBlank,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0.properties.isWhitespace })
    else { return nil }
    self.init(words: reply.body)
  }
}

extension Duration {
  /// Rounded as people say it: `7 seconds`, `3 hours`, `12 days`.
  var inWords: String {
    let seconds = components.seconds
    for (unit, name) in [(Int64(86_400), "days"), (3600, "hours"), (60, "minutes")]
    where seconds >= 2 * unit { return "\((seconds + unit / 2) / unit) \(name)" }
    return inSeconds
  }
}
