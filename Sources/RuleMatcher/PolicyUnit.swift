import Policies

/// A piece of a policy that content can be evidence for: a rule, a labelled example, or an item of
/// a list that stands under a heading with a decision.
struct PolicyUnit {
  var kind: Evidence.Kind
  /// The rule's id; for examples and items the rule that their label names, if any.
  var rule: String?
  var line: Int
  /// What a report quotes.
  var title: String
  var text: String
  /// Texts of definitions whose term this unit uses.
  var definitions: [String] = []
  var decision: Decision
  /// An example's label as the policy spells it.
  var label: String?
  /// Titles of the sections around it, innermost last.
  var headings: [String]
}
