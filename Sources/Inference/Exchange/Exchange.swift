internal import AsyncHTTPClient
internal import Harmony
internal import NIOCore
internal import Runs

/// One run with an engine: learns what it is, prepares the request by the route, sends it, and reads
/// the stream. Says exactly one last event, whatever happens.
struct Exchange: Sendable {
  private let request: RunRequest
  private let engine: HTTPEngine
  private let start: ContinuousClock.Instant
  private let post: @Sendable (RunEvent) -> Void
  private let watch: SilenceWatch

  /// - Parameter start: from which the events' times count.
  init(
    request: RunRequest, engine: HTTPEngine, start: ContinuousClock.Instant,
    post: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.request = request
    self.engine = engine
    self.start = start
    self.post = post
    watch = SilenceWatch(limit: engine.settings.silenceTimeout)
  }

  private func event(_ kind: RunEvent.Kind) -> RunEvent {
    RunEvent(at: (ContinuousClock.now - start).milliseconds, kind)
  }

  @Sendable private func say(_ kind: RunEvent.Kind) { post(event(kind)) }

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
        // An engine that is gone, locked or asked for another model has no exact route to be seen.
        throw await engine.obstacle(key: key.value)
          ?? .noRoute(engine.settings.route, known, peer: engine.peerName)
      }
      return try await run(by: route, known, key: key.value)
    } catch let failure as RunFailure where failure.isTokenizer {
      return .failed(await engine.obstacle(key: (try? engine.settings.apiKey())?.value) ?? failure)
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
    // An engine that does not tell how many runs it takes gets them one by one, until it is known.
    guard known.identity.kind == .openAICompatible, known.identity.slots == nil else {
      _ = try await send(prepared, known, peer, key: key, isHeld: false)
      return .said
    }
    return try await sendInTurn(prepared, known, peer, key: key)
  }

  /// How often a stream that other runs have cut is sent again.
  private static let mostAttempts = 4

  private func sendInTurn(
    _ prepared: PreparedRun, _ known: KnownEngine, _ peer: EnginePeer, key: String?
  ) async throws -> Ending {
    var attempts = 0
    while true {
      // The wait for one's turn is no silence of the engine.
      watch.expect(.seconds(86_400))
      let pass = try await engine.gate.enter()
      watch.heard()
      attempts += 1
      let answer: [RunEvent]
      do {
        answer = try await send(prepared, known, peer, key: key, isHeld: pass.mayBeCut)
      } catch {
        engine.gate.leave(pass, .other)
        throw error
      }
      let wasCutByOthers = engine.gate.leave(pass, answer.last.map(Self.ending) ?? .other)
      if wasCutByOthers, pass.mayBeCut, attempts < Self.mostAttempts, !Task.isCancelled {
        say(.waiting(.queue()))
        continue
      }
      if pass.mayBeCut { answer.forEach(post) }
      return .said
    }
  }

  private static func ending(_ last: RunEvent) -> AdmissionGate.Ending {
    switch last.kind {
    case .finished: .whole
    case .failed(let failure) where failure.kind == .interrupted: .cut
    default: .other
    }
  }

  /// Sends the request and reads the answer.
  ///
  /// - Parameter isHeld: whether the events are only returned, and not said.
  /// - Returns: the events of the answer where they are held; else the last one.
  private func send(
    _ prepared: PreparedRun, _ known: KnownEngine, _ peer: EnginePeer, key: String?, isHeld: Bool
  ) async throws -> [RunEvent] {
    try await withThrowingTaskGroup(of: [RunEvent]?.self) { group in
      let isHeard = Flag()
      group.addTask {
        defer { isHeard.raise() }
        let answer = try await Delivery(
          engine: engine, watch: watch, say: say
        ).answer(to: prepared, key: key)
        isHeard.raise()
        return try await read(answer, by: prepared.stream, isHeld: isHeld)
      }
      group.addTask {
        await tellQueue(known, peer, until: isHeard)
        return nil
      }
      defer { group.cancelAll() }
      while let answer = try await group.next() {
        if let answer { return answer }
      }
      throw CancellationError()
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

  private func read(
    _ answer: Delivery.Answer, by stream: ResponseStream, isHeld: Bool
  ) async throws -> [RunEvent] {
    var stream = stream
    stream.limits = engine.limits
    var events: [RunEvent] = []
    func take(_ kinds: [RunEvent.Kind]) {
      for kind in kinds {
        let event = event(kind)
        if isHeld {
          events.append(event)
        } else {
          events = [event]
          post(event)
        }
      }
    }
    // What was held back of a run that is ended is still shown.
    func cancelled() -> CancellationError {
      if isHeld { events.forEach(post) }
      return CancellationError()
    }
    switch answer {
    case .document(let bytes): take(stream.consume(bytes))
    case .stream(let response):
      do {
        for try await buffer in response.body {
          watch.heard()
          take(stream.consume(buffer.readableBytesView))
          if stream.isOver { return events }
          if Task.isCancelled { break }
        }
      } catch {
        // A connection that breaks ends the stream, whole or not; a cancelled run is over.
      }
    }
    if Task.isCancelled, !stream.hasFinish { throw cancelled() }
    take(stream.end())
    return events
  }
}
