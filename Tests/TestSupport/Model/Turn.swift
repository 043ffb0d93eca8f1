/// The tokens of one turn of the model, which may have no end.
struct Turn: Sequence, Sendable {
  enum Message {
    case analysis(String)
    case commentary(String)
    case call(String)
    case final(String)
  }

  var ids: [Int]
  /// Repeated for ever after the others.
  var cycle: [Int] = []

  init(ids: [Int]) {
    self.ids = ids
  }

  /// Well-formed messages; the last one ends the turn (openai/harmony docs/format.md).
  static func of(_ messages: Message...) -> Turn {
    var ids: [Int] = []
    for (index, message) in messages.enumerated() {
      if index > 0 { ids += .control(.end) + .control(.start) + .text("assistant") }
      ids += .control(.channel)
      switch message {
      case .analysis(let text): ids += .text("analysis") + .control(.message) + .text(text)
      case .commentary(let text): ids += .text("commentary") + .control(.message) + .text(text)
      case .final(let text): ids += .text("final") + .control(.message) + .text(text)
      case .call(let text):
        ids +=
          .text("commentary to=functions.search ") + .control(.constrain) + .text("json")
          + .control(.message) + .text(text)
      }
    }
    if case .call? = messages.last { return Turn(ids: ids + .control(.call)) }
    return Turn(ids: ids + .control(.return))
  }

  /// The turn without its end, and the text after it for ever.
  func looping(_ text: String) -> Turn {
    var turn = Turn(ids: Array(ids.dropLast()))
    turn.cycle = .text(text)
    return turn
  }

  func makeIterator() -> AnyIterator<Int> {
    var position = 0
    return AnyIterator { [self] in
      defer { position += 1 }
      if position < ids.count { return ids[position] }
      return cycle.isEmpty ? nil : cycle[(position - ids.count) % cycle.count]
    }
  }
}

extension [Int] {
  static func control(_ control: ScriptedControl) -> [Int] { [control.id] }
  static func text(_ text: String) -> [Int] { ToyTokenizer.ids(of: text, findsControls: false) }
}

/// Takes a turn apart into channels, as an engine's own parser does.
struct TurnParser {
  enum Channel: Hashable { case analysis, commentary, call, final }

  /// The parser gave up; engines lose the whole turn then.
  struct Malformed: Error {}

  private enum Place {
    case header(String)
    case body(Channel)
    case between
  }

  private var place = Place.header("")

  /// - Returns: nil where the token is none of a message's text.
  mutating func channel(of id: Int) throws(Malformed) -> Channel? {
    guard let control = ScriptedControl(id: id) else {
      switch place {
      case .header(let header):
        place = .header(header + String(decoding: ToyTokenizer.bytes(of: id), as: UTF8.self))
        return nil
      case .body(let channel): return channel
      case .between: throw Malformed()
      }
    }
    switch (control, place) {
    case (.start, .between): place = .header("")
    case (.channel, .header(let header)) where header.isEmpty || header == "assistant":
      place = .header("")
    case (.constrain, .header): break
    case (.message, .header(let header)): place = .body(try Self.channel(named: header))
    case (.end, .body), (.return, .body), (.call, .body): place = .between
    default: throw Malformed()
    }
    return nil
  }

  private static func channel(named header: String) throws(Malformed) -> Channel {
    switch header {
    case "analysis": return .analysis
    case "final": return .final
    case "commentary": return .commentary
    default:
      guard header.hasPrefix("commentary to=") else { throw Malformed() }
      return .call
    }
  }
}
