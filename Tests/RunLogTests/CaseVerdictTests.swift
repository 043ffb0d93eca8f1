import Foundation
import Policies
import RunLog
import Runs
import Testing

struct CaseVerdictTests {
  let folder = LogFolder()

  @Test func `runs of cases under saved versions come newest first, with what they decided`() throws
  {
    let log = try RunLog(path: folder.path + "/runs.sqlite")
    for number in 1...3 {
      let request = RunSamples.request(number)
      try log.begin(request)
      try log.seal(RunSamples.finished(request))
    }
    let verdicts = try log.caseVerdicts(policy: "spam", limit: 2)
    #expect(verdicts.count == 2)
    let first = try #require(verdicts.first)
    #expect(first.caseReference == "marketplace/mk-01")
    #expect(first.version == 7)
    #expect(first.model == "safeguard.gguf")
    #expect(first.verdict?.labels.map(\.label) == ["SP3"])
    #expect(try log.caseVerdicts(policy: "other", limit: 10).isEmpty)
  }

  @Test func `failed, cancelled and open runs, and those of no case or version, are left out`()
    throws
  {
    let log = try RunLog(path: folder.path + "/runs.sqlite")
    for (number, state) in [RunState.failed, .cancelled, .truncated].enumerated() {
      let request = RunSamples.request(number)
      try log.begin(request)
      var record = RunSamples.finished(request)
      record.state = state
      record.verdict = nil
      try log.seal(record)
    }
    var own = RunSamples.request(8)
    own.caseReference = nil
    var unsaved = RunSamples.request(9)
    unsaved.policy.version = nil
    for request in [own, unsaved] {
      try log.begin(request)
      try log.seal(RunSamples.finished(request))
    }
    try log.begin(RunSamples.request(10))
    let verdicts = try log.caseVerdicts(policy: "spam", limit: 10)
    #expect(verdicts.map(\.state) == [.truncated])
    #expect(verdicts.first?.verdict == nil)
  }
}
