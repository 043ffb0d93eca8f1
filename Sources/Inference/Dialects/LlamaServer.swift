internal import Harmony
internal import Runs

extension EngineDialect {
  /// llama.cpp's server. Port 9931 in current builds, 8080 before (facts 1).
  static let llamaServer = EngineDialect(
    kind: .llamaServer, title: "llama-server", ports: [9931, 8080], layout: .template,
    addFields: { request, parameters in
      request.addSampling(parameters, penalty: \.repeatPenalty)
      request.returnProgress = true
      request.cachePrompt = true
    },
    recognise: { models, probe in
      guard models.server == "llama.cpp" || models.owners.contains("llamacpp") else { return nil }
      let properties = await probe.json(Properties.self, at: "/props")
      return EngineIdentity(
        name: "llama-server", kind: .llamaServer, model: models.preferredModel,
        build: properties?.build,
        context: properties?.settings?.context ?? models.context)
    })

  private struct Properties: Decodable, Sendable {
    struct Settings: Decodable, Sendable {
      var context: Int?

      private enum CodingKeys: String, CodingKey {
        case context = "n_ctx"
      }
    }
    var build: String?
    var settings: Settings?

    private enum CodingKeys: String, CodingKey {
      case build = "build_info"
      case settings = "default_generation_settings"
    }
  }
}
