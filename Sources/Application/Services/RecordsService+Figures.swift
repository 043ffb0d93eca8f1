import Cases
import Policies
import RunLog
import Runs
import Workbench
import Workspace

// What is counted over many recorded runs.

extension RecordsService {
  func coverage(_ order: CoverageOrder) throws -> PolicyCoverage {
    var version: Int?
    var set: String?
    switch order.source {
    case .all: break
    case .version(let number): version = number
    case .caseSet(let name): set = name
    }
    return try PolicyCoverage(
      of: order.policy, text: order.text, outline: PolicyOutline(reading: order.text),
      version: version, set: set,
      // A set that cannot be read hides no other.
      sets: order.caseSets.compactMap { try? workspace.caseSet(named: $0) },
      log: try store.reader())
  }

  /// The newest run of each case counts.
  func scores(
    of name: String, _ sets: [String], by engine: ScoredEngine
  ) throws -> [Int: VersionScore] {
    var expected: [String: Case.Expectation] = [:]
    for set in sets {
      for item in (try? workspace.caseSet(named: set).cases) ?? [] {
        expected["\(set)/\(item.id)"] = item.expected
      }
    }
    var seen: Set<[String]> = []
    var scores: [Int: VersionScore] = [:]
    for run in try store.reader().caseVerdicts(policy: name, limit: 20_000) {
      let isTheirs =
        engine.model.map { $0 == run.model ?? "" && run.engine != EngineIdentity.ruleMatcherName }
        ?? (run.engine == EngineIdentity.ruleMatcherName)
      guard isTheirs, let expected = expected[run.caseReference],
        seen.insert(["\(run.version)", run.caseReference]).inserted
      else { continue }
      let agrees = run.verdict.map { expected.agreement(with: $0) != .disagrees } ?? false
      scores[run.version, default: VersionScore(agree: 0, count: 0)].count += 1
      if agrees { scores[run.version]?.agree += 1 }
    }
    return scores
  }

  /// The newest recorded decision of each case of the set under the version.
  func baseline(
    _ policy: String, _ version: Int, _ set: String
  ) throws -> [String: Decision?] {
    var decisions: [String: Decision?] = [:]
    let runs = try store.reader().recent(
      limit: 5000, filter: RunFilter(policyName: policy, policyVersion: version))
    for run in runs {
      guard let reference = run.caseReference, reference.hasPrefix(set + "/"),
        let state = run.state, state != .cancelled, state != .failed
      else { continue }
      let id = String(reference.dropFirst(set.count + 1))
      if decisions[id] == nil { decisions.updateValue(run.decision, forKey: id) }
    }
    return decisions
  }
}
