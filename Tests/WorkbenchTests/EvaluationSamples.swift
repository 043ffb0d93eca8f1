import Evaluation
import Policies
import Runs

/// A small evaluation of two texts with three draws, for screens.
enum EvaluationSamples {
  static let id = EvaluationID(Run.ID(milliseconds: 5, high: 1, low: 1))

  static let plan: EvaluationPlan = {
    let format = AnswerFormat(
      shape: .token,
      labels: [.init("SP0", .safe), .init("SP2", .violates), .init("SP3", .violates)],
      source: .declared)
    func arm(_ version: Int) -> Arm {
      Arm(
        name: "spam@\(version)", policy: .init(name: "spam", version: version),
        text: "# Spam", format: format, parameters: RunParameters(seed: 1, date: "2026-11-23"),
        engine: "llama-server", model: "gpt-oss-safeguard-20b",
        targets: [
          .init(category: MetricTarget.all, metric: .recall, value: 0.9),
          .init(category: "SP3", metric: .precision, value: 0.2),
        ])
    }
    let cases: [(String, String)] = [
      ("You have won a prize, call now", "SP3"), ("See you at lunch?", "SP0"),
      ("Earn $$$ by recruiting\u{202E} members", "SP2"), ("Buy my old bike", "SP0"),
      ("Последний шанс! 最後のチャンス", "SP3"),
    ]
    return EvaluationPlan(
      id: id, createdAt: 1_763_900_000_000, set: "golden", arms: [arm(7), arm(8)],
      cases: cases.enumerated().map {
        PlannedCase(id: "g-\($0 + 1)", content: $1.0, expected: [$1.1])
      }, repeats: 3, concurrency: 4)
  }()

  /// A row a case, a word a draw; `?` is an answer that cannot be read.
  private static let words = [
    ["SP3 SP3 SP0", "SP0 SP0 SP0", "SP0 SP0 SP2", "SP0 ? SP0", "SP3 SP3 SP3"],
    ["SP3 SP3 SP3", "SP0 SP0 SP0", "SP2 SP2 SP2", "SP2 SP2 SP0", "? ? SP3"],
  ]

  static let results: [TrialResult] = words.enumerated().flatMap { arm, rows in
    rows.enumerated().flatMap { item, row in
      row.split(separator: " ").enumerated().map { draw, word in
        TrialResult(
          trial: Trial(arm: arm, item: item, draw: draw),
          run: Run.ID(milliseconds: 6, high: UInt16(arm), low: UInt64(item * 3 + draw)),
          state: word == "?" ? .unparsed : .ok,
          verdict: word == "?"
            ? nil
            : Verdict(
              decision: word == "SP0" ? .safe : .violates,
              labels: [
                .init(label: String(word), decision: word == "SP0" ? .safe : .violates)
              ]), milliseconds: 800 + 310 * item + 40 * draw, completionTokens: 90)
      }
    }
  }

  static let rows = [
    EvaluationSummary(
      id: id, createdAt: plan.createdAt, kind: .policies, set: "golden",
      arms: ["spam@7", "spam@8"],
      engines: ["llama-server"], cases: 5, repeats: 3, done: 12, total: 30, right: 0, judged: 0),
    EvaluationSummary(
      id: EvaluationID(Run.ID(milliseconds: 4, high: 1, low: 1)), createdAt: 1_763_800_000_000,
      kind: .ablation, set: "marketplace", arms: ["spam@6", "spam@6 without SP2"],
      engines: ["rule-matcher"], cases: 40, repeats: 1, done: 80, total: 80, right: 31, judged: 40),
    EvaluationSummary(
      id: EvaluationID(Run.ID(milliseconds: 3, high: 1, low: 1)), createdAt: 1_763_700_000_000,
      kind: .policies, set: "marketplace", arms: ["spam@5"], engines: ["rule-matcher"], cases: 40,
      repeats: 1, done: 17, total: 40, right: 9, judged: 17),
  ]
}
