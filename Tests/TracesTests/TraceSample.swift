import Harmony
import Policies
import Runs
import Traces

/// Records written as one writes a chain: each sentence arrives a second after the one before, and
/// ids of a small spam policy are cited by the product's own finder.
enum TraceSample {
  static let policy = """
    # Spam
    ## Instructions
    Answer with one code.
    ## Safe (SP0)
    - SP0.a Ordinary talk between buyer and seller
    ## Violates
    - SP2.a The same text in many places
    - SP3.a Money before the item was seen
    - SP3.b Pyramid or affiliate bait
    """

  static func record(_ sentences: [String], answer: String = "VIOLATES") -> RunRecord {
    let outline = PolicyOutline(reading: policy)
    let request = RunRequest(
      id: Run.ID(milliseconds: 5, high: 6, low: 7), startedAt: 1_763_900_000_000,
      policy: .init(name: "spam", version: 7),
      conversation: Conversation(policy: policy, content: "Earn $$$ now"),
      format: AnswerFormat(
        shape: .token, labels: [.init("SAFE", .safe), .init("VIOLATES", .violates)],
        source: .declared),
      parameters: RunParameters(seed: 7, date: "2026-11-23"))
    var machine = RunMachine(request, outline: outline)
    var at = 1000
    for sentence in sentences {
      machine.apply(RunEvent(at: at, .text(.analysis, sentence + " ")))
      at += 1000
    }
    machine.apply(RunEvent(at: at, .text(.final, answer)))
    machine.apply(RunEvent(at: at + 10, .finished(.stop)))
    return machine.record
  }

  static func trace(_ sentences: String..., answer: String = "VIOLATES") -> Trace {
    Trace(record(sentences, answer: answer))
  }
}
