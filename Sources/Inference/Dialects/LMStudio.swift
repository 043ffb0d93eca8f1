internal import Harmony
internal import Runs

extension EngineDialect {
  /// LM Studio. Its own card for the model asks for other sampling and effort low, so that all of
  /// it is sent.
  static let lmStudio = EngineDialect(
    kind: .lmStudio, title: "LM Studio", ports: [1234], layout: .template,
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repeatPenalty)
    },
    recognise: { models, probe in
      guard await probe.json(NativeModels.self, at: "/api/v1/models") != nil else { return nil }
      return EngineIdentity(name: "lm-studio", kind: .lmStudio, model: models.preferredModel)
    })

  private struct NativeModels: Decodable, Sendable {
    struct Model: Decodable, Sendable {
      var key: String
    }
    var models: [Model]
  }
}
