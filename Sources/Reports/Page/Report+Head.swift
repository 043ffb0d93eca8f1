import Evaluation
import Harmony
import Runs

extension Report {
  var header: Markup {
    tag(
      "header", [:], tag("h1", [:], .foreign(subject), " on ", .foreign(plan.set)),
      tag("p", ["class": "lead"], .text(lead)), progress,
      tag(
        "dl", ["class": "facts"],
        facts.flatMap { [tag("dt", [:], .text($0.0)), tag("dd", [:], $0.1)] }))
  }

  var footer: Markup {
    tag(
      "footer", [:],
      tag("p", [:], .text("Written by Precept \(about.version), \(about.writtenAt).")),
      tag(
        "p", [:],
        .text(
          showsContents
            ? "This page quotes contents of cases. Mind who gets it."
            : "This page has no contents of cases, only their ids; --contents adds them.")))
  }

  private var facts: [(String, Markup)] {
    [
      ("Policies", .foreign(plan.arms.map(\.name).limited(to: 8))),
      ("Cases", .foreign(plan.set)),
      ("Engine", .foreign(engines)),
      ("Parameters", .text(parameters)),
      ("Evaluated", .text(about.evaluatedAt)),
      ("Evaluation", tag("span", ["class": "id"], .text(plan.id.text))),
      ("Precept", .text(about.version)),
    ]
  }

  private var engines: String {
    plan.engines.map { engine in
      var seen: Set<String> = [engine]
      let models = plan.arms.indices.filter { plan.arms[$0].engine == engine }
        .flatMap { about.models[$0] ?? [] }.filter { seen.insert($0).inserted }
      return models.isEmpty ? engine : "\(engine) (\(models.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private var parameters: String {
    var efforts: [String] = []
    for arm in plan.arms where !efforts.contains(arm.parameters.effort.rawValue) {
      efforts.append(arm.parameters.effort.rawValue)
    }
    guard let first = plan.arms.first?.parameters else { return Figure.none }
    return "effort \(efforts.joined(separator: ", ")) · temperature "
      + "\(Figure.option(first.temperature)) · top p \(Figure.option(first.topP)) · "
      + (first.sendsSeed || plan.repeats > 1 ? "seed \(first.seed)" : "no seed")
  }

  /// One sentence: what was evaluated.
  private var lead: String {
    let cases = Figure.count(plan.cases.count, "case")
    let draws = plan.repeats > 1 ? ", \(plan.repeats) draws each" : ""
    let most = plan.enough == nil || plan.repeats < 2 ? "" : " at most"
    let arms = plan.arms.count
    let what =
      switch plan.kind {
      case .policies where arms == 1: "One policy, judged on \(cases)"
      case .policies where Set(plan.arms.map(\.policy.name)).count == 1:
        "One policy in \(arms) forms, judged on the same \(cases)"
      case .policies: "Policies in \(arms) forms, judged on the same \(cases)"
      case .effort: "One policy at \(arms) efforts, judged on the same \(cases)"
      case .ablation:
        "A policy whole and without each of \(Figure.count(max(0, arms - 1), "rule")), judged on "
          + "the same \(cases)"
      case .combined: "Policies by themselves and together in one prompt, judged on \(cases)"
      case .classification: "Cases without a label, judged by one policy: \(cases)"
      case .edge: "Contents and their mutations, judged by one policy: \(cases)"
      }
    return what + draws + most + "."
  }

  /// Where not everything has run, the figures are of what has.
  private var progress: Markup {
    let done = figures.isEmpty ? 0 : finished
    guard done < plan.count, plan.enough == nil || unseen > 0 else { return .nothing }
    return tag(
      "p", ["class": "open"],
      .text(
        "Not finished: \(Figure.count(done)) of \(Figure.count(plan.count)) runs are done. "
          + "The figures are of these."))
  }

  private var finished: Int {
    var counted: Set<Int> = []
    return picture.tallies.reduce(0) { sum, tally in
      counted.insert(tally.reading.arm).inserted ? sum + tally.trials : sum
    }
  }

  private var unseen: Int {
    picture.tallies.reduce(0) { $0 + $1.aggregates.count { $0 == nil } }
  }
}

extension [String] {
  func limited(to limit: Int) -> String {
    let more = count - limit
    return prefix(limit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
