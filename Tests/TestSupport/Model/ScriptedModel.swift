/// A model without weights, the same every time: it reads rules such as `- S1 Scam: prize, money` from
/// the policy, decides by the first of their words in the content, and thinks the longer the higher the
/// effort. A marker in the content picks a scenario, as with the tiny real model:
///
/// `[[loop]]` analysis without end · `[[tool]]` a tool call · `[[bare]]` an answer without a channel ·
/// `[[badchannel]]` a malformed header · `[[nofinal]]` analysis, then the end · `[[commentary]]`
/// commentary only · `[[direct]]` final only · `[[unicode]]` · `[[ansi]]` · `[[prose]]` a final that is
/// no JSON · `[[fence]]` fenced JSON · `[[preamble]]` commentary, then final · `[[label]]` 0 or 1 ·
/// `[[empty]]` an empty final · `[[count NAME N]]` N tokens ` NAMEx0` … of analysis.
struct ScriptedModel {
  let prompt: ReadPrompt

  private struct Rule {
    var label: String
    var title: String
    var words: [String]
  }

  /// A turn after `<|start|>assistant`.
  var turn: Turn {
    if let count { return count }
    for marker in Self.scenarios where prompt.content.contains("[[\(marker.name)]]") {
      return marker.turn(self)
    }
    return .of(.analysis(analysis), .final(answer))
  }

  private static let scenarios: [(name: String, turn: @Sendable (ScriptedModel) -> Turn)] = [
    ("loop", { _ in Turn.of(.analysis("")).looping("We go round and round. ") }),
    ("tool", { .of(.analysis($0.analysis), .call(#"{"query":"policy"}"#)) }),
    ("bare", { Turn(ids: .text($0.answer) + .control(.return)) }),
    (
      "badchannel",
      { model in
        Turn(
          ids: .control(.channel) + .text("analysis to=we") + .control(.channel) + .control(.end)
            + .text("We need") + .control(.message) + .text(model.answer) + .control(.return))
      }
    ),
    ("nofinal", { .of(.analysis($0.analysis)) }),
    ("commentary", { .of(.analysis($0.analysis), .commentary("I will look at it.")) }),
    ("direct", { .of(.final($0.answer)) }),
    ("unicode", { .of(.analysis("👩‍👩‍👧 家族 العائلة e\u{301} " + $0.analysis), .final($0.answer)) }),
    (
      "ansi",
      { model in
        let hostile = "\u{1B}[31mred\u{1B}]0;title\u{7}\u{0}\u{9B}2J "
        return .of(.analysis(hostile + model.analysis), .final(model.answer))
      }
    ),
    ("prose", { .of(.analysis($0.analysis), .final("I think that this is not allowed.")) }),
    ("fence", { .of(.analysis($0.analysis), .final("```json\n\($0.answer)\n```")) }),
    (
      "preamble",
      { .of(.analysis($0.analysis), .commentary("Now the answer."), .final($0.answer)) }
    ),
    ("label", { .of(.analysis($0.analysis), .final($0.decision == nil ? "0" : "1")) }),
    ("empty", { .of(.analysis($0.analysis), .final("")) }),
  ]

  // MARK: The decision

  private var rules: [Rule] {
    prompt.policy.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("- "), let colon = line.firstIndex(of: ":") else { return nil }
      let name = line[..<colon].dropFirst(2).split(separator: " ", maxSplits: 1)
      guard let label = name.first, label.first == "S", label.dropFirst().allSatisfy(\.isNumber)
      else { return nil }
      return Rule(
        label: String(label), title: name.count > 1 ? String(name[1]) : String(label),
        words: Self.words(line[colon...]))
    }
  }

  /// The rule that the content breaks, and the word that shows it.
  private var decision: (rule: Rule, word: String)? {
    let content = Set(Self.words(prompt.content[...]))
    for rule in rules where rule.label != "S0" {
      if let word = rule.words.first(where: content.contains) { return (rule, word) }
    }
    return nil
  }

  private static func words(_ text: Substring) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private var analysis: String {
    let conclusion =
      if let (rule, word) = decision {
        "The content says \(word). That is \(rule.title), rule \(rule.label). "
          + "So violation is 1 and category is \(rule.label)."
      } else {
        "No rule has a word of the content. So violation is 0 and category is S0."
      }
    let checks = rules.map { "Rule \($0.label) is about \($0.title). " }.joined()
    switch prompt.effort {
    case "low": return conclusion
    case "high":
      let again = String(repeating: "Let me go through the rules once more. " + checks, count: 4)
      return "We need to check the content against the policy. " + checks + again + conclusion
    default: return "We need to check the content against the policy. " + checks + conclusion
    }
  }

  private var answer: String {
    guard let (rule, word) = decision else {
      return #"{"violation": 0, "policy_category": "S0", "rationale": "no rule fits"}"#
    }
    return #"{"violation": 1, "policy_category": "\#(rule.label)", "#
      + #""rationale": "the word \#(word) fits rule \#(rule.label)"}"#
  }

  private var count: Turn? {
    guard let opening = prompt.content.firstRange(of: "[[count "),
      let closing = prompt.content[opening.upperBound...].firstRange(of: "]]")
    else { return nil }
    let words = prompt.content[opening.upperBound..<closing.lowerBound].split(separator: " ")
    guard words.count == 2, let number = Int(words[1]) else { return nil }
    let tokens = (0..<number).map { " \(words[0])x\($0)" }.joined()
    return .of(.analysis(tokens), .final(answer))
  }
}
