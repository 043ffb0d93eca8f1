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

  /// Why it matters, in one or two sentences. "The guide" is OpenAI's for gpt-oss-safeguard
  /// (openai-cookbook, articles/gpt-oss-safeguard-guide.md); where no source is named, the reason
  /// follows from how the model is fed.
  public var reason: String {
    switch self {
    case .missingSection:
      "The guide builds a policy of four parts: instructions, definitions, criteria for both "
        + "sides, and examples. What is not said, the model takes from its own idea of the word."
    case .noOutputInstruction:
      "Without the literal form of the answer the model chooses one, and it cannot be read as a "
        + "verdict. The guide asks for it near the top and again before the examples."
    case .outputInstructionOnce:
      "The guide asks for the form of the answer twice, near the top and again before the "
        + "examples, since an instruction far from the content is followed less."
    case .hedge:
      "The guide advises against words such as “generally” and “usually”: each draw decides "
        + "afresh whether the case at hand is the exception."
    case .noPrecedence:
      "The guide asks for a sentence that says which rule dominates. Where two rules fit and "
        + "none prevails, the verdict changes from draw to draw."
    case .noEscalation:
      "The guide asks for a way out where the content is ambiguous, such as another language or "
        + "region. Without one the model guesses."
    case .oneSidedExamples:
      "Examples teach where the line is only if they stand on both sides of it; the guide "
        + "asks for four to six."
    case .noExamples:
      "The guide asks for four to six short examples near the line, on both sides of it."
    case .farExample:
      "The guide asks for short examples near the line. One that nobody would mistake teaches the "
        + "model nothing that it does not know."
    case .undefinedLabel:
      "The model meets a label of which the policy never says what it means, and a verdict "
        + "with it decides nothing."
    case .unusedLabel:
      "A label that no example shows is given less reliably, and its spelling varies more."
    case .duplicateID:
      "A citation of this id cannot be told apart, by the model or by whoever reads the chain."
    case .effortInText:
      "The effort stands in a line of its own that the engine writes from a parameter; written in "
        + "the policy it contradicts that line instead of setting it."
    case .length:
      "The guide found 400 to 600 tokens best, and up to about 10,000 reasonable. Models "
        + "and policies differ: measure with an evaluation before you cut."
    case .controlToken:
      "Some engines turn such a spelling into the control token itself, which ends the policy "
        + "in the middle."
    case .unseenFacts:
      "The model sees the policy and the content, nothing else. Asked for what it cannot see, it "
        + "makes it up."
    }
  }
}
