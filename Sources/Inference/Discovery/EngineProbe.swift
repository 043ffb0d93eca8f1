internal import Foundation
internal import Runs

/// Questions to one address, each answered within a limit.
struct EngineProbe: Sendable {
  let client: EngineClient
  let url: EngineURL
  let key: String?
  let limit: Duration

  /// nil where nothing, or something that is no engine, answers there.
  func engine() async -> (identity: EngineIdentity, models: ModelsReply)? {
    guard let reply = await reply(at: "/v1/models") else { return nil }
    let models = ModelsReply(reply)
    guard models.isEngine else { return nil }
    for dialect in EngineDialect.all {
      guard var identity = await dialect.recognise(models, self) else { continue }
      identity.url = url.description
      return (identity, models)
    }
    return nil
  }

  /// nil where the answer is not of that shape.
  func json<Body: Decodable & Sendable>(_ type: Body.Type, at route: String) async -> Body? {
    guard let reply = await reply(at: route), reply.status == 200 else { return nil }
    return try? JSONDecoder().decode(Body.self, from: Data(reply.body))
  }

  private func reply(at route: String) async -> EngineClient.Reply? {
    await client.get(url.appending(route), key: key, within: limit)
  }
}
