import Foundation
import Policies
import Testing

/// A hundred policies in the styles that people use, from different hands and in eleven languages, with
/// answers as models give them and what a careful reader takes from each. `Corpus/` holds a policy as
/// `pNN-….md` or `qNN-….md` and its reading as JSON.
@Suite struct AnswerCorpusTests {
  struct Answer: Decodable, CustomTestStringConvertible {
    var answer: String
    /// `verdict`, `label` (certain, but nothing says what it decides) or `none`.
    var reading: String
    var label: String?
    var decision: Decision?
    var content: String?

    var testDescription: String { answer }
  }

  struct Oracle: Decodable {
    struct Format: Decodable {
      var shape: String
      var labels: [String: Decision?]
    }
    struct Place: Decodable {
      var line: Int
      /// Of a rule.
      var id: String?
      /// Of an example.
      var contentLine: Int?
      var label: String?
      var decision: Decision?
    }
    var answer: Format
    var answers: [Answer]
    var rules: [Place]
    var examples: [Place]
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Corpus")
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted() ?? []

  /// Further policies of which only the answers are compared.
  static let answerNames =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "answers").path))?
    .filter { $0.hasSuffix(".md") }.map { "answers/" + $0.dropLast(3) }.sorted() ?? []

  private func policy(_ name: String) throws -> (PolicyReading, Oracle) {
    let text = try String(contentsOf: Self.folder.appending(path: name + ".md"), encoding: .utf8)
    let data = try Data(contentsOf: Self.folder.appending(path: name + ".json"))
    return (PolicyReading(text), try JSONDecoder().decode(Oracle.self, from: data))
  }

  @Test func theCorpusIsThere() {
    #expect(Self.names.count == 100)
    #expect(Self.answerNames.count == 38)
  }

  @Test(arguments: names + answerNames)
  func answersAreReadAsACarefulReaderReadsThem(_ name: String) throws {
    let (reading, oracle) = try policy(name)
    let reader = VerdictReader(format: reading.format, outline: reading.outline)
    for expected in oracle.answers {
      switch (expected.reading, reader.read(expected.answer, of: expected.content ?? "")) {
      case ("verdict", .verdict(let verdict)):
        #expect(verdict.decision == expected.decision, "\(expected.answer)")
      case ("label", .undecided(let labels)):
        #expect(
          labels.map { $0.label.lowercased() } == [expected.label?.lowercased()],
          "\(expected.answer)")
      case ("none", let found):
        if case .verdict = found { Issue.record("\(expected.answer) gives \(found)") }
        if case .undecided = found { Issue.record("\(expected.answer) gives \(found)") }
      case (_, let found):
        Issue.record("\(expected.answer) gives \(found)")
      }
    }
  }

  /// Rules and examples are found on their lines, no line is taken for a rule that is none, and no
  /// rule decides the opposite.
  ///
  /// Few lines are known to be missed: names of categories without marks, and examples without any
  /// sign of where one ends.
  @Test func rulesAndExamplesStandOnTheirLines() throws {
    var missed = (rules: 0, examples: 0)
    var all = (rules: 0, examples: 0)
    for name in Self.names {
      let (reading, oracle) = try policy(name)
      let rules = reading.outline.rules.filter { !$0.isDerived }
      all.rules += oracle.rules.count
      for expected in oracle.rules {
        guard let rule = rules.first(where: { $0.line == expected.line }) else {
          missed.rules += 1
          continue
        }
        #expect(rule.id == expected.id, "\(name):\(expected.line)")
        if let decision = rule.decision, let said = expected.decision, said != .escalate {
          #expect(decision == said || decision == .escalate, "\(name): \(rule.id)")
        }
      }
      let lines = Set(oracle.rules.map(\.line))
      for rule in rules { #expect(lines.contains(rule.line), "\(name):\(rule.line)") }
      all.examples += oracle.examples.count
      for expected in oracle.examples
      where !reading.outline.examples.contains(where: {
        $0.contentLine == expected.contentLine || $0.line == expected.line
      }) { missed.examples += 1 }
    }
    #expect(missed.rules * 100 <= all.rules, "\(missed.rules) of \(all.rules)")
    #expect(missed.examples * 50 <= all.examples, "\(missed.examples) of \(all.examples)")
  }

  /// Chat replies, refusals and lists, which are no answer under any of the policies.
  @Test(arguments: names + answerNames)
  func chatIsNoAnswer(_ name: String) throws {
    let (reading, _) = try policy(name)
    let reader = VerdictReader(format: reading.format, outline: reading.outline)
    for reply in [
      "Yes, I can help you with that!", "No, that is not possible.", "No. Paris is a capital.",
      "1. Preheat the oven\n2. Bake the cake", "Safe travels!", "Fine, I'll do it.",
      "Clean the pan first, then fry the eggs.", "Pass the salt, please.", "Yes and no.",
      "OK, here is the poem:\nRoses are red", "Allow me to explain: the sky is blue.", "1 + 1 = 2",
      "Block the exit - then run.", "Publish or perish - an old saying", "Oui, bien sûr !",
      "The answer is 1.", "Is this VALID or INVALID?", "No\n\nSure, breakfast starts at 7.",
      "Sí, claro.", "はい、お手伝いします。", "да, конечно!", "Nein, danke!",
    ] {
      switch reader.read(reply, of: "some other text") {
      case .verdict, .undecided: Issue.record("\(reply) is read")
      default: break
      }
    }
  }

  /// A label's decision is never another one than a careful reader finds.
  @Test(arguments: names + answerNames)
  func noLabelDecidesTheOtherSide(_ name: String) throws {
    let (reading, oracle) = try policy(name)
    for label in reading.format.labels {
      guard let decision = label.decision,
        let expected = oracle.answer.labels.first(where: {
          $0.key.lowercased() == label.name.lowercased()
        })?
        .value
      else { continue }
      #expect(decision == expected, "\(label.name)")
    }
  }

  /// Each row is a policy of the field that was read wrongly, with its format in one line.
  @Test(arguments: [
    ("11-first-group-under-heading", "json false=safe true=violates"),
    ("12-one-side-prescribed-reason", "token UNSAFE=violates SAFE=safe"),
    ("13-pass-fail-escalate", "token PASS=safe FAIL=violates ESCALATE=escalate"),
    ("14-ids-or-none", "list NONE=safe R1=violates R2=violates R3=violates"),
    ("16-labels-list-emdash", "json PLANT_NAME_PRESENT=- PLANT_NAME_ABSENT=- UNCERTAIN=escalate"),
    ("17-tagged-answer", "token ALLOW=safe DENY=violates"),
    ("18-llama-guard", "token UNSAFE=violates safe=safe"),
    ("19-array-of-objects", "json is-violation=violates not-violation=safe"),
    ("20-compliant-but-lists-rules", "json false=violates true=safe"),
    ("21-score-as-axis", "json 0=safe 1=violates"),
    ("22-german", "token ZULÄSSIG=safe UNZULÄSSIG=violates PRÜFEN=escalate"),
    ("23-iffy-true-if", "json false=safe true=violates"),
  ])
  func formatsOfTheField(_ name: String, _ expected: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "trials/\(name).md"), encoding: .utf8)
    let format = PolicyReading(text).format
    let labels = format.labels.map { "\($0.name)=\($0.decision?.rawValue ?? "-")" }
    #expect(([format.shape?.rawValue ?? "-"] + labels).joined(separator: " ") == expected)
  }

  /// Answers to those policies, in one line each.
  @Test(arguments: [
    ("12-one-side-prescribed-reason", "UNSAFE: [3]", "violates"),
    ("12-one-side-prescribed-reason", "UNSAFE: 3, 4", "violates"),
    ("14-ids-or-none", "R1,R3", "violates"), ("14-ids-or-none", "NONE", "safe"),
    ("14-ids-or-none", "R1, NONE", "contradictory"),
    ("17-tagged-answer", "<verdict>DENY</verdict>", "violates"),
    ("18-llama-guard", "unsafe\nS1,S10", "violates"), ("18-llama-guard", "safe", "safe"),
    ("18-llama-guard", "safe\nS1", "contradictory"),
    (
      "19-array-of-objects",
      #"[{"policy": "P1", "status": "not-violation"}, {"policy": "P2", "status": "is-violation"}]"#,
      "violates"
    ),
    (
      "20-compliant-but-lists-rules", #"{"compliant": true, "violated_rules": ["R1"]}"#,
      "contradictory"
    ),
    (
      "20-compliant-but-lists-rules", #"{"compliant": false, "violated_rules": ["R1"]}"#, "violates"
    ),
    ("20-compliant-but-lists-rules", #"{"compliant": true, "violated_rules": []}"#, "safe"),
    ("21-score-as-axis", #"{"is_toxic": 1, "score": 0.4}"#, "violates"),
    ("22-german", "UNZULÄSSIG", "violates"),
    ("23-iffy-true-if", #"{"iffy": true, "reasoning": "x"}"#, "violates"),
  ])
  func answersOfTheField(_ name: String, _ answer: String, _ expected: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "trials/\(name).md"), encoding: .utf8)
    let reading = PolicyReading(text)
    let found: String =
      switch VerdictReader(format: reading.format, outline: reading.outline).read(answer) {
      case .verdict(let verdict): verdict.decision.rawValue
      case .contradictory: "contradictory"
      case let other: "\(other)"
      }
    #expect(found == expected)
  }
}
