import Policies
import Testing

struct LabelVocabularyTests {
  static let codes = LabelVocabulary(
    AnswerFormat(
      shape: .token,
      labels: [.init("SP0", .safe), .init("SP3.b", .violates), .init("NON-SPAM", .safe)],
      source: .declared))

  @Test(arguments: [
    ("SP3.b", "SP3.b"), (" sp3.B ", "SP3.b"), ("non‑spam", "NON-SPAM"), ("VIOLATES", "violates"),
    (" Safe", "safe"), ("escalate", "escalate"),
  ])
  func `case, blanks and hyphens do not matter`(text: String, name: String) {
    #expect(Self.codes[text]?.name == name)
  }

  @Test(arguments: ["valid", "SP9", "", "safety", "0"])
  func `another vocabulary is unknown`(text: String) {
    #expect(Self.codes[text] == nil)
  }

  @Test(arguments: [
    ("valid", "safe"), ("SP3.d", "SP3.b"), ("unsafe", "SP3.b"), ("nonspam", "NON-SPAM"),
    ("violate", "SP3.b"), ("quite another thing", nil),
  ])
  func `the nearest known label is named`(text: String, nearest: String?) {
    #expect(Self.codes.nearest(to: text) == nearest)
  }
}
