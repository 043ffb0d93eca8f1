/// What a policy leaves open about its answers, so that runs under it decide nothing or too little.
public struct AnswerGap: Hashable, Sendable {
  /// What is missing, in one sentence.
  public var sentence: String
  /// How to say it.
  public var hint: String
  /// Whether an evaluation under the policy would measure nothing: no label decides, or all decide the
  /// same.
  public var preventsMeasuring: Bool

  /// nil where every label decides, and not all the same.
  public init?(_ format: AnswerFormat) {
    guard format.shape != nil else {
      sentence = "The policy asks for no form of answer, so no answer can be read as a verdict."
      hint =
        "Write which labels the model answers with, or declare them in policy.toml under [answer]."
      preventsMeasuring = true
      return
    }
    let open = format.labels.filter { $0.decision == nil }.map(\.name)
    let sides = format.sides
    guard !open.isEmpty || sides.count < 2 else { return nil }
    let shown = (open.isEmpty ? format.labels.map(\.name) : open)
    let names = Self.list(shown.map { "“\($0)”" })
    if open.isEmpty {
      let side = sides.first?.rawValue ?? ""
      sentence =
        "Every label of the policy (\(names)) decides \(side), so no answer can say anything else."
      hint = "Name the label for the other side in the policy, or in policy.toml under [answer]."
    } else {
      sentence = "The policy does not say what \(names) \(open.count == 1 ? "decides" : "decide")."
      let example = open.prefix(2).map { "\"\($0)\" = \"\(Self.example(open, $0))\"" }.joined(
        separator: ", ")
      hint = "Say it in the policy, or in policy.toml: [answer] labels = { \(example) }."
    }
    preventsMeasuring = sides.isEmpty || sides.count == 1
  }

  /// `a`, `a and b`, `a, b and c`; of many the first four.
  private static func list(_ names: [String]) -> String {
    if names.count > 4 { return names.prefix(4).joined(separator: ", ") + ", …" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func example(_ open: [String], _ name: String) -> String {
    name == open.first && !LabelPair.isPositive(name) && open.count > 1 ? "safe" : "violates"
  }
}
