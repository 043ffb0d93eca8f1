public import Policies
import Runs

/// What people say of a case, as far as an arm can be held to it.
public struct Expected: Hashable, Sendable {
  /// nil where nobody said, or where what they said decides nothing under this policy.
  public var decision: Decision?
  /// As the policy spells them, or the case where the policy does not know them; empty where only a
  /// decision is known.
  public var labels: [String]
  /// Single labels that are known; a label that is not here is unknown.
  public var known: [String: Bool]

  /// - Complexity: O(labels of the format × labels of the case).
  public init(_ item: PlannedCase, under arm: Arm) {
    let vocabulary = LabelVocabulary(arm.format)
    let values = item.expected.map { vocabulary[$0]?.name ?? $0 }
    let words = values.compactMap(Decision.init)
    labels = values.filter { Decision(rawValue: $0) == nil }
    known = Dictionary(
      item.labels.map { (vocabulary[$0.key]?.name ?? $0.key, $0.value) },
      uniquingKeysWith: { first, _ in first })
    if let held = arm.label ?? (item.labels[arm.policy.name] == nil ? nil : arm.policy.name) {
      decision = item.labels[held].map { $0 ? .violates : .safe }
      return
    }
    decision =
      Decision.strongest(words + labels.compactMap { Self.decision(of: $0, in: arm.format) })
      ?? Self.decision(of: known, in: arm.format)
  }

  /// A finer label than the format has takes the decision of the coarser one, `SP3.c` that of `SP3`; a
  /// coarser one the decision that all of its finer ones share.
  static func decision(of label: String, in format: AnswerFormat) -> Decision? {
    func bare(_ text: String) -> String {
      let axis = format.axes.first { !$0.prefix.isEmpty && text.hasPrefix($0.prefix) }
      return axis.map { String(text.dropFirst($0.prefix.count)) } ?? text
    }
    let label = bare(label)
    if let exact = format.labels.first(where: { $0.name == label }) { return exact.decision }
    let finer = Set(format.labels.filter { $0.name.hasPrefix(label + ".") }.map(\.decision))
    if finer.count == 1 { return finer.first ?? nil }
    let coarser = format.labels.filter { label.hasPrefix($0.name + ".") }
    return finer.isEmpty ? coarser.max { $0.name.count < $1.name.count }?.decision : nil
  }

  /// One true label that violates is enough; safe needs every label that could violate to be known
  /// as false. Labels that the format does not know say nothing.
  private static func decision(of known: [String: Bool], in format: AnswerFormat) -> Decision? {
    func violates(_ label: String) -> Bool {
      format.axes.contains { $0.name == label } || decision(of: label, in: format) == .violates
    }
    if known.contains(where: { $0.value && violates($0.key) }) { return .violates }
    let names = format.axes.isEmpty ? format.labels.map(\.name) : format.axes.map(\.name)
    let judged = names.filter(violates)
    return !judged.isEmpty && judged.allSatisfy { known[$0] == false } ? .safe : nil
  }
}
