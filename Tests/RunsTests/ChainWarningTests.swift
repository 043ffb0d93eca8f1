import Harmony
import Policies
import Runs
import Testing

@Suite struct ChainWarningTests {
  private static func warnings(
    _ chain: String, _ answer: String, finish: RunEvent.Finish = .stop,
    by engine: EngineIdentity = RunSample.model
  ) -> [String] {
    RunSample.fold(
      .accepted(engine), .text(.analysis, chain), .text(.final, answer), .finished(finish)
    ).record.warnings.map(\.kind)
  }

  @Test func `a verdict whose chain and answer agree has no warning`() {
    #expect(Self.warnings("It is bait, so SP3.b.", "SP3.b") == [])
  }

  @Test func `a chain that ends otherwise is told`() throws {
    let machine = RunSample.fold(
      .accepted(RunSample.model), .text(.analysis, "A recruiter. So it violates SP3.b."),
      .text(.final, "SP0.a"), .finished(.stop))
    #expect(machine.record.warnings.map(\.kind) == ["chain_contradicts"])
    let message = try #require(machine.record.warnings.first?.message)
    #expect(message.contains("So it violates SP3.b."))
  }

  @Test func `a verdict that names no rule is told`() {
    var request = RunSample.request()
    request.format = AnswerFormat(
      shape: .token, labels: [.init("VALID", .safe), .init("INVALID", .violates)],
      source: .declared)
    func warnings(_ chain: String) -> [String] {
      var machine = RunMachine(request)
      machine.apply(RunEvent(at: 0, .text(.analysis, chain)))
      machine.apply(RunEvent(at: 1, .text(.final, "VALID")))
      machine.apply(RunEvent(at: 2, .finished(.stop)))
      return machine.record.warnings.map(\.kind)
    }
    #expect(warnings("It is ordinary talk.") == ["uncited_verdict"])
    #expect(warnings("SP9 fits.") == ["uncited_verdict"])
    #expect(warnings("It is \"Ordinary talk between buyer and seller\".") == [])
    #expect(warnings("SP0.a fits.") == [])
  }

  @Test func `what has no verdict or no chain is not doubted`() {
    #expect(Self.warnings("So it violates.", "perhaps") == [])
    #expect(Self.warnings("", "SP0") == [])
    #expect(!Self.warnings("So it violates.", "SP0", finish: .length).contains("chain_contradicts"))
  }

  @Test func `the rule matcher's report is no chain to doubt`() {
    #expect(Self.warnings("So it violates.", "SP0", by: .ruleMatcher) == [])
  }
}
