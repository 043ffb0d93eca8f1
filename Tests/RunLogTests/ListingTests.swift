import Harmony
import Policies
import Runs
import Testing

@testable import RunLog

struct ListingTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
  }

  func seal(
    _ number: Int, content: String = "c", policy: String = "# Spam",
    change: (inout RunRecord) -> Void = { _ in }
  ) throws {
    var record = RunSamples.finished(RunSamples.request(number, content: content, policy: policy))
    change(&record)
    try log.seal(record)
  }

  func judge(_ number: Int, _ decision: Decision?, at time: Int64 = 1) throws {
    try log.append(
      Judgement(
        run: RunSamples.request(number).id, decision: decision, note: "n", author: "ada", at: time))
  }

  func numbers(_ rows: [RunSummary]) -> [Int64] { rows.map { $0.startedAt - 1000 } }
  func numbers(_ filter: RunFilter) throws -> [Int64] {
    numbers(try log.recent(limit: 100, filter: filter))
  }

  @Test func `version, engine, model and time restrict the list`() throws {
    try seal(1) { $0.policy.version = 6 }
    try seal(2) { $0.engine?.model = "Other_20b" }
    try seal(3) { $0.engine?.name = "There" }
    try seal(4) { $0.engine = nil }
    #expect(try numbers(RunFilter(policyVersion: 7)) == [4, 3, 2])
    #expect(try numbers(RunFilter(engine: "ther")) == [3, 2])
    #expect(try numbers(RunFilter(engine: "r_2")) == [2])
    #expect(try numbers(RunFilter(engine: "o_h")) == [])
    #expect(try numbers(RunFilter(engine: "")) == [4, 3, 2, 1])
    #expect(try numbers(RunFilter(from: 1002, until: 1004)) == [3, 2])
    #expect(try numbers(RunFilter(policyVersion: 7, engine: "here", from: 1003)) == [3])
  }

  @Test func `the newest human verdict is listed, and a note alone is none`() throws {
    for number in 1...3 { try seal(number) }
    try judge(1, .violates)
    try judge(1, .safe)
    try judge(1, nil)
    try judge(2, nil)
    #expect(try log.recent(limit: 9).map(\.humanDecision) == [nil, nil, .safe])
    #expect(try numbers(RunFilter(judged: true)) == [1])
    #expect(try numbers(RunFilter(judged: false)) == [3, 2])
  }

  @Test func `a row names its case, and stays as a tombstone when its content is erased`() throws {
    try seal(1)
    try seal(2, content: "d") { $0.caseReference = nil }
    try log.eraseContent(of: RunSamples.request(1).id, at: 9)
    let rows = try log.recent(limit: 9)
    #expect(rows.map(\.caseReference) == [nil, "marketplace/mk-01"])
    #expect(rows.map(\.isErased) == [false, true])
    #expect(rows.map(\.preview) == ["d", ""])
    try log.begin(RunSamples.request(3))
    #expect(try log.recent(limit: 1).map(\.isErased) == [false])
  }
}
