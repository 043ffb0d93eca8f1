import Foundation
import Harmony
import Runs
import TestSupport
import Testing

@testable import Inference

/// Peers that are no engine, or are reached in another way: real sockets, real TLS, a real proxy.
@Suite(.timeLimit(.minutes(1))) struct PeerTests {
  private func events(
    at url: String, proxies: ProxySettings = ProxySettings(environment: [:]),
    key: String? = nil
  ) async throws -> [RunEvent.Kind] {
    let client = EngineClient(proxies: proxies)
    let engine = HTTPEngine(
      configuration: try EngineConfiguration(
        name: "peer", url: url, apiKeyEnvironment: key, silenceTimeout: .seconds(20)),
      client: client)
    let kinds = await engine.events(of: .test("hello"))
    await client.close()
    #expect(kinds.endings == 1)
    return kinds
  }

  @Test func aCertificateThatNobodySignedIsATLSFailure() async throws {
    let peer = try Peer("tls")
    let failure = try await events(at: "https://127.0.0.1:\(peer.port)").failure
    #expect(failure?.kind == .tls)
    #expect(failure?.hint.contains("certificate") == true)
  }

  @Test func anIPv6AddressIsReached() async throws {
    let peer = try Peer("ipv6")
    let kinds = try await events(at: "http://[::1]:\(peer.port)")
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.last == .finished(.stop))
  }

  @Test func aPortThatSpeaksAnotherProtocolIsSaidToBeSo() async throws {
    let peer = try Peer("ssh")
    let failure = try await events(at: "http://127.0.0.1:\(peer.port)").failure
    #expect(failure?.kind == .protocol)
    #expect(failure?.message.contains("does not speak HTTP") == true)
  }

  @Test func aHostBehindTheProxyOfTheEnvironmentIsReachedThroughIt() async throws {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET")
        ? [.reply("404 Not Found", "{}"), .close] : [.streamHead, .text("1"), .stop, .close]
    }
    let proxy = try Peer("proxy", String(server.port))
    let settings = ProxySettings(environment: ["http_proxy": "http://127.0.0.1:\(proxy.port)"])
    let kinds = try await events(at: "http://gpu.example:8080", proxies: settings)
    #expect(kinds.text(of: .final) == "1")
    #expect(try proxy.line() == "CONNECT gpu.example:8080 HTTP/1.1")
    await server.stop()
  }

  @Test func aProxyThatIsNotThereIsNamed() async throws {
    let server = try await ScriptedServer.start { _, _ in [] }
    let port = server.port
    await server.stop()
    let settings = ProxySettings(environment: ["http_proxy": "http://127.0.0.1:\(port)"])
    let failure = try await events(at: "http://gpu.example:8080", proxies: settings).failure
    #expect(failure?.message.contains("127.0.0.1:\(port) that http_proxy names") == true)
  }
}

/// `Fixtures/peer/peer.py`, until it is let go.
private final class Peer {
  let port: Int
  private let process = Process()
  private let output = Pipe()

  init(_ arguments: String...) throws {
    let script = Recording.folder.appending(path: "peer/peer.py").path
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script] + arguments
    process.standardInput = Pipe()
    process.standardOutput = output
    try process.run()
    port = try #require(Int(try Self.line(from: output)), "the peer said no port")
  }

  /// The next line that it prints.
  func line() throws -> String { try Self.line(from: output) }

  private static func line(from pipe: Pipe) throws -> String {
    var bytes: [UInt8] = []
    while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // Foundation's `waitUntilExit` may spin for ever on a thread of the pool.
  deinit { kill(process.processIdentifier, SIGKILL) }
}
