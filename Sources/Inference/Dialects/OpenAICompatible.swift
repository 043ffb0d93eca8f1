internal import Harmony
internal import Runs

extension EngineDialect {
  /// Any other server that speaks the OpenAI chat API, such as transformers serve, which reads the
  /// effort from the template's arguments only (facts 3).
  static let openAICompatible = EngineDialect(
    kind: .openAICompatible, title: "OpenAI-compatible", ports: [], layout: .template,
    routes: [ChatRoute(), ResponsesRoute()],
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repetitionPenalty)
    },
    recognise: { models, _ in
      EngineIdentity(
        name: "openai", kind: .openAICompatible, model: models.preferredModel,
        context: models.context)
    })
}
