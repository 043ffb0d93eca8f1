public import Policies

extension MetricTarget {
  public enum Standing: String, Hashable, Codable, Sendable {
    /// Even the low end of the interval reaches it.
    case met
    /// Even the high end does not.
    case missed
    /// The interval holds it: more cases would tell.
    case tooFew = "too few to tell"
  }

  /// - Parameter estimate: nil where nothing was counted.
  public func standing(_ estimate: Estimate?) -> Standing {
    guard let estimate else { return .tooFew }
    return estimate.low >= value ? .met : estimate.high < value ? .missed : .tooFew
  }
}
