import Policies
import Runs
import Testing

@testable import Evaluation

/// The machine with engines that are words, without a socket or a clock.
private struct Bench {
  var machine: BatchMachine
  var now = 0
  var running: [Trial: Int] = [:]
  var recorded: [Trial] = []
  var cancelled: [Trial] = []
  var wakes: [Int] = []
  var mostRunning = 0
  var ending: BatchMachine.Ending?

  init(_ plan: EvaluationPlan, results: [TrialResult] = [], _ endpoints: [Endpoint]) {
    machine = BatchMachine(plan, results: results, endpoints: endpoints)
    take(machine.begin(at: 0))
  }

  mutating func take(_ actions: [BatchMachine.Action]) {
    for action in actions {
      switch action {
      case .start(let trial, let endpoint):
        #expect(running[trial] == nil)
        running[trial] = endpoint
      case .cancel(let trial): cancelled.append(trial)
      case .record(let trial): recorded.append(trial)
      case .wake(let at): wakes.append(at)
      case .end(let ending): self.ending = ending
      }
    }
    mostRunning = max(mostRunning, running.count)
  }

  mutating func send(_ event: BatchMachine.Event) {
    switch event {
    case .finished(let trial, _, _), .cancelled(let trial): running[trial] = nil
    default: break
    }
    take(machine.handle(event, at: now))
  }

  mutating func answer(_ trial: Trial, _ decision: Decision = .safe) {
    now += 10
    send(.finished(trial, .decided(decision), nil))
  }

  mutating func fail(_ trial: Trial, _ kind: RunFailure.Kind) {
    send(.finished(trial, .none(.failed), RunFailure(kind, "It failed.", hint: "Look.")))
  }

  mutating func answerAll() {
    while let trial = running.keys.min() { answer(trial) }
  }
}

struct BatchMachineTests {
  private let engine = Endpoint(engine: "e", limit: 8, slots: 2)

  @Test func `every trial is started and recorded once, by draw, arm and case`() {
    let plan = plan(cases(["SP0", "SP2", nil]), arms: [arm("a"), arm("b")], repeats: 2)
    var bench = Bench(plan, [engine])
    #expect(bench.running.count == 2)
    bench.answerAll()
    #expect(bench.recorded == bench.recorded.sorted())
    #expect(Set(bench.recorded).count == 12 && bench.recorded.count == 12)
    #expect(bench.mostRunning == 2)
    #expect(bench.ending == .completed)
    #expect(bench.machine.progress(at: bench.now).done == 12)
  }

  @Test func `what has a result is not made again`() {
    let plan = plan(cases(["SP0", "SP2", nil]), repeats: 2)
    let results = [Trial(arm: 0, item: 1, draw: 0), Trial(arm: 0, item: 2, draw: 1)].map {
      result("SP0", $0)
    }
    var bench = Bench(plan, results: results, [engine])
    #expect(bench.machine.done == 2)
    bench.answerAll()
    #expect(bench.recorded.count == 4)
    #expect(Set(bench.recorded).isDisjoint(with: results.map(\.trial)))
    let all = bench.recorded.map { result("SP0", $0) } + results
    #expect(Bench(plan, results: all, [engine]).ending == .completed)
  }

  @Test func `a case whose draws agree needs no more`() {
    let plan = plan(cases(["SP0", "SP0"]), repeats: 5, enough: 2)
    var bench = Bench(plan, [Endpoint(engine: "e", limit: 16, slots: 16)])
    // Not all five at once: two may be enough.
    #expect(bench.running.count == 4)
    bench.answer(Trial(arm: 0, item: 0, draw: 0), .safe)
    bench.answer(Trial(arm: 0, item: 0, draw: 1), .safe)
    bench.answer(Trial(arm: 0, item: 1, draw: 0), .safe)
    bench.answer(Trial(arm: 0, item: 1, draw: 1), .violates)
    #expect(bench.running.count == 3)
    bench.answerAll()
    #expect(bench.recorded.count == 7)
    #expect(bench.machine.skipped == 3)
    #expect(bench.ending == .completed)
    let again = Bench(
      plan,
      results: bench.recorded.map {
        result($0.item == 0 ? "SP0" : ["SP0", "SP2"][$0.draw % 2], $0)
      }, [engine])
    #expect(again.ending == .completed)
    #expect(again.machine.skipped == 3)
  }

  @Test func `failed draws are not enough, however well they agree`() {
    let plan = plan(cases(["SP0"]), repeats: 5, enough: 2)
    var bench = Bench(plan, [Endpoint(engine: "e", limit: 16, slots: 16)])
    #expect(bench.running.count == 2)
    for trial in bench.running.keys.sorted() { bench.fail(trial, .context) }
    // Their places are taken by the next two, which agree.
    #expect(bench.running.count == 2 && bench.ending == nil)
    bench.answerAll()
    #expect(bench.recorded.count == 4)
    #expect(bench.ending == .completed)
    let again = Bench(
      plan, results: bench.recorded.map { result($0.draw < 2 ? "[failed]" : "SP0", $0) }, [engine])
    #expect(again.ending == .completed && again.machine.skipped == 1)
  }

  @Test func `the window halves when the engine sends runs away, and grows again with answers`() {
    let plan = plan(cases(Array(repeating: nil, count: 400)), concurrency: 64)
    var bench = Bench(plan, [Endpoint(engine: "e", limit: 64)])
    #expect(bench.running.count == 4)
    for _ in 0..<60 { bench.answer(bench.running.keys.min()!) }
    #expect(bench.running.count == 64)
    for trial in bench.running.keys { bench.send(.pushedBack(trial)) }
    #expect(bench.machine.endpoints[0].window == 32)
    for _ in 0..<40 { bench.answer(bench.running.keys.min()!) }
    #expect(bench.running.count <= 33)
    bench.answerAll()
    #expect(bench.ending == .completed && bench.recorded.count == 400)
  }

  @Test func `slots that the engine tells are the limit`() {
    let plan = plan(cases(Array(repeating: nil, count: 40)), concurrency: 64)
    var bench = Bench(plan, [Endpoint(engine: "e", limit: 64)])
    bench.send(.slots(bench.running.keys.min()!, 3))
    for _ in 0..<20 { bench.answer(bench.running.keys.min()!) }
    #expect(bench.running.count == 3)
  }

  @Test func `an engine that goes away is asked again later, and no trial is lost`() {
    let plan = plan(cases(["SP0", "SP0", "SP0"]))
    var bench = Bench(plan, [engine])
    for trial in bench.running.keys { bench.fail(trial, .unreachable) }
    #expect(bench.running.isEmpty)
    #expect(bench.wakes == [500])
    bench.now = 500
    bench.send(.tick)
    #expect(bench.running.count == 1)
    bench.answerAll()
    #expect(bench.ending == .completed && bench.recorded.count == 3)
  }

  @Test func `an engine that stays away ends the evaluation, to be resumed`() {
    let plan = plan(cases(["SP0", "SP0", "SP0"]))
    var bench = Bench(plan, [engine])
    while bench.ending == nil {
      for trial in bench.running.keys { bench.fail(trial, .unreachable) }
      guard bench.ending == nil, let wake = bench.wakes.last else { break }
      bench.now = wake
      bench.send(.tick)
    }
    guard case .failed(let failure) = bench.ending else {
      Issue.record("It ended \(String(describing: bench.ending)).")
      return
    }
    #expect(failure.kind == .unreachable)
    #expect(bench.recorded.isEmpty)
    #expect(bench.now > 60_000 && bench.now < 70_000)
  }

  @Test func `a refused key ends it at once, and other endpoints go on`() {
    let plan = plan(cases(["SP0", "SP0", "SP0"]))
    var bench = Bench(plan, [engine])
    for trial in bench.running.keys { bench.fail(trial, .unauthorized) }
    #expect(bench.ending != nil && bench.recorded.isEmpty)
    bench = Bench(plan, [engine, Endpoint(engine: "e", limit: 8, slots: 1)])
    #expect(Set(bench.running.values) == [0, 1])
    bench.fail(bench.running.first { $0.value == 0 }!.key, .unauthorized)
    bench.answerAll()
    #expect(bench.ending == .completed && bench.recorded.count == 3)
  }

  @Test func `a run that breaks off is tried three times, then its failure is the result`() {
    let plan = plan(cases(["SP0"]))
    var bench = Bench(plan, [engine])
    for _ in 0..<3 {
      bench.fail(bench.running.keys.first!, .silence)
      guard bench.ending == nil else { break }
      bench.now = bench.wakes.last!
      bench.send(.tick)
    }
    #expect(bench.recorded.count == 1 && bench.ending == .completed)
  }

  @Test func `a request that cannot be is the result at once`() {
    var bench = Bench(plan(cases(["SP0", "SP0"])), [engine])
    for trial in bench.running.keys { bench.fail(trial, .context) }
    #expect(bench.recorded.count == 2 && bench.ending == .completed)
  }

  @Test func `a pause lets what runs end, a stop cancels it, and both keep the rest`() {
    let plan = plan(cases(Array(repeating: nil, count: 10)))
    var bench = Bench(plan, [engine])
    bench.send(.pause)
    bench.answerAll()
    #expect(bench.recorded.count == 2 && bench.ending == nil)
    bench.send(.resume)
    #expect(bench.running.count == 2)
    bench.send(.stop)
    #expect(bench.cancelled.count == 2)
    for trial in bench.cancelled { bench.send(.cancelled(trial)) }
    #expect(bench.ending == .stopped)
    var next = Bench(plan, results: bench.recorded.map { result("SP0", $0) }, [engine])
    next.answerAll()
    #expect(next.recorded.count == 8)
  }

  @Test func `each arm runs on its own engine, at once`() {
    let plan = plan(
      cases(["SP0", "SP0", "SP0"]), arms: [arm("a", engine: "x"), arm("b", engine: "y")])
    var bench = Bench(
      plan, [Endpoint(engine: "x", limit: 8, slots: 1), Endpoint(engine: "y", limit: 8, slots: 2)])
    #expect(bench.running.map { "\($0.key.arm)\($0.value)" }.sorted() == ["00", "11", "11"])
    bench.answerAll()
    #expect(bench.recorded.count == 6)
  }

  /// Random answers, failures and pauses; whatever happens, each trial has one result.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `whatever engines do, no trial is lost or made twice`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 1...40, using: &generator)
    let plan = plan(
      cases(Array(repeating: nil, count: count)), arms: [arm("a"), arm("b", engine: "f")],
      repeats: Int.random(in: 1...4, using: &generator),
      enough: [nil, 2].randomElement(using: &generator)!)
    var results: [TrialResult] = []
    for _ in 0..<50 {
      var bench = Bench(
        plan, results: results,
        [engine, Endpoint(engine: "f", limit: 5), Endpoint(engine: "f", limit: 2)])
      var steps = Int.random(in: 0...80, using: &generator)
      while bench.ending == nil, steps > 0 {
        steps -= 1
        bench.now += 50
        guard let trial = bench.running.keys.sorted().randomElement(using: &generator) else {
          bench.now = max(bench.now, bench.wakes.last ?? 0)
          bench.send(.tick)
          continue
        }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
          bench.fail(trial, [.silence, .busy, .unreachable].randomElement(using: &generator)!)
        case 1: bench.send(.pushedBack(trial))
        default: bench.answer(trial, [.safe, .violates].randomElement(using: &generator)!)
        }
      }
      let new = bench.recorded.map { result("SP0", $0) }
      #expect(Set(new.map(\.trial)).isDisjoint(with: results.map(\.trial)))
      #expect(Set(new.map(\.trial)).count == new.count)
      results += new
      if bench.ending == .completed { break }
    }
    if plan.enough == nil { #expect(results.count <= plan.count) }
    #expect(Set(results.map(\.trial)).count == results.count)
  }
}
