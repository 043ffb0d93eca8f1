import Cases
import Policies
import RunLog
import Runs
import Workbench
import Workspace

extension StorageDesk {
  func perform(_ order: AuthoringOrder) throws -> [WorkspaceEvent] {
    switch order {
    case .coverage(let order):
      return [.authoring(.coverage(try coverage(order), of: order))]
    case .loadPolicies(let choices, let withWorkingText):
      return [
        .authoring(.policies(try choices.map(chosen), withWorkingText: withWorkingText))
      ]
    }
  }

  private func coverage(_ order: CoverageOrder) throws -> PolicyCoverage {
    let stored = try? workspace.policy(named: order.policy)
    let reading = PolicyReading(order.text, declared: stored?.settings.answer)
    var texts: [String] = []
    var numbers: [String: Int] = [:]
    var samples: [PolicyCoverage.Sample] = []
    let log = try records.log()
    let runs = try log.recent(limit: 5000, filter: RunFilter(policyName: order.policy))
    for run in runs where order.source.counts(run) {
      guard let record = try log.record(run.id), order.source.counts(record) else { continue }
      let number = numbers[record.policyText] ?? texts.count
      if number == texts.count {
        numbers[record.policyText] = number
        texts.append(record.policyText)
      }
      samples.append(
        .init(
          caseReference: record.caseReference, text: number, citations: record.citations,
          labels: record.verdict?.labels.map(\.label) ?? [], decision: record.verdict?.decision))
    }
    return PolicyCoverage(
      of: order.text, outline: reading.outline, texts: texts, samples: samples,
      cases: cases(of: order.caseSets))
  }

  /// A set that cannot be read hides no other.
  private func cases(of sets: [String]) -> [(reference: String, content: String)] {
    sets.flatMap { name in
      ((try? workspace.caseSet(named: name))?.cases ?? [])
        .map { (reference: "\(name)/\($0.id)", content: $0.renderedContent) }
    }
  }

  private func chosen(_ choice: PolicyChoice) throws -> ChosenPolicy {
    let stored = try workspace.policy(named: choice.name)
    let version =
      choice.version.map { number in stored.versions.first { $0.number == number } }
      ?? stored.current
    let text =
      try choice.version == nil
      ? stored.text
      : version.map {
        try workspace.text(of: $0, in: choice.name)
      }
    guard let text else {
      throw ChoiceProblem(
        description: "There is no \(choice.words). F2 lists the versions of a policy.")
    }
    return ChosenPolicy(
      choice: choice,
      reference: .init(
        name: choice.name, version: version?.number,
        basedOn: version?.number ?? stored.versions.last?.number),
      reading: PolicyReading(text, declared: stored.settings.answer))
  }
}

extension CoverageSource {
  /// Whether a run can be one of those that are counted, as far as its summary tells.
  fileprivate func counts(_ run: RunSummary) -> Bool {
    guard let state = run.state, state != .cancelled, state != .failed else { return false }
    if case .version(let number) = self { return run.policyVersion == number }
    return true
  }

  fileprivate func counts(_ record: RunRecord) -> Bool {
    if case .caseSet(let name) = self {
      return record.caseReference?.hasPrefix(name + "/") ?? false
    }
    return true
  }
}

/// A version that is not there any more.
private struct ChoiceProblem: Error, CustomStringConvertible {
  var description: String
}
