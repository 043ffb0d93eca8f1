import Policies
import Testing

struct PolicyTemplateTests {
  static let texts = PolicyTemplate.builtIn.map {
    ($0.name, $0.filled(name: "harassment", date: "2026-11-23"))
  }

  @Test(arguments: texts)
  func `the answer format of each template can be read from its text`(
    name: String, text: String
  ) {
    let format = PolicyReading(text).format
    #expect(format.source != .undetermined)
    #expect(!format.labels.isEmpty)
    let decisions = Set(format.labels.compactMap(\.decision))
    #expect(decisions.contains(.safe) && decisions.contains(.violates), "\(format)")
    let expected: [String: AnswerFormat.Shape] = [
      "skeleton": .token, "categories": .json, "escalation": .token, "pairs": .axes,
      "conversation": .token,
    ]
    #expect(format.shape == expected[name])
  }

  @Test(arguments: texts)
  func `no template gives the linter anything to say`(name: String, text: String) {
    let hints = PolicyLinter.hints(
      in: text, reading: PolicyReading(text), tokens: TokenEstimate.of(text))
    // A template is shorter than what becomes of it.
    #expect(hints.filter { $0.rule != .length } == [])
  }

  @Test(arguments: texts)
  func `each template has rules and examples on both sides`(name: String, text: String) {
    let outline = PolicyReading(text).outline
    #expect(outline.rules.count >= 4)
    #expect(outline.examples.count >= 2)
    #expect(text.hasPrefix("# harassment\n"))
    #expect(!text.contains("{{"))
  }

  @Test func `two placeholders are filled, and anything else stays`() {
    let template = PolicyTemplate(file: "own", text: "intro\n## For {{name}}\n{{date}} {{user}}")
    #expect(template.purpose == "For {{name}}")
    #expect(
      template.filled(name: "x", date: "2026-11-23") == "intro\n## For x\n2026-11-23 {{user}}")
  }
}
