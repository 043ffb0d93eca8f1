import Policies
import Runs
import Testing
import Workbench

/// Tokens of the policy: estimated at once, counted by the engine's tokenizer when typing rests.
struct TokenCountTests {
  static func bench() -> Bench {
    var bench = Bench(120, 36)
    bench.send(.engines(.found([Sample.exact])))
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.forgetEffects()
    return bench
  }

  static func asked(_ effects: [Effect]) -> [(texts: [String], revision: Int)] {
    effects.compactMap { effect in
      if case .engines(.countTokens(let texts, _, let revision)) = effect {
        (texts, revision)
      } else {
        nil
      }
    }
  }

  static func title(_ bench: Bench) -> String { bench.lines[1] }

  @Test func `the whole text and each section are counted once the text rests`() throws {
    var bench = Self.bench()
    let asked = Self.asked(bench.wait(.seconds(1)))
    try #require(asked.count == 1)
    let texts = asked[0].texts
    #expect(texts[0] == Sample.policyText)
    #expect(texts.count == bench.state.policy.outline.sections.count + 1)
    #expect(texts[1...].joined() == Sample.policyText)
    #expect(texts[2].hasPrefix("## Instructions\n"))
    #expect(Self.title(bench).contains("≈"))
    let counts = [512, 96] + Array(repeating: 7, count: texts.count - 2)
    bench.engines(.counted(counts, by: Sample.exact.key, revision: asked[0].revision))
    #expect(Self.title(bench).contains("· 512 tokens · line 1 · section 96 "))
    bench.press("down", "down")
    #expect(Self.title(bench).contains("· line 3 · section 7 "))
    #expect(Self.asked(bench.wait(.seconds(5))).isEmpty)
  }

  @Test func `an edit falls back to the estimate, and is counted when typing rests`() throws {
    var bench = Self.bench()
    let first = try #require(Self.asked(bench.wait(.seconds(1))).first)
    bench.engines(
      .counted(first.texts.map { _ in 9 }, by: Sample.exact.key, revision: first.revision))
    #expect(Self.title(bench).contains("· 9 tokens"))
    var effects: [Effect] = []
    for character in "more words" {
      effects += bench.type(String(character))
      effects += bench.wait(.milliseconds(50))
    }
    #expect(Self.asked(effects).isEmpty)
    #expect(Self.title(bench).contains("≈"))
    #expect(Self.asked(bench.wait(.seconds(1))).count == 1)
  }

  @Test func `one count is under way at a time, and a late one is not taken`() throws {
    var bench = Self.bench()
    let first = try #require(Self.asked(bench.wait(.seconds(1))).first)
    bench.type("x")
    #expect(Self.asked(bench.wait(.seconds(1))).isEmpty)
    let next = Self.asked(
      bench.engines(
        .counted(first.texts.map { _ in 9 }, by: Sample.exact.key, revision: first.revision)))
    #expect(next.count == 1)
    #expect(next.first?.revision != first.revision)
    #expect(Self.title(bench).contains("≈"))
  }

  @Test func `a count of the policy before is not taken for this one`() throws {
    var bench = Self.bench()
    let first = try #require(Self.asked(bench.wait(.seconds(1))).first)
    var other = Sample.document
    other.name = "other"
    bench.workspace(.opened(other, draft: nil))
    bench.engines(
      .counted(first.texts.map { _ in 9 }, by: Sample.exact.key, revision: first.revision))
    #expect(Self.title(bench).contains("≈"))
  }

  @Test func `an engine without a tokenizer is not asked again until engines are looked for`()
    throws
  {
    var bench = Self.bench()
    let first = try #require(Self.asked(bench.wait(.seconds(1))).first)
    bench.engines(.counted(nil, by: Sample.exact.key, revision: first.revision))
    bench.type("x")
    #expect(Self.asked(bench.wait(.seconds(1))).isEmpty)
    bench.press("f8")
    bench.engines(.found([Sample.exact]))
    #expect(Self.asked(bench.wait(.seconds(1))).isEmpty)
    bench.press("r")
    bench.engines(.found([Sample.exact]))
    #expect(Self.asked(bench.wait(.seconds(1))).count == 1)
  }

  @Test func `the rule matcher and engines that are not ready are not asked`() {
    for listings in [[], [Sample.silent]] {
      var bench = Bench(120, 36, preferredEngine: listings.first?.identity.name)
      bench.send(.engines(.found(listings)))
      bench.workspace(.opened(Sample.document, draft: nil))
      bench.type("x")
      #expect(Self.asked(bench.wait(.seconds(2))).isEmpty)
    }
  }

  @Test func `another engine counts anew`() throws {
    var bench = Self.bench()
    let first = try #require(Self.asked(bench.wait(.seconds(1))).first)
    bench.engines(
      .counted(first.texts.map { _ in 9 }, by: Sample.exact.key, revision: first.revision))
    bench.press("f8")
    bench.engines(.found([Sample.exact, Sample.ollama]))
    bench.press("j", "enter")
    #expect(Self.title(bench).contains("≈"))
    let effects = bench.wait(.seconds(1))
    guard case .engines(.countTokens(_, by: Sample.ollama.identity, revision: _))? = effects.last
    else {
      Issue.record("\(effects)")
      return
    }
  }
}
