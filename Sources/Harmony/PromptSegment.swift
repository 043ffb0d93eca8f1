/// A piece of a Harmony prompt: a control token, or text that can never become one.
///
/// The JSON form is `{"control": "<|start|>"}` or `{"text": "system"}`.
public enum PromptSegment: Hashable, Codable, Sendable {
  case control(ControlToken)
  case text(String)

  private enum CodingKeys: String, CodingKey {
    case control, text
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let control = try container.decodeIfPresent(ControlToken.self, forKey: .control) {
      self = .control(control)
    } else {
      self = .text(try container.decode(String.self, forKey: .text))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .control(let token): try container.encode(token, forKey: .control)
    case .text(let text): try container.encode(text, forKey: .text)
    }
  }
}

extension PromptSegment {
  /// A prompt in which every spelled control token is one, as engines that tokenize the whole of it
  /// with special tokens on read it. Never the way to make a prompt.
  public static func segments(spelledIn markup: String) -> [PromptSegment] {
    var scanner = MarkupScanner()
    var pieces: [MarkupScanner.Piece] = []
    scanner.scan(Array(markup.utf8), into: &pieces)
    scanner.finish(into: &pieces)
    return pieces.map { piece in
      switch piece {
      case .control(let token): .control(token)
      case .text(let text): .text(text)
      case .invalid: .text("\u{FFFD}")
      }
    }
  }
}

/// Harmony's control tokens, with their ids in `o200k_harmony` (openai/harmony src/registry.rs).
public enum ControlToken: String, Hashable, Codable, Sendable, CaseIterable {
  case start = "<|start|>"
  case end = "<|end|>"
  case message = "<|message|>"
  case channel = "<|channel|>"
  case constrain = "<|constrain|>"
  case `return` = "<|return|>"
  case call = "<|call|>"
  case startOfText = "<|startoftext|>"
  case endOfText = "<|endoftext|>"

  public var id: Int {
    switch self {
    case .start: 200006
    case .end: 200007
    case .message: 200008
    case .channel: 200005
    case .constrain: 200003
    case .return: 200002
    case .call: 200012
    case .startOfText: 199998
    case .endOfText: 199999
    }
  }
}
