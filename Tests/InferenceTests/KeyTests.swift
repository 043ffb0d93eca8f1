import Foundation
import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

/// A key goes to the scheme, host and port that it was configured for, and nowhere else.
@Suite(.timeLimit(.minutes(1))) struct KeyTests {
  /// A variable that is set wherever tests run; what it holds plays the key.
  static let variable = "PATH"
  static let key = ProcessInfo.processInfo.environment[variable] ?? ""

  private func run(_ configuration: EngineConfiguration) async throws -> [RunEvent.Kind] {
    let client = EngineClient(proxies: ProxySettings(environment: [:]))
    let kinds = await HTTPEngine(configuration: configuration, client: client)
      .events(of: .test("hello"))
    await client.close()
    return kinds
  }

  private func answering() async throws -> ScriptedServer {
    try await .start { _, request in
      request.hasPrefix("GET")
        ? [.reply("404 Not Found", "{}"), .close] : [.streamHead, .text("1"), .stop, .close]
    }
  }

  @Test func `the engine that it is for gets it with every request`() async throws {
    let server = try await answering()
    let kinds = try await run(
      EngineConfiguration(name: "mine", url: server.url, apiKeyEnvironment: Self.variable))
    await server.stop()
    #expect(kinds.text(of: .final) == "1")
    #expect(server.requests.count > 1)
    #expect(server.requests.allSatisfy { $0.contains("Bearer \(Self.key)") })
  }

  @Test func `another address under the same name does not`() async throws {
    let (mine, other) = (try await answering(), try await answering())
    var configuration = try EngineConfiguration(
      name: "mine", url: mine.url, apiKeyEnvironment: Self.variable)
    configuration.url = try EngineURL(other.url)
    _ = try await run(configuration)
    // With a path of its own it is the same place.
    configuration.url = try EngineURL(mine.url + "/other")
    _ = try await run(configuration)
    await mine.stop()
    await other.stop()
    #expect(!other.requests.isEmpty)
    #expect(!other.requests.contains { $0.lowercased().contains("authorization") })
    #expect(!mine.requests.isEmpty)
    #expect(mine.requests.allSatisfy { $0.contains("Bearer") })
  }

  @Test func `where an engine redirects to gets neither the key nor the content`() async throws {
    let other = try await answering()
    let mine = try await ScriptedServer.start { _, _ in
      [
        .send(
          "HTTP/1.1 307 Temporary Redirect\r\nLocation: \(other.url)/v1/chat/completions\r\n"
            + "Content-Length: 0\r\nConnection: close\r\n\r\n"), .close,
      ]
    }
    let kinds = try await run(
      EngineConfiguration(name: "mine", url: mine.url, apiKeyEnvironment: Self.variable))
    await mine.stop()
    await other.stop()
    #expect(kinds.failure != nil)
    #expect(other.requests.isEmpty)
  }

  @Test func `origins differ by scheme, host and port`() throws {
    let origin = try EngineURL("https://gpu.example").origin
    #expect(try EngineURL("HTTPS://GPU.example:443/a/v1").origin == origin)
    for other in ["http://gpu.example:443", "https://gpu.example:8443", "https://gpu.example.org"] {
      #expect(try EngineURL(other).origin != origin)
    }
  }

  @Test func `the names of discovery are those of the table`() {
    #expect(
      EngineDialect.reservedNames == [
        "llama-server", "vllm", "ollama", "lm-studio", "openai", "rule-matcher",
      ])
  }
}
