import Evaluation
import Policies
import RunLog
import Runs

/// `precept eval compare`: what got better, what got worse, and what is noise.
public enum CompareCommand {
  /// - Parameters:
  ///   - first: an evaluation's id or its beginning; `ID#2` is its second column of figures.
  ///   - second: nil compares the first's other columns with its first.
  /// - Returns: ``ExitStatus/noVerdict`` where the engine failed on cases that would be compared.
  public static func run(
    _ first: String, _ second: String?, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let (before, place) = try side(first, context)
    let comparisons: [Comparison]
    var evaluations = [before.plan.id]
    if let second {
      let (after, other) = try side(second, context)
      evaluations.append(after.plan.id)
      comparisons = [
        Comparison(
          before.tallies[place], of: before.plan, after.tallies[other], of: after.plan)
      ]
    } else {
      comparisons = before.comparisons
      guard !comparisons.isEmpty else {
        throw CommandFailure(
          .usage, "The evaluation \(before.plan.id) has one column of figures only.",
          hint: "Name another evaluation to compare it with.")
      }
    }
    let failed = comparisons.contains { !$0.failures.isEmpty }
    guard failed || comparisons.contains(where: { !$0.items.isEmpty }) else {
      throw CommandFailure(
        .usage, "The two have no judged case in common.",
        hint: "Cases are paired by id and content.")
    }
    if json {
      // Two evaluations give the document of the manual; one gives a list.
      let fields = comparisons.map { ComparisonText($0, context.console).fields }
      let document: JSON =
        if second != nil, case .object(let only) = fields[0] {
          .object([("schema", 1)] + only)
        } else {
          ["schema": 1, "comparisons": .array(fields)]
        }
      context.console.print(document.document)
    } else {
      for comparison in comparisons { ComparisonText(comparison, context.console).write() }
    }
    guard failed else { return .done }
    for id in Self.failing(comparisons, evaluations) {
      context.console.note(
        "precept: precept eval resume \(id) --failures runs what failed again.")
    }
    return .noVerdict
  }

  /// The evaluations in which the engine failed.
  private static func failing(
    _ comparisons: [Comparison], _ evaluations: [EvaluationID]
  ) -> [EvaluationID] {
    let failures = comparisons.flatMap(\.failures)
    guard evaluations.count == 2 else { return evaluations }
    return (failures.contains { $0.before != nil } ? [evaluations[0]] : [])
      + (failures.contains { $0.after != nil } ? [evaluations[1]] : [])
  }

  private static func side(
    _ argument: String, _ context: CommandContext
  ) throws -> (EvaluationPicture, Int) {
    let parts = argument.split(separator: "#", maxSplits: 1).map(String.init)
    let picture = try context.picture(of: parts.first ?? "")
    let place = parts.count == 2 ? Int(parts[1]) ?? 0 : 1
    guard place > 0, place <= picture.tallies.count else {
      throw CommandFailure(
        .usage,
        "The evaluation \(picture.plan.id) has \(picture.tallies.count) columns of figures.",
        hint:
          "They are: \(picture.tallies.enumerated().map { "#\($0 + 1) \($1.reading.name)" }.joined(separator: ", "))."
      )
    }
    return (picture, place - 1)
  }
}

/// A comparison in words.
struct ComparisonText {
  private let comparison: Comparison
  private let console: Console

  init(_ comparison: Comparison, _ console: Console) {
    self.comparison = comparison
    self.console = console
  }

  private func say(_ line: StyledText) { console.print(line) }

  func writeSummary() {
    var parts = comparison.countWords
    if let difference = comparison.difference {
      parts.append("accuracy \(difference.value < 0 ? "" : "+")\(difference.text)")
    }
    parts.append("McNemar \(comparison.testWords)")
    say("\(comparison.before) → \(comparison.after): \(parts.joined(separator: " · "))")
  }

  func write() {
    writeSummary()
    for change in Comparison.Change.allCases where change != .unchanged {
      for item in comparison.items(change) {
        let labels = item.labelWords.map { "  expected \($0)" } ?? ""
        say(
          "  \(change.rawValue.filled(to: 10))\(item.id)\(labels)  came to \(item.before.name) → \(item.after.name)  right \(item.shareBefore.three) → \(item.shareAfter.three)"
        )
      }
    }
    for failure in comparison.failures {
      say("  \("failed".filled(to: 10))\(failure.id)  \(failure.words)")
    }
    for note in comparison.notes { say("  \(note)") }
  }

  var fields: JSON {
    func ids(_ change: Comparison.Change) -> JSON { JSON(comparison.items(change).map(\.id)) }
    let changes = Comparison.Change.allCases.map { ($0.rawValue, ids($0)) }
    let labels = comparison.items.compactMap { item in
      item.labels.map { (item.id, $0) }
    }
    let test = comparison.test
    let rest: [(String, JSON)] = [
      (
        "relabelings",
        .array(
          labels.map { id, labels in
            ["case": .string(id), "before": JSON(labels.before), "after": JSON(labels.after)]
          })
      ),
      ("labels_of", .string(comparison.usesLabelsOfAfter ? "after" : "before")),
      ("failed", JSON(comparison.failures.map(\.id))),
      (
        "failures",
        .array(
          comparison.failures.map {
            [
              "case": .string($0.id), "before_run": JSON($0.before?.run.text),
              "after_run": JSON($0.after?.run.text),
              "message": JSON($0.before?.message ?? $0.after?.message),
            ]
          })
      ),
      ("pending", .int(comparison.pending)), ("unjudged", .int(comparison.unjudged)),
      ("unpaired", .int(comparison.unpaired)),
      (
        "test",
        [
          "name": "McNemar, exact", "p": .double(test.p), "fixed": .int(test.fixed),
          "broken": .int(test.broken), "standing": .string(test.standing.rawValue),
        ]
      ),
      ("difference", .init(comparison.difference)), ("has_draws", .bool(comparison.hasDraws)),
    ]
    return .object(
      [("before", .string(comparison.before)), ("after", .string(comparison.after))] + changes
        + rest)
  }
}
