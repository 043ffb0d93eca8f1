import Policies
import Runs
import Testing

@testable import RunLog

struct SearchTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
  }

  func seal(_ number: Int, _ content: String, reasoning: String = "", name: String = "spam") throws
  {
    try log.seal(
      RunSamples.finished(
        RunSamples.request(number, content: content, name: name), reasoning: reasoning))
  }

  func numbers(_ filter: RunFilter, limit: Int = 100, before: Run.ID? = nil) throws -> [Int64] {
    try log.recent(limit: limit, before: before, filter: filter).map { $0.startedAt - 1000 }
  }

  @Test func `newest first, in pages`() throws {
    for number in 1...5 { try seal(number, "c\(number)") }
    #expect(try numbers(RunFilter(), limit: 2) == [5, 4])
    #expect(
      try numbers(RunFilter(), limit: 2, before: RunSamples.request(4).id) == [3, 2])
  }

  @Test func `content, reasoning and answer are searched, in every script`() throws {
    try seal(1, "Hello World")
    try seal(2, "这是诈骗信息请注意", reasoning: "рассуждение")
    try seal(3, "100% \"off\" a_b OR NEAR( *", reasoning: "ข้อความหลอกลวง")
    for (search, found): (String, [Int64]) in [
      ("world", [1]), ("lo Wo", [1]), ("诈骗信", [2]), ("诈骗", [2]), ("РАССУЖ", [2]), ("หลอกลวง", [3]),
      ("\"off\"", [3]), ("0%", [3]), ("a_b", [3]), ("_b", [3]), ("R NEAR( *", [3]),
      ("SP3", [3, 2, 1]),
      ("axb", []), ("xyz", []), ("", [3, 2, 1]),
    ] {
      #expect(try numbers(RunFilter(search: search)) == found, "\(search)")
    }
  }

  @Test func `a quotation mark with a combining character behind it is searched for as it stands`()
    throws
  {
    try seal(1, "they say \"\u{31F} loudly")
    #expect(try numbers(RunFilter(search: "say \"\u{31F} l")) == [1])
    #expect(try numbers(RunFilter(search: "say \"\u{31F} OR they")) == [])
  }

  @Test func `filters combine`() throws {
    try seal(1, "red apple", name: "a")
    try seal(2, "red brick", name: "b")
    var failed = RunRecord(RunSamples.request(3, content: "red car", name: "a"))
    failed.state = .failed
    try log.seal(failed)
    #expect(try numbers(RunFilter(policyName: "a")) == [3, 1])
    #expect(try numbers(RunFilter(policyName: "a", state: .ok, search: "red")) == [1])
    #expect(try numbers(RunFilter(decision: .violates)) == [2, 1])
    #expect(
      try numbers(RunFilter(search: "red"), limit: 1, before: RunSamples.request(3).id) == [2])
  }

  @Test func `live runs that were cancelled are not listed`() throws {
    for (number, isLive, state) in [
      (1, true, RunState.cancelled), (2, false, .cancelled), (3, true, .ok),
    ] {
      var record = RunRecord(RunSamples.request(number, isLive: isLive))
      record.state = state
      try log.seal(record)
    }
    try log.begin(RunSamples.request(4, isLive: true))
    #expect(try numbers(RunFilter()) == [4, 3, 2])
  }

  @Test func `a summary says what the record says`() throws {
    try seal(1, String(repeating: "é", count: 600))
    let summary = try #require(try log.recent(limit: 1).first)
    #expect(
      summary
        == RunSummary(
          id: RunSamples.request(1).id, startedAt: 1001, policyName: "spam", policyVersion: 7,
          state: .ok, decision: .violates, labels: ["SP3"], engine: "here", model: "safeguard.gguf",
          preview: String(repeating: "é", count: 200), totalMilliseconds: 120, completionTokens: 5,
          caseReference: "marketplace/mk-01"))
  }
}
