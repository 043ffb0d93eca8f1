import Evaluation
import Policies
import Runs
import Testing

@testable import Reports

struct ReportTests {
  private func page(_ picture: EvaluationPicture, contents: Bool = false) throws -> Page {
    let html = Report(picture, about: Samples.about, showsContents: contents).html()
    let page = Page(html)
    try #require(page.problem == nil)
    return page
  }

  @Test(arguments: [
    Samples.versions(), Samples.ablation(), Samples.edge(), Samples.combined(),
  ])
  func `a page is well-formed, and alone`(_ picture: EvaluationPicture) throws {
    let page = try page(picture, contents: true)
    let loading = ["script", "link", "img", "iframe", "object", "embed", "base", "form", "a"]
    #expect(page.elements.allSatisfy { !loading.contains($0.name) })
    for element in page.elements {
      #expect(element.attributes.keys.allSatisfy { !$0.hasPrefix("on") })
      #expect(["src", "href", "srcset", "style"].allSatisfy { element.attributes[$0] == nil })
    }
    let sheet = try #require(page.all("style").first?.text)
    #expect(!sheet.contains("url(") && !sheet.contains("@import"))
    let policy = page.all("meta").first { $0.attributes["http-equiv"] != nil }
    #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none';") == true)
  }

  @Test(arguments: [
    Samples.versions(), Samples.ablation(), Samples.edge(), Samples.combined(),
  ])
  func `a page can be read without seeing it`(_ picture: EvaluationPicture) throws {
    let page = try page(picture)
    #expect(page.all("html")[0].attributes["lang"] == "en")
    #expect(page.all("h1").count == 1 && page.all("main").count == 1)
    var level = 1
    for heading in page.elements where ["h1", "h2", "h3"].contains(heading.name) {
      let own = Int(String(heading.name.last ?? "0")) ?? 0
      #expect(own <= level + 1)
      level = own
    }
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in page.elements {
      for id in element.attributes["aria-labelledby"]?.split(separator: " ") ?? [] {
        #expect(ids.contains(String(id)))
      }
    }
    #expect(page.all("caption").count == page.all("table").count)
    #expect(page.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
    for drawing in page.elements.indices where page.elements[drawing].name == "svg" {
      #expect(page.elements[drawing].attributes["role"] == "img")
      #expect(page.elements[drawing + 1].name == "title")
      #expect(page.elements[drawing + 2].name == "desc" && !page.elements[drawing + 2].text.isEmpty)
    }
  }

  @Test func `the figures of the page are those of the picture`() throws {
    let picture = Samples.versions()
    let page = try page(picture)
    let rows = page.rows(of: "Agreement with what the cases expect, with 95 % intervals")
    #expect(rows.count == 3)
    for (row, figures) in zip(rows.dropFirst(), picture.figures) {
      #expect(row[0] == figures.name && row[1].hasPrefix("48"))
      let shares = [
        2: figures.accuracy, 3: figures.decisions.precision, 4: figures.decisions.recall,
        5: figures.decisions.f1, 7: figures.labelMatch, 8: figures.exactMatch,
        9: figures.flipRate,
      ]
      for (place, estimate) in shares {
        let estimate = try #require(estimate)
        #expect(row[place].hasPrefix(Figure.percent(estimate.value)))
        #expect(row[place].contains(Figure.percentInterval(estimate).dropLast(2)))
      }
      // What was unread stands in the cell of each figure.
      for (place, name) in [2: "accuracy", 3: "precision", 4: "recall", 6: "kappa", 9: "flips"] {
        let line = try #require(figures.rows.first { $0.name == name })
        #expect(row[place].hasSuffix(([line.counted] + line.remarks).joined()))
      }
      #expect(row[3].contains("unread of 48 cases"))
      #expect(row[6].hasPrefix(Figure.decimal(try #require(figures.kappa).value, 2)))
    }
    let categories = page.rows(of: "Each label against the rest, spam@7").dropFirst()
    #expect(categories.map { $0[0] } == picture.figures[1].categories.map(\.name))
    #expect(
      categories.map { $0[4] } == picture.figures[1].categories.map { "\($0.counts.truePositives)" }
    )
    let ended = page.rows(of: "How the runs ended")
    #expect(ended[0].contains("unparsed") && !ended[0].contains("failed"))
    #expect(ended[1][1] == Figure.count(picture.figures[0].trials))
  }

  /// Two of six cases failed, and two expect a label that the policy does not have.
  @Test func `what is not counted is said, and failures are named with the engine's words`() throws
  {
    var cases = Samples.cases(6)
    cases[0].expected = ["ham"]
    cases[3].expected = ["<ham>"]
    let plan = Samples.plan(arms: [Samples.arm("spam@7")], cases: cases, repeats: 1)
    var results = Samples.picture(plan) { plan.cases[$0.item].expected[0] }.tallies[0].results
      .flatMap { $0 }
    for item in [1, 5] {
      results[item].state = .failed
      results[item].verdict = nil
      results[item].failure = "out of <memory> at \(item)"
    }
    let page = try page(EvaluationPicture(plan, results: results))
    let row = page.rows(of: "Agreement with what the cases expect, with 95 % intervals")[1]
    #expect(
      row[1] == "62 counted2 expectations are not known to the policy2 failed")
    #expect(
      row[2].contains("n 2 of 6: 2 expectations are not known to the policy, 2 failed"))
    #expect(
      page.all("p").map(\.text).contains("Labels that spam@7 does not know: <ham> (1), ham (1)."))
    let failures = page.rows(of: "Cases that the engine failed on").dropFirst()
    #expect(failures.map { $0[0] } == ["case-1", "case-5"])
    #expect(failures.map { $0[3] } == ["not judged", "not judged"])
    #expect(failures.map { $0[4] } == ["out of <memory> at 1", "out of <memory> at 5"])
    #expect(
      page.all("code").map(\.text).contains("precept eval resume \(plan.id.text) --failures"))
  }

  @Test func `targets stand in words`() throws {
    let page = try page(Samples.versions())
    let standings = page.rows(of: "What policy.toml asks for").dropFirst().map { $0[5] }
    #expect(standings == ["✓ met", "✗ missed", "? too few to tell"])
  }

  @Test func `changes are counted and named`() throws {
    let picture = Samples.versions()
    let page = try page(picture)
    let comparison = try #require(picture.comparisons.first)
    let row = page.rows(of: "What changed, case by case")[1]
    #expect(
      row[1...5].map { $0 }
        == Comparison.Change.allCases.map { "\(comparison.items($0).count)" })
    #expect(row[6] == "0")
    #expect(row[8] == comparison.test.pWords + comparison.test.words)
    let listed = page.all("li").map(\.text)
    let fixed = comparison.items(.fixed).map(\.id)
    #expect(!fixed.isEmpty && fixed.allSatisfy(listed.contains))
  }

  @Test func `the cases that failed come with their draws and runs`() throws {
    let picture = Samples.versions()
    let page = try page(picture)
    let rows = page.rows(of: "Cases of spam@7 that need a person's eyes").dropFirst()
    let failures = picture.failuresFirst(of: picture.tallies[1])
    #expect(!failures.isEmpty && rows.map { $0[0] } == failures.map { picture.plan.cases[$0].id })
    for (row, item) in zip(rows, failures) {
      #expect(row[4].split(separator: " ").count == 3)
      for result in picture.tallies[1].results[item] { #expect(row[7].contains(result.run.text)) }
    }
    #expect(Set(rows.map { $0[1] }).isSubset(of: ["wrong", "no verdict", "flips", "split"]))
  }

  @Test func `a rule shows what it carries, and a mutation whether it held`() throws {
    let rules = try page(Samples.ablation()).rows(of: "The policy without one rule at a time")
    #expect(
      rules.dropFirst().map { $0[..<5] } == [
        ["SP2", "12", "2", "2", "0"], ["SP3", "12", "4", "4", "0"],
      ])
    let mutations = try page(Samples.edge())
      .rows(of: "Whether the verdict is as the mutation asks, the weakest first")
    #expect(
      mutations.dropFirst().map { [$0[0], $0[3], $0[4]] } == [
        ["leet", "1", "base-leet"], ["negate", "0", "base-negate"], ["padding+case", "0", ""],
      ])
  }

  @Test func `an evaluation without a result says so`() throws {
    let plan = Samples.plan(arms: [Samples.arm("spam@7")], cases: Samples.cases(3))
    let page = try page(EvaluationPicture(plan))
    #expect(page.all("p").contains { $0.text.hasPrefix("Not finished: 0 of 9 runs") })
    #expect(page.all("h2").map(\.text).contains("Figures"))
    #expect(page.all("svg").isEmpty)
  }

  @Test func `several policies match together, and are not compared with each other`() throws {
    let arms = [Samples.arm("spam@7"), Samples.arm("fraud@2", policy: "fraud")]
    let plan = Samples.plan(arms: arms, cases: Samples.cases(6), repeats: 1)
    let picture = Samples.picture(plan) {
      $0.arm == 1 && $0.item == 0 ? "SP3" : plan.cases[$0.item].expected[0]
    }
    let match = try #require(picture.multiPolicyMatch)
    let page = try page(picture)
    let said = page.all("p").first { $0.text.hasPrefix("Right under every policy at once") }
    #expect(said?.text.contains("83.3\u{A0}% of 6 cases") == true && match.exact.n == 6)
    #expect(page.rows(of: "What changed, case by case").isEmpty)
    #expect(page.all("h1")[0].text == "spam, fraud on golden")
    let commands = page.all("code").map(\.text)
    #expect(commands.last?.contains("precept eval run fraud@7 golden --engine here") == true)
  }

  @Test func `each policy by itself is compared with its part of one prompt`() throws {
    let rows = try page(Samples.combined()).rows(of: "What changed, case by case").dropFirst()
    #expect(rows.map { $0[0] } == ["fraud@2 → both · fraud", "spam@7 → both · spam"])
    #expect(rows.map { Array($0[1...4]) } == [["0", "4", "0", "2"], ["0", "0", "0", "6"]])
  }
}
