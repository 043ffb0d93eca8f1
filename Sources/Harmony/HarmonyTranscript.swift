/// What the assistant said in a stream of raw markup, channel by channel, for engines that return
/// the model's own tokens as text.
public struct HarmonyTranscript: Sendable {
  public struct Delta: Hashable, Sendable {
    public var channel: Channel
    public var text: String
  }

  /// Whether control tokens come as segments, told by their ids: then none can be forged by text.
  private let knowsTokens: Bool
  private var parser = HarmonyParser(start: .automatic)
  private var channel: Channel?
  /// The first ones: a hostile stream has as many as it has tokens.
  public private(set) var warnings: [HarmonyWarning] = []
  static let mostWarnings = 20
  /// Finished or unfinished messages of the final channel.
  public private(set) var finals = 0
  /// Whether something but a warning forbids a verdict: another role spoke, or a final message has
  /// a recipient, words too many in its header, or another end than `<|return|>` or the stream's.
  private var isSpoiled = false
  /// Whether a warning forbids a verdict, among those too that are not kept.
  private var isSuspicious = false
  private var headerHasExtra = false
  private var isFinished = false

  public init(knowsTokens: Bool = false) {
    self.knowsTokens = knowsTokens
  }

  /// Whether a verdict may be read from the final message: the stream is finished, has exactly one,
  /// and nothing in it could have forged or hidden that one.
  public var isTrustworthy: Bool {
    isFinished && finals == 1 && !isSpoiled && !isSuspicious
  }

  /// A message on a channel that nobody knows hides no final one where tokens are known; about 4 % of
  /// turns have such a header at temperature 1 (ggml-org/llama.cpp#27720).
  private func spoils(_ kind: HarmonyWarning.Kind) -> Bool {
    kind.spoilsVerdict && !(knowsTokens && kind == .unknownChannel)
  }

  /// Whether nothing departed from the format. A turn that ends without a final message may be so.
  public var isWellFormed: Bool {
    isFinished && finals <= 1 && !isSpoiled && warnings.isEmpty
  }

  /// A control token, or text that is text whatever it spells.
  public mutating func consume(_ segment: PromptSegment) -> [Delta] {
    fold(parser.consume(segment))
  }

  public mutating func consume(_ markup: String) -> [Delta] {
    fold(parser.consume(markup))
  }

  public mutating func finish() -> [Delta] {
    isFinished = true
    return fold(parser.finish())
  }

  private mutating func fold(_ events: [HarmonyParser.Event]) -> [Delta] {
    var deltas: [Delta] = []
    for event in events {
      switch event {
      case .began(let role, let name, let recipient, _):
        // What has no known channel is shown, but is never an answer.
        channel = role == "assistant" ? name.flatMap(Channel.init(rawValue:)) ?? .commentary : nil
        if role != "assistant" { isSpoiled = true }
        if channel == .final {
          finals += 1
          if recipient != nil || headerHasExtra { isSpoiled = true }
        }
        headerHasExtra = false
      case .text(let text):
        if let channel { deltas.append(Delta(channel: channel, text: text)) }
      case .ended(let closedBy):
        if channel == .final, closedBy == .end || closedBy == .call { isSpoiled = true }
        channel = nil
      case .warning(let warning):
        if warning.kind == .headerExtra { headerHasExtra = true }
        if spoils(warning.kind) { isSuspicious = true }
        if warnings.count < Self.mostWarnings { warnings.append(warning) }
      }
    }
    return deltas
  }
}
