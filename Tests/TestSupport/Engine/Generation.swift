/// How a generation went.
struct Generation: Sendable {
  enum Reason: String { case stop, length }

  /// Text that comes together: a token, or several where the bytes of a scalar were held back.
  struct Piece {
    var text: String
    var ids: [Int]
    /// Where it is a control token; text holds its spelling.
    var control: ScriptedControl?
  }

  var reason = Reason.stop
  var tokens = 0
  var reasoningTokens = 0
  /// The control token that ended the turn.
  var last: ScriptedControl?
}

extension ScriptedExchange {
  /// Generates the turn token by token, at its pace and with its mishap.
  ///
  /// - Parameter limit: of tokens.
  /// - Throws: `GenerationFailure` where it is to fail.
  func generate(
    _ turn: Turn, limit: Int?, _ emit: (Generation.Piece) async throws -> Void
  ) async throws -> Generation {
    var generation = Generation()
    var held = Generation.Piece(text: "", ids: [])
    var bytes: [UInt8] = []
    let begin = ContinuousClock.now
    for id in turn {
      if let limit, generation.tokens >= limit {
        generation.reason = .length
        break
      }
      if let pace = behaviour.pace {
        let due = begin + .nanoseconds(Int(Double(generation.tokens) / pace * 1e9))
        if due > .now { try await Task.sleep(until: due, tolerance: .zero, clock: .continuous) }
      }
      try Task.checkCancellation()
      if try await meetMishap(at: generation.tokens, emit) {
        generation.reason = .length
        break
      }
      generation.tokens += 1
      bytes += ToyTokenizer.bytes(of: id)
      held.ids.append(id)
      held.control = ScriptedControl(id: id)
      if let text = String(validating: bytes, as: UTF8.self) {
        held.text = text
        try await emit(held)
        generation.last = held.control
        held = Generation.Piece(text: "", ids: [])
        bytes = []
      }
      let now = ContinuousClock.now
      record {
        if $0.firstToken == nil { $0.firstToken = now }
        $0.lastToken = now
        $0.tokens += 1
      }
    }
    return generation
  }

  /// The same through the engine's own parser: text of channels, and the reasoning counted.
  ///
  /// - Throws: `TurnParser.Malformed` where the turn has no form.
  func generateChannels(
    _ turn: Turn, limit: Int?,
    _ emit: (TurnParser.Channel, String) async throws -> Void
  ) async throws -> Generation {
    var parser = TurnParser()
    var reasoning = 0
    var generation = try await generate(turn, limit: limit) { piece in
      var channel: TurnParser.Channel?
      for id in piece.ids { channel = try parser.channel(of: id) }
      if piece.ids.isEmpty { channel = .analysis }
      guard let channel else { return }
      if channel == .analysis { reasoning += piece.ids.count }
      try await emit(channel, piece.text)
    }
    generation.reasoningTokens = reasoning
    return generation
  }

  /// - Returns: whether the limit is to be reached here.
  private func meetMishap(
    at tokens: Int, _ emit: (Generation.Piece) async throws -> Void
  ) async throws -> Bool {
    switch behaviour.mishap {
    case .silence(tokens): try await Task.sleep(for: .seconds(86_400))
    case .cut(tokens): try await cut()
    case .error(tokens, let message): throw GenerationFailure(message: message)
    case .invalidUTF8(tokens):
      try await emit(.init(text: ScriptedStream.invalidByte, ids: []))
    case .hugeLine(tokens, _):
      try await emit(.init(text: ScriptedStream.hugeText, ids: []))
    case .length(tokens): return true
    default: break
    }
    return false
  }
}
