import Harmony
import Policies
import Runs
import Testing
import Traces

struct TraceTests {
  @Test func `a sentence knows its time, its bytes and what it cites`() throws {
    let record = TraceSample.record(["The post sells.", "SP3.b fits here."])
    let trace = Trace(record)
    let last = try #require(trace.sentences.last)
    #expect(trace.sentences.map(\.began) == [1000, 2000])
    #expect(last.text == "SP3.b fits here.")
    #expect(String(decoding: Array(record.reasoning.utf8)[last.range], as: UTF8.self) == last.text)
    #expect(last.citations.map(\.text) == ["SP3.b"])
  }

  @Test func `the rule under consideration is carried until another is named`() {
    let trace = TraceSample.trace(
      "It is a post.", "SP2.a may fit.", "It is not repeated.", "So not SP2.a but SP3.b.",
      "Yes.")
    #expect(trace.sentences.map(\.rule) == [nil, "SP2.a", "SP2.a", "SP2.a", "SP3.b"])
    #expect(trace.segments.map(\.rule) == [nil, "SP2.a", "SP3.b"])
    #expect(trace.segments.map(\.sentences) == [0..<1, 1..<4, 4..<5])
  }

  @Test func `the conclusion is the verdict, or the state of a run without one`() {
    #expect(TraceSample.trace("Hm.").conclusion.outcome == "VIOLATES")
    #expect(TraceSample.trace("Hm.", answer: "Perhaps").conclusion.outcome.contains("NO VERDICT"))
  }

  @Test func `a record without times has none`() {
    var record = TraceSample.record(["One.", "Two."])
    record.deltas = []
    let trace = Trace(record)
    #expect(trace.sentences.allSatisfy { $0.began == nil })
    #expect(Replay(record, trace) == nil)
  }

  @Test func `a chain of 20,000 tokens is taken apart at once`() {
    let sentences = (0..<4000).map { "Sentence \($0) weighs SP\($0 % 2 == 0 ? "2.a" : "3.b") now." }
    let record = TraceSample.record(sentences)
    let clock = ContinuousClock()
    var trace: Trace?
    let time = clock.measure { trace = Trace(record) }
    #expect(trace?.sentences.count == 4000)
    // Some 10 ms in a release build; a quadratic step would take seconds in a debug one.
    #expect(time < .seconds(2))
  }
}

struct TraceAlignmentTests {
  @Test func `sentences about one rule stand side by side`() {
    let alignment = TraceAlignment(
      TraceSample.trace("A post.", "SP2.a? No.", "SP3.b it is."),
      TraceSample.trace("SP2.a is out.", "It is new.", "SP3.b."))
    #expect(alignment.steps.map { $0.left?.rule } == [nil, "SP2.a", "SP3.b"])
    #expect(alignment.steps.map { $0.right?.rule } == [nil, "SP2.a", "SP3.b"])
    #expect(alignment.rows.map(\.left) == [0, 1, 2, 3])
    #expect(alignment.rows.map(\.right) == [nil, 0, 1, 2])
    #expect(alignment.divergence == nil)
  }

  @Test func `the first rule that only one side weighs is where they part`() {
    let alignment = TraceAlignment(
      TraceSample.trace("SP2.a no.", "SP3.a no.", "SP3.b yes."),
      TraceSample.trace("SP2.a no.", "SP3.b yes."))
    #expect(alignment.divergence == .step(1))
    #expect(alignment.differences == [1])
  }

  @Test func `rules that stand in each other's place are set against each other`() {
    let alignment = TraceAlignment(
      TraceSample.trace("SP2.a no.", "SP3.a yes."), TraceSample.trace("SP2.a no.", "SP0.a yes."))
    #expect(alignment.steps.count == 2)
    #expect(alignment.steps[1].left?.rule == "SP3.a")
    #expect(alignment.steps[1].right?.rule == "SP0.a")
  }

  @Test func `the same rules with another end part at the conclusion`() {
    let alignment = TraceAlignment(
      TraceSample.trace("SP2.a."), TraceSample.trace("SP2.a.", answer: "SAFE"))
    #expect(alignment.divergence == .conclusion)
  }

  @Test func `every sentence of both traces is in one row, in order`() {
    var generator = SystemRandomNumberGenerator()
    let rules = ["SP0.a", "SP2.a", "SP3.a", "SP3.b"]
    for _ in 0..<50 {
      func chain() -> Trace {
        let count = Int.random(in: 0...30, using: &generator)
        return Trace(
          TraceSample.record(
            (0..<count).map { _ in "Now \(rules.randomElement(using: &generator)!) is weighed." }))
      }
      let (left, right) = (chain(), chain())
      let alignment = TraceAlignment(left, right)
      #expect(alignment.rows.compactMap(\.left) == Array(left.sentences.indices))
      #expect(alignment.rows.compactMap(\.right) == Array(right.sentences.indices))
    }
  }
}
