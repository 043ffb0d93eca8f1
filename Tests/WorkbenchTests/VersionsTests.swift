import Policies
import Testing
import Workbench

/// The versions of a policy: what each changed and scored, and where labels sit.
struct VersionsTests {
  static func bench(
    protected: [String] = [], labels: [String] = [], columns: Int = 120
  ) -> Bench {
    var bench = Bench(columns, 36, protectedLabels: protected)
    bench.send(.engines(.found([Sample.model])))
    var document = Sample.document
    document.protectedLabels = labels
    bench.workspace(.opened(document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("f2")
    bench.forgetEffects()
    return bench
  }

  @Test func `opening asks for changes and for scores by the engine that answers`() {
    var bench = Bench.ready()
    let effects = bench.press("f2")
    #expect(
      effects == [
        .documents(.countChanges(policy: "spam", working: Sample.policyText)),
        .records(
          .score(
            policy: "spam", sets: ["market"],
            by: ScoredEngine(model: "gpt-oss-safeguard-20b.gguf"))),
      ])
  }

  @Test func `what changed since production stands beside each version and for the working text`() {
    var bench = Self.bench()
    bench.workspace(.versions(.changes(Sample.changes, of: "spam")))
    #expect(bench.header.contains("working text +4 −1 since production (v2)"))
    let rows = bench.lines.filter { $0.contains("kim") }
    #expect(rows[0].contains("+3 −1"))
    #expect(rows[2].contains("+1 −4"))
    #expect(bench.screen.contains("since production"))
  }

  @Test func `a score carries how many cases it rests on, and whose it is`() {
    var bench = Self.bench()
    bench.workspace(.versions(.changes(Sample.changes, of: "spam")))
    bench.workspace(
      .versions(
        .scores(
          [2: VersionScore(agree: 17, count: 20)], by: ScoredEngine(model: nil), of: "spam")))
    #expect(bench.header.contains("score by the rule matcher"))
    let rows = bench.lines.filter { $0.contains("kim") }
    #expect(rows[1].contains("17/20"))
    #expect(!rows[0].contains("/20"))
  }

  @Test func `the mark and the selection stay on their versions when one is saved outside`() {
    var bench = Self.bench()
    bench.press("down", "space", "down")
    var document = Sample.document
    document.versions.append(Sample.version(4, parent: 3, "2026-11-23T10:00:00Z", "Fourth", []))
    bench.workspace(.saved(document, version: document.versions[3], isNew: true))
    let selected = bench.lines.first { $0.hasPrefix("▸") } ?? ""
    #expect(selected.contains("First draft"))
    let marked = bench.lines.first { $0.contains("●2") } ?? ""
    #expect(marked.contains("Split pyramid"))
  }

  // MARK: Labels

  @Test func `a free label moves at once, and the notice says from where`() {
    var bench = Self.bench()
    bench.press("l")
    bench.type("production")
    #expect(bench.press("enter") == [.documents(.label("production", version: 3, of: "spam"))])
    var document = Sample.document
    document.versions[1].labels = []
    document.versions[2].labels = ["production", "staging"]
    bench.workspace(.labelled(document))
    #expect(bench.notice == "production moved from v2 to v3.")
  }

  @Test(arguments: [true, false])
  func `a protected label names from where to where and asks`(byConfiguration: Bool) {
    var bench =
      byConfiguration
      ? Self.bench(protected: ["production"]) : Self.bench(labels: ["production"])
    #expect(bench.screen.contains("[production]"))
    bench.press("l")
    bench.type("production")
    #expect(bench.press("enter").isEmpty)
    #expect(bench.screen.contains("Move production from v2 to v3?"))
    // The safe answer is preselected.
    #expect(bench.press("enter").isEmpty)
    bench.press("l")
    bench.type("production")
    bench.press("enter")
    #expect(bench.press("y") == [.documents(.label("production", version: 3, of: "spam"))])
  }

  @Test func `a label is taken off, one that is protected after a question`() {
    var bench = Self.bench()
    #expect(bench.press("u") == [.documents(.unlabel("staging", of: "spam"))])
    bench = Self.bench(protected: ["staging"])
    #expect(bench.press("u").isEmpty)
    #expect(bench.screen.contains("Take staging off v3?"))
    #expect(bench.press("y") == [.documents(.unlabel("staging", of: "spam"))])
    bench.press("G", "u")
    #expect(bench.notice == "v1 has no label. l gives it one.")
  }

  @Test func `of several labels one is chosen`() {
    var bench = Self.bench()
    var document = Sample.document
    document.versions[2].labels = ["checked", "staging"]
    bench.workspace(.labelled(document))
    bench.press("p")
    #expect(bench.screen.contains("Protect a label of v3"))
    #expect(
      bench.press("down", "enter") == [.documents(.protect("staging", true, of: "spam"))])
  }

  @Test func `protection is toggled, but not what the configuration says`() {
    var bench = Self.bench(labels: ["staging"])
    #expect(bench.press("p") == [.documents(.protect("staging", false, of: "spam"))])
    bench = Self.bench(protected: ["staging"])
    #expect(bench.press("p").isEmpty)
    #expect(bench.notice.contains("protected_labels in the configuration"))
  }
}
