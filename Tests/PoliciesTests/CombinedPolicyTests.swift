import Foundation
import Policies
import Testing

struct CombinedPolicyTests {
  private let combined = CombinedPolicy([
    .init(name: "spam", text: "# Spam\n\nAnswer 0 or 1.\n"),
    .init(name: "spam-light", text: "# Light\n\nAnswer VALID or INVALID."),
    .init(name: "a folder/with spaces", text: "# Other"),
  ])

  private func read(_ answer: String) -> VerdictReading {
    let outline = PolicyOutline(reading: combined.text)
    return VerdictReader(format: combined.format, outline: outline).read(answer)
  }

  @Test func everyPolicyStandsInItByteForByteAndTheFormStandsBeforeAndAfter() {
    for part in combined.parts { #expect(combined.text.contains(part.text)) }
    #expect(
      combined.text.components(separatedBy: "\"spam\": \"violates|safe|escalate\"").count == 3)
    #expect(combined.text == CombinedPolicy.text(of: combined.parts))
  }

  @Test func namesThatDoNotStandWellInAnAnswerAreNumbered() {
    #expect(combined.keys == ["spam", "spam-light", "policy_3"])
    let twins = CombinedPolicy([.init(name: "a", text: "1"), .init(name: "A", text: "2")])
    #expect(twins.keys == ["policy_1", "policy_2"])
  }

  @Test func anAnswerIsReadPolicyByPolicy() {
    let answer = #"{"spam": "violates", "spam-light": "safe", "policy_3": "escalate"}"#
    guard case .verdict(let verdict) = read(answer) else {
      Issue.record("\(read(answer))")
      return
    }
    #expect(combined.decisions(in: verdict) == [.violates, .safe, .escalate])
    #expect(verdict.decision == .escalate)
  }

  @Test func aBareWordSaysNothingOfAnyPolicy() {
    guard case .verdict(let verdict) = read("violates") else { return }
    #expect(combined.decisions(in: verdict) == [nil, nil, nil])
  }

  @Test(arguments: [
    #"{"spam": "violates", "spam-light": "safe"}"#, #"{"spam": "violates"}"#,
    #"{"spam": "violates", "spam-light": "safe", "policy_3": "perhaps"}"#,
    #"{"spam": 1, "spam-light": 0, "policy_3": 0}"#,
  ])
  func anAnswerThatLeavesAPolicyOutDecidesNothing(_ answer: String) {
    if case .verdict(let verdict) = read(answer) { Issue.record("\(answer): \(verdict)") }
  }
}
