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

/// A label that an answer certainly states, whether or not the policy says what it decides.
public struct StatedLabel: Hashable, Codable, Sendable {
  public var label: String
  /// The axis of a paired answer, else nil.
  public var axis: String?
  /// nil where the policy does not say.
  public var decision: Decision?

  public init(label: String, axis: String? = nil, decision: Decision?) {
    self.label = label
    self.axis = axis
    self.decision = decision
  }
}

/// What ``VerdictReader`` makes of a finished answer.
///
/// Which label an answer states, and what that label decides, are two questions: ``undecided(_:)`` is
/// an answer whose labels are certain although the policy does not say what they decide.
public enum VerdictReading: Hashable, Sendable {
  case verdict(Verdict)
  case undecided([StatedLabel])
  /// No answer at all, or only white space.
  case empty
  /// It declines instead of classifying.
  case refused
  /// In the right form, but with a label that the policy does not define.
  case offList(String)
  /// It says two things that exclude each other, such as `VALID` and `violated_rules: R1`.
  case contradictory(String, String)
  /// Not in the form that the policy asks for (or the policy asks for none).
  case unparsed

  /// Whether it says anything about a label of the policy.
  var isCertain: Bool {
    switch self {
    case .verdict, .undecided: true
    default: false
    }
  }
}

extension Verdict {
  /// What the answer states.
  public var stated: [StatedLabel] {
    labels.map { StatedLabel(label: $0.label, axis: $0.axis, decision: $0.decision) }
  }
}

extension StatedLabel {
  /// As an answer under the format spells it: with its axis, `D-SP3`.
  public func spelled(in format: AnswerFormat) -> String {
    guard let axis, let known = format.axes.first(where: { $0.name == axis }) else { return label }
    return known.prefix.isEmpty ? axis : known.prefix + label
  }
}

extension Verdict.Label {
  /// As an answer under the format spells it: with its axis, `D-SP3`.
  public func spelled(in format: AnswerFormat) -> String {
    StatedLabel(label: label, axis: axis, decision: decision).spelled(in: format)
  }
}
