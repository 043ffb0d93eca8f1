import Evaluation
import Policies
import Runs
import Testing

@testable import Reports

/// Cases, policies and models may spell anything.
struct HostileTests {
  private static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style></td><!--", "]]>&lt;",
    "a\u{202E}b\u{2066}c", "\0\u{1B}[2J\u{7F}", "' onload='x",
  ]

  private func picture(_ text: String) -> EvaluationPicture {
    var arm = Samples.arm(
      text, policy: text, targets: [.init(category: text, metric: .f1, value: 1)])
    arm.engine = text
    let other = Samples.arm(text + "2", policy: text)
    let item = PlannedCase(id: text, content: text, expected: [text, "SP3"])
    var plan = Samples.plan(arms: [arm, other], cases: [item])
    plan.set = text
    return Samples.picture(plan) { $0.arm == 0 ? "SP0" : nil }
  }

  @Test(arguments: texts) func `no text becomes markup`(_ text: String) throws {
    var about = Samples.about
    about.models = [0: [text + "m"]]
    let html = Report(picture(text), about: about, showsContents: true).html()
    let page = Page(html)
    try #require(page.problem == nil)
    let plain = Page(Report(picture("x"), about: Samples.about, showsContents: true).html())
    // The same elements as for a harmless text.
    #expect(page.elements.map(\.name) == plain.elements.map(\.name))
    #expect(
      page.elements.map { $0.attributes.keys.sorted() }
        == plain.elements.map { $0.attributes.keys.sorted() })
    for scalar: Unicode.Scalar in ["\u{202E}", "\u{2066}", "\0", "\u{1B}", "\u{7F}"] {
      #expect(!html.unicodeScalars.contains(scalar))
    }
  }

  @Test func `contents are in the page only when asked for, and cut`() throws {
    let secret = "secret " + String(repeating: "x", count: 1000)
    var plan = Samples.plan(arms: [Samples.arm("spam@7")], cases: Samples.cases(2))
    plan.cases[1].content = secret
    let picture = Samples.picture(plan) { _ in "SP0" }
    let without = Report(picture, about: Samples.about).html()
    #expect(!without.contains("secret") && without.contains("only their ids"))
    let with = Report(picture, about: Samples.about, showsContents: true).html()
    #expect(with.contains("secret " + String(repeating: "x", count: 293) + "…"))
    #expect(!with.contains(String(repeating: "x", count: 294)))
    plan.cases[1].content = (1...9).map { "line \($0)" }.joined(separator: "\n")
    let lines = Report(
      Samples.picture(plan) { _ in "SP0" }, about: Samples.about, showsContents: true
    ).html()
    #expect(lines.contains("line 8…") && !lines.contains("line 9"))
  }

  @Test func `commands quote names for the shell`() {
    #expect(Report.quoted("spam@7") == "spam@7")
    #expect(Report.quoted("a b; rm 'x'") == #"'a b; rm '\''x'\'''"#)
    #expect(Report.quoted("") == "''")
  }
}
