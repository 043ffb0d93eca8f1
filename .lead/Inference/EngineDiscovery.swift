import Foundation
import NIOHTTP1
public import Runs

/// An engine that was asked whether it is there.
public struct DiscoveredEngine: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    case ready
    case loading
    case needsKey = "needs_key"
    case unreachable
  }

  public var configuration: EngineConfiguration
  public var status: Status

  public var identity: EngineIdentity { configuration.identity }
}

/// Finds the engines of this machine on the ports that they choose by themselves.
public struct EngineDiscovery: Sendable {
  /// llama-server (current, and before 2026), Ollama, vLLM, LM Studio.
  public static let usualPorts = [9931, 8080, 11434, 8000, 1234]

  private let client: EngineClient
  private let ports: [Int]

  public init(client: EngineClient, ports: [Int] = EngineDiscovery.usualPorts) {
    self.client = client
    self.ports = ports
  }

  /// Whether a model's name says that it is gpt-oss-safeguard.
  public static func isSafeguard(_ model: String?) -> Bool {
    model?.lowercased().contains("safeguard") ?? false
  }

  /// Asks all in parallel. What is configured is listed in any case, first and in its order; a port
  /// at which nothing answers is not.
  ///
  /// - Parameter timeout: for each request; the whole takes at most two of them.
  public func find(
    configured: [EngineConfiguration], timeout: Duration = .milliseconds(220)
  ) async -> [DiscoveredEngine] {
    let ports = ports.filter { port in !configured.contains { $0.url.hasSuffix(":\(port)") } }
    let usual = ports.compactMap { port in
      try? EngineConfiguration(name: "", url: "http://127.0.0.1:\(port)")
    }
    var found = await withTaskGroup(of: (Int, DiscoveredEngine?).self) { group in
      for (index, engine) in (configured + usual).enumerated() {
        group.addTask { (index, await probe(engine, timeout: timeout)) }
      }
      var found: [Int: DiscoveredEngine] = [:]
      for await (index, engine) in group { found[index] = engine }
      return found
    }
    for (index, engine) in configured.enumerated() where found[index] == nil {
      found[index] = DiscoveredEngine(configuration: engine, status: .unreachable)
    }
    return Self.named(found.keys.sorted().compactMap { found[$0] })
  }

  /// Engines that were found get their kind's name, with the port if two have the same.
  private static func named(_ engines: [DiscoveredEngine]) -> [DiscoveredEngine] {
    var taken: Set<String> = Set(engines.map(\.configuration.name))
    return engines.map { engine in
      guard engine.configuration.name.isEmpty else { return engine }
      var engine = engine
      let kind = engine.identity.kind.rawValue
      let port = engine.configuration.url.split(separator: ":").last ?? ""
      engine.configuration.name = taken.contains(kind) ? "\(kind):\(port)" : kind
      taken.insert(engine.configuration.name)
      return engine
    }
  }

  // MARK: Probing

  private func probe(_ engine: EngineConfiguration, timeout: Duration) async -> DiscoveredEngine? {
    guard let answer = try? await client.get("/v1/models", from: engine, timeout: timeout) else {
      return nil
    }
    var engine = engine
    switch answer.status.code {
    case 200:
      guard let models = Self.models(answer.body) else { return nil }
      if engine.kind == nil { engine.kind = await kind(of: engine, answer.headers, models, timeout) }
      adopt(models, into: &engine)
      return DiscoveredEngine(configuration: engine, status: .ready)
    case 503:
      guard EngineErrorReading.error(in: answer.body)?.isLoading ?? false else { return nil }
      engine.kind = .llamaServer
      return DiscoveredEngine(configuration: engine, status: .loading)
    case 401, 403:
      if engine.kind == nil, Self.isLlamaServer(answer.headers) { engine.kind = .llamaServer }
      return DiscoveredEngine(configuration: engine, status: .needsKey)
    default:
      return nil
    }
  }

  private struct Models: Decodable {
    struct Model: Decodable {
      struct Meta: Decodable {
        var n_ctx: Int?
      }
      var id: String
      var owned_by: String?
      var meta: Meta?
      /// vLLM.
      var max_model_len: Int?
    }
    var data: [Model]
  }

  private static func models(_ body: [UInt8]) -> [Models.Model]? {
    try? JSONDecoder().decode(Models.self, from: Data(body)).data
  }

  private static func isLlamaServer(_ headers: HTTPHeaders) -> Bool {
    headers.first(name: "Server")?.hasPrefix("llama.cpp") ?? false
  }

  /// How engines are told apart (facts: each answers one thing that no other does).
  private func kind(
    of engine: EngineConfiguration, _ headers: HTTPHeaders, _ models: [Models.Model],
    _ timeout: Duration
  ) async -> EngineIdentity.Kind {
    let owner = models.first?.owned_by
    if Self.isLlamaServer(headers) || owner == "llamacpp" { return .llamaServer }
    if owner == "vllm" { return .vllm }
    async let ollama = answers("/api/version", engine, timeout)
    async let studio = answers("/api/v1/models", engine, timeout)
    if await ollama { return .ollama }
    if await studio { return .lmStudio }
    return .openAICompatible
  }

  private func answers(
    _ path: String, _ engine: EngineConfiguration, _ timeout: Duration
  ) async -> Bool {
    (try? await client.get(path, from: engine, timeout: timeout))?.status == .ok
  }

  /// A configured model stays; else one whose name says safeguard, else the first.
  private func adopt(_ models: [Models.Model], into engine: inout EngineConfiguration) {
    let chosen =
      models.first { $0.id == engine.model } ?? models.first { Self.isSafeguard($0.id) }
      ?? models.first
    engine.model = engine.model ?? chosen?.id
    engine.context = chosen?.meta?.n_ctx ?? chosen?.max_model_len
  }
}
