import Cases
import Evaluation
import Policies

/// Labels of cases that a policy does not know, with the nearest that it does.
struct UnknownLabels {
  struct Label {
    var name: String
    var count: Int
    var nearest: String?
  }

  private(set) var labels: [Label] = []

  /// - Parameter counts: how often each value is expected.
  init(_ counts: [String: Int], in vocabulary: LabelVocabulary) {
    labels = counts.filter { vocabulary[$0.key] == nil }
      .map { Label(name: $0.key, count: $0.value, nearest: vocabulary.nearest(to: $0.key)) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// Of the cases of a set.
  init(of cases: some Sequence<Case>, in vocabulary: LabelVocabulary) {
    var counts: [String: Int] = [:]
    for item in cases {
      for value in item.expected?.values ?? [] { counts[value, default: 0] += 1 }
    }
    self.init(counts, in: vocabulary)
  }

  /// Of the cases of an evaluation, under its first policy.
  init(in plan: EvaluationPlan) {
    var counts: [String: Int] = [:]
    for item in plan.cases { for value in item.expected { counts[value, default: 0] += 1 } }
    self.init(counts, in: LabelVocabulary(plan.arms[0].format))
  }

  var isEmpty: Bool { labels.isEmpty }

  /// `3 cases expect “valid”, which spam does not know; the nearest it knows is “safe”`, the most
  /// frequent first.
  func sentences(of policy: String, limit: Int = 10) -> [String] {
    var sentences = labels.prefix(limit).map { label in
      let cases = label.count == 1 ? "1 case expects" : "\(label.count) cases expect"
      let nearest = label.nearest.map { "; the nearest it knows is “\($0)”" } ?? ""
      return "\(cases) “\(oneLine(label.name, limit: 60))”, which \(policy) does not know\(nearest)"
    }
    if labels.count > limit {
      let rest = labels.dropFirst(limit).reduce(0) { $0 + $1.count }
      sentences.append("\(labels.count - limit) more labels are unknown, in \(rest) cases")
    }
    return sentences
  }

  var json: JSON {
    .object(
      labels.map { label in
        (label.name, ["count": .int(label.count), "nearest": JSON(label.nearest)])
      })
  }
}
