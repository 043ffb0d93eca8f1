import Inference
import Runs
import TestSupport
import Testing

@Suite struct DiscoveryTests {
  /// What is found on a port that answers routes so.
  private func found(_ routes: [String: String]) async throws -> DiscoveredEngine? {
    let server = try await ScriptedServer.start { _, request in
      let route = request.split(separator: " ")[1]
      if let body = routes[String(route)] { return [.reply("200 OK", body), .close] }
      return [.reply("404 Not Found", "{}"), .close]
    }
    let found = try await withClient { client in
      await EngineDiscovery(client: client, ports: [server.port]).find(within: .seconds(5)).first
    }
    await server.stop()
    return found
  }

  private let models =
    #"{"object":"list","data":[{"id":"llama3"},{"id":"gpt-oss-safeguard:20b"}]}"#

  @Test("engines are told apart by what they answer")
  func kinds() async throws {
    let vllm = try await found([
      "/v1/models": #"{"data":[{"id":"m","owned_by":"vllm","max_model_len":131072}]}"#,
      "/version": #"{"version":"0.33.0"}"#,
    ])
    #expect(vllm?.identity.kind == .vllm)
    #expect(vllm?.identity.context == 131072)
    #expect(vllm?.identity.build == "0.33.0")
    let ollama = try await found(["/v1/models": models, "/api/version": #"{"version":"0.9"}"#])
    #expect(ollama?.identity.kind == .ollama)
    #expect(ollama?.identity.model == "gpt-oss-safeguard:20b")
    #expect(ollama?.models == ["llama3", "gpt-oss-safeguard:20b"])
    let studio = try await found(["/v1/models": models, "/api/v1/models": #"{"models":[]}"#])
    #expect(studio?.identity.kind == .lmStudio)
    #expect(try await found(["/v1/models": models])?.identity.kind == .openAICompatible)
    #expect(try await found(["/": "{}"]) == nil)
  }

  @Test("a configured engine that is gone is listed as such")
  func gone() async throws {
    let server = try await ScriptedServer.start { _, _ in [] }
    await server.stop()
    try await withClient { client in
      let configuration = try EngineConfiguration(name: "mine", url: server.url)
      let found = await EngineDiscovery(client: client, ports: [server.port])
        .find(configured: [configuration])
      #expect(found.map(\.status) == [.unreachable])
      #expect(found.map(\.identity.name) == ["mine"])
    }
  }

  @Test(
    "safeguard models are known in every spelling",
    arguments: [
      ("openai/gpt-oss-safeguard-20b", true), ("gpt_oss_safeguard-120b-Q4.gguf", true),
      ("gpt-oss-safeguard:20b", true), ("gpt-oss:20b", false), ("llama-guard", false),
    ])
  func safeguard(_ model: String, _ expected: Bool) {
    #expect(EngineDiscovery.isSafeguard(model) == expected)
  }
}
