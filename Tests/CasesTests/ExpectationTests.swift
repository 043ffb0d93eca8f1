import Cases
import Policies
import Testing

struct ExpectationTests {
  typealias Row = (expected: [String], verdict: Verdict, agreement: Case.Expectation.Agreement)

  static func verdict(_ decision: Decision, _ labels: String..., axes: [String]? = nil) -> Verdict {
    Verdict(
      decision: decision,
      labels: labels.enumerated().map {
        .init(label: $1, axis: axes?[$0], decision: decision)
      })
  }

  static let rows: [Row] = [
    (["SP3"], verdict(.violates, "SP3"), .exact),
    (["SP3"], verdict(.violates, "SP3.b"), .accepted),
    (["SP3"], verdict(.violates, "SP30"), .disagrees),
    (["SP3.b"], verdict(.violates, "SP3"), .disagrees),
    (["SP3"], verdict(.violates, "SP3", "SP4"), .accepted),
    (["violates"], verdict(.violates, "SP3"), .exact),
    (["safe"], verdict(.violates, "SP3"), .disagrees),
    (["SP3", "SP4"], verdict(.violates, "SP4", "SP3"), .exact),
    (["SP3", "SP4"], verdict(.violates, "SP4"), .disagrees),
    (
      ["D-AG0", "R-AG3"],
      verdict(.violates, "AG0", "AG3", axes: ["Depiction", "Request"]), .exact
    ),
    (
      ["D-AG0", "R-AG3"],
      verdict(.violates, "AG3", "AG0", axes: ["Depiction", "Request"]), .disagrees
    ),
    ([], verdict(.safe, "0"), .disagrees),
  ]

  @Test func `agreement follows the table`() {
    for row in Self.rows {
      let expected: Case.Expectation =
        row.expected.count == 1 ? .one(row.expected[0]) : .all(row.expected)
      #expect(expected.agreement(with: row.verdict) == row.agreement, "\(row)")
    }
  }
}
