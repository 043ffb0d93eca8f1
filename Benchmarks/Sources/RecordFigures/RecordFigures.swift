import Foundation
import Harmony
import Policies
import RunLog
import Runs

/// Figures of the run records: 100,000 runs of real size in a real file, searched, listed, opened and
/// counted. `record-figures [COUNT] [FILE] [erase]`; a file that is there is measured as it is.
@main
struct RecordFigures {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == Erasing.writerArgument, let path = arguments.last {
      return try Erasing.write(path)
    }
    let count = arguments.first.flatMap { Int($0) } ?? 100_000
    let path =
      arguments.dropFirst().first ?? NSTemporaryDirectory() + "/precept-record-figures.sqlite"
    let isNew = !FileManager.default.fileExists(atPath: path)
    let log = try RunLog(path: path)
    if isNew { try fill(log, count) }
    // The file is not what it was afterwards, so only when asked for.
    if arguments.last == "erase" { return try Erasing.measure(path, count) }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    print("  \(count) runs, \(size / 1_000_000) MB")
    try measureLists(log)
    try measureOpening(log, count)
    try measureCoverage(log)
    try measureAudit(log)
  }

  // MARK: Filling

  static func fill(_ log: RunLog, _ count: Int) throws {
    var words = Words()
    let clock = ContinuousClock()
    var block = clock.now
    for number in 0..<count {
      try log.seal(words.run(number, chainWords: number == count - 1 ? 18_000 : nil))
      if (number + 1) % 20_000 == 0 {
        let spent = block.duration(to: clock.now) / 20_000
        print("  \(number + 1) runs recorded, \(format(spent)) a run in the last 20,000")
        block = clock.now
      }
    }
  }

  // MARK: Measuring

  static func measureLists(_ log: RunLog) throws {
    let filters: [(String, RunFilter)] = [
      ("newest 500", RunFilter()), ("a common word", RunFilter(search: "deposit")),
      ("a rare word", RunFilter(search: "zeppelin")),
      ("no such word", RunFilter(search: "xylophonist")),
      ("a common phrase", RunFilter(search: "send a deposit")),
      ("Chinese", RunFilter(search: "免费赠送")), ("three letters", RunFilter(search: "the")),
      ("two letters", RunFilter(search: "zq")), ("one character", RunFilter(search: "礼")),
      ("a policy", RunFilter(policyName: "policy-3")),
      ("a policy's rare state", RunFilter(policyName: "policy-3", state: .unparsed)),
      ("a rare decision", RunFilter(decision: .escalate)),
      ("an engine", RunFilter(engine: "vllm")), ("judged", RunFilter(judged: true)),
      ("common word, rare state", RunFilter(state: .unparsed, search: "deposit")),
      ("common word, policy", RunFilter(policyName: "policy-3", search: "deposit")),
    ]
    for (name, filter) in filters {
      var found = 0
      let times = try time { found = try log.recent(limit: 500, filter: filter).count }
      print("  list, \(name): \(times), \(found) rows")
    }
  }

  static func measureOpening(_ log: RunLog, _ count: Int) throws {
    let id = Words.id(count - 1)
    var bytes = 0
    let times = try time { bytes = try log.record(id)?.reasoning.utf8.count ?? 0 }
    print("  open a chain of \(bytes) bytes, \(18_000 * 10 / 9) tokens or so: \(times)")
  }

  static func measureCoverage(_ log: RunLog) throws {
    let text = Words.policy(3)
    let outline = PolicyOutline(reading: text)
    var runs = 0
    let times = try time(3) {
      let found = try log.coverageSamples(of: "policy-3", limit: 5000)
      runs =
        PolicyCoverage(
          of: text, outline: outline, texts: found.texts, samples: found.samples, cases: []
        ).runs
    }
    print("  coverage: \(times), \(runs) runs")
  }

  static func measureAudit(_ log: RunLog) throws {
    var records = 0
    let times = try time(1) { records = try log.verify().records }
    print("  audit: \(times), \(records) entries")
  }

  static func time(_ repeats: Int = 11, _ work: () throws -> Void) rethrows -> String {
    let clock = ContinuousClock()
    var spent: [Duration] = []
    for _ in 0..<repeats { spent.append(try clock.measure(work)) }
    let first = spent[0]
    spent.sort()
    return
      "first \(format(first)), median \(format(spent[spent.count / 2])), worst \(format(spent.last!))"
  }

  static func format(_ duration: Duration) -> String {
    String(
      format: "%.2f ms",
      Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds) * 1000)
  }
}
