public import Policies

/// One piece of content to try a policy on, with what a person expects of it.
public struct Case: Hashable, Sendable {
  public struct Message: Hashable, Sendable {
    /// `user`, `assistant`, or any other word.
    public var role: String
    public var content: String

    public init(role: String, content: String) {
      self.role = role
      self.content = content
    }
  }

  /// Whose messages of a conversation are judged.
  public enum Judge: String, Hashable, Sendable, CaseIterable {
    case user, assistant, conversation
  }

  public enum Content: Hashable, Sendable {
    case text(String)
    case conversation(messages: [Message], judge: Judge)
  }

  /// What a person says the answer should be: decisions (`violates`) or labels (`SP3`).
  public enum Expectation: Hashable, Sendable {
    case one(String)
    /// All of them.
    case all([String])
  }

  /// Unique in its set.
  public var id: String
  public var content: Content
  /// nil where nobody said.
  public var expected: Expectation?
  /// What people say of single labels, one by one; a label that is not here is unknown, never false.
  public var labels: [String: Bool]
  /// What single people said, where several were asked; ``expected`` and ``labels`` are what they say
  /// together. Empty where nobody was named.
  public var votes: [Vote]
  public var tags: [String]
  public var note: String?
  /// Fields of the file that mean nothing to us; kept when the line is written again.
  public var extra: [String: JSONValue]

  public init(
    id: String, content: Content, expected: Expectation? = nil, labels: [String: Bool] = [:],
    votes: [Vote] = [], tags: [String] = [], note: String? = nil, extra: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.content = content
    self.expected = expected
    self.labels = labels
    self.votes = votes
    self.tags = tags
    self.note = note
    self.extra = extra
  }
}

extension Case.Expectation {
  public var values: [String] {
    switch self {
    case .one(let value): [value]
    case .all(let values): values
    }
  }

  public enum Agreement: Hashable, Sendable {
    /// The same decision, or the same labels and no other.
    case exact
    /// Every expected label is there, perhaps finer (`SP3.b` for `SP3`) or among others.
    case accepted
    case disagrees
  }

  /// Whether a verdict is what was expected.
  ///
  /// `violates`, `safe` and `escalate` are compared with the verdict's decision, which for paired
  /// answers violates if either part does. Anything else is a label: `SP3` accepts `SP3.b`, but not
  /// `SP30`. A label of an axis may be expected with the axis's first letter, as in `D-SP3`. Case,
  /// blanks and kinds of hyphen do not matter (``LabelVocabulary``).
  public func agreement(with verdict: Verdict) -> Agreement {
    guard !values.isEmpty else { return .disagrees }
    let decided = Set(verdict.labels.map { LabelVocabulary.fold($0.label) })
    if decided == Set(values.map { LabelVocabulary.fold($0) }) { return .exact }
    let each = values.map { Self.agreement(of: $0, with: verdict) }
    if each.contains(.disagrees) { return .disagrees }
    let onlyExact = each.allSatisfy { $0 == .exact }
    let nothingElse =
      values.count == verdict.labels.count || values.contains { Decision(folding: $0) != nil }
    return onlyExact && nothingElse ? .exact : .accepted
  }

  private static func agreement(of expected: String, with verdict: Verdict) -> Agreement {
    var best = Agreement.disagrees
    let expected = LabelVocabulary.fold(expected)
    for label in verdict.labels {
      let name = LabelVocabulary.fold(label.label)
      var spellings = [name]
      if let first = label.axis?.first { spellings.append("\(first.lowercased())-\(name)") }
      if spellings.contains(expected) { return .exact }
      if spellings.contains(where: { $0.hasPrefix(expected + ".") }) { best = .accepted }
    }
    if let decision = Decision(rawValue: expected) {
      return decision == verdict.decision ? .exact : .disagrees
    }
    return best
  }
}
