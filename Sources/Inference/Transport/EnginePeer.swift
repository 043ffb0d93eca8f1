internal import Foundation

/// One engine's address, for questions with small answers, each within a limit.
struct EnginePeer: Sendable {
  let client: EngineClient
  let url: EngineURL
  let key: String?
  let limit: Duration
  /// Raised where a question got no answer in time, which is not the same as a no.
  var silence: Flag?

  /// nil where nothing came in time.
  func get(_ route: String) async -> EngineClient.Reply? {
    noted(await client.ask(url, route, key: key, within: limit))
  }

  func post(_ route: String, _ body: some Encodable & Sendable) async -> EngineClient.Reply? {
    guard let text = try? body.jsonText else { return nil }
    return await send(route, text)
  }

  /// Posts JSON and reads the whole answer, streamed or not.
  func send(_ route: String, _ json: String) async -> EngineClient.Reply? {
    noted(await client.ask(url, route, body: json, key: key, within: limit))
  }

  private func noted(_ reply: EngineClient.Reply?) -> EngineClient.Reply? {
    if reply == nil { silence?.raise() }
    return reply
  }

  /// nil where the answer is not of that shape.
  func get<Body: Decodable & Sendable>(_ type: Body.Type, at route: String) async -> Body? {
    await get(route)?.decoded(type)
  }

  /// nil where the answer is not of that shape.
  func post<Body: Decodable & Sendable>(
    _ type: Body.Type, at route: String, _ body: some Encodable & Sendable
  ) async -> Body? {
    await post(route, body)?.decoded(type)
  }

  func patient(_ limit: Duration) -> EnginePeer {
    EnginePeer(client: client, url: url, key: key, limit: limit, silence: silence)
  }
}

extension EngineClient.Reply {
  /// nil where it is no success, or not of that shape.
  func decoded<Body: Decodable>(_ type: Body.Type) -> Body? {
    guard status == 200 else { return nil }
    return try? JSONDecoder().decode(type, from: Data(body))
  }
}

extension Encodable {
  /// As requests are sent: keys in order, so that the same request is the same text.
  /// - Throws: where a number is not finite.
  var jsonText: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
