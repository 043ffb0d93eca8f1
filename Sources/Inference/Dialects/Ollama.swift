internal import Harmony
internal import Runs

extension EngineDialect {
  /// Ollama's OpenAI route: it passes on neither `top_k` nor template arguments, and takes
  /// `reasoning_effort` (facts 3). The policy goes as role `system`: only that is kept when Ollama
  /// cuts a long prompt (facts 6).
  static let ollama = EngineDialect(
    kind: .ollama, title: "Ollama", ports: [11434], layout: .template,
    addFields: { _, _ in },
    recognise: { models, probe in
      guard let version = await probe.json(EngineVersion.self, at: "/api/version") else {
        return nil
      }
      return EngineIdentity(
        name: "ollama", kind: .ollama, model: models.preferredModel, build: version.version)
    })
}
