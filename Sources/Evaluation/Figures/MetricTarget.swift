/// A figure that a category is to reach, as `policy.toml` has it.
public struct MetricTarget: Hashable, Codable, Sendable {
  /// The raw values are the words of `policy.toml` and of JSON.
  public enum Metric: String, Hashable, Codable, Sendable, CaseIterable {
    case accuracy, precision, recall, f1
  }

  public enum Standing: String, Hashable, Codable, Sendable {
    /// Even the low end of the interval reaches it.
    case met
    /// Even the high end does not.
    case missed
    /// The interval holds it: more cases would tell.
    case tooFew = "too few to tell"
  }

  /// A label, or `all` for the decisions over all cases.
  public var category: String
  public var metric: Metric
  public var value: Double

  public static let all = "all"

  public init(category: String, metric: Metric, value: Double) {
    self.category = category
    self.metric = metric
    self.value = value
  }

  /// - Parameter estimate: nil where nothing was counted.
  public func standing(_ estimate: Estimate?) -> Standing {
    guard let estimate else { return .tooFew }
    return estimate.low >= value ? .met : estimate.high < value ? .missed : .tooFew
  }
}
