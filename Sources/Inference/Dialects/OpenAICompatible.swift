internal import Harmony
internal import Runs

extension EngineDialect {
  /// Any other server that speaks the OpenAI chat API (docs/engines.md): transformers serve 5.23, which
  /// reads the effort from the template's arguments only; OpenAI's reference server 0.0.9, which has
  /// the route responses and no list of models; LiteLLM 1.108; llama-cpp-python 0.3.36, which by
  /// default cuts a stream when another request comes. None tells how many runs it takes, so runs go
  /// one by one until that is known (``AdmissionGate``).
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
