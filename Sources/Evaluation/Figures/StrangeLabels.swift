import Policies
import Runs

extension Arm {
  /// The labels of cases that this policy does not have: neither its answers nor its rules are called so,
  /// nor a coarser or finer label. No answer can ever match one.
  ///
  /// - Complexity: O(labels of the cases × labels of the policy), and where the format alone does not
  ///   settle it, once the reading of the policy's text.
  func strangers(among cases: [PlannedCase]) -> Set<String> {
    var names = Set(cases.lazy.flatMap(\.labels.keys))
    // Single labels may be called as the policy is, and then say whether it is broken.
    names.subtract([label, policy.name].compactMap { $0 })
    for item in cases { names.formUnion(item.expected) }
    let formatted = format.labels.map(\.name)
    // Case and blanks do not matter, as in answers.
    let vocabulary = LabelVocabulary(format)
    let unknown = names.filter { vocabulary[$0] == nil && !isKnown($0, among: formatted) }
    guard !unknown.isEmpty else { return [] }
    // An answer may name rules beside its decision, which are in the text and not in the format.
    let rules = PolicyOutline(reading: text).rules
    let withRules = LabelVocabulary(format, rules: rules)
    return unknown.filter { withRules[$0] == nil && !isKnown($0, among: rules.map(\.id)) }
  }

  private func isKnown(_ label: String, among names: [String]) -> Bool {
    let axis = format.axes.first { !$0.prefix.isEmpty && label.hasPrefix($0.prefix) }
    let bare = axis.map { String(label.dropFirst($0.prefix.count)) } ?? label
    return format.axes.contains { $0.name == label }
      || names.contains {
        $0 == bare || $0.hasPrefix(bare + ".") || bare.hasPrefix($0 + ".")
      }
  }
}
