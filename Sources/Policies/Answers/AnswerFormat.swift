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
    /// Named fields, one on a line, as in `- **Decision:** BLOCK`.
    case form
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
  /// Fields of a JSON answer or a form, in the policy's order; empty for other shapes.
  public var fields: [String]
  public var axes: [Axis]
  public var source: Source
  /// What stands around the labels.
  public var framing: Framing

  public init(
    shape: Shape?, labels: [Label] = [], fields: [String] = [], axes: [Axis] = [], source: Source,
    framing: Framing = Framing()
  ) {
    self.shape = shape
    self.labels = labels
    self.fields = fields
    self.axes = axes
    self.source = source
    self.framing = framing
  }

  /// Reads a format as records keep it; older ones have no framing.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      shape: try values.decodeIfPresent(Shape.self, forKey: .shape),
      labels: try values.decode([Label].self, forKey: .labels),
      fields: try values.decode([String].self, forKey: .fields),
      axes: try values.decode([Axis].self, forKey: .axes),
      source: try values.decode(Source.self, forKey: .source),
      framing: try values.decodeIfPresent(Framing.self, forKey: .framing) ?? Framing())
  }

  public static let undetermined = AnswerFormat(shape: nil, source: .undetermined)
}

extension AnswerFormat {
  /// What a policy prescribes around the labels, and what models echo of it.
  public struct Framing: Hashable, Codable, Sendable {
    /// What the policy's closing line says before its colon: `Answer` of `Answer (0 or 1):`.
    public var leads: [String] = []
    /// What stands before the content in the policy's closing lines: `Content` of `Content: [INPUT]`.
    public var contentLeads: [String] = []
    /// Tags and the like in which the label stands.
    public var frames: [AnswerFrame] = []
    /// The field that holds the label, where it is not told by its name; empty where none does, and the
    /// list of violated rules decides by being empty or not.
    public var decisionField: String?
    /// Whether a reason may follow the label.
    public var allowsReason = false
    /// What the prescribed sentences begin with, before the label: `This note is` of `This note is allowed.`
    public var sentence: String?
    /// The numbers that the answer consists of; nil where it is made of labels.
    public var scale: AnswerScale?
    /// Whether ids in the answer are those of violated rules.
    public var listsViolations = false

    public init() {}
  }

  /// What `policy.toml` declares, else what the text says.
  ///
  /// A declared format without a shape settles what labels decide, and leaves the rest to the text.
  public init(declared: AnswerFormat?, inferred: () -> AnswerFormat) {
    guard let declared else {
      self = inferred()
      return
    }
    guard declared.shape == nil else {
      self = declared
      return
    }
    self = inferred()
    for label in declared.labels {
      if let index = labels.firstIndex(where: { $0.name == label.name }) {
        labels[index].decision = label.decision
      } else {
        labels.append(label)
      }
    }
  }

  /// The field of a JSON answer or a form that holds the label; nil where the fields name rules only.
  public var decisionField: String? {
    guard let given = framing.decisionField else { return AnswerField.decision(among: fields) }
    return given.isEmpty ? nil : given
  }

  /// The sides that the labels decide.
  public var sides: Set<Decision> { Set(labels.compactMap(\.decision)) }

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
