import Runs
import Testing

@testable import Evaluation

/// Drives a machine like a shell that answers at once.
private struct Bench {
  var machine: StreamMachine
  var running: [StreamMachine.Job] = []
  var recorded: [StreamMachine.Job] = []
  var completed: [Int] = []
  var ending: BatchMachine.Ending?
  var now = 0

  init(draws: Int = 1, limit: Int = 2) {
    machine = StreamMachine(
      draws: draws, endpoints: [Endpoint(engine: "e", limit: limit, slots: limit)])
    take(machine.begin(at: 0))
  }

  mutating func send(_ event: StreamMachine.Event) { take(machine.handle(event, at: now)) }

  mutating func finish(_ job: StreamMachine.Job, _ failure: RunFailure? = nil) {
    running.removeAll { $0 == job }
    send(.finished(job, failure))
  }

  private mutating func take(_ actions: [StreamMachine.Action]) {
    #expect(ending == nil || actions.isEmpty)
    for action in actions {
      switch action {
      case .start(let job, _):
        #expect(!running.contains(job))
        running.append(job)
      case .cancel: break
      case .record(let job): recorded.append(job)
      case .complete(let row): completed.append(row)
      case .wake(let at): now = at
      case .end(let how): ending = how
      }
    }
  }
}

struct StreamMachineTests {
  private let broken = RunFailure(.interrupted, "It broke off.", hint: "")

  @Test func `rows are completed in their order, whatever ends first`() {
    var bench = Bench(limit: 3)
    for _ in 0..<3 { bench.send(.row(needsRun: true)) }
    bench.send(.inputEnded)
    for row in [2, 0, 1] {
      bench.finish(.init(row: row, draw: 0))
    }
    #expect(bench.recorded.map(\.row) == [2, 0, 1])
    #expect(bench.completed == [0, 1, 2])
    #expect(bench.ending == .completed)
  }

  @Test(arguments: 1...40) func `every row is recorded once for each draw, in any order`(seed: Int)
  {
    var random = SplitMix64(seed: UInt64(seed))
    var bench = Bench(draws: 1 + seed % 3, limit: 1 + seed % 5)
    var left = 50
    var failures = 0
    while bench.ending == nil {
      #expect(bench.machine.wanted >= 0)
      let roll = random.next() % 10
      if roll < 3, left > 0, bench.machine.wanted > 0 {
        left -= 1
        bench.send(.row(needsRun: left % 7 != 0))
        if left == 0 { bench.send(.inputEnded) }
      } else if let job = bench.running.randomElement(using: &random) {
        let fails = roll == 9 && failures < 5
        failures += fails ? 1 : 0
        bench.finish(job, fails ? broken : nil)
      } else {
        bench.now += 60_000
        bench.send(.tick)
      }
    }
    let draws = 1 + seed % 3
    #expect(bench.completed == Array(0..<50))
    let expected = (0..<50).filter { (49 - $0) % 7 != 0 }.flatMap { row in
      (0..<draws).map { StreamMachine.Job(row: row, draw: $0) }
    }
    #expect(bench.recorded.sorted() == expected)
    #expect(bench.ending == .completed)
  }

  @Test func `no more is read than may wait for the first row`() {
    var bench = Bench(limit: 2)
    while bench.machine.wanted > 0 { bench.send(.row(needsRun: true)) }
    #expect(bench.machine.ahead == 64)
    #expect(bench.running.count == 2)
    for row in 1..<64 {
      if bench.running.contains(.init(row: row, draw: 0)) { bench.finish(.init(row: row, draw: 0)) }
    }
    #expect(bench.machine.wanted == 0)
    bench.finish(.init(row: 0, draw: 0))
    #expect(bench.machine.wanted > 0)
  }

  @Test func `a run that breaks off is tried again, and is a failure at last`() {
    var bench = Bench()
    bench.send(.row(needsRun: true))
    bench.send(.inputEnded)
    for _ in 0..<3 {
      #expect(bench.recorded.isEmpty)
      bench.finish(.init(row: 0, draw: 0), broken)
      bench.send(.tick)
    }
    #expect(bench.recorded.count == 1)
    #expect(bench.ending == .completed)
  }

  @Test func `rows behind an engine that is gone are not completed`() {
    var bench = Bench(limit: 1)
    for _ in 0..<3 { bench.send(.row(needsRun: true)) }
    bench.finish(.init(row: 0, draw: 0))
    let gone = RunFailure(.unauthorized, "No.", hint: "")
    bench.finish(.init(row: 1, draw: 0), gone)
    #expect(bench.completed == [0])
    #expect(bench.ending == .failed(gone))
  }

  @Test func `stopping ends when what runs is cancelled`() {
    var bench = Bench(limit: 2)
    for _ in 0..<5 { bench.send(.row(needsRun: true)) }
    bench.finish(.init(row: 0, draw: 0))
    bench.send(.stop)
    for job in bench.running { bench.send(.cancelled(job)) }
    #expect(bench.completed == [0])
    #expect(bench.ending == .stopped)
    #expect(bench.machine.wanted == 0)
  }
}
