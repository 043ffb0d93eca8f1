import Cases
import Harmony
import Policies
import Runs
import Testing
import Workbench

/// A small policy with cases, versions and engines, enough for every screen.
enum Sample {
  static let policyText = """
    # Spam

    ## Instructions
    Answer with exactly one code, such as SP0.a or SP3.b, and nothing else.
    SP3 takes precedence over SP0.

    ## Safe (SP0) -> SP0 safe
    - SP0.a Ordinary talk between buyer and seller
    - SP0.b Warnings about a scam, or questions whether something is one

    ## Violates (SP3) -> SP3 violates
    - SP3.a Money before the item was seen
    - SP3.b Pyramid or affiliate bait

    ## Examples
    - "Is the lamp still available?" -> SP0.a
    - "Recruit three friends and earn every month" -> SP3.b
    """

  static let format = AnswerFormat(
    shape: .token, labels: [.init("SP0", .safe), .init("SP3", .violates)], source: .declared)

  static let versions = [
    version(1, parent: nil, "2026-10-02T08:12:00Z", "First draft", []),
    version(2, parent: 1, "2026-10-20T15:40:00Z", "Split pyramid from deposit", ["production"]),
    version(3, parent: 2, "2026-11-22T09:05:00Z", "Warnings are safe", ["staging"]),
  ]

  static func version(
    _ number: Int, parent: Int?, _ time: String, _ note: String, _ labels: [String]
  ) -> PolicyVersion {
    PolicyVersion(
      number: number, sha256: String(repeating: "\(number)", count: 64), parent: parent,
      author: "kim", time: time, note: note, labels: labels)
  }

  static let document = PolicyDocument(
    name: "spam", text: policyText,
    settings: PolicySettings(title: "Spam", cases: ["market"], answer: format),
    versions: versions, version: 3)

  static let cases = CaseSet(
    name: "market",
    cases: [
      Case(
        id: "mk-01", content: .text("Earn $$$ by recruiting members! Join now."),
        expected: .one("SP3"), tags: ["edge"]),
      Case(
        id: "mk-02", content: .text("Is the bike still available, and what size is the frame?"),
        expected: .one("SP0.a"), tags: ["clear"]),
      Case(
        id: "mk-03", content: .text("A buyer asks for a gift card. Is this a scam?"),
        expected: .one("safe"), tags: ["edge", "quoted"]),
      Case(
        id: "mk-04",
        content: .conversation(
          messages: [
            .init(role: "user", content: "How do I get rich?"),
            .init(role: "assistant", content: "Recruit your friends."),
          ], judge: .assistant), expected: .one("violates")),
      Case(id: "mk-05", content: .text("Send a deposit now to reserve it."), expected: nil),
    ])

  static let model = EngineListing(
    identity: EngineIdentity(
      name: "llama-server", kind: .llamaServer, url: "http://127.0.0.1:8080",
      model: "gpt-oss-safeguard-20b.gguf", build: "b11549", context: 8192),
    status: .ready, isSafeguard: true)

  static let remote = EngineListing(
    identity: EngineIdentity(
      name: "gpu-box", kind: .vllm, url: "https://gpu.example.org",
      model: "openai/gpt-oss-safeguard-120b"),
    status: .ready, isSafeguard: true, isLocal: false)

  static let chain = """
    The content promotes a recruiting scheme. That matches [SP3.b] "Pyramid or affiliate bait", since
    members are asked to recruit others and money is promised for it. SP0.a does not fit: nobody talks
    about an item. [SP7.q] is not in the policy.
    """

  static func summary(_ number: Int, _ decision: Decision?, state: RunState = .ok) -> RunSummary {
    RunSummary(
      id: Run.ID(milliseconds: UInt64(number), high: 1, low: 2),
      startedAt: Bench.unixStart - Int64(number) * 61_000, policyName: "spam",
      policyVersion: number % 2 == 0 ? 3 : nil, state: state, decision: decision,
      labels: decision == nil ? [] : ["SP3.b"], engine: "llama-server",
      model: "gpt-oss-safeguard-20b", preview: "Run \(number) of: Earn $$$ by recruiting members!",
      totalMilliseconds: 3100 + number, completionTokens: 412, caseReference: "market/mk-01")
  }
}

extension Bench {
  /// Engines known, policy open, first case on show.
  static func ready(
    _ columns: Int = 120, _ rows: Int = 36, ascii: Bool = false, model: Bool = true
  ) -> Bench {
    var bench = Bench(columns, rows, ascii: ascii)
    bench.send(.engines(.found(model ? [Sample.model] : [])))
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.forgetEffects()
    return bench
  }

  /// A whole run of the model: chain, answer, usage.
  mutating func answer(_ answer: String, chain: String = Sample.chain) {
    engine(.accepted(Sample.model.identity), .waiting(.queue()))
    wait(.milliseconds(210))
    for word in chain.split(separator: " ", omittingEmptySubsequences: false) {
      engine(.text(.analysis, word + " "))
      wait(.milliseconds(50))
    }
    engine(.text(.final, answer))
    wait(.milliseconds(40))
    engine(
      .usage(Usage(promptTokens: 812, completionTokens: 96, cachedTokens: 790)), .finished(.stop))
  }

  /// A whole run in no time.
  @discardableResult
  mutating func answerAtOnce(_ answer: String) -> [Effect] {
    engine(.accepted(Sample.model.identity), .text(.final, answer), .finished(.stop))
  }
}

extension Sample {
  static let request = RunRequest(
    id: Run.ID(milliseconds: 9, high: 9, low: 9), startedAt: Bench.unixStart,
    policy: .init(name: "spam", version: 3, basedOn: 3),
    conversation: Conversation(policy: policyText, content: "Earn $$$ now"), format: format,
    parameters: RunParameters(seed: 7, date: "2026-11-23"))

  static let judgement = HumanVerdict(
    decision: .safe, note: "satire of a scheme", author: "kim", at: Bench.unixStart + 60_000)

  /// A finished run of ``request`` that thought ``chain``.
  static let record: RunRecord = record("SP3.b")

  static func record(
    _ answer: String, chain: String = chain, id: UInt16 = 9
  ) -> RunRecord {
    var request = request
    request.id = Run.ID(milliseconds: 9, high: id, low: 9)
    var machine = RunMachine(request, outline: PolicyOutline(reading: policyText))
    machine.apply(RunEvent(at: 0, .accepted(model.identity)))
    var at = 210
    for word in chain.split(separator: " ", omittingEmptySubsequences: false) {
      machine.apply(RunEvent(at: at, .text(.analysis, word + " ")))
      at += 50
    }
    machine.apply(RunEvent(at: at, .text(.final, answer)))
    machine.apply(RunEvent(at: at + 40, .usage(Usage(promptTokens: 812, completionTokens: 96))))
    machine.apply(RunEvent(at: at + 40, .finished(.stop)))
    return machine.record
  }

  static let otherChain = """
    The content promotes a recruiting scheme. It reads as a warning, so that SP0.b fits: nobody is
    asked for money. SP0.a does not matter then.
    """
  static let otherRecord = record("SP0.b", chain: otherChain, id: 10)
}

extension Sample {
  /// Against version 2, which is in production.
  static let changes = VersionChanges(
    production: 2,
    versions: [
      VersionKey(versions[0]): LineChanges(added: 1, removed: 4),
      VersionKey(versions[1]): LineChanges(added: 0, removed: 0),
      VersionKey(versions[2]): LineChanges(added: 3, removed: 1),
    ], working: LineChanges(added: 4, removed: 1))

  /// As the policy's text, but for a long line, one more and one less.
  static let longerText =
    policyText
    .replacing(
      "Pyramid or affiliate bait",
      with: "Pyramid schemes, chain letters, and any promise of money for recruiting somebody who "
        + "recruits others in turn, whatever it is called"
    )
    .replacing("SP3 takes precedence over SP0.\n", with: "")
    .replacing("## Examples\n", with: "## Examples\nOne code only.\n")
}
