/// What the linter looks for. The raw values are the ids that `precept lint --json` prints; they never
/// change.
public enum LintRule: String, CaseIterable, Hashable, Sendable {
  case missingSection = "missing_section"
  case noOutputInstruction = "no_output_instruction"
  case outputInstructionOnce = "output_instruction_once"
  case hedge
  case noPrecedence = "no_precedence"
  case noEscalation = "no_escalation"
  case oneSidedExamples = "one_sided_examples"
  case noExamples = "no_examples"
  case farExample = "far_example"
  case undefinedLabel = "undefined_label"
  case unusedLabel = "unused_label"
  case duplicateID = "duplicate_id"
  case effortInText = "effort_in_text"
  case length
  case controlToken = "control_token"
  case unseenFacts = "unseen_facts"

  /// Why it matters, in one or two sentences, with whose advice it is.
  public var reason: String {
    rawValue
  }
}
