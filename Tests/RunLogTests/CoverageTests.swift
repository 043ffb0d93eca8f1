import Policies
import RunLog
import Runs
import Testing

struct CoverageTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
    for number in 1...3 {
      try log.seal(
        RunSamples.finished(
          RunSamples.request(number, policy: number == 1 ? "# Old" : "# Spam\n- SP3 Bait")))
    }
    var failed = RunSamples.finished(RunSamples.request(4))
    failed.state = .failed
    try log.seal(failed)
    var matcher = RunSamples.finished(RunSamples.request(5))
    matcher.engine = .ruleMatcher
    try log.seal(matcher)
    try log.seal(RunSamples.finished(RunSamples.request(6, name: "other")))
  }

  @Test func `a policy's ended runs are given newest first, each with its text and citations`()
    throws
  {
    let found = try log.coverageSamples(of: "spam", excluding: EngineIdentity.ruleMatcherName)
    #expect(
      found.samples.map { found.texts[$0.text] } == [
        "# Spam\n- SP3 Bait", "# Spam\n- SP3 Bait", "# Old",
      ])
    #expect(found.texts.count == 2)
    let first = try #require(found.samples.first)
    #expect(first.citations.map(\.text) == ["SP3"])
    #expect(first.labels == ["SP3"])
    #expect(first.decision == .violates)
    #expect(first.caseReference == "marketplace/mk-01")
  }

  @Test func `runs are chosen by version, set, engine and number`() throws {
    #expect(try log.coverageSamples(of: "spam").samples.count == 4)
    #expect(try log.coverageSamples(of: "spam", version: 8).samples.isEmpty)
    #expect(try log.coverageSamples(of: "spam", set: "marketplace").samples.count == 4)
    #expect(try log.coverageSamples(of: "spam", set: "market").samples.isEmpty)
    #expect(
      try log.coverageSamples(of: "spam", engine: EngineIdentity.ruleMatcherName).samples.count == 1
    )
    #expect(try log.coverageSamples(of: "spam", limit: 2).samples.count == 2)
  }

  @Test func `a run whose content was erased says nothing`() throws {
    try log.eraseContent(of: RunSamples.request(2).id, at: 9)
    #expect(try log.coverageSamples(of: "spam").samples.isEmpty)
  }
}
