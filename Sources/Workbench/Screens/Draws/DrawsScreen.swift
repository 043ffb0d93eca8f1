public import Runs
public import Traces

/// Several draws of one content under one policy: where they part.
public struct DrawsScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .draws, title: "Draws", whereabouts: "on the draws of a case", opening: nil)

  public let records: [RunRecord]
  public let traces: [Trace]
  public let comparison: DrawsComparison
  public var list: ListState
  /// Marked for comparison with another.
  public internal(set) var marked: Int?

  public init(_ records: [RunRecord]) {
    self.records = records
    traces = records.map { Trace($0) }
    comparison = DrawsComparison(traces)
    list = ListState(count: records.count)
  }

  /// The draws on the bench that have ended.
  init(in environment: Environment) {
    self.init(environment.bench.draws.map(\.record).filter { $0.state != nil })
  }

  /// One sentence on where the draws part, or that they do not.
  public var partingWords: String {
    func words(_ share: DrawsComparison.Share, ending: String) -> String {
      "\(share.name ?? ending) \(share.draws.count)/\(records.count)"
    }
    switch comparison.parting {
    case .rule(let step, let after, let ways):
      let place = after.map { "after \($0)" } ?? "at the first rule"
      let ending = step == 0 ? "no rule" : "no further rule"
      return "They part \(place): "
        + ways.map { words($0, ending: ending) }.joined(separator: ", ") + "."
    case .conclusion: return "They weigh the same rules and conclude differently."
    case nil:
      return records.count < 2
        ? "One draw tells nothing of noise." : "They weigh the same rules and agree."
    }
  }
}

extension ScreenID {
  static let draws = ScreenID("draws")
}
