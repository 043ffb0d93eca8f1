public import Evaluation

extension PlannedMutation.Relation {
  /// What has to become of the verdict.
  public var words: String {
    switch self {
    case .agrees: "must stay"
    case .differs: "must turn"
    case .open: "may change"
    }
  }
}
