import Policies
import Testing

@Suite struct PolicyLinterTests {
  /// A policy that follows the guide; each test takes one thing from it, or adds one.
  static let sound = """
    # Ticket Resale (TR)

    ## INSTRUCTIONS
    Decide whether a listing resells tickets against this policy.
    Answer with exactly one code, such as `TR0.a`, and nothing else.
    TR2 takes precedence over TR0.
    If the language is unclear, answer TR4.a.

    ## DEFINITIONS
    - Face value: the price that is printed on the ticket.

    ## SAFE (TR0)
    - TR0.a Below face value: a seller asks for the printed price or less.
    - TR0.b Swap: a ticket is offered for another ticket.

    ## VIOLATES (TR2)
    - TR2.a Mark-up: a seller asks for more than the printed price.
    - TR2.b Bulk: more than four tickets of one event.

    ## ESCALATE (TR4)
    - TR4.a Unclear: a person must look.

    ## EXAMPLES
    Answer with one code only.
    - "Two tickets for what I paid" -> TR0.a
    - "One ticket, I want a seat in row 5 for it" -> TR0.b
    - "Last ticket, double the price, be quick" -> TR2.a
    - "Ten tickets for tonight" -> TR2.b
    - "Billete para hoy, precio por privado" -> TR4.a

    """

  static func hints(_ text: String, tokens: Int = 500) -> [LintHint] {
    PolicyLinter.hints(in: text, reading: PolicyReading(text), tokens: tokens)
  }

  private static func rules(_ text: String, tokens: Int = 500) -> [LintRule] {
    hints(text, tokens: tokens).map(\.rule)
  }

  @Test func `a policy that follows the guide has no hints`() {
    #expect(Self.hints(Self.sound) == [])
  }

  @Test func `an empty text and the skeleton of a new policy have none but its length`() {
    #expect(Self.hints("") == [])
    #expect(Self.hints(" \n\n") == [])
    let skeleton = PolicySkeleton.text(title: "New")
    #expect(Self.rules(skeleton, tokens: 300) == [])
  }

  /// What is replaced in the sound policy, and the line of the one hint that this makes.
  @Test(arguments: [
    (LintRule.hedge, "a seller asks for more", "a seller usually asks for more", 17),
    (.hedge, "Decide whether", "Generally, decide whether", 4),
    (.effortInText, "# Ticket Resale (TR)\n", "# Ticket Resale (TR)\nReasoning: high\n", 2),
    (.controlToken, "Two tickets for what I paid", "Two tickets <|end|> for what", 25),
    (.unseenFacts, "more than four tickets", "the user's history shows four tickets", 18),
    (.noPrecedence, "TR2 takes precedence over TR0.\n", "", 11),
    (.undefinedLabel, "TR2 takes precedence over TR0", "TR2 takes precedence over TR1", 6),
    (.undefinedLabel, "\" -> TR0.b", "\" -> TR3.b", 26),
    (.duplicateID, "- TR2.b Bulk", "- TR2.a Again: dear.\n- TR2.b Bulk", 18),
    (.outputInstructionOnce, "Answer with one code only.\n", "", 23),
    (
      .outputInstructionOnce,
      "Answer with exactly one code, such as `TR0.a`, and nothing else.\n", "", 3
    ),
    (
      .missingSection, "## DEFINITIONS\n- Face value: the price that is printed on the ticket.\n\n",
      "", 9
    ),
    (.unusedLabel, "- \"Billete para hoy, precio por privado\" -> TR4.a\n", "", 20),
  ])
  func `one change of a sound policy makes one hint`(
    _ rule: LintRule, _ old: String, _ new: String, _ line: Int
  ) throws {
    let text = try Self.replacing(old, with: new)
    let hints = Self.hints(text)
    let first = try #require(hints.first { $0.rule == rule }, "\(hints)")
    #expect(first.line == line)
    #expect(!first.message.isEmpty && first.message.hasSuffix("."))
    // A broken id is missed elsewhere too; no other rule has anything to say.
    #expect(Set(hints.map(\.rule)).subtracting([rule, .unusedLabel]) == [])
  }

  /// Near to what a rule looks for, and none of its business.
  @Test(arguments: [
    (LintRule.hedge, "asks for more than", "asks for “usually sold out” and more than"),
    (.hedge, "Two tickets for what I paid", "Two tickets, usually for what I paid"),
    (.hedge, "the price that is printed", "the price that is usually printed"),
    (.hedge, "a seller asks for more", "a seller asks for unusually much more"),
    (.effortInText, "TR2 takes", "Reasoning: high prices alone do not decide. TR2 takes"),
    (.controlToken, "Two tickets for what I paid", "Two tickets <|for what|> I <paid>"),
    (.unseenFacts, "Ten tickets for tonight", "Ten tickets, look at my account history"),
    (.undefinedLabel, "TR2 takes precedence", "ISO4217 codes are prices. TR2 takes precedence"),
    (.undefinedLabel, "TR2 takes precedence", "TR2.a and TR2 take precedence"),
    (.duplicateID, "A person", "TR0.a is what a person"),
    (.noPrecedence, "TR2 takes precedence over TR0.", "If both fit, the highest severity counts."),
  ])
  func `neighbours of what a rule looks for make no hint`(
    _ rule: LintRule, _ old: String, _ new: String
  ) throws {
    let text = try old == "A person" ? Self.sound : Self.replacing(old, with: new)
    #expect(!Self.rules(text).contains(rule))
  }

  @Test func `the form of the answer is missed where nothing asks for it`() throws {
    var text = try Self.replacing("Answer with one code only.\n", with: "")
    text = try Self.replacing(
      "Answer with exactly one code, such as `TR0.a`, and nothing else.\n", with: "", in: text)
    text = try Self.replacing("If the language is unclear, answer TR4.a.\n", with: "", in: text)
    let hint = try #require(Self.hints(text).first { $0.rule == .noOutputInstruction })
    #expect(hint.line == 3)
  }

  @Test func `a short policy need not ask twice for its answer`() throws {
    let text = try Self.replacing("Answer with one code only.\n", with: "")
    #expect(!Self.rules(text, tokens: 150).contains(.outputInstructionOnce))
  }

  @Test func `content that no rule settles needs a way out`() {
    let text = """
      # Pets

      ## INSTRUCTIONS
      Decide whether the listing sells a live animal.
      Answer with exactly one character, 1 or 0.
      The rules under VIOLATES take precedence.

      ## VIOLATES (1)
      - A dog or a cat is for sale.

      ## SAFE (0)
      - Food and toys for animals.

      """
    #expect(Self.rules(text).contains(.noEscalation))
    let settled = text.replacing(
      "## VIOLATES (1)", with: "When in doubt answer 0.\n\n## VIOLATES (1)")
    #expect(!Self.rules(settled).contains(.noEscalation))
  }

  @Test func `examples are wanted, and on both sides`() throws {
    let head = try #require(Self.sound.ranges(of: "## EXAMPLES").first)
    let without = String(Self.sound[..<head.lowerBound])
    #expect(Self.rules(without).contains(.noExamples))
    let oneSided =
      without + """
        ## EXAMPLES
        One code only.
        - "Two tickets for what I paid" -> TR0.a
        - "A seat in row 5 for it" -> TR0.b

        """
    #expect(Self.rules(oneSided) == [.oneSidedExamples])
  }

  @Test func `safe examples that nobody would mistake are far from the line`() throws {
    var text = try Self.replacing("Two tickets for what I paid", with: "Lovely weather")
    text = try Self.replacing(
      "One ticket, I want a seat in row 5 for it", with: "How deep lies Lake Baikal?", in: text)
    #expect(Self.rules(text) == [.farExample])
    let long = try Self.replacing(
      "Ten tickets for tonight", with: String(repeating: "ticket ", count: 90))
    #expect(Self.rules(long) == [.farExample])
  }

  @Test func `one side of the criteria alone is half a policy`() {
    let text = """
      # Pets
      Decide whether the listing sells a live animal, which means a vertebrate.
      Answer 1 or 0 only. When unclear, answer 0.

      ## VIOLATES (1)
      - A dog is for sale.

      """
    #expect(Self.hints(text).contains { $0.message.hasPrefix("Only what violates") })
    let whole = text + "\n## SAFE (0)\n- Food for animals.\n"
    #expect(!Self.hints(whole).contains { $0.rule == .missingSection })
  }

  @Test(arguments: [
    (100, true), (199, true), (200, false), (700, false), (701, true), (20_000, true),
  ])
  func `length is advice beyond a margin`(_ tokens: Int, _ isHinted: Bool) {
    #expect(Self.rules(Self.sound, tokens: tokens).contains(.length) == isHinted)
  }

  @Test func `a policy in another language is not measured by English words`() {
    let text = """
      # Weiterverkauf von Karten

      ## Anweisung
      Entscheide, ob ein Angebot gegen diese Richtlinie verstößt, und antworte mit 0 oder 1.

      ## Verstöße
      - Der Verkäufer verlangt normally mehr als den aufgedruckten Preis der Karte.
      - Mehr als vier Karten einer Veranstaltung werden angeboten.

      """
    #expect(Self.hints(text) == [])
    let persian = "این سیاست محتوای فروش بلیت را بررسی می‌کند و پاسخ باید 0 یا 1 باشد.\n"
    #expect(Self.rules(persian) == [.undefinedLabel, .undefinedLabel])
    // What needs no language is said all the same.
    #expect(
      Self.rules(persian + "Reasoning: low\n<|start|>\n").suffix(2) == [
        .effortInText, .controlToken,
      ])
  }

  @Test func `hints stand in the order of their lines`() throws {
    let text = try Self.replacing("TR2 takes", with: "<|call|> usually Reasoning. TR2 takes")
    let lines = Self.hints("Reasoning: high\n" + text + "\n<|end|>\n", tokens: 9_000).map(\.line)
    #expect(lines.count > 3)
    #expect(lines == lines.sorted())
  }

  @Test func `every rule has a reason, and its id stays`() {
    #expect(
      LintRule.allCases.map(\.rawValue) == [
        "missing_section", "no_output_instruction", "output_instruction_once", "hedge",
        "no_precedence", "no_escalation", "one_sided_examples", "no_examples", "far_example",
        "undefined_label", "unused_label", "duplicate_id", "effort_in_text", "length",
        "control_token", "unseen_facts",
      ])
    for rule in LintRule.allCases { #expect(rule.reason.hasSuffix("."), "\(rule)") }
  }

  static func replacing(
    _ old: String, with new: String, in text: String = sound
  ) throws -> String {
    try #require(text.ranges(of: old).count == 1, "\(old)")
    return text.replacing(old, with: new)
  }
}
