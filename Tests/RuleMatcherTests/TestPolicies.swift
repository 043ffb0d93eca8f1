import Foundation
import Harmony
import Policies
import RuleMatcher
import Runs

/// Small policies, written for these tests.
enum TestPolicy {
  static let token = """
    # Gardens
    Answer with exactly one code, GA0 or GA3, and nothing else.
    GA3 takes precedence over GA0.

    ## SAFE (GA0)
    - GA0.a Growing: tulips, compost, watering the lawn.
    - GA0.b Quoting or reporting a forbidden sale, in order to warn others.

    ## VIOLATES (GA3)
    - GA3.a Poison: selling arsenic or strychnine, as in "arsenic by the barrel".
    - GA3.b Theft: stealing statues from a churchyard.
    """

  static let json = """
    # Gardens
    Return one JSON object and nothing else:
    {"violation": 1, "policy_category": "GA3.a", "rationale": "one sentence"}
    `violation` is 1 (violates) or 0 (safe).

    ## SAFE (0)
    - GA0.a Growing: tulips, compost, watering the lawn.

    ## VIOLATES (1)
    - GA3.a Poison: selling arsenic or strychnine.
    """

  static let flags = """
    # Gardens
    Return one JSON object with 1 (violates) or 0 (safe) for every category:
    {"PO": 0, "TF": 0}

    ## VIOLATES (1)
    ### PO Poison
    - PO1 Selling arsenic or strychnine.
    ### TF Theft
    - TF1 Stealing statues from a churchyard.

    ## SAFE (0)
    - OK1 Growing: tulips, compost, watering the lawn.
    """

  static let verdictWords = """
    # Gardens
    Answer with exactly one label: VALID, INVALID, or INVALID + ESCALATE.
    INVALID + ESCALATE takes precedence over INVALID, and INVALID over VALID.

    ## VALID
    - Growing tulips, compost, watering the lawn.

    ## INVALID
    - Stealing statues from a churchyard.

    ## INVALID + ESCALATE
    - Selling arsenic or strychnine by the barrel.
    """

  static let pair = """
    # Gardens
    Give each item two labels, one for each axis:
    - Depiction (D-GA#): what the message shows.
    - Request (R-GA#): what the message asks for.

    ## GA0 (safe)
    - GA0.a Growing: tulips, compost, watering the lawn.

    ## GA3 (violates)
    - GA3.a Poison: arsenic or strychnine.
    """

  static func index(_ text: String, format: AnswerFormat? = nil) -> RuleIndex {
    let outline = PolicyOutline(reading: text)
    let format = format ?? AnswerFormat(inferredFrom: outline, text: text)
    return RuleIndex(policy: text, outline: outline, format: format)
  }

  static func request(_ policy: String, content: String) -> RunRequest {
    let outline = PolicyOutline(reading: policy)
    return RunRequest(
      id: Run.ID(milliseconds: 0, high: 0, low: 1), startedAt: 0, policy: .init(name: "gardens"),
      conversation: Conversation(policy: policy, content: content),
      format: AnswerFormat(inferredFrom: outline, text: policy),
      parameters: RunParameters(seed: 7, date: "2026-11-23"))
  }
}
