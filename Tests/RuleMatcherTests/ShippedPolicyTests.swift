import Foundation
import Policies
import Testing

@testable import RuleMatcher

/// The promise that a fresh machine decides the shipped demo cases without a model.
@Suite struct ShippedPolicyTests {
  struct ShippedCase: Sendable {
    var id: String
    var content: String
    var expected: [String]
    var isDemo: Bool
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// Policy and its case set.
  static let policies = [
    "age-restricted": "messages", "forum-promotion": "help-forum", "game-chat": "chat-lines",
    "health-claims": "health-posts", "marketplace-spam": "marketplace",
    "personal-data": "comments",
  ]
  static let names = policies.keys.sorted()

  @Test(arguments: names)
  func demoCasesAreDecidedAsExpected(_ name: String) throws {
    let policy = try Shipped(name, "policy.md")
    var decided: Set<Decision> = []
    for shipped in try Self.cases(of: name) where shipped.isDemo {
      let decision = policy.decide(shipped.content)
      #expect(decision == policy.decision(of: shipped.expected), "\(shipped.id)")
      if let decision { decided.insert(decision) }
    }
    #expect(decided.contains(.safe))
    #expect(decided.contains(.violates) || decided.contains(.escalate))
  }

  @Test(arguments: names)
  func theSecondVersionFixesTheFirstCaseOfItsSet(_ name: String) throws {
    let first = try #require(try Self.cases(of: name).first)
    let old = try Shipped(name, "versions/0001.md")
    let new = try Shipped(name, "versions/0002.md")
    let expected = new.decision(of: first.expected)
    #expect(new.decide(first.content) == expected)
    #expect(old.decide(first.content) != expected)
  }

  /// Not a target but a floor: wrong verdicts stay rare, and abstaining stays the smaller part.
  @Test(arguments: names)
  func wrongVerdictsAreRare(_ name: String) throws {
    let policy = try Shipped(name, "policy.md")
    let cases = try Self.cases(of: name).filter { !$0.expected.isEmpty }
    var wrong: [String] = []
    var abstained: [String] = []
    for shipped in cases {
      guard let decision = policy.decide(shipped.content) else {
        abstained.append(shipped.id)
        continue
      }
      if decision != policy.decision(of: shipped.expected) { wrong.append(shipped.id) }
    }
    #expect(wrong.count <= cases.count / 10, "\(wrong)")
    #expect(abstained.count <= cases.count / 2, "\(abstained)")
  }

  @Test(arguments: names)
  func everyAnswerReadsAsWhatWasDecided(_ name: String) throws {
    let policy = try Shipped(name, "policy.md")
    for shipped in try Self.cases(of: name) {
      let match = policy.match(shipped.content)
      guard case .decided(let decision) = match.decision.outcome else {
        #expect(match.answer == nil)
        continue
      }
      let answer = try #require(match.answer)
      guard case .verdict(let verdict) = policy.reader.read(answer) else {
        Issue.record("\(shipped.id): \(answer) reads as no verdict")
        continue
      }
      #expect(verdict.decision == decision, "\(shipped.id): \(answer)")
    }
  }

  static func cases(of name: String) throws -> [ShippedCase] {
    let set = try #require(policies[name])
    let text = try String(contentsOf: root.appending(path: "samples/\(set).jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let turns = object["messages"] as? [[String: String]] ?? []
      let judge = object["judge"] as? String ?? "conversation"
      let expected = object["expected"]
      return ShippedCase(
        id: try #require(object["id"] as? String),
        content: object["content"] as? String ?? rendered(turns, judge: judge),
        expected: expected as? [String] ?? (expected as? String).map { [$0] } ?? [],
        isDemo: (object["tags"] as? [String] ?? []).contains("demo"))
    }
  }
}

/// A conversation in the form in which cases reach an engine.
private func rendered(_ turns: [[String: String]], judge: String) -> String {
  let task =
    judge == "conversation"
    ? "Judge the conversation as a whole."
    : "Judge the messages of the \(judge); the others are context."
  let messages = turns.enumerated().map { index, turn in
    "\n\n[\(index + 1)/\(turns.count) \(turn["role"] ?? "")]\n\(turn["content"] ?? "")"
  }
  return "A conversation of \(turns.count) messages. \(task)" + messages.joined()
}

/// A shipped policy, ready to decide.
private struct Shipped {
  let outline: PolicyOutline
  let format: AnswerFormat
  let index: RuleIndex
  let reader: VerdictReader

  init(_ name: String, _ file: String) throws {
    let url = ShippedPolicyTests.root.appending(path: "policies/\(name)/\(file)")
    let text = try String(contentsOf: url, encoding: .utf8)
    outline = PolicyOutline(reading: text)
    format = AnswerFormat(inferredFrom: outline, text: text)
    index = RuleIndex(policy: text, outline: outline, format: format)
    reader = VerdictReader(format: format, outline: outline)
  }

  func match(_ content: String) -> RuleMatch { RuleMatch(content: content, index: index) }

  func decide(_ content: String) -> Decision? {
    if case .decided(let decision) = match(content).decision.outcome { decision } else { nil }
  }

  /// The strongest decision of a case's expected labels, which may be decisions, labels or rules.
  func decision(of expected: [String]) -> Decision? {
    let decisions = expected.compactMap { label -> Decision? in
      if let decision = Decision(rawValue: label) { return decision }
      let bare = label.hasPrefix("D-") || label.hasPrefix("R-") ? String(label.dropFirst(2)) : label
      return format.labels.first { $0.name == bare }?.decision
        ?? outline.rules.first { $0.id == bare }?.decision
    }
    return [.escalate, .violates, .safe].first { decisions.contains($0) }
  }
}
