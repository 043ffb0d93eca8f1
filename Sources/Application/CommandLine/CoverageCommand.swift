import Cases
import Policies
import RunLog
import Runs
import Workspace

/// `precept coverage`: how often recorded runs considered, cited and decided by each rule.
public enum CoverageCommand {
  /// - Parameters:
  ///   - set: only runs of this case set's cases, whose contents examples are compared with; nil
  ///     compares with the policy's own sets.
  ///   - limit: the newest so many runs.
  public static func run(
    _ argument: String, set: String?, limit: Int, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let policy = try context.policy(argument)
    let log = try context.recordsToRead()
    let coverage = try context.onFiles {
      try PolicyCoverage(
        of: policy.name, text: policy.text, outline: policy.outline,
        version: argument.contains("@") ? policy.version?.number : nil, set: set, limit: limit,
        sets: try context.caseSets(named: set.map { [$0] } ?? policy.settings.cases), log: log)
    }
    if json {
      context.console.print(document(coverage, policy.name).document)
    } else {
      write(coverage, to: context.console)
    }
    return .done
  }

  private static func write(_ coverage: PolicyCoverage, to console: Console) {
    console.print(
      "\(coverage.runs) runs of \(coverage.engines.rawValue)  considered  cited  decided")
    for row in coverage.rows {
      let counts = [row.considered, row.cited, row.decided].map { "\($0)".padded(to: 6) }.joined()
      let name: String =
        switch row.subject {
        case .rule(let id): "[\(id)]"
        case .example: "example"
        }
      let remark = row.leak.map { "  also the case \($0)" } ?? ""
      let dead = row.isDead ? "  never named" : ""
      console.print("\(row.line)\t\(counts)  \(name) \(row.title)\(dead)\(remark)")
    }
    for pair in coverage.pairs {
      console.print(
        "always together in \(pair.runs) runs: \(pair.first), \(pair.second)")
    }
    if !coverage.idleCases.isEmpty {
      console.print(
        "cases that name no rule: \(coverage.idleCases.joined(separator: ", "))")
    }
  }

  private static func document(_ coverage: PolicyCoverage, _ policy: String) -> JSON {
    func counts(_ row: PolicyCoverage.Row) -> [(String, JSON)] {
      [
        ("line", .int(row.line)), ("considered", .int(row.considered)), ("cited", .int(row.cited)),
        ("decided", .int(row.decided)),
      ]
    }
    var rules: [JSON] = []
    var examples: [JSON] = []
    for row in coverage.rows {
      switch row.subject {
      case .rule(let id): rules.append(.object([("id", .string(id))] + counts(row)))
      case .example: examples.append(.object(counts(row) + [("leak", JSON(row.leak))]))
      }
    }
    return .object([
      ("schema", 1), ("policy", .string(policy)), ("engines", .string(coverage.engines.rawValue)),
      ("runs", .int(coverage.runs)), ("rules", .array(rules)), ("examples", .array(examples)),
      (
        "pairs",
        .array(
          coverage.pairs.map {
            [
              "first": .string($0.first), "second": .string($0.second), "runs": .int($0.runs),
            ]
          })
      ),
      ("idle_cases", JSON(coverage.idleCases)),
    ])
  }
}

extension PolicyCoverage {
  /// How many runs are counted where nobody says.
  static let newestRuns = 5000

  /// Counts the newest recorded runs of models; the rule matcher's where there are no others.
  init(
    of policy: String, text: String, outline: PolicyOutline, version: Int? = nil,
    set: String? = nil, limit: Int = newestRuns, sets: [CaseSet], log: RunLog
  ) throws {
    let matcher = EngineIdentity.ruleMatcherName
    var found = try log.coverageSamples(
      of: policy, version: version, set: set, excluding: matcher, limit: limit)
    var engines = Engines.models
    if found.samples.isEmpty {
      let other = try log.coverageSamples(
        of: policy, version: version, set: set, engine: matcher, limit: limit)
      if !other.samples.isEmpty {
        found = other
        engines = .ruleMatcher
      }
    }
    let cases = sets.flatMap { set in
      set.cases.map { (reference: "\(set.name)/\($0.id)", content: $0.renderedContent) }
    }
    self.init(
      of: text, outline: outline, texts: found.texts, samples: found.samples, cases: cases)
    self.engines = engines
  }
}

extension CommandContext {
  /// Case sets of the workspace; one that is not there is left out.
  func caseSets(named names: [String]) throws -> [CaseSet] {
    guard let workspace = try workspaceIfAny() else { return [] }
    return names.compactMap { try? workspace.caseSet(named: $0) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - utf8.count)) + self
  }
}
