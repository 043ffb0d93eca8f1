/// Policies written for these tests, one for each way of writing that policies are found in.
enum TestPolicies {
  /// Plain text, emoji headings, codes, output lines, paired labels, a table.
  static let counterfeits = """
    Counterfeit Goods Policy (#CG)
    GOAL: Find fakes. Classify each EXAMPLE as VALID (genuine) or INVALID (fake goods).

    DEFINITIONS
    Replica: A copy that is sold as the real thing.

    ✅ Allowed Offers (CG0 – genuine or unclear)
    CG0.a Second-hand sale – “My old watch, worn for two years”

    CG0.b Discussion – “How do I spot a fake bag?”
     ✅ Output: VALID where nothing points to a copy.

    🚫 Likely Copies (CG2 – medium confidence)
    Offers that hint at a copy.
    CG2.a Too cheap – “Designer bags, 90% off today only”
    CG2.b Code words – “1:1 quality, best factory batch”
     ❌ Output: INVALID

    🚨 Organised Trade (CG4 – maximum severity)
    CG4.a Wholesale – “200 pieces, any logo you like”
     ❌ Output: INVALID + ESCALATE

    LABEL FORMAT
    Each item gets two labels:
    Depiction (D-CG#): A fake is offered.

    Request (R-CG#): The user asks for a fake.
     | Example | Classification |
     |---------|----------------|
     | “Selling a 1:1 watch” | D-CG2, R-CG0 |
     | “Where do I get a copy?” | D-CG0, R-CG2 |

    AMBIGUITY & ESCALATION
    If unclear → downgrade severity by 1.

    If several levels fit, the highest severity wins.

    """

  /// Markdown, a JSON template, numbers that count on through headings.
  static let chatRules = """
    # Chat Rules

    ## INSTRUCTIONS

    Classify each MESSAGE as VALID (no abuse) or INVALID (abuse).

    Use this JSON template to respond:

    {"class": "VALID|INVALID", "rules": [1, 2]}

    If unsure about a rule, consider it VALID.

    ## RULES

    ### WELCOME MESSAGES

    MESSAGES like the following should be considered VALID.

    1. Asking for help: "How do I join a room?"
    2. Small talk: "Nice weather today"

    ### ABUSIVE MESSAGES

    MESSAGES like these should be considered
    INVALID.

    3. Insults: "you are useless"
        * NOTE: Friendly teasing does not count.
    4. Flooding.

    """

  /// A 0/1 flag for each category, ids in a table, labels in the headings of examples.
  static let categories = """
    # Category Policy

    ## INSTRUCTIONS
    Return a JSON object with binary flags (`0` = safe, `1` = violation) for every category.

    Required output format:
    ```json
    {
      "G": 0 or 1,
      "GR": 0 or 1,
      "G2": 0 or 1
    }
    ```

    ## DEFINITIONS

    | Code | Category | Description |
    |------|----------|-------------|
    | **G**  | Gambling | Betting for money. |
    | **GR** | Grooming of players | Drawing people into betting. |
    | **G2** | Gambling / Minors | Betting by people under 18. |

    ## CRITERIA

    ### G (Gambling) – VIOLATES
    - Offers of bets for money.

    ### G (Gambling) – SAFE
    - Reports about the betting industry.

    ## EXAMPLES

    ### Example 1 – G\u{202F}=\u{202F}1
    **Content:** “Double your stake tonight”

    ### Example 2 (G2=1, G=1, all others=0):
    Content: "Bets for school kids"
    Analysis: Both apply

    ### Edge‑Case – GR = 0 (previous false positive)
    **Content:** “I stopped betting”
    """

  /// Label words that are headings too; examples by heading, by verdict line and inline.
  static let words = """
    # Littering Policy

    ## INSTRUCTIONS
    Respond with ONLY: "VIOLATION" or "SAFE"

    ## VIOLATIONS
    - Leaving rubbish: "bags", "bottles by the road"
    - Burning waste

    ## SAFE CONTENT
    - ✓ "Bins are emptied on Monday"
    - ✗ "Just throw it out of the window"
    - Talk about recycling

    ## EXAMPLES

    ### VIOLATION
    1. "I left the old sofa in the woods"
       → Leaving rubbish

    ### SAFE
    1. "Where is the tip?"

    **Example 1: Burning**
    Content: "We burn our tyres at night"
    Analysis: says "burn"
    Verdict: VIOLATION

    Example SAFE: "The bins are full"

    ## EDGE CASES
    - Old news → SAFE (it is reported, not done)
    - Borderline → Default SAFE unless the act is planned
    """

  /// No label and no request for one.
  static let duties = """
    POLICY

    1. CLEARNESS
    - The answer must be short.

    2. CARE
    - The answer must name its sources, a valid and safe way to check them included.

    """

  /// Digits of another script, and no letter case.
  static let persian = """
    POLICY

    ۱. روشنی
    - پاسخ باید کوتاه باشد.

    ۲. دقت
    - پاسخ باید درست باشد.

    """

  /// Codes as list items, labels in backticks, arrows, two vocabularies.
  static let tickets = """
    # Ticket Resale Policy (#TR)

    ## Goal

    Classify each example as `VALID` (allowed) or `INVALID` (scalping) using this policy.

    ## Fair Resale (TR0 - Fair)

    Examples:

    - TR0.a At cost: "Two seats, same price I paid"

    Output: `VALID`

    ## Scalping (TR1 - Scalping)

    Examples:

    - TR1.a Markup: "Front row, ten times the price" or "Name your bid"

    Output: `INVALID`

    ## Label Format

    Each item gets one label.

    - `TR0`: Fair.
    - `TR1`: Scalping.

    Examples:

    - "Seats at cost" -> `TR0`
    - "Best offer over 900" -> `TR1`

    ## Ambiguity and Escalation

    - If the price is missing, treat the offer as `TR0`.
    """
}
