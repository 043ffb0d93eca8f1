internal import AsyncHTTPClient
internal import Harmony
internal import NIOCore
internal import Runs

/// One run with an engine: learns what it is, prepares the request by the route, sends it, and reads
/// the stream. Says exactly one last event, whatever happens.
struct Exchange: Sendable {
  private let request: RunRequest
  private let engine: HTTPEngine
  private let say: @Sendable (RunEvent.Kind) -> Void
  private let watch: SilenceWatch

  init(
    request: RunRequest, engine: HTTPEngine, say: @escaping @Sendable (RunEvent.Kind) -> Void
  ) {
    self.request = request
    self.engine = engine
    self.say = say
    watch = SilenceWatch(limit: engine.settings.silenceTimeout)
  }

  /// How an exchange ended, where it was not by an event of the stream itself.
  private enum Ending: Sendable {
    case said
    case failed(RunFailure)
    case cancelled
    case silent
  }

  func run() async {
    let ending = await withTaskGroup(of: Ending.self) { group in
      group.addTask { await exchange() }
      group.addTask {
        do {
          try await watch.untilSilent()
          return .silent
        } catch {
          return .cancelled
        }
      }
      let first = await group.next() ?? .cancelled
      group.cancelAll()
      guard case .silent = first else { return first }
      // The answer may have ended in the same moment.
      if case .said = await group.next() ?? .cancelled { return .said }
      return .silent
    }
    switch ending {
    case .said: break
    case .failed(let failure): say(.failed(failure))
    case .cancelled: say(.cancelled)
    case .silent: say(.failed(.silence(engine.peerName, limit: engine.settings.silenceTimeout)))
    }
  }

  private func exchange() async -> Ending {
    do {
      let key = try engine.settings.apiKey()
      // Questions have limits of their own.
      watch.expect(.seconds(60))
      let known = await engine.learn(key: key.value)
      try Task.checkCancellation()
      watch.heard()
      say(.accepted(known.identity))
      try known.check(model: engine.settings.model, peer: engine.peerName)
      guard let route = known.route(configured: engine.settings.route) else {
        throw RunFailure.noRoute(engine.settings.route, known, peer: engine.peerName)
      }
      return try await run(by: route, known, key: key.value)
    } catch let failure as RunFailure {
      return .failed(failure)
    } catch {
      return .cancelled
    }
  }

  private func run(
    by route: any Route, _ known: KnownEngine, key: String?
  ) async throws -> Ending {
    let peer = engine.peer(key: key)
    watch.expect(.seconds(60))
    let slot = await engine.takeSlot(for: request.conversation.policy, known, peer)
    defer { engine.release(slot) }
    let prepared = try await route.prepare(
      request,
      RouteTarget(engine: known, peer: peer, name: engine.peerName, slot: slot))
    watch.heard()
    say(.sent(body: prepared.body, prompt: prepared.prompt))
    for alteration in prepared.altered { say(.altered(alteration)) }
    say(.waiting(prepared.wait))
    return try await withThrowingTaskGroup(of: Ending?.self) { group in
      let isHeard = Flag()
      group.addTask {
        defer { isHeard.raise() }
        let response = try await Delivery(
          engine: engine, watch: watch, say: say
        ).response(to: prepared, key: key)
        isHeard.raise()
        return try await read(response, by: prepared.stream)
      }
      group.addTask {
        await tellQueue(known, peer, until: isHeard)
        return nil
      }
      defer { group.cancelAll() }
      while let ending = try await group.next() {
        if let ending { return ending }
      }
      return .cancelled
    }
  }

  /// While no byte has come, says whether all slots are busy: llama-server keeps its queue in silence.
  private func tellQueue(_ known: KnownEngine, _ peer: EnginePeer, until isHeard: Flag) async {
    guard let ask = known.dialect.busySlots else { return }
    var told: RunEvent.SlotUse?
    while true {
      try? await Task.sleep(for: .milliseconds(500))
      guard !Task.isCancelled, !isHeard.isRaised, let busy = await ask(peer) else { return }
      let use = RunEvent.SlotUse(busy: busy.count { $0 }, total: busy.count)
      guard !Task.isCancelled, !isHeard.isRaised else { return }
      if use != told { say(.waiting(.queue(use))) }
      told = use
    }
  }

  private func read(_ response: HTTPClientResponse, by stream: ResponseStream) async throws
    -> Ending
  {
    var stream = stream
    stream.limits = engine.limits
    do {
      for try await buffer in response.body {
        watch.heard()
        for kind in stream.consume(buffer.readableBytesView) { say(kind) }
        if stream.isOver { return .said }
        try Task.checkCancellation()
      }
    } catch {
      // A connection that breaks ends the stream, whole or not; a cancelled run is over.
      if Task.isCancelled, !stream.hasFinish { throw CancellationError() }
    }
    if Task.isCancelled, !stream.hasFinish { throw CancellationError() }
    for kind in stream.end() { say(kind) }
    return .said
  }
}
