import Evaluation
import Harmony
import Policies
import Runs

@testable import Reports

/// Evaluations with everything that a page can show.
enum Samples {
  static let labels: [AnswerFormat.Label] = [
    .init("SP0", .safe), .init("SP2", .violates), .init("SP3", .violates), .init("E", .escalate),
  ]

  static func arm(
    _ name: String, policy: String = "spam", targets: [MetricTarget] = [], rule: String? = nil,
    effort: Effort = .medium
  ) -> Arm {
    Arm(
      name: name, policy: .init(name: policy, version: 7), text: "# Spam",
      format: AnswerFormat(shape: .token, labels: labels, source: .declared),
      parameters: RunParameters(effort: effort, temperature: 0.7, seed: 11, date: "2026-11-25"),
      engine: "here", targets: targets, rule: rule)
  }

  static func cases(_ count: Int) -> [PlannedCase] {
    let expected = ["SP0", "SP2", "SP3", "SP0", "SP3", "E"]
    return (0..<count).map {
      PlannedCase(
        id: "case-\($0)", content: "Buy now, number \($0)!", expected: [expected[$0 % 6]])
    }
  }

  static func plan(
    _ kind: EvaluationPlan.Kind = .policies, arms: [Arm], cases: [PlannedCase], repeats: Int = 3
  ) -> EvaluationPlan {
    EvaluationPlan(
      id: EvaluationID(Run.ID(milliseconds: 1_790_000_000_000, high: 1, low: 2)),
      createdAt: 1_790_000_000_000, kind: kind, set: "golden", arms: arms, cases: cases,
      repeats: repeats, concurrency: 4)
  }

  /// - Parameter says: the label that a trial answers, or nil for an answer that cannot be parsed.
  static func picture(
    _ plan: EvaluationPlan, says: (Trial) -> String?
  ) -> EvaluationPicture {
    var results: [TrialResult] = []
    for draw in 0..<plan.repeats {
      for arm in plan.arms.indices {
        for item in plan.cases.indices {
          let trial = Trial(arm: arm, item: item, draw: draw)
          results.append(result(says(trial), trial))
        }
      }
    }
    return EvaluationPicture(plan, results: results)
  }

  private static func result(_ label: String?, _ trial: Trial) -> TrialResult {
    let number = (trial.arm * 1000 + trial.item) * 10 + trial.draw
    let decision = labels.first { $0.name == label }?.decision
    return TrialResult(
      trial: trial, run: Run.ID(milliseconds: 9, high: 0, low: UInt64(number)),
      state: label == nil ? .unparsed : decision == nil ? .offList : .ok,
      verdict: decision.map {
        Verdict(decision: $0, labels: [.init(label: label ?? "", decision: $0)])
      },
      milliseconds: 700 + number * 7919 % 2600, completionTokens: 40 + number % 37,
      promptTokens: 812)
  }

  /// Two versions; the later one is better, and both waver.
  static func versions(cases count: Int = 48) -> EvaluationPicture {
    let targets: [MetricTarget] = [
      .init(category: MetricTarget.all, metric: .recall, value: 0.5),
      .init(category: "SP3", metric: .precision, value: 0.999),
      .init(category: "E", metric: .f1, value: 0.8),
    ]
    let plan = plan(
      arms: [arm("spam@6"), arm("spam@7", targets: targets)], cases: cases(count))
    return picture(plan) { trial in
      let expected = plan.cases[trial.item].expected[0]
      switch (trial.item * 7 + trial.arm * 3) % 13 {
      case 0: return nil
      case 1 where trial.draw == 0: return "SP2"
      case 2 where trial.arm == 0, 3 where trial.arm == 0: return "SP0"
      case 4 where trial.arm == 1: return "SP3"
      default: return expected
      }
    }
  }

  static func ablation() -> EvaluationPicture {
    let arms = [arm("spam@7"), arm("spam@7 − SP2", rule: "SP2"), arm("spam@7 − SP3", rule: "SP3")]
    let plan = plan(.ablation, arms: arms, cases: cases(12))
    return picture(plan) { trial in
      let expected = plan.cases[trial.item].expected[0]
      return plan.arms[trial.arm].rule == expected ? "SP0" : expected
    }
  }

  static func edge() -> EvaluationPicture {
    var cases = [PlannedCase(id: "base", content: "Buy now")]
    for (index, kind) in ["leet", "negate", "padding+case"].enumerated() {
      cases.append(
        PlannedCase(
          id: "base-\(kind)", content: "Buy \(kind)",
          mutation: .init(
            base: "base", kind: kind, seed: 1, rate: 0.2,
            relation: [.agrees, .differs, .open][index])))
    }
    let plan = plan(.edge, arms: [arm("spam@7")], cases: cases, repeats: 1)
    return picture(plan) { $0.item == 1 ? nil : "SP3" }
  }

  /// Two policies by themselves and in one prompt, which misses what is fraud.
  static func combined() -> EvaluationPicture {
    var both = arm("both", policy: "both")
    both.parts = ["spam": "s", "fraud": "f"]
    let plan = plan(
      .combined, arms: [arm("spam@7"), arm("fraud@2", policy: "fraud"), both], cases: cases(6))
    return EvaluationPicture(
      plan,
      results: plan.cases.indices.flatMap { item in
        plan.arms.indices.map { arm in
          let trial = Trial(arm: arm, item: item, draw: 0)
          var result = result(plan.cases[item].expected[0], trial)
          if arm == 2, let decision = result.verdict?.decision {
            result.verdict?.labels = [
              .init(label: "1", axis: "s", decision: decision),
              .init(label: "0", axis: "f", decision: .safe),
            ]
          }
          return result
        }
      })
  }

  static let about = Report.About(
    version: "0.1.0", evaluatedAt: "2026-11-25 10:00 UTC", writtenAt: "2026-11-25 11:00 UTC",
    models: [0: ["gpt-oss-safeguard-20b"]])
}
