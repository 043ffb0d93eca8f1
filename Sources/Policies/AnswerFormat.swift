/// The form of answer that a policy asks for, and what each label in it decides.
///
/// It is found from the policy's text (``AnswerFormat/init(inferredFrom:text:)``) or declared in
/// `policy.toml`. There is no default decision: a label whose decision is not known decides nothing.
public struct AnswerFormat: Hashable, Codable, Sendable {
  public enum Shape: String, Codable, Hashable, Sendable {
    /// One bare label, such as `0`, `SP3.b` or `INVALID + ESCALATE`.
    case token
    /// One JSON object with a decision field, such as `{"violation":1,"policy_category":"H2.f"}`.
    case json
    /// One label for each axis, such as `D-SP3, R-SP0`.
    case axes
    /// Several labels: a list, or a JSON object with a 0/1 for each label.
    case list
  }

  public enum Source: Hashable, Codable, Sendable {
    /// From `policy.toml`.
    case declared
    /// From these lines of the policy, counted from 1.
    case inferred(lines: [Int])
    /// The text does not say.
    case undetermined
  }

  public struct Label: Hashable, Codable, Sendable {
    /// The policy's own spelling.
    public var name: String
    /// `nil` where the text does not say.
    public var decision: Decision?

    public init(_ name: String, _ decision: Decision?) {
      self.name = name
      self.decision = decision
    }
  }

  public struct Axis: Hashable, Codable, Sendable {
    /// `Depiction`, `Request`.
    public var name: String
    /// What stands before the label in an answer: `D-`, `R-`.
    public var prefix: String

    public init(name: String, prefix: String) {
      self.name = name
      self.prefix = prefix
    }
  }

  /// `nil` only where the source is undetermined.
  public var shape: Shape?
  /// In the order in which the policy names them.
  public var labels: [Label]
  /// Fields of a JSON answer, in the policy's order; empty for other shapes.
  public var fields: [String]
  public var axes: [Axis]
  public var source: Source

  public init(
    shape: Shape?, labels: [Label] = [], fields: [String] = [], axes: [Axis] = [], source: Source
  ) {
    self.shape = shape
    self.labels = labels
    self.fields = fields
    self.axes = axes
    self.source = source
  }

  public static let undetermined = AnswerFormat(shape: nil, source: .undetermined)
}
