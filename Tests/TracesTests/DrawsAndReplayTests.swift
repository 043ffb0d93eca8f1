import Harmony
import Runs
import Testing
import Traces

struct DrawsComparisonTests {
  @Test func `draws are counted under what they came to, and part at the first other rule`() {
    let draws = DrawsComparison([
      TraceSample.trace("SP2.a no.", "SP3.b yes."),
      TraceSample.trace("SP2.a no.", "SP0.a yes.", answer: "SAFE"),
      TraceSample.trace("SP2.a no.", "SP3.b yes."),
    ])
    #expect(draws.outcomes.map(\.name) == ["VIOLATES", "SAFE"])
    #expect(draws.outcomes.map(\.draws) == [[0, 2], [1]])
    #expect(
      draws.parting
        == .rule(
          step: 1, after: "SP2.a",
          ways: [.init(name: "SP3.b", draws: [0, 2]), .init(name: "SP0.a", draws: [1])]))
    #expect(draws.rules.map(\.rule) == ["SP2.a", "SP3.b", "SP0.a"])
    #expect(draws.rules.map(\.counts) == [[2, 1], [2, 0], [0, 1]])
  }

  @Test func `a draw whose chain ends goes a way of its own`() {
    let draws = DrawsComparison([
      TraceSample.trace("SP2.a no."), TraceSample.trace("SP2.a no.", "SP3.b yes."),
    ])
    guard case .rule(1, "SP2.a", let ways) = draws.parting else {
      Issue.record("\(String(describing: draws.parting))")
      return
    }
    #expect(ways.map(\.name) == [nil, "SP3.b"])
  }

  @Test func `draws that weigh the same may differ in the conclusion alone, or not at all`() {
    let same = TraceSample.trace("SP2.a.")
    #expect(DrawsComparison([same, same]).parting == nil)
    #expect(
      DrawsComparison([same, TraceSample.trace("SP2.a.", answer: "SAFE")]).parting == .conclusion)
    #expect(DrawsComparison([same]).parting == nil)
    #expect(DrawsComparison([]).outcomes.isEmpty)
  }
}

struct ReplayTests {
  private func replay() throws -> Replay {
    let record = TraceSample.record(["One.", "Two.", "Three."])
    return try #require(Replay(record, Trace(record)))
  }

  @Test func `what has arrived follows the clock`() throws {
    var replay = try replay()
    #expect(replay.arrived(.analysis) == 0)
    replay.advance(milliseconds: 1500)
    #expect(replay.arrived(.analysis) == "One. ".utf8.count)
    replay.advance(milliseconds: 10_000)
    #expect(replay.isAtEnd)
    #expect(replay.arrived(.analysis) == "One. Two. Three. ".utf8.count)
    #expect(replay.arrived(.final) == "VIOLATES".utf8.count)
  }

  @Test func `speed multiplies time, and its ends are kept`() throws {
    var replay = try replay()
    replay.faster()
    replay.advance(milliseconds: 500)
    #expect(replay.time == 1000)
    for _ in 0..<20 { replay.slower() }
    #expect(replay.speed == 0.5)
    // Four ticks of a millisecond are one of the clock: fractions are not lost.
    for _ in 0..<4 { replay.advance(milliseconds: 1) }
    #expect(replay.time == 1002)
    for _ in 0..<20 { replay.faster() }
    replay.advance(milliseconds: 1)
    #expect(replay.isAtEnd)
  }

  @Test func `steps go from sentence to sentence and pause`() throws {
    var replay = try replay()
    replay.stepForward()
    #expect(replay.time == 1000)
    replay.stepForward()
    #expect(replay.time == 2000)
    replay.advance(milliseconds: 5000)
    #expect(replay.time == 2000)
    replay.stepBack()
    #expect(replay.time == 1000)
    replay.stepBack()
    #expect(replay.time == 0)
  }
}

struct HostileReplayTests {
  private func record(_ change: (inout RunRecord.Delta) -> Void) -> RunRecord {
    var record = TraceSample.record(["One.", "Two.", "Three."])
    for index in record.deltas.indices { change(&record.deltas[index]) }
    return record
  }

  @Test(arguments: [Int.max, .min, -1, Int.largestCount])
  func `times and offsets that no run has show no more than the text`(number: Int) throws {
    let records = [
      record { $0.at = number }, record { $0.offset = number },
      record { ($0.at, $0.offset) = (number, number) },
    ]
    for record in records {
      var replay = try #require(Replay(record, Trace(record)))
      func check() {
        for channel in Channel.allCases {
          #expect(0...record.text(of: channel).utf8.count ~= replay.arrived(channel))
        }
      }
      for _ in 0..<4 {
        check()
        replay.advance(milliseconds: .max)
        replay.faster()
        replay.stepBack()
        replay.stepForward()
        replay.isPaused = false
        replay.advance(milliseconds: 50)
      }
      check()
      _ = DrawsComparison([Trace(record), Trace(record)])
    }
  }
}
