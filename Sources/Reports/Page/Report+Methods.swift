import Evaluation
import Harmony
import Runs

extension Report {
  var methodsSection: Markup {
    Self.section(
      "How the figures are computed", id: "methods",
      [
        tag(
          "dl", ["class": "facts"],
          Self.methods.flatMap { [tag("dt", [:], .text($0.0)), tag("dd", [:], .text($0.1))] })
      ])
  }

  private static let methods: [(String, String)] = [
    (
      "A case",
      "counts once, by what more than half of its answered draws decide; without such a half it is split, "
        + "and has no verdict. A case that no draw answered is not judged, and is in no figure."
    ),
    (
      "Unread",
      "answered, and the answer has no verdict (unparsed, off_list, refused, empty, truncated, …). It is in "
        + "the denominator of accuracy and of recall, and wrong there. Precision is of what was found, so "
        + "that the number of unread cases stands in its line."
    ),
    (
      "Proportions",
      "accuracy, precision, recall, exact match and flip rate, with Wilson score intervals (1927)."
    ),
    (
      "F1",
      "2J / (1 + J), J being TP / (TP + FP + FN); its interval is the Wilson interval of J, carried "
        + "over."
    ),
    (
      "Kappa",
      "Cohen (1960), of decisions and of what took their place. The interval holds both that of Fleiss, "
        + "Cohen and Everitt (1969) and Wilson's of the observed agreement, carried through "
        + "(p − chance) / (1 − chance). Where it holds 0 there are too few cases to tell from chance."
    ),
    (
      "Base rate",
      "the share of counted cases that should come to violates or escalate; beside it the accuracy of "
        + "always giving the decision that most cases expect."
    ),
    (
      "Exact match",
      "the labels that more than half of the draws give are the expected ones, and "
        + "no other."
    ),
    (
      "Raters agree",
      "the share of pairs of votes on a case that say the same, over the cases with two votes or more; beside "
        + "kappa, Krippendorff's alpha. It is the most that a policy can be held to."
    ),
    ("Flip rate", "cases whose draws do not all say the same, of those with several draws."),
    (
      "McNemar p",
      "two-sided exact binomial test (1947) of the cases that only one of the two has right. Fewer than "
        + "\(McNemarTest.fewest) of them are too few to tell, whichever way they changed."
    ),
    (
      "Accuracy, points",
      "with one draw a case Tango's score interval of the paired difference (1998). Else the mean "
        + "difference in shares of right draws; percentile bootstrap (Efron, 1979), 2000 resamples of cases "
        + "and then of their draws, seed 1, never narrower than Tango's interval of so many cases without a "
        + "change."
    ),
    (
      "Relabeled",
      "the case expects something else in the later evaluation. It is neither fixed nor broken; both "
        + "readings are held to the later labels."
    ),
    ("Intervals", "hold 95 %. One number is noise."),
  ]

  var reproductionSection: Markup {
    Self.section(
      "How to do it again", id: "reproduction",
      [
        tag("p", [:], "In the workspace of this evaluation, this page again:"),
        Self.command(
          "precept report \(plan.id.text) -o report.html" + (showsContents ? " --contents" : "")),
        commands.isEmpty ? .nothing : tag("p", [:], "The evaluation from the start:"),
        commands.isEmpty ? .nothing : Self.command(commands.joined(separator: "\n")),
        plan.arms.contains { $0.policy.version == nil }
          ? Self.note(
            "A policy without a version was not saved as it was judged: its text may be another by "
              + "now.")
          : .nothing,
        Self.note(
          "Each draw has a seed of its own, so that the same plan sends the same requests. Engines "
            + "that batch may still answer otherwise."),
      ])
  }

  static func command(_ text: String) -> Markup {
    tag(
      "pre", ["tabindex": "0", "role": "region", "aria-label": "Command"],
      tag("code", [:], .text(text)))
  }

  /// One for each arm; nothing where one command cannot say what the plan does.
  private var commands: [String] {
    guard plan.kind == .policies || plan.kind == .effort else { return [] }
    return plan.arms.map { arm in
      let parameters = arm.parameters
      var words = [
        "precept", "eval", "run", Self.quoted(Self.reference(arm.policy)), Self.quoted(plan.set),
        "--engine", Self.quoted(arm.engine), "--effort", parameters.effort.rawValue,
        "--temperature", Figure.option(parameters.temperature), "--top-p",
        Figure.option(parameters.topP),
      ]
      if parameters.sendsSeed || plan.repeats > 1 { words += ["--seed", "\(parameters.seed)"] }
      if plan.repeats > 1 { words += ["--repeats", "\(plan.repeats)"] }
      if let most = parameters.maxTokens { words += ["--max-tokens", "\(most)"] }
      return words.joined(separator: " ")
    }
  }

  private static func reference(_ policy: RunRequest.PolicyReference) -> String {
    policy.version.map { "\(policy.name)@\($0)" } ?? policy.name
  }

  /// A word of a shell.
  static func quoted(_ word: String) -> String {
    func isPlain(_ character: Character) -> Bool {
      character.isASCII
        && (character.isLetter || character.isNumber || "@%+=:,./_-".contains(character))
    }
    if !word.isEmpty, word.allSatisfy(isPlain) { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
