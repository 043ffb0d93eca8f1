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
    /// One label for each axis, such as `D-SP3, R-SP0`, or a JSON object with a 0/1 for each
    /// category, such as `{"S": 1, "H": 0}`; then `fields` and `axes` name the categories.
    case axes
    /// Several labels: a list, or (where declared so) a JSON object with a 0/1 for each label.
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
    /// `Depiction`, `Request`; for 0/1 flags in one JSON object the category, as `S` or `H2`.
    public var name: String
    /// What stands before the label in an answer: `D-`, `R-`; empty for flags.
    public var prefix: String

    public init(name: String, prefix: String) {
      self.name = name
      self.prefix = prefix
    }
  }

  /// `nil` only where the source is undetermined. The labels are then the rules whose decision the
  /// text says, and no answer is read as a verdict.
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

extension AnswerFormat {
  /// The form that a policy's text asks for.
  ///
  /// Two vocabularies may stand side by side (`VALID`/`INVALID` and `DC0`…`DC3`); both are then
  /// labels. Where no line asks for an answer the format is undetermined, and its labels are the
  /// rules whose decision the text says. A decision is never supplied: it comes from the label's
  /// own word, its gloss, a heading, an output line, or the other side of a pair.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public init(inferredFrom outline: PolicyOutline, text: String) {
    var reader = AnswerFormatReader(outline: outline, reader: OutlineReader(text))
    self = reader.format()
  }
}
