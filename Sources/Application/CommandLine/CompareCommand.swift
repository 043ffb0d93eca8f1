import Evaluation
import Policies
import RunLog

/// `precept eval compare`: what got better, what got worse, and what is noise.
public enum CompareCommand {
  /// - Parameters:
  ///   - first: an evaluation's id or its beginning; `ID#2` is its second column of figures.
  ///   - second: nil compares the first's other columns with its first.
  public static func run(
    _ first: String, _ second: String?, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let (before, place) = try side(first, context)
    let comparisons: [Comparison]
    if let second {
      let (after, other) = try side(second, context)
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
    guard comparisons.contains(where: { !$0.items.isEmpty }) else {
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
    return .done
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
    let counts = Comparison.Change.allCases.map { "\(comparison.items($0).count) \($0.rawValue)" }
    var parts = counts
    if let difference = comparison.difference {
      parts.append("accuracy \(difference.value < 0 ? "" : "+")\(difference.text)")
    }
    parts.append("McNemar p \(comparison.test.p.three)")
    if comparison.unpaired > 0 { parts.append("\(comparison.unpaired) not in both") }
    say("\(comparison.before) → \(comparison.after): \(parts.joined(separator: " · "))")
  }

  func write() {
    writeSummary()
    for change in Comparison.Change.allCases where change != .unchanged {
      for item in comparison.items(change) {
        say(
          "  \(change.rawValue.filled(to: 8))\(item.id)  \(item.before.name) → \(item.after.name)  right \(item.shareBefore.three) → \(item.shareAfter.three)"
        )
      }
    }
    if !comparison.hasDraws {
      console.note(
        "precept: with one draw a case, noise cannot be told from change; --repeats 5 tells.")
    }
  }

  var fields: JSON {
    func ids(_ change: Comparison.Change) -> JSON { JSON(comparison.items(change).map(\.id)) }
    return [
      "before": .string(comparison.before), "after": .string(comparison.after),
      "fixed": ids(.fixed), "broken": ids(.broken), "noise": ids(.noise),
      "unchanged": ids(.unchanged), "unpaired": .int(comparison.unpaired),
      "test": ["name": "McNemar, exact", "p": .double(comparison.test.p)],
      "difference": .init(comparison.difference), "has_draws": .bool(comparison.hasDraws),
    ]
  }
}
