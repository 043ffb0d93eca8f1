internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Runs

/// Sends a request until the engine takes it, gives up by ``RetryPlan``, or refuses.
struct Delivery: Sendable {
  let engine: HTTPEngine
  let watch: SilenceWatch
  let say: @Sendable (RunEvent.Kind) -> Void

  /// The head of a stream; its body is still to come.
  ///
  /// - Throws: `RunFailure`, or `CancellationError`.
  func response(to run: PreparedRun, key: String?) async throws -> HTTPClientResponse {
    var plan = RetryPlan(patience: engine.settings.silenceTimeout)
    var isLoading = false
    while true {
      switch try await attempt(run, key: key) {
      case .taken(let response): return response
      case .refused(let cause, let failure):
        guard let pause = plan.pause(after: cause) else { throw failure }
        switch cause {
        case .loading:
          if !isLoading { say(.waiting(.load())) }
          isLoading = true
        case .busy: say(.waiting(.retry(afterMilliseconds: pause.milliseconds)))
        case .closed: break
        }
        // The pause was asked for: it is no silence.
        watch.expect(pause)
        try await Task.sleep(for: pause)
        watch.heard()
      }
    }
  }

  private enum Attempt {
    case taken(HTTPClientResponse)
    /// It may be sent again.
    case refused(RetryPlan.Cause, RunFailure)
  }

  private func attempt(_ run: PreparedRun, key: String?) async throws -> Attempt {
    let url = engine.settings.url
    let response: HTTPClientResponse
    do {
      response = try await engine.connections.post(url, run.path, body: run.body, key: key)
    } catch let error as EngineURLError {
      throw RunFailure(.unreachable, error.description, hint: "Mend or unset the variable.")
    } catch {
      try Task.checkCancellation()
      let failure = RunFailure.connection(
        error, peer: engine.peerName, url: url, proxy: try? engine.connections.proxy(for: url))
      if failure.kind == .interrupted { return .refused(.closed, failure) }
      throw failure
    }
    watch.heard()
    if response.isStream { return .taken(response) }
    let reply: EngineClient.Reply
    do {
      reply = try await engine.connections.read(response)
    } catch {
      try Task.checkCancellation()
      throw RunFailure.interrupted(engine.peerName)
    }
    let failure = RunFailure.refused(reply, peer: engine.peerName, configuration: engine.settings)
    if failure.kind == .loading { return .refused(.loading, failure) }
    if failure.kind == .busy {
      return .refused(.busy(retryAfter: RetryAfter(reply.retryAfter)?.pause), failure)
    }
    throw failure
  }
}

extension HTTPClientResponse {
  /// Events, or lines of JSON; one JSON document is a refusal, whatever its status.
  fileprivate var isStream: Bool {
    guard status == .ok else { return false }
    let type = headers.first(name: "Content-Type")?.lowercased() ?? ""
    if type.contains("html") { return false }
    return !type.contains("json") || type.contains("ndjson")
  }
}
