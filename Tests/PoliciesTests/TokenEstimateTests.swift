import Policies
import Testing

@Suite struct TokenEstimateTests {
  @Test func nothingHasNoTokens() {
    #expect(TokenEstimate.of("") == 0)
  }

  /// Counts by o200k_harmony itself.
  @Test(arguments: [
    ("The quick brown fox jumps over the lazy dog.", 10), ("hello world", 2), ("123456", 2),
  ])
  func commonWords(_ text: String, _ tokens: Int) {
    #expect(abs(TokenEstimate.of(text) - tokens) <= 1)
  }

  @Test func growsWithTheText() {
    let one = TokenEstimate.of(TestPolicies.counterfeits)
    let two = TokenEstimate.of(TestPolicies.counterfeits + TestPolicies.counterfeits)
    #expect(abs(two - 2 * one) <= 2)
  }
}
