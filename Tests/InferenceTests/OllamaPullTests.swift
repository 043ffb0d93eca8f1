import Foundation
import Runs
import TestSupport
import Testing

@testable import Inference

@Suite struct OllamaPullTests {
  /// As Ollama writes it (docs/api.md; server/download.go repeats each layer every 60 ms).
  static let lines = [
    #"{"status":"pulling manifest"}"#,
    #"{"status":"pulling e7b273f96360","digest":"sha256:e7","total":1000}"#,
    #"{"status":"pulling e7b273f96360","digest":"sha256:e7","total":1000,"completed":400}"#,
    #"{"status":"pulling fa6710a93d78","digest":"sha256:fa","total":50,"completed":50}"#,
    // A part that failed is taken back.
    #"{"status":"pulling e7b273f96360","digest":"sha256:e7","total":1000,"completed":300}"#,
    #"{"status":"pulling e7b273f96360","digest":"sha256:e7","total":1000,"completed":1000}"#,
    #"{"status":"verifying sha256 digest"}"#, #"{"status":"writing manifest"}"#,
    #"{"status":"success"}"#,
  ]

  private func fold(_ body: String, size: (Int) -> Int) -> [PullProgress] {
    var reader = PullReader(model: "m", peer: "Ollama")
    var told: [PullProgress] = []
    var rest = Array(body.utf8)[...]
    while !rest.isEmpty {
      let count = min(rest.count, max(1, size(rest.count)))
      told += reader.add(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return told + reader.end()
  }

  @Test("layers are summed, bytes never fall, and any portions tell the same")
  func sums() {
    let body = Self.lines.joined(separator: "\n") + "\n"
    let whole = fold(body) { $0 }
    #expect(whole.last?.phase == .done)
    #expect(whole.last?.completed == 1050)
    #expect(whole.last?.total == 1050)
    #expect(whole.map(\.completed) == [0, 0, 400, 450, 450, 1050, 1050, 1050, 1050])
    let seed = UInt64.random(in: 0...UInt64.max)
    for run in 0..<300 {
      var state = seed &+ UInt64(run)
      let told = fold(body) { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return Int(state >> 33) % 40
      }
      #expect(told == whole, "seed \(seed), run \(run)")
    }
  }

  @Test("success is only what Ollama calls so")
  func noSuccess() {
    let cut = fold(Self.lines.dropLast().joined(separator: "\n")) { $0 }
    #expect(
      cut.last?.phase
        == .failed(
          "The pull ended before it was complete. Pull again: Ollama goes on with what it has."))
    #expect(fold("") { $0 }.last?.phase != .done)
    // Without a line end, too.
    #expect(fold(Self.lines.joined(separator: "\r\n")) { $0 }.last?.phase == .done)
  }

  @Test("an error line is one sentence, and nothing follows it")
  func errors() {
    let error = #"{"error":"pull model manifest: file does not exist"}"#
    let told = fold([Self.lines[0], error, Self.lines[8]].joined(separator: "\n")) { $0 }
    #expect(
      told.last?.phase
        == .failed(
          "Ollama finds no model “m”: pull model manifest: file does not exist. Look for its name "
            + "at ollama.com/library."))
    #expect(fold("<html>\n") { $0 }.last?.phase != .done)
    let huge = #"{"status":"x","digest":"a","total":9223372036854775807,"completed":-5}"#
    let hostile = fold([huge, huge.replacing("\"a\"", with: "\"b\"")].joined(separator: "\n")) {
      $0
    }
    #expect(hostile.dropLast().last?.total == .max)
    #expect(hostile.dropLast().last?.completed == 0)
  }

  // MARK: Through a socket

  private static func head(_ status: String = "200 OK") -> ScriptedServer.Step {
    .send("HTTP/1.1 \(status)\r\nContent-Type: application/x-ndjson\r\n\r\n")
  }

  private func pull(_ url: String) async throws -> [PullProgress] {
    try await withClient { client in
      let url = try EngineURL(url)
      var told: [PullProgress] = []
      for await progress in OllamaPull(model: "m", url: url, client: client).progress() {
        told.append(progress)
      }
      return told
    }
  }

  @Test("a pull that was cut goes on when it is asked for again")
  func resume() async throws {
    let server = try await ScriptedServer.start { number, _ in
      number == 0
        ? [Self.head(), .dribble(Self.lines[..<3].joined(separator: "\n") + "\n"), .close]
        : [Self.head(), .dribble(Self.lines[2...].joined(separator: "\n") + "\n"), .close]
    }
    let cut = try await pull(server.url)
    guard case .failed(let sentence) = cut.last?.phase else {
      Issue.record("\(String(describing: cut.last))")
      return
    }
    #expect(sentence.hasSuffix("Pull again: Ollama goes on with what it has."))
    #expect(cut.last?.completed == 400)
    let resumed = try await pull(server.url)
    #expect(resumed.last?.phase == .done)
    #expect(resumed.first { $0.total != nil }?.completed == 400)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("POST /api/pull HTTP/1.1\r\n"))
    #expect(request.contains(#""model":"m""#) && request.contains(#""stream":true"#))
    await server.stop()
  }

  @Test("cancelling the reader closes the connection")
  func cancel() async throws {
    let server = try await ScriptedServer.start { _, _ in
      [Self.head(), .send(Self.lines[2] + "\n"), .hold]
    }
    try await withClient { client in
      let url = try EngineURL(server.url)
      let (seen, told) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        for await progress in OllamaPull(model: "m", url: url, client: client).progress()
        where progress.completed == 400 { told.yield() }
      }
      for await _ in seen { break }
      task.cancel()
      await task.value
      await server.connectionClosed()
    }
    await server.stop()
  }

  @Test("what is not there, or no Ollama, is said so")
  func others() async throws {
    let page = try await ScriptedServer.start { _, _ in
      [.reply("404 Not Found", type: "text/html", "<html>"), .close]
    }
    #expect(
      try await pull(page.url).last?.phase
        == .failed(
          "Ollama at \(page.url) has no route to pull models. Check that it is Ollama."))
    await page.stop()
    #expect(
      try await pull(page.url).last?.phase
        == .failed("Nothing answers as Ollama at \(page.url). Start it with: ollama serve."))
  }
}
