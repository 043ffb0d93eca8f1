import Runs
import TestSupport
import Testing

@testable import Inference

/// One request at a time until an engine is known to take more.
@Suite(.timeLimit(.minutes(1))) struct AdmissionGateTests {
  @Test("begins with one, and lets in one more with each good end while others wait")
  func grows() async throws {
    let gate = AdmissionGate()
    let first = try await gate.enter()
    #expect(!first.mayBeCut)
    let waiting = (0..<3).map { _ in Task { try await gate.enter() } }
    while gate.waiting < 3 { await Task.yield() }
    #expect(gate.running == 1)
    gate.leave(first, .whole)
    while gate.waiting > 1 { await Task.yield() }
    #expect(gate.running == 2)
    for task in waiting { task.cancel() }
  }

  @Test("a stream that was cut in company goes alone from then on")
  func cut() async throws {
    let gate = AdmissionGate()
    let first = try await gate.enter()
    let second = Task { try await gate.enter() }
    while gate.waiting < 1 { await Task.yield() }
    gate.leave(first, .whole)
    let early = try await second.value
    #expect(early.mayBeCut)
    let late = try await gate.enter()
    #expect(gate.leave(early, .cut))
    gate.leave(late, .whole)
    for _ in 0..<5 {
      let pass = try await gate.enter()
      #expect(!pass.mayBeCut)
      let next = Task { try await gate.enter() }
      while gate.waiting < 1 { await Task.yield() }
      gate.leave(pass, .whole)
      let following = try await next.value
      #expect(gate.running == 1)
      gate.leave(following, .whole)
    }
  }

  @Test("a stream that was cut alone is not sent again")
  func alone() async throws {
    let gate = AdmissionGate()
    let pass = try await gate.enter()
    #expect(!gate.leave(pass, .cut))
  }

  @Test("who stops waiting leaves no trace")
  func cancelled() async throws {
    let gate = AdmissionGate()
    let first = try await gate.enter()
    let second = Task { try await gate.enter() }
    while gate.waiting < 1 { await Task.yield() }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(gate.waiting == 0)
    gate.leave(first, .whole)
    _ = try await gate.enter()
    #expect(gate.running == 1)
  }

  /// A server like llama-cpp-python: a new request ends the stream of the one before, without a word.
  @Test("on a server that cuts streams in company all runs end well")
  func interruptingServer() async throws {
    let server = try await InterruptingServer.start()
    try await withClient { client in
      let engine = HTTPEngine(
        configuration: try EngineConfiguration(
          name: "cutting", url: server.url, model: "m", kind: .openAICompatible,
          silenceTimeout: .seconds(20)),
        client: client)
      let endings = await withTaskGroup(of: RunEvent.Kind?.self) { group in
        for _ in 0..<12 { group.addTask { await engine.events(of: .test("hello")).last } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(endings.count == 12)
      #expect(endings.allSatisfy { $0 == .finished(.stop) }, "\(endings)")
    }
    #expect(server.cuts > 0, "the server never saw two at a time: this proves nothing")
    await server.stop()
  }
}
