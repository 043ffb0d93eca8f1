internal import Runs

/// Finds the engines of this machine and asks the configured ones.
public struct EngineDiscovery: Sendable {
  private let client: EngineClient
  private let ports: [Int]

  /// - Parameter ports: of this machine, to look at; by default those of the dialects' table.
  public init(client: EngineClient, ports: [Int] = EngineDialect.all.flatMap(\.ports)) {
    self.client = client
    self.ports = ports
  }

  /// All at once. Configured engines come first, in their order and whether they answer or not,
  /// then what else answers, in the order of the ports.
  ///
  /// - Parameter limit: for the first question, which tells whether anything is there.
  public func find(
    configured: [EngineConfiguration] = [], within limit: Duration = .milliseconds(400)
  ) async -> [DiscoveredEngine] {
    let taken = Set(configured.filter(\.isLoopback).map(\.url.port))
    let local = ports.filter { !taken.contains($0) }.map { port in
      EngineConfiguration(name: "", url: EngineURL(loopbackPort: port))
    }
    let all = configured + local
    let found = await withTaskGroup(of: (Int, DiscoveredEngine?).self) { group in
      for (index, configuration) in all.enumerated() {
        group.addTask { (index, await ask(configuration, within: limit)) }
      }
      var found = [DiscoveredEngine?](repeating: nil, count: all.count)
      for await (index, engine) in group { found[index] = engine }
      return found
    }
    return Self.named(found.compactMap(\.self))
  }

  /// Whether the name is one of OpenAI's gpt-oss-safeguard models, in any packager's spelling:
  /// `openai/gpt-oss-safeguard-20b`, `gpt-oss-safeguard:120b`, `gpt_oss_safeguard-20b-Q4.gguf`.
  public static func isSafeguard(_ model: String?) -> Bool {
    guard let model else { return false }
    let letters = model.lowercased().filter { $0.isLetter }
    return letters.contains("osssafeguard")
  }

  /// Whether a model of that name speaks Harmony; nil where the name does not tell.
  static func speaksHarmony(_ model: String?) -> Bool? {
    guard let name = model?.lowercased() else { return nil }
    let letters = name.filter(\.isLetter)
    if letters.contains("gptoss") || letters.contains("safeguard") || letters.contains("harmony") {
      return nil
    }
    return otherFamilies.contains { letters.contains($0) } ? false : nil
  }

  /// Families of open models that have formats of their own.
  private static let otherFamilies = [
    "qwen", "llama", "gemma", "mistral", "mixtral", "magistral", "ministral", "phi", "deepseek",
    "granite", "olmo", "smollm", "glm", "kimi", "command", "nemotron", "falcon", "exaone", "hermes",
    "shieldgemma", "wildguard", "yi", "internlm", "minimax",
  ]

  private func ask(
    _ configuration: EngineConfiguration, within limit: Duration
  ) async -> DiscoveredEngine? {
    let key = try? configuration.apiKey()
    let peer = EnginePeer(
      client: client, url: configuration.url, key: key?.value, limit: limit)
    var configuration = configuration
    guard let found = await peer.recognise(configuration) else {
      guard !configuration.name.isEmpty else { return nil }
      return DiscoveredEngine(
        identity: configuration.identity, status: .unreachable, models: [],
        configuration: configuration)
    }
    let models = found.models
    var identity = found.engine.identity
    if configuration.name.isEmpty { configuration.name = identity.name }
    identity.name = configuration.shownName(identity.kind)
    identity.model = configuration.model ?? identity.model
    configuration.kind = identity.kind
    let status: DiscoveredEngine.Status =
      models.isLoading ? .loading : models.status == 401 ? .needsKey : .ready
    if status == .ready, found.isWhole {
      configuration.known = found.engine
      configuration.known?.identity = identity
    }
    return DiscoveredEngine(
      identity: identity, status: status, models: models.models, configuration: configuration)
  }

  /// Two engines of one kind get different names, since names are what runs are sent to.
  private static func named(_ found: [DiscoveredEngine]) -> [DiscoveredEngine] {
    var names: Set<String> = []
    return found.map { engine in
      var engine = engine
      if !names.insert(engine.identity.name).inserted {
        let name = "\(engine.identity.name)-\(engine.configuration.url.port)"
        names.insert(name)
        engine.identity.name = name
        engine.configuration.name = name
        engine.configuration.known?.identity.name = name
      }
      return engine
    }
  }
}
