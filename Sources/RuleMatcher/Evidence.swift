public import Policies

/// How strongly a content resembles one rule, example or list item of a policy.
public struct Evidence: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case rule, example, item
  }

  /// One thing that counted.
  public struct Part: Hashable, Sendable {
    /// As a report says it: `deposit`, `"send a deposit"`, `quotation`.
    public var name: String
    public var score: Double
  }

  public var kind: Kind
  /// The rule concerned, where the policy gives it an id.
  public var rule: String?
  /// An example's label as the policy spells it.
  public var label: String?
  /// Of the policy, counted from 1.
  public var line: Int
  /// The rule's title, or the example's content.
  public var title: String
  public var decision: Decision
  /// The sum of the parts. 1 is worth one word that only this piece of the policy has.
  public var score: Double
  /// Strongest first.
  public var parts: [Part]
  /// Headings around it in the policy, innermost last.
  var headings: [String]
}
