/// A decision that an answer states, with the labels it rests on.
public struct Verdict: Hashable, Codable, Sendable {
  public struct Label: Hashable, Codable, Sendable {
    public var label: String
    /// The axis of a paired answer (`Depiction`, `Request`), else nil.
    public var axis: String?
    public var decision: Decision

    public init(label: String, axis: String? = nil, decision: Decision) {
      self.label = label
      self.axis = axis
      self.decision = decision
    }
  }

  /// The strongest of the labels' decisions: escalate, then violates, then safe.
  public var decision: Decision
  public var labels: [Label]
  /// As the answer spells it (`high`), never computed.
  public var confidence: String?
  public var rationale: String?

  public init(
    decision: Decision, labels: [Label], confidence: String? = nil, rationale: String? = nil
  ) {
    self.decision = decision
    self.labels = labels
    self.confidence = confidence
    self.rationale = rationale
  }
}

/// What ``VerdictReader`` makes of a finished answer.
public enum VerdictReading: Hashable, Sendable {
  case verdict(Verdict)
  /// No answer at all, or only white space.
  case empty
  /// It declines instead of classifying.
  case refused
  /// In the right form, but with a label that the policy does not define.
  case offList(String)
  /// Not in the form that the policy asks for (or the policy asks for none).
  case unparsed
}

extension Verdict.Label {
  /// As an answer under the format spells it: with its axis, `D-SP3`.
  public func spelled(in format: AnswerFormat) -> String {
    guard let axis, let known = format.axes.first(where: { $0.name == axis }) else { return label }
    return known.prefix.isEmpty ? axis : known.prefix + label
  }
}
