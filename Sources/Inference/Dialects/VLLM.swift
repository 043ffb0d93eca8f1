internal import Harmony
internal import Runs

extension EngineDialect {
  /// vLLM renders Harmony itself, without the chat template (facts 3). It names the penalty on
  /// repetition in its own way.
  static let vllm = EngineDialect(
    kind: .vllm, title: "vLLM", ports: [8000], layout: .developer,
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repetitionPenalty)
    },
    recognise: { models, probe in
      guard models.owners.contains("vllm") else { return nil }
      return EngineIdentity(
        name: "vllm", kind: .vllm, model: models.preferredModel,
        build: await probe.json(EngineVersion.self, at: "/version")?.version,
        context: models.context)
    })
}

/// What `/version` and `/api/version` answer.
struct EngineVersion: Decodable, Sendable {
  var version: String
}
