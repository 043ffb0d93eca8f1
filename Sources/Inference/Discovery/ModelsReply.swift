internal import Foundation
internal import Runs

/// What `GET /v1/models` said, from any engine.
struct ModelsReply: Sendable {
  private struct Body: Decodable {
    struct Model: Decodable {
      struct Meta: Decodable {
        @BoundedCount var context: Int?

        private enum CodingKeys: String, CodingKey {
          case context = "n_ctx"
        }
      }
      var id: String
      var aliases: [String]?
      var owner: String?
      var meta: Meta?
      @BoundedCount var maximum: Int?

      private enum CodingKeys: String, CodingKey {
        case id, aliases, meta
        case owner = "owned_by"
        case maximum = "max_model_len"
      }
    }
    var data: [Model]
  }

  var status: Int
  var server: String?
  var models: [String] = []
  /// The models' ids, and their other names.
  var names: [String] = []
  var owners: [String] = []
  @BoundedCount var context: Int?
  /// Whether the body is a list of models, or an engine's own word on why there is none.
  var isEngine: Bool
  var isLoading = false
  /// Whether something answers that has no list of models, as OpenAI's reference server for gpt-oss:
  /// a person who names it knows what it is.
  var listsNothing = false

  /// How many models are looked at, and how long a name may be: by more nobody can choose one.
  static let most = 1000
  static let longestName = 256

  init(_ reply: EngineClient.Reply) {
    status = reply.status
    server = reply.server
    if let body = try? JSONDecoder().decode(Body.self, from: Data(reply.body)) {
      func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= Self.longestName }
      let listed = body.data.lazy.filter { isName($0.id) }.prefix(Self.most)
      models = listed.map(\.id)
      let ids = Set(models)
      names =
        models
        + listed.flatMap { $0.aliases ?? [] }.filter { isName($0) && !ids.contains($0) }
        .prefix(Self.most)
      owners = listed.compactMap(\.owner)
      context = body.data.first.flatMap { $0.meta?.context ?? $0.maximum }
      isEngine = reply.status == 200
      return
    }
    let error = EngineError(reply.body)
    isLoading = reply.status == 503 && error?.isLoading == true
    isEngine = isLoading || (reply.status == 401 && error != nil)
    let isPage = reply.contentType?.contains("html") == true || reply.body.first == 0x3C
    listsNothing = [404, 405, 500, 501].contains(reply.status) && !isPage
  }

  /// A gpt-oss-safeguard model, else a gpt-oss one, else the first.
  var preferredModel: String? {
    models.first { EngineDiscovery.isSafeguard($0) }
      ?? models.first { $0.lowercased().contains("gpt-oss") } ?? models.first
  }
}
