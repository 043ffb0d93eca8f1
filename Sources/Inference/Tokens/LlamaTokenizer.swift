internal import Harmony

/// llama-server's `/tokenize`. It finds most control tokens in any text and cannot be told not to
/// (facts 7: `parse_special` false leaves alone only those that end a turn), but takes an array of
/// texts and ids, and reads each text by itself: so it is given ``ControlTokenShield/pieces(of:)``.
struct LlamaTokenizer: EngineTokenizer {
  func harmony(of model: String?, _ peer: EnginePeer) async -> HarmonyVocabulary? {
    struct Answer: Decodable, Sendable {
      struct Token: Decodable, Sendable {
        var id: Int
        /// As text; as bytes where it is no UTF-8.
        var piece: String?

        private enum CodingKeys: String, CodingKey {
          case id, piece
        }

        init(from decoder: any Decoder) throws {
          let container = try decoder.container(keyedBy: CodingKeys.self)
          id = try container.decode(Int.self, forKey: .id)
          piece = try? container.decode(String.self, forKey: .piece)
        }
      }

      var tokens: [Token]
    }
    let question = Question(
      content: ControlToken.allCases.map { .text($0.rawValue) }, parseSpecial: true,
      withPieces: true)
    guard let answer = await peer.post(Answer.self, at: "/tokenize", question) else { return nil }
    var ids: [ControlToken: Int] = [:]
    for token in answer.tokens {
      if let control = token.piece.flatMap(ControlToken.init(rawValue:)) { ids[control] = token.id }
    }
    return HarmonyVocabulary(ids)
  }

  func tokens(
    of texts: [String], model: String?, controls: ControlTokenIDs, _ peer: EnginePeer
  ) async -> [[Int]]? {
    struct Answer: Decodable, Sendable {
      var tokens: [Int]
    }
    // An id that no text can become stands between the texts.
    let separator = controls[.start]
    var content: [Question.Part] = []
    for (index, text) in texts.enumerated() {
      if index > 0 { content.append(.id(separator)) }
      content += ControlTokenShield.pieces(of: text).map(Question.Part.text)
    }
    guard
      let answer = await peer.post(Answer.self, at: "/tokenize", Question(content: content))
    else { return nil }
    let parts = answer.tokens.split(separator: separator, omittingEmptySubsequences: false)
      .map(Array.init)
    return parts.count == texts.count || texts.isEmpty ? parts : nil
  }

  private struct Question: Encodable, Sendable {
    enum Part: Encodable, Sendable {
      case id(Int)
      case text(String)

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .id(let id): try container.encode(id)
        case .text(let text): try container.encode(text)
        }
      }
    }

    var content: [Part]
    var addSpecial = false
    var parseSpecial = false
    var withPieces = false

    private enum CodingKeys: String, CodingKey {
      case content
      case addSpecial = "add_special"
      case parseSpecial = "parse_special"
      case withPieces = "with_pieces"
    }
  }
}
