/// Reads a Harmony stream in pieces of any size.
///
/// It is total: every stream has messages, and where one departs from the format
/// (openai/harmony docs/format.md) there is a warning. Where the reference parser takes such a
/// stream silently, this one says so, and ``HarmonyWarning/Kind/spoilsVerdict`` tells that no verdict
/// should be read from it. Reading a stream byte by byte gives the same as reading it whole.
///
/// Complexity: linear in the bytes; what is kept is one header and at most one unfinished token.
public struct HarmonyParser: Sendable {
  public enum Start: Hashable, Sendable {
    /// Begins inside the assistant's header, as an engine's completion does.
    case completion
    /// Begins with `<|start|>`.
    case stream
    /// As a stream if it begins with `<|start|>`, else as a completion.
    case automatic
  }

  public enum Event: Hashable, Sendable {
    case began(role: String, channel: String?, recipient: String?, contentType: String?)
    case text(String)
    case ended(HarmonyMessage.ClosedBy?)
    case warning(HarmonyWarning)
  }

  private enum State: Sendable {
    case between
    case header
    case content
    /// `<|endoftext|>` was seen.
    case over
  }

  private var state: State
  private var header = HarmonyHeader()
  private var scanner = MarkupScanner()
  private var offset = 0
  private var sawReturn = false
  private var sawControl = false
  private var sawInvalid = false
  private var sawTail = false
  private let mayBeStream: Bool
  private var events: [Event] = []
  private var saidOnce: Set<HarmonyWarning.Kind> = []

  public init(start: Start = .automatic) {
    mayBeStream = start == .automatic
    state = start == .stream ? .between : .header
    header.givenRole = start == .stream ? nil : "assistant"
  }

  // MARK: Input

  /// Markup as bytes; control tokens are recognised by their spelling.
  public mutating func consume(_ bytes: some Sequence<UInt8>) -> [Event] {
    var pieces: [MarkupScanner.Piece] = []
    scanner.scan(Array(bytes), into: &pieces)
    return consume(pieces)
  }

  /// Markup as text; control tokens are recognised by their spelling.
  public mutating func consume(_ markup: String) -> [Event] {
    consume(markup.utf8)
  }

  /// A segment; text in it is text, whatever it spells.
  public mutating func consume(_ segment: PromptSegment) -> [Event] {
    var pieces: [MarkupScanner.Piece] = []
    scanner.finish(into: &pieces)
    switch segment {
    case .control(let token): pieces.append(.control(token))
    case .text(let text): if !text.isEmpty { pieces.append(.text(text)) }
    }
    return consume(pieces)
  }

  /// The end of the stream.
  public mutating func finish() -> [Event] {
    var pieces: [MarkupScanner.Piece] = []
    scanner.finish(into: &pieces)
    events = []
    for piece in pieces { take(piece) }
    switch state {
    case .content: events.append(.ended(nil))
    case .header: finishHeader()
    case .between, .over: break
    }
    state = .over
    return events
  }

  private mutating func consume(_ pieces: [MarkupScanner.Piece]) -> [Event] {
    events = []
    for piece in pieces { take(piece) }
    defer { events = [] }
    return events
  }

  private mutating func take(_ piece: MarkupScanner.Piece) {
    switch piece {
    case .control(let token):
      take(token)
      sawControl = true
      offset += token.rawValue.utf8.count
    case .text(let text):
      take(text)
      offset += text.utf8.count
    case .invalid(let byteCount):
      // Once a stream: noise must not make as many warnings as it has bytes.
      if !sawInvalid { warn(.invalidUTF8, "Bytes that are no UTF-8 were replaced by U+FFFD.") }
      sawInvalid = true
      take("\u{FFFD}")
      offset += byteCount
    }
  }

  // MARK: Transitions

  private mutating func take(_ text: String) {
    switch state {
    case .content: events.append(.text(text))
    case .header: header.append(text)
    case .between:
      // Held as a header: it may be one whose `<|start|>` is missing.
      header = HarmonyHeader()
      header.append(text)
      isStray = true
      state = .header
    case .over: warnOfTail()
    }
  }

  /// Once a stream, so that the warnings do not depend on how the tail was cut.
  private mutating func warnOfTail() {
    if !sawTail { warn(.strayText, "There is more after the end of the stream.") }
    sawTail = true
  }

  private mutating func take(_ token: ControlToken) {
    if case .over = state {
      warnOfTail()
      return
    }
    switch state {
    case .between: takeBetween(token)
    case .header: takeInHeader(token)
    case .content: takeInContent(token)
    case .over: break
    }
  }

  /// Text stood where `<|start|>` is due; what follows tells whether it was a header.
  private var isStray = false

  private mutating func takeBetween(_ token: ControlToken) {
    switch token {
    case .start: beginHeader()
    case .endOfText, .startOfText, .return: break
    default:
      warn(.missingStart, "\(token.rawValue) stands where <|start|> is due.")
      header = HarmonyHeader()
      header.givenRole = "assistant"
      state = .header
      takeInHeader(token)
    }
  }

  private mutating func beginHeader() {
    if sawReturn { warn(.afterReturn, "A message begins after <|return|> has ended the turn.") }
    header = HarmonyHeader()
    isStray = false
    state = .header
  }

  private mutating func takeInHeader(_ token: ControlToken) {
    switch token {
    case .start:
      if isStray {
        warn(.strayText, "“\(Self.excerpt(header.roleText))” stands between two messages.")
        beginHeader()
      } else if mayBeStream, header.isUntouched, !sawControl {
        header = HarmonyHeader()
      } else {
        warn(.repeatedStart, "<|start|> stands inside a header.")
        header = HarmonyHeader()
      }
      header.isUntouched = false
    case .channel:
      adoptStray()
      if header.channelText != nil {
        warn(.repeatedChannel, "A header names two channels; the first counts.")
        header.append(" ")
      } else {
        header.channelText = ""
      }
      header.isUntouched = false
    case .constrain: header.append(token.rawValue)
    case .message:
      adoptStray()
      beginContent()
    case .end, .return, .call: endWithoutContent(token)
    case .endOfText:
      finishHeader()
      state = .over
    case .startOfText: break
    }
  }

  /// The text without `<|start|>` was a header after all.
  private mutating func adoptStray() {
    guard isStray else { return }
    isStray = false
    if sawReturn { warn(.afterReturn, "A message begins after <|return|> has ended the turn.") }
    warn(.missingStart, "A header begins without <|start|>.")
  }

  private mutating func beginContent() {
    let parsed = header.parsed()
    check(parsed)
    events.append(
      .began(
        role: parsed.role, channel: parsed.channel, recipient: parsed.recipient,
        contentType: parsed.contentType))
    state = .content
  }

  private mutating func check(_ parsed: HarmonyHeader.Parsed) {
    let roles = ["system", "developer", "user", "assistant", "tool"]
    // A tool's messages bear the tool's name as role, and a recipient.
    if !roles.contains(parsed.role), parsed.recipient == nil {
      warn(.unknownRole, "“\(Self.excerpt(parsed.role))” is no role.")
    }
    if let channel = parsed.channel {
      if Channel(rawValue: channel) == nil {
        warn(.unknownChannel, "“\(Self.excerpt(channel))” is no channel.")
      }
    } else if parsed.role == "assistant" {
      warn(.noChannel, "A message of the assistant names no channel.")
    }
    if !parsed.extra.isEmpty {
      let words = Self.excerpt(parsed.extra.joined(separator: " "))
      warn(.headerExtra, "The header has more words than it may: “\(words)”.")
    }
  }

  /// A message that was ended before `<|message|>`: words after the channel are its content.
  private mutating func endWithoutContent(_ token: ControlToken) {
    warn(.missingMessage, "\(token.rawValue) ends a message that has no <|message|>.")
    isStray = false
    let parsed = header.parsed()
    events.append(
      .began(
        role: parsed.role, channel: parsed.channel, recipient: parsed.recipient,
        contentType: parsed.contentType))
    let text = parsed.extra.joined(separator: " ")
    if !text.isEmpty { events.append(.text(text)) }
    end(token)
  }

  private mutating func takeInContent(_ token: ControlToken) {
    switch token {
    case .end, .return, .call: end(token)
    case .endOfText:
      warn(.endOfText, "<|endoftext|> ends the stream.")
      events.append(.ended(nil))
      state = .over
    case .start:
      warn(.missingEnd, "<|start|> stands inside a message whose <|end|> is missing.")
      events.append(.text(token.rawValue))
    case .message, .channel, .constrain, .startOfText:
      warn(.controlInContent, "\(token.rawValue) stands inside a message.")
      events.append(.text(token.rawValue))
    }
  }

  private mutating func end(_ token: ControlToken) {
    let closedBy: HarmonyMessage.ClosedBy =
      switch token {
      case .return: .return
      case .call: .call
      default: .end
      }
    events.append(.ended(closedBy))
    if token == .return { sawReturn = true }
    state = .between
  }

  // MARK: The end

  private mutating func finishHeader() {
    if isStray {
      warn(.strayText, "“\(Self.excerpt(header.roleText))” follows the last message.")
    } else if !sawControl, header.channelText == nil, header.givenRole != nil {
      finishWithoutControl()
    } else {
      warn(.incompleteHeader, "The stream ends inside a header.")
    }
  }

  /// No control token came at all: nothing, a bare answer, or a stream that lost its tokens.
  private mutating func finishWithoutControl() {
    let text = header.roleText
    guard !text.isEmpty else {
      warn(.empty, "The stream is empty.")
      return
    }
    if let flat = FlattenedStream(text) {
      warn(
        .flattened,
        "The stream lost its control tokens; analysis and final were told apart by words.")
      for (channel, content) in [("analysis", flat.analysis), ("final", flat.final)] {
        events.append(
          .began(role: "assistant", channel: channel, recipient: nil, contentType: nil))
        if !content.isEmpty { events.append(.text(content)) }
        events.append(.ended(nil))
      }
      return
    }
    warn(.noChannel, "There is an answer without any header.")
    events.append(.began(role: "assistant", channel: nil, recipient: nil, contentType: nil))
    events.append(.text(text))
    events.append(.ended(nil))
  }

  private mutating func warn(_ kind: HarmonyWarning.Kind, _ message: String) {
    // Of these there is one a stream, so that the size of its pieces makes no difference.
    if kind == .invalidUTF8 || (kind == .strayText && state == .over) {
      guard !saidOnce.contains(kind) else { return }
      saidOnce.insert(kind)
    }
    events.append(.warning(HarmonyWarning(kind: kind, offset: offset, message: message)))
  }

  private static func excerpt(_ text: String) -> String {
    let short = String(text.prefix(40))
    return short == text ? text : short + "…"
  }
}
