import Harmony
import Policies
import Runs

/// A request whose answers are read as one code of a small spam policy.
enum RunSample {
  static let policy = """
    # Spam

    ## Instructions
    Answer with one code, such as SP0.a or SP3.b, and nothing else.

    ## Safe (SP0)
    - SP0.a Ordinary talk between buyer and seller

    ## Violates (SP3)
    - SP3.a Money before the item was seen
    - SP3.b Pyramid or affiliate bait
    """

  static let format = AnswerFormat(
    shape: .token, labels: [.init("SP0", .safe), .init("SP3", .violates)], source: .declared)

  static func request(
    isLive: Bool = false, format: AnswerFormat = RunSample.format
  ) -> RunRequest {
    RunRequest(
      id: Run.ID(milliseconds: 5, high: 6, low: 7), startedAt: 1_763_900_000_000,
      policy: .init(name: "spam", version: nil, basedOn: 7),
      conversation: Conversation(policy: policy, content: "Earn $$$ now"), format: format,
      parameters: RunParameters(seed: 7, date: "2026-11-23"), caseReference: "market/mk-01",
      isLive: isLive)
  }

  static let model = EngineIdentity(
    name: "here", kind: .llamaServer, url: "http://127.0.0.1:8080",
    model: "models/gpt-oss-safeguard-20b.gguf")

  /// The machine after the events, one each ten milliseconds.
  static func fold(_ kinds: RunEvent.Kind...) -> RunMachine { fold(kinds) }

  static func fold(_ kinds: [RunEvent.Kind]) -> RunMachine {
    var machine = RunMachine(request())
    for (index, kind) in kinds.enumerated() { machine.apply(RunEvent(at: index * 10, kind)) }
    return machine
  }
}

/// The generator of Steele, Lea and Flood (2014): the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
