internal import Harmony

/// vLLM's `/tokenize`, which takes one text a question and finds control tokens in it: so each piece
/// of ``ControlTokenShield/pieces(of:)`` is a question of its own.
struct VLLMTokenizer: EngineTokenizer {
  func harmony(of model: String?, _ peer: EnginePeer) async -> HarmonyVocabulary? {
    let spellings = ControlTokenIDs.needed.map(\.rawValue)
    guard let answers = await ask(spellings, model, peer) else { return nil }
    var ids: [ControlToken: Int] = [:]
    for (token, answer) in zip(ControlTokenIDs.needed, answers) where answer.count == 1 {
      ids[token] = answer[0]
    }
    return HarmonyVocabulary(ids)
  }

  func tokens(
    of texts: [String], model: String?, controls: ControlTokenIDs, _ peer: EnginePeer
  ) async -> [[Int]]? {
    let pieces = texts.map(ControlTokenShield.pieces(of:))
    // Hostile content repeats itself.
    let distinct = Array(Set(pieces.joined()))
    guard let answers = await ask(distinct, model, peer) else { return nil }
    let ids = Dictionary(uniqueKeysWithValues: zip(distinct, answers))
    return pieces.map { $0.flatMap { ids[$0] ?? [] } }
  }

  private func ask(
    _ prompts: [String], _ model: String?, _ peer: EnginePeer
  ) async -> [[Int]]? {
    let width = 8
    var answers = [[Int]?](repeating: nil, count: prompts.count)
    await withTaskGroup(of: (Int, [Int]?).self) { group in
      var next = 0
      func add() {
        guard next < prompts.count else { return }
        let (index, prompt) = (next, prompts[next])
        next += 1
        group.addTask {
          let question = Question(model: model, prompt: prompt)
          return (index, await peer.post(Answer.self, at: "/tokenize", question)?.tokens)
        }
      }
      for _ in 0..<width { add() }
      for await (index, answer) in group {
        answers[index] = answer
        if answer == nil { group.cancelAll() } else { add() }
      }
    }
    let whole = answers.compactMap(\.self)
    return whole.count == prompts.count ? whole : nil
  }

  private struct Question: Encodable, Sendable {
    var model: String?
    var prompt: String
    var addSpecialTokens = false

    private enum CodingKeys: String, CodingKey {
      case model, prompt
      case addSpecialTokens = "add_special_tokens"
    }
  }

  private struct Answer: Decodable, Sendable {
    var tokens: [Int]
  }
}
