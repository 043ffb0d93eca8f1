internal import Harmony
internal import Runs

extension EngineDialect {
  /// LM Studio; its documentation read at c6854fba (docs/engines.md). Its own card for the model asks for other sampling and effort low, so that all of
  /// it is sent.
  static let lmStudio = EngineDialect(
    kind: .lmStudio, title: "LM Studio", ports: [1234], layout: .template,
    routes: [LMStudioRoute(), ChatRoute(), ResponsesRoute()],
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repeatPenalty)
    },
    recognise: { models, peer in
      guard let native = await peer.get(NativeModels.self, at: "/api/v1/models") else {
        return nil
      }
      let model = models.preferredModel
      let loaded = native.models.first { $0.key == model }?.instances?.first
      return EngineIdentity(
        name: "lm-studio", kind: .lmStudio, model: model, context: loaded?.configuration?.context)
    })

  /// lmstudio-ai/docs 2_rest/list.md.
  private struct NativeModels: Decodable, Sendable {
    struct Model: Decodable, Sendable {
      struct Instance: Decodable, Sendable {
        struct Configuration: Decodable, Sendable {
          @BoundedCount var context: Int?

          private enum CodingKeys: String, CodingKey {
            case context = "context_length"
          }
        }

        var configuration: Configuration?

        private enum CodingKeys: String, CodingKey {
          case configuration = "config"
        }
      }

      var key: String
      var instances: [Instance]?

      private enum CodingKeys: String, CodingKey {
        case key
        case instances = "loaded_instances"
      }
    }
    var models: [Model]
  }
}
