import Evaluation
import Policies
import Runs

extension Report {
  /// Beyond so many of a reading the page says only how many more there are.
  static let mostCases = 500
  /// Characters of a content that are quoted.
  static let mostContent = 300
  static let mostLines = 8

  /// The cases that need a person's eyes.
  var casesSection: Markup {
    let parts = detailed.map { place -> Markup in
      let tally = picture.tallies[place]
      let items = picture.failuresFirst(of: tally)
      guard !items.isEmpty else { return .nothing }
      return .group([
        detailed.count > 1 ? tag("h3", [:], .foreign(tally.reading.name)) : .nothing,
        caseTable(items.prefix(Self.mostCases), of: tally), more(items.count),
      ])
    }
    guard figures.contains(where: { $0.trials > 0 }) else { return .nothing }
    let leftOut = figures.first?.cases.leftOut ?? []
    guard !parts.allSatisfy(\.isEmpty) else {
      return Self.section(
        "Cases to look at", id: "cases",
        [
          Self.note(
            "None of the cases that were counted is wrong, without a verdict or flips."
              + (leftOut.isEmpty ? "" : " Not counted: \(leftOut.joined(separator: ", "))."))
        ])
    }
    return Self.section(
      "Cases to look at", id: "cases",
      [
        Self.note(
          "Wrong ones first, then those without a verdict, then those whose draws differ. Draws: "
            + "V violates, S safe, E escalate, – no verdict; tokens and time are of all of them. "
            + (showsContents
              ? "Contents are cut to \(Self.mostContent) characters and \(Self.mostLines) lines."
              : "Contents are left out, since pages are mailed around; --contents adds them."))
      ] + parts)
  }

  private func more(_ count: Int) -> Markup {
    count <= Self.mostCases
      ? .nothing
      : Self.note(
        "These are the first \(Self.mostCases); \(Figure.count(count - Self.mostCases)) more are "
          + "like them.")
  }

  private func caseTable(_ items: ArraySlice<Int>, of tally: Tally) -> Markup {
    let columns: [Column] = [
      .words("Case"), .words("Why"), .words("Expected"), .words("Decided"), .words("Draws"),
      .number("Tokens"), .number("Time"), .words("Runs"),
    ]
    return Self.table(
      "Cases of \(tally.reading.name) that need a person's eyes", columns,
      items.map { row($0, of: tally) })
  }

  private func row(_ item: Int, of tally: Tally) -> [Markup] {
    let results = tally.results[item]
    let planned = plan.cases[item]
    let times = results.compactMap(\.milliseconds)
    let tokens = results.compactMap(\.completionTokens)
    return [
      .group([.foreign(planned.id), content(of: planned)]),
      .text(reason(item, of: tally)), expected(item, of: tally),
      .text(tally.aggregates[item]?.name ?? Figure.none), draws(of: tally, item),
      .text(tokens.isEmpty ? Figure.none : Figure.count(tokens.reduce(0) { $0.saturatingAdd($1) })),
      .text(
        times.isEmpty ? Figure.none : Figure.time(milliseconds: times.reduce(0) { $0 + Double($1) })
      ),
      .group(
        results.map { tag("small", ["class": "id"], .text($0.run.text)) }),
    ]
  }

  private func reason(_ item: Int, of tally: Tally) -> String {
    guard let aggregate = tally.aggregates[item] else { return "not run" }
    if aggregate.isFailure { return "failed" }
    if aggregate.decision == nil { return aggregate == .split ? "split" : "no verdict" }
    return tally.isRight(item) == false ? "wrong" : "flips"
  }

  private func expected(_ item: Int, of tally: Tally) -> Markup {
    let expected = tally.expected[item]
    guard let decision = expected.decision else { return .text(Figure.none) }
    let labels =
      expected.labels.isEmpty
      ? Markup.nothing
      : tag("small", [:], .foreign(expected.labels.joined(separator: ", ")))
    return .group([.text(decision.rawValue), labels])
  }

  /// A letter for each draw, which a screen reader hears as words.
  private func draws(of tally: Tally, _ item: Int) -> Markup {
    let outcomes = tally.results[item].map(tally.reading.outcome)
    return tag(
      "span",
      ["role": "img", "aria-label": outcomes.map(\.name).joined(separator: ", ")],
      .text(
        outcomes.map { outcome in
          switch outcome.decision {
          case .violates: "V"
          case .safe: "S"
          case .escalate: "E"
          case nil: "–"
          }
        }.joined(separator: " ")))
  }

  private func content(of planned: PlannedCase) -> Markup {
    guard showsContents else { return .nothing }
    guard !planned.content.isEmpty else {
      return tag("span", ["class": "content"], tag("small", [:], "(empty, or erased)"))
    }
    // Of a long content only the part that is shown is looked at.
    var text = String.UnicodeScalarView()
    var lines = 1
    for (place, scalar) in planned.content.unicodeScalars.enumerated() {
      lines += scalar == "\n" ? 1 : 0
      if place == Self.mostContent || lines > Self.mostLines {
        text.append("…")
        break
      }
      text.append(scalar)
    }
    return tag("span", ["class": "content"], .foreign(String(text)))
  }
}
