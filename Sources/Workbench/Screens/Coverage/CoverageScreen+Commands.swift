import Cases
import Policies
import TextEditing

extension CoverageScreen {
  static let countAll = Command("coverage.all")

  public static let enter: ScreenEnter<Self>? = ScreenEnter("Go to line") { $0.open(in: $1) }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "a", countAll.id, "Count all recorded runs", short: "All runs",
      unless: { $1.policy.noPolicyReason }, action: { $0.count(.all, in: $1) }),
    ScreenCommand(
      "v", "coverage.version", "Count the runs of this version", short: "This version",
      unless: { $1.noVersionReason },
      action: { screen, environment in
        screen.count(environment.coveredVersion.map { .version($0) } ?? .all, in: environment)
      }),
    ScreenCommand(
      "c", "coverage.cases", "Count the runs on the open case set", short: "Case set",
      unless: { $1.noCaseSetReason },
      action: { screen, environment in
        screen.count(
          environment.content.caseSet.map { .caseSet($0.name) } ?? .all, in: environment)
      }),
    ScreenCommand(
      "h", .heat, unless: { $1.policy.noPolicyReason },
      action: { screen, _ in [.bench(.toggleHeat(screen.heat))] }),
  ]

  private mutating func count(
    _ source: CoverageSource, in environment: Environment
  ) -> [Update] {
    guard let order = environment.coverageOrder(source) else { return [] }
    self.order = order
    isLoading = true
    return [.effect(.records(.coverage(order)))]
  }

  private var heat: PolicyHeat? {
    isLoading ? nil : coverage.map { PolicyHeat($0, revision: order.revision) }
  }

  /// To the line of what is selected; a case that is open, to the bench.
  private func open(in environment: Environment) -> [Update] {
    guard lines.indices.contains(list.selected) else { return [] }
    switch lines[list.selected] {
    case .row(let row): return goTo(counted: row.line, in: environment)
    case .pair(let pair):
      let line = coverage?.rows.first { $0.subject == .rule(id: pair.first) }?.line
      return line.map { goTo(counted: $0, in: environment) } ?? []
    case .idle(let reference):
      guard let set = environment.content.caseSet,
        let index = set.cases.firstIndex(where: { "\(set.name)/\($0.id)" == reference })
      else { return [.say("\(reference) is in a case set that is not open. F3 s opens it.")] }
      return [.bench(.showCase(at: index))]
    }
  }

  private func goTo(counted line: Int, in environment: Environment) -> [Update] {
    guard let now = environment.policy.currentLine(of: line - 1, since: order.revision) else {
      return [.say("That line is gone from the policy since it was counted.")]
    }
    return [.bench(.goToPolicyLine(now))]
  }
}

extension Environment {
  /// The version that the working text is, or grew from.
  fileprivate var coveredVersion: Int? { policy.savedVersion ?? policy.basedOn }

  fileprivate var noVersionReason: String? {
    policy.noPolicyReason
      ?? (coveredVersion == nil ? "No version of it is saved yet. Ctrl-S saves one." : nil)
  }

  fileprivate var noCaseSetReason: String? {
    policy.noPolicyReason
      ?? (content.caseSet == nil ? "No case set is open. F3 or Ctrl-T c opens one." : nil)
  }
}
