import Runs
import Testing

@testable import Inference

@Suite struct ManagedEngineMachineTests {
  typealias Machine = ManagedEngineMachine

  static let file = EngineStart(model: .file("/m.gguf"))
  static let policy: RestartPolicy = {
    var policy = RestartPolicy()
    policy.ports = [9931, 8080]
    policy.jitter = { 0.5 }
    return policy
  }()

  /// A machine with a clock of its own, which notes what was reported.
  struct Bench {
    var machine: Machine
    var now = Duration.zero
    var statuses: [ManagedEngineStatus] = []
    var actions: [Machine.Action] = []

    init(_ start: EngineStart = file) {
      machine = Machine(start, log: "/log", policy: policy)
    }

    @discardableResult
    mutating func send(_ events: Machine.Event...) -> [Machine.Action] {
      actions = []
      for event in events { actions += machine.handle(event, at: now) }
      for case .report(let status) in actions { statuses.append(status) }
      return actions
    }

    /// Brings the attempt to where it serves.
    mutating func serve(_ attempt: Int, port: Int = 9931) {
      send(.port(port), .started(attempt: attempt), .health(attempt: attempt, .ready))
    }

    var phase: ManagedEngineStatus.Phase? { statuses.last?.phase }

    var failure: String? {
      if case .failed(let sentence) = phase { return sentence }
      return nil
    }
  }

  @Test("from start over loading to ready")
  func ready() {
    var bench = Bench()
    #expect(bench.send(.start).contains(.findPort(.preferring([9931, 8080], except: []))))
    #expect(bench.send(.port(8080)).contains(.launch(attempt: 1, port: 8080)))
    #expect(
      bench.send(.started(attempt: 1)) == [
        .checkHealth(attempt: 1, port: 8080, after: .milliseconds(100))
      ])
    bench.send(.health(attempt: 1, .silent), .health(attempt: 1, .loading))
    #expect(bench.phase == .loading(percent: nil))
    bench.send(.line(attempt: 1, "......"))
    #expect(bench.phase == .loading(percent: 6))
    bench.send(.line(attempt: 1, "0.00.01 I srv load_model: loading model '/m.gguf'"))
    #expect(bench.phase == .loading(percent: 6), "a word takes no number back")
    bench.send(.health(attempt: 1, .ready))
    #expect(bench.phase == .ready)
    #expect(bench.statuses.last?.url == "http://127.0.0.1:8080")
    #expect(bench.statuses.last?.model == "/m.gguf")
    #expect(bench.statuses.last?.log == "/log")
    #expect(bench.actions == [.report(bench.statuses.last!)], "nothing is polled any more")
  }

  @Test("a repository is fetched first, as its bar tells or its silence")
  func download() {
    var bench = Bench(EngineStart(model: .repository("o/n:Q4")))
    bench.send(.start, .port(9931), .started(attempt: 1))
    bench.send(.line(attempt: 1, "\u{1B}[1A"))
    bench.send(.health(attempt: 1, .silent))
    #expect(bench.phase == .starting)
    bench.now = .seconds(4)
    bench.send(.health(attempt: 1, .silent))
    #expect(bench.phase == .downloading(percent: nil))
    bench.send(.line(attempt: 1, "Downloading n.gguf ─────       42%\u{1B}[K\u{1B}[1B"))
    #expect(bench.phase == .downloading(percent: 42))
  }

  @Test("a crash after readiness is answered with a longer pause each time, and at last not at all")
  func crashes() {
    var bench = Bench()
    bench.send(.start)
    var pauses: [Int] = []
    for crash in 1...5 {
      bench.serve(crash)
      bench.now += .seconds(1)
      bench.send(.ended(attempt: crash, .killed(signal: 9)))
      guard case .restarting(crash, let milliseconds) = bench.phase else {
        Issue.record("crash \(crash): \(String(describing: bench.phase))")
        return
      }
      pauses.append(milliseconds)
      #expect(bench.actions.contains(.pause(.milliseconds(milliseconds))))
      let seek = bench.send(.pauseOver)
      #expect(
        seek.contains(.findPort(.preferring([9931, 9931, 8080], except: []))),
        "the same port again")
    }
    #expect(pauses == [500, 1000, 2000, 4000, 8000])
    bench.serve(6)
    bench.send(.line(attempt: 6, "0.00.1 E srv: a request failed"))
    bench.send(.line(attempt: 6, "0.00.1 E ggml: GGML_ASSERT(x) failed"))
    bench.send(.ended(attempt: 6, .killed(signal: 6)))
    #expect(
      bench.failure
        == "llama-server crashed 6 times within 5 minutes; the last time it was killed by signal 6, "
        + "saying “ggml: GGML_ASSERT(x) failed”. See precept engine log.")
    #expect(bench.actions.last == .end)
  }

  @Test("crashes of long ago do not count")
  func forgotten() {
    var bench = Bench()
    bench.send(.start)
    for crash in 1...20 {
      bench.serve(crash)
      bench.now += .seconds(100)
      bench.send(.ended(attempt: crash, .exited(1)), .pauseOver)
    }
    #expect(bench.failure == nil)
    #expect(
      bench.statuses.contains { $0.phase == .restarting(attempt: 3, afterMilliseconds: 2000) })
    #expect(
      !bench.statuses.contains { $0.phase == .restarting(attempt: 4, afterMilliseconds: 4000) })
  }

  @Test("no restart where another start would end alike")
  func hopeless() {
    let table: [(line: String, says: String)] = [
      (
        "0.0 E gguf_init_from_file: failed to open GGUF file '/m.gguf' (No such file or directory)",
        "There is no model file /m.gguf. Check the path."
      ),
      (
        "0.0 E gguf_init_from_reader: invalid magic characters: 'L?D?', expected 'GGUF'",
        "/m.gguf is no GGUF file, or a part of one. Download it again, or name another."
      ),
      (
        "error: invalid argument: --jinja",
        "This llama-server does not know the argument --jinja. Update llama.cpp."
      ),
      (
        "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 51539607552",
        "There is not enough memory for /m.gguf. Try a smaller --context, or fewer --slots."
      ),
      (
        "0.0 E llama_model_load: error loading model: unknown model architecture: 'x'",
        "This llama-server does not know the kind of model that /m.gguf is. Update llama.cpp."
      ),
      (
        "0.0 E get_repo_commit: error: GET failed (404): Sorry",
        "Hugging Face shows no repository /m.gguf. Check its name; a private one needs HF_TOKEN in "
          + "the environment."
      ),
      (
        "RuntimeError: something",
        "llama-server ended with status 1 before it was ready, saying “RuntimeError: something”. "
          + "See precept engine log."
      ),
      (
        "hello",
        "llama-server ended with status 1 before it was ready, saying “srv: exiting due to model "
          + "loading error”. See precept engine log."
      ),
    ]
    for (line, says) in table {
      var bench = Bench()
      bench.send(.start, .port(9931), .started(attempt: 1), .line(attempt: 1, line))
      bench.send(.line(attempt: 1, "0.0 E srv: exiting due to model loading error"))
      bench.send(.ended(attempt: 1, .exited(1)))
      #expect(bench.failure == says)
      #expect(bench.actions.last == .end)
    }
    var killed = Bench()
    killed.send(.start, .port(9931), .started(attempt: 1), .ended(attempt: 1, .killed(signal: 9)))
    #expect(killed.failure?.contains("as happens when memory runs out") == true)
    var missing = Bench()
    missing.send(.start, .port(9931), .notStarted(attempt: 1, "/x: No such file or directory"))
    #expect(
      missing.failure == "llama-server could not be started: /x: No such file or directory.")
  }

  @Test("a port that is taken goes elsewhere, unless the person asked for it")
  func ports() {
    let line = "0.0 E srv start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 9931"
    var bench = Bench()
    bench.send(.start, .port(9931), .started(attempt: 1), .line(attempt: 1, line))
    #expect(
      bench.send(.ended(attempt: 1, .exited(1))).contains(
        .findPort(.preferring([9931, 8080], except: [9931]))))
    #expect(bench.send(.port(8080)).contains(.launch(attempt: 2, port: 8080)))
    #expect(bench.statuses.last?.url == "http://127.0.0.1:8080")
    #expect(bench.send(.ended(attempt: 1, .exited(1))).isEmpty, "of an attempt that is over")

    let sentence =
      "Port 9931 is taken by another program. Choose another with --port, or leave it out."
    var asked = Bench(EngineStart(model: .file("/m.gguf"), port: 9931))
    #expect(asked.send(.start).contains(.findPort(.exactly(9931))))
    asked.send(.port(nil))
    #expect(asked.failure == sentence)
    var late = Bench(EngineStart(model: .file("/m.gguf"), port: 9931))
    late.send(.start, .port(9931), .started(attempt: 1), .line(attempt: 1, line))
    late.send(.ended(attempt: 1, .exited(1)))
    #expect(late.failure == sentence)
  }

  @Test("stop is obeyed in every state, and nothing follows it")
  func stop() {
    let ways: [[Machine.Event]] = [
      [], [.start], [.start, .port(1)], [.start, .port(1), .started(attempt: 1)],
      [.start, .port(1), .started(attempt: 1), .health(attempt: 1, .ready)],
      [
        .start, .port(1), .started(attempt: 1), .health(attempt: 1, .ready),
        .ended(attempt: 1, .lost),
      ],
    ]
    for way in ways {
      var bench = Bench()
      for event in way { bench.send(event) }
      let actions = bench.send(.stop)
      if actions.contains(.release(attempt: 1)) {
        #expect(bench.phase == .stopping)
        #expect(bench.send(.stop).isEmpty)
        bench.send(.ended(attempt: 1, .killed(signal: 15)))
      }
      #expect(bench.phase == .stopped, "\(way)")
      #expect(bench.actions.last == .end)
      #expect(bench.send(.start, .port(2), .pauseOver, .stop).isEmpty)
    }
  }

  @Test("every sequence of six events keeps the promises")
  func everySequence() {
    let events: [Machine.Event] = [
      .start, .port(9931), .port(nil), .started(attempt: 1), .health(attempt: 1, .ready),
      .line(attempt: 1, "couldn't bind HTTP server socket"), .ended(attempt: 1, .exited(1)),
      .notStarted(attempt: 1, "why"), .ended(attempt: 2, .lost), .pauseOver, .stop,
    ]
    var count = 0
    func explore(_ machine: Machine, depth: Int, promises: Promises) {
      count += 1
      guard depth > 0 else { return }
      for event in events {
        // Of what has started it is never said that it has not.
        if case .notStarted = event, promises.hasStarted { continue }
        var next = machine
        var kept = promises
        let actions = next.handle(event, at: .seconds(8 - depth))
        kept.note(event, actions)
        explore(next, depth: depth - 1, promises: kept)
      }
    }
    explore(
      Machine(Self.file, log: nil, policy: Self.policy), depth: 6, promises: Promises())
    #expect(count > 1_000_000)
  }

  /// What must be true of actions after any events.
  struct Promises {
    /// The attempt whose process may run.
    var running: Int?
    var hasStarted = false
    var isOver = false
    var isStopped = false

    mutating func note(_ event: Machine.Event, _ actions: [Machine.Action]) {
      if isOver, !actions.isEmpty { Issue.record("\(actions) after the end") }
      if event == .stop { isStopped = true }
      switch event {
      case .ended(running, _): running = nil
      case .notStarted(running, _): running = nil
      case .started(running): hasStarted = true
      default: break
      }
      for action in actions {
        switch action {
        case .launch(let attempt, _):
          if let running { Issue.record("\(attempt) starts beside \(running)") }
          if isStopped { Issue.record("a start after stop") }
          running = attempt
          hasStarted = false
        case .release(let attempt):
          if attempt != running { Issue.record("\(attempt) is not what runs") }
        case .end:
          if let running { Issue.record("\(running) is left behind") }
          isOver = true
        case .pause, .findPort:
          if running != nil { Issue.record("\(action) while it runs") }
        case .checkHealth(let attempt, _, _):
          if attempt != running { Issue.record("the health of what does not run") }
        case .report(let status):
          if case .failed(let sentence) = status.phase, !sentence.hasSuffix(".") {
            Issue.record("no sentence: \(sentence)")
          }
        }
      }
    }
  }
}
