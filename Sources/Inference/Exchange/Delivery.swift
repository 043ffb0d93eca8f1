internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Runs

/// Sends a request until the engine takes it, gives up by ``RetryPlan``, or refuses.
struct Delivery: Sendable {
  let engine: HTTPEngine
  let watch: SilenceWatch
  let say: @Sendable (RunEvent.Kind) -> Void

  /// What an engine answers a run with.
  enum Answer {
    /// The head of a stream; its body is still to come.
    case stream(HTTPClientResponse)
    /// One document in its place.
    case document([UInt8])
  }

  /// - Throws: `RunFailure`, or `CancellationError`.
  func answer(to run: PreparedRun, key: String?) async throws -> Answer {
    var plan = RetryPlan(patience: engine.settings.silenceTimeout)
    var isLoading = false
    while true {
      switch try await attempt(run, key: key) {
      case .taken(let answer): return answer
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
    case taken(Answer)
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
    if let coding = response.unreadableCoding {
      throw RunFailure.compressed(engine.peerName, as: coding)
    }
    if response.isStream { return .taken(.stream(response)) }
    let reply: EngineClient.Reply
    do {
      reply = try await engine.connections.read(response)
    } catch {
      try Task.checkCancellation()
      throw RunFailure.interrupted(engine.peerName)
    }
    // An answer in one piece is an answer: some servers ignore that a stream was asked for.
    if (200..<300).contains(reply.status), let document = FrameValue(reply.body), document != .null,
      EngineError(in: document) == nil, !document.isBlank
    {
      return .taken(.document(reply.body))
    }
    var failure = RunFailure.refused(reply, peer: engine.peerName, configuration: engine.settings)
    if failure.kind == .notFound, reply.status == 404 {
      failure.hint = failure.hint(otherThan: run)
    }
    if failure.kind == .loading { return .refused(.loading, failure) }
    if failure.kind == .busy {
      return .refused(.busy(retryAfter: RetryAfter(reply.retryAfter)?.pause), failure)
    }
    throw failure
  }
}

extension RunFailure {
  /// A hint never names the route that was just tried.
  fileprivate func hint(otherThan run: PreparedRun) -> String {
    guard hint.contains("--route") else { return hint }
    let other = run.path.hasSuffix("/responses") ? "chat" : "responses"
    return "Take another route with --route \(other), or check the address."
  }
}

extension HTTPClientResponse {
  /// A compression that was not undone; nil where the body can be read.
  fileprivate var unreadableCoding: String? {
    guard let coding = headers.first(name: "Content-Encoding")?.lowercased() else { return nil }
    return ["", "identity", "gzip", "deflate"].contains(coding) ? nil : String(coding.prefix(20))
  }

  /// Events, or lines of JSON. One JSON document is read as a whole first.
  fileprivate var isStream: Bool {
    // 201 and 206 come with answers, too; 204 and 205 never have one.
    guard (200..<300).contains(status.code), ![204, 205].contains(status.code) else { return false }
    let type = headers.first(name: "Content-Type")?.lowercased() ?? ""
    if type.contains("html") { return false }
    return !type.contains("json") || type.contains("ndjson")
  }
}
