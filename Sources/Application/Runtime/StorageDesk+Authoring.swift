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
      log: try records.log())
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

/// A version that is not there any more.
private struct ChoiceProblem: Error, CustomStringConvertible {
  var description: String
}
