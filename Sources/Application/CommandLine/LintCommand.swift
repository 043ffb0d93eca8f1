import Policies

/// `precept lint`: the guide's advice on a policy, line by line.
public enum LintCommand {
  /// Advice never fails: the status is done whatever was found.
  public static func run(
    _ argument: String, json: Bool, in context: CommandContext
  ) async throws -> ExitStatus {
    let policy = try context.policy(argument)
    let reading = PolicyReading(policy.text, declared: policy.settings.answer)
    let tokens = try await context.tokens(of: policy.text, reading.outline)
    let hints = PolicyLinter.hints(in: policy.text, reading: reading, tokens: tokens.total)
    let console = context.console
    if json {
      console.print(
        JSON.object([
          ("schema", 1), ("hints", .array(hints.map(document))),
          ("tokens", tokens.document(reading.outline)),
        ]).document)
      return .done
    }
    var explained: Set<LintRule> = []
    for hint in hints {
      console.print("\(hint.line)\t\(hint.rule.rawValue)\t\(hint.message)")
      if explained.insert(hint.rule).inserted {
        console.print(console.styled("\t\(hint.rule.reason)", "2"))
      }
    }
    let count = hints.count == 1 ? "1 hint" : "\(hints.count) hints"
    console.print("all\t\(count), \(tokens.words(tokens.total)) tokens")
    return .done
  }

  private static func document(_ hint: LintHint) -> JSON {
    [
      "rule": .string(hint.rule.rawValue), "line": .int(hint.line),
      "message": .string(hint.message),
      "fix": hint.fix.map { fix in
        [
          "title": .string(fix.title),
          "edits": .array(
            fix.edits.map { edit in
              [
                "from": .int(edit.lines.lowerBound), "to": .int(edit.lines.upperBound - 1),
                "text": JSON(edit.text),
              ]
            }),
        ]
      } ?? .null,
    ]
  }
}
