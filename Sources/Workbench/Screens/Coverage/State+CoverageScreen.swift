import Cases
import Policies
import TextEditing
import Wording

extension State {
  var coverageScreen: CoverageScreen? {
    screen as? CoverageScreen
  }

  mutating func performOnCoverage(_ command: Command) -> [Effect] {
    switch command {
    case .coverage: return openCoverage(.all)
    case .coverageOfAll: return openCoverage(.all)
    case .coverageOfVersion: return openCoverage(coveredVersion.map { .version($0) } ?? .all)
    case .coverageOfCases: return openCoverage(content.caseSet.map { .caseSet($0.name) } ?? .all)
    case .heat: return toggleHeat()
    default: return []
    }
  }

  /// The version that the working text is, or grew from.
  private var coveredVersion: Int? { policy.savedVersion ?? policy.basedOn }

  func coverageReason(_ command: Command) -> String? {
    guard policy.name != nil else { return "No policy is open. Ctrl-O opens one." }
    switch command {
    case .coverageOfVersion:
      return coveredVersion == nil ? "No version of it is saved yet. Ctrl-S saves one." : nil
    case .coverageOfCases:
      return content.caseSet == nil ? "No case set is open. F3 or Ctrl-T c opens one." : nil
    default: return nil
    }
  }

  private func coverageOrder(_ source: CoverageSource) -> CoverageOrder? {
    guard let name = policy.name else { return nil }
    let sets = (policy.document?.settings.cases ?? []) + [content.caseSet?.name].compactMap { $0 }
    return CoverageOrder(
      policy: name, text: policy.editor.buffer.text, source: source,
      caseSets: sets.enumerated().filter { sets.firstIndex(of: $0.element) == $0.offset }
        .map(\.element), revision: policy.editor.revision)
  }

  private mutating func openCoverage(_ source: CoverageSource) -> [Effect] {
    guard let order = coverageOrder(source) else { return [] }
    if var screen = coverageScreen {
      screen.order = order
      screen.isLoading = true
      screens[screens.count - 1] = screen
    } else {
      screens.append(CoverageScreen(order))
    }
    return [.records(.coverage(order))]
  }

  private mutating func toggleHeat() -> [Effect] {
    if policy.heat != nil {
      policy.heat = nil
      say("The gutter shows no heat any more.")
      return []
    }
    if let screen = coverageScreen, let coverage = screen.coverage, !screen.isLoading {
      policy.heat = PolicyHeat(coverage, revision: screen.order.revision)
      say("The gutter of Policy shows what comes of each rule; the title explains the marks.")
      return []
    }
    guard let order = coverageOrder(.all) else { return [] }
    awaitsHeat = true
    say("Counting the recorded runs…")
    return [.records(.coverage(order))]
  }

  mutating func take(_ coverage: PolicyCoverage, of order: CoverageOrder) {
    for index in screens.indices {
      guard var screen = screens[index] as? CoverageScreen, screen.order == order else { continue }
      screen.take(coverage)
      screens[index] = screen
    }
    guard order.policy == policy.name, awaitsHeat || policy.heat != nil else { return }
    if awaitsHeat {
      say(
        coverage.runs == 0
          ? "No run of \(order.policy) is recorded yet. Ctrl-R makes the first."
          : "The gutter shows what \(Measure.count(coverage.runs, "run")) made of each rule.")
    }
    awaitsHeat = false
    policy.heat = PolicyHeat(coverage, revision: order.revision)
    policy.heat?.carry(along: policy.editor)
  }

  /// To the line of what is selected; a case that is open, to the bench.
  mutating func openInCoverage() {
    guard let screen = coverageScreen, screen.lines.indices.contains(screen.list.selected) else {
      return
    }
    switch screen.lines[screen.list.selected] {
    case .row(let row): goTo(counted: row.line, in: screen)
    case .pair(let pair):
      let line = screen.coverage?.rows.first { $0.subject == .rule(id: pair.first) }?.line
      if let line { goTo(counted: line, in: screen) }
    case .idle(let reference):
      guard let set = content.caseSet,
        let index = set.cases.firstIndex(where: { "\(set.name)/\($0.id)" == reference })
      else {
        say("\(reference) is in a case set that is not open. F3 s opens it.")
        return
      }
      screens = []
      showCase(at: index)
      show(.content)
    }
  }

  private mutating func goTo(counted line: Int, in screen: CoverageScreen) {
    guard let now = policy.currentLine(of: line - 1, since: screen.order.revision) else {
      say("That line is gone from the policy since it was counted.")
      return
    }
    goTo(policyLine: now)
  }
}
