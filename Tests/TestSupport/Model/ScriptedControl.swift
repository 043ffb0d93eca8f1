/// Harmony's control tokens with their ids in `o200k_harmony` (openai/harmony src/registry.rs).
public enum ScriptedControl: String, CaseIterable, Sendable {
  case startOfText = "<|startoftext|>"
  case endOfText = "<|endoftext|>"
  case `return` = "<|return|>"
  case constrain = "<|constrain|>"
  case channel = "<|channel|>"
  case start = "<|start|>"
  case end = "<|end|>"
  case message = "<|message|>"
  case call = "<|call|>"

  public var id: Int {
    switch self {
    case .startOfText: 199_998
    case .endOfText: 199_999
    case .return: 200_002
    case .constrain: 200_003
    case .channel: 200_005
    case .start: 200_006
    case .end: 200_007
    case .message: 200_008
    case .call: 200_012
    }
  }

  init?(id: Int) {
    guard let control = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = control
  }

  /// Engines stop on these (facts: model A5).
  var endsTurn: Bool { self == .return || self == .call || self == .endOfText }
}

/// What a model is given, or gives: text that only spells a control token stays text.
public enum PromptPiece: Hashable, Sendable {
  case control(ScriptedControl)
  case text(String)
}

extension [PromptPiece] {
  /// As people read it; what is control and what is text cannot be told apart any more.
  public var spelling: String {
    reduce(into: "") { text, piece in
      switch piece {
      case .control(let control): text += control.rawValue
      case .text(let part): text += part
      }
    }
  }
}
