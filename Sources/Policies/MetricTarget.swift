/// A figure that a category is to reach, as `policy.toml` has it.
public struct MetricTarget: Hashable, Codable, Sendable {
  /// The raw values are the words of `policy.toml` and of JSON.
  public enum Metric: String, Hashable, Codable, Sendable, CaseIterable {
    case accuracy, precision, recall, f1
  }

  /// A label, or `all` for the decisions over all cases.
  public var category: String
  public var metric: Metric
  /// 0…1.
  public var value: Double

  public static let all = "all"

  public init(category: String, metric: Metric, value: Double) {
    self.category = category
    self.metric = metric
    self.value = value
  }
}
