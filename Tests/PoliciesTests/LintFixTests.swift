import Policies
import Testing

@Suite struct LintFixTests {
  private static func apply(_ text: String, _ edits: [LintHint.Edit]) -> String {
    LintHint.Fix(title: "", edits: edits).apply(to: text)
  }

  @Test func `lines are replaced, deleted and inserted`() {
    let text = "a\nb\nc\n"
    #expect(Self.apply(text, [.init(lines: 2..<3, text: ["B"])]) == "a\nB\nc\n")
    #expect(Self.apply(text, [.init(lines: 1..<3, text: [])]) == "c\n")
    #expect(Self.apply(text, [.init(lines: 1..<1, text: ["x", "y"])]) == "x\ny\na\nb\nc\n")
    #expect(Self.apply(text, [.init(lines: 4..<4, text: ["d"])]) == "a\nb\nc\nd\n")
    let both: [LintHint.Edit] = [
      .init(lines: 1..<2, text: ["1", "2"]), .init(lines: 3..<3, text: ["x"]),
    ]
    #expect(Self.apply(text, both) == "1\n2\nb\nx\nc\n")
    #expect(Self.apply(text, []) == text)
  }

  @Test func `line ends are kept`() {
    #expect(Self.apply("a\r\nb\r\n", [.init(lines: 2..<3, text: ["B"])]) == "a\r\nB\r\n")
    #expect(Self.apply("a\r\nb\r\n", [.init(lines: 1..<1, text: ["x"])]) == "x\r\na\r\nb\r\n")
    #expect(Self.apply("a\nb\r\nc", [.init(lines: 2..<3, text: ["B"])]) == "a\nB\r\nc")
    // A last line without an end has none afterwards, whichever line is last.
    #expect(Self.apply("a\nb", [.init(lines: 3..<3, text: ["c"])]) == "a\nb\nc")
    #expect(Self.apply("a\nb", [.init(lines: 2..<3, text: [])]) == "a")
    #expect(Self.apply("", [.init(lines: 1..<1, text: ["a"])]) == "a\n")
  }

  @Test func `lines outside the text are taken as its end`() {
    #expect(Self.apply("a\n", [.init(lines: 7..<9, text: ["z"])]) == "a\nz\n")
    #expect(Self.apply("a\n", [.init(lines: 0..<1, text: ["z"])]) == "z\na\n")
  }

  /// Policies that lack what the fixes insert.
  static let poor = [
    "Reasoning: high\nBe careful.\n",
    "Content is generally, usually bad if it sells <|start|> or <|end|> things, for the most part.",
    "# Pets\n\n## VIOLATES (1)\n- V1.a A dog usually barks.\n- V1.a A cat.\n\n## SAFE (0)\n- S1.a Food.\n",
    "Typically bad.\r\n\r\nReasoning: low\r\n<|call|>\r\n",
    "# Pets\n\n## RULES\nPets must not be sold for money, and that is all that this policy says here.\n",
  ]

  static var texts: [String] {
    poor + [
      TestPolicies.counterfeits, TestPolicies.chatRules,
      PolicyLinterTests.sound.replacing(
        "## EXAMPLES\nAnswer with one code only.\n", with: "## EXAMPLES\n"),
      PolicyLinterTests.sound.replacing("Decide", with: "Usually decide"),
    ]
  }

  @Test(arguments: texts)
  func `each fix takes its hint away and brings none of the same rule`(_ text: String) {
    for hint in PolicyLinterTests.hints(text) {
      guard let fix = hint.fix else { continue }
      let before = PolicyLinterTests.hints(text).filter { $0.rule == hint.rule }.count
      let fixed = fix.apply(to: text)
      let after = PolicyLinterTests.hints(fixed).filter { $0.rule == hint.rule }.count
      #expect(after < before, "\(hint.message)\n\(fixed)")
      #expect(!fix.title.isEmpty && fix.title.count <= 44)
    }
  }

  @Test func `every rule with a mechanical fix is met`() {
    let met = Set(
      Self.texts.flatMap { PolicyLinterTests.hints($0) }.filter { $0.fix != nil }.map(\.rule))
    #expect(
      met == [
        .missingSection, .noOutputInstruction, .outputInstructionOnce, .hedge, .noExamples,
        .duplicateID, .effortInText, .controlToken,
      ])
  }

  @Test func `a hedge is dropped with its comma, and the sentence keeps its capital`() throws {
    let texts = [
      ("It is usually safe to sell.", "It is safe to sell."),
      ("Generally, it is safe to sell.", "It is safe to sell."),
      ("It is safe in most cases, usually.", "It is safe."),
    ]
    for (text, expected) in texts {
      let hint = try #require(PolicyLinterTests.hints(text).first { $0.rule == .hedge })
      #expect(hint.fix?.apply(to: text) == expected)
    }
  }

  /// Texts put together from pieces that the rules look for.
  @Test(arguments: 0..<300)
  func `any text has hints in range whose fixes apply`(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let pieces = [
      "# Title\n", "## EXAMPLES\n", "## VIOLATES (1)\n", "## SAFE (0)\n", "## INSTRUCTIONS\n",
      "## DEFINITIONS", "\n", "\r\n", "- A1.a Rule", "- A1.a Other\n", "<|start|>", "<|end|>\n",
      "Reasoning: high\n", " usually ", "generally,", "```\n", "\"", "| a | b |\n",
      "Answer 0 or 1\n",
      "{\"violation\": 1}\n", "\"x\" -> 1\n", "\"y\" -> A1.b\n", "é", "如果", "\u{0}", "Content: z\n",
      "Answer: 0\n", "  - ", "1. ", "\t", "Output: VALID\n", "the and or of\n", "“",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    let count = max(PolicyOutline(reading: text).lineCount, 1)
    for hint in PolicyLinterTests.hints(text, tokens: TokenEstimate.of(text)) {
      #expect((1...count).contains(hint.line), "\(hint) in \(text.debugDescription)")
      guard let fix = hint.fix else { continue }
      let fixed = fix.apply(to: text)
      #expect(fixed != text)
      for edit in fix.edits { #expect((1...(count + 1)).contains(edit.lines.lowerBound)) }
    }
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
