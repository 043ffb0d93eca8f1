internal import Harmony
internal import Runs

/// The bytes of an engine's answer to run events, for every route.
///
/// Framing and reading are the route's; when an answer is whole, cut, broken or refused is decided
/// here, once for all. Success is a finish reason that was seen, whatever the status and whether
/// `[DONE]` came; a stream that ends without one has failed. What each signal means is in
/// ``SignalTable``. Usage may follow the finish reason, so `finished` is said at the end. After the
/// last event everything is ignored. A stream that is longer than ``RunLimits`` allows has failed,
/// whatever it consists of.
struct ResponseStream: Sendable {
  private enum State: Hashable {
    case streaming
    case finished(RunEvent.Finish)
    case over
  }

  private let peer: String
  private let tokenLimits: TokenLimits
  private var frames: FrameDecoder
  private var reader: any FrameReader
  private var state = State.streaming
  /// Smaller ones are for tests.
  var limits = Limits()
  private var received = 0
  private var notes = FrameNotes()
  private var usage = Usage()
  /// The engine's own, on how the answer ended.
  private var word = ""
  private var looksLikeLlamaCppPython = false
  /// Bytes of text in all channels.
  private var said = 0

  /// - Parameters:
  ///   - peer: named in failures, such as `llama-server at http://127.0.0.1:8080`.
  ///   - tokenLimits: what the answer must stay under not to be cut.
  init(
    _ framing: FrameDecoder.Framing, _ reader: any FrameReader, peer: String,
    tokenLimits: TokenLimits = TokenLimits()
  ) {
    self.peer = peer
    self.tokenLimits = tokenLimits
    self.reader = reader
    frames = FrameDecoder(framing)
  }

  struct Limits: Sendable {
    var streamBytes = RunLimits.streamBytes
    var textBytes = RunLimits.textBytes
  }

  /// Whether the last event was given.
  var isOver: Bool { state == .over }

  /// Whether the engine has said that the answer is whole.
  var hasFinish: Bool {
    if case .finished = state { true } else { false }
  }

  mutating func consume(_ bytes: some Collection<UInt8>) -> [RunEvent.Kind] {
    guard state != .over else { return [] }
    received += bytes.count
    let events = bounded(read(bytes))
    guard state != .over, received > limits.streamBytes else { return events }
    state = .over
    return events
      + bounded(
        abandoned()
          + [.failed(.oversized(peer, Self.size(limits.streamBytes)))])
  }

  /// As far as there is room for text; what does not fit ends the stream. A long text is given in
  /// pieces, between which a reader can do something else.
  private mutating func bounded(_ events: [RunEvent.Kind]) -> [RunEvent.Kind] {
    var bounded: [RunEvent.Kind] = []
    for event in events {
      guard case .text(let channel, let text) = event else {
        bounded.append(event)
        continue
      }
      let room = limits.textBytes - said
      said += text.utf8.count
      bounded += text.prefix(bytes: room).pieces(of: RunLimits.eventBytes).map {
        .text(channel, $0)
      }
      guard said > limits.textBytes else { continue }
      state = .over
      return bounded + [.failed(.oversized(peer, Self.size(limits.textBytes) + " of text"))]
    }
    return bounded
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) kB" : "\(bytes >> 20) MB"
  }

  private mutating func read(_ bytes: some Collection<UInt8>) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    for frame in frames.consume(bytes) {
      events += consume(frame)
      if state == .over { return events }
    }
    if frames.isOversized {
      state = .over
      events += abandoned() + [.failed(.oversizedFrame(peer))]
    }
    return events
  }

  /// The end of the stream, however it came about.
  mutating func end() -> [RunEvent.Kind] {
    guard state != .over else { return [] }
    let cutOff = frames.finish().map { consumeCutOff($0) } ?? []
    return bounded(cutOff + close())
  }

  private mutating func consume(_ frame: StreamFrame) -> [RunEvent.Kind] {
    let content = frame.content
    guard !content.isEmpty else {
      return frame.isError ? fail(EngineError(message: "it gave no reason")) : []
    }
    if frame.isKeepAlive { return [] }
    if frame.isDone { return close(saysDone: true) }
    guard let json = FrameValue.read(content) else {
      guard let documents = frame.documents else { return refuse(frame) }
      return documents.flatMap { state == .over ? [] : consume($0) }
    }
    if json.isRepaired { notes.noteRepair() }
    var events: [RunEvent.Kind] = []
    // Some proxies send several at once.
    for value in json.value.frames {
      let signs = read(value, named: frame.name)
      events += notes.takeWarnings() + take(signs)
      if state == .over { break }
    }
    return events
  }

  private mutating func read(_ frame: FrameValue, named name: String?) -> [StreamSign] {
    if frame.isObject, let error = EngineError(in: frame) {
      // What stands beside the error is still the model's.
      return reader.read(frame, event: name, &notes).filter(\.isText) + [.failed(error)]
    }
    if name?.lowercased() == "error" { return [.failed(EngineError(event: frame))] }
    if !looksLikeLlamaCppPython { looksLikeLlamaCppPython = Self.isLlamaCppPython(frame["id"]) }
    if let words = frame.string { return [.failed(EngineError(message: words))] }
    return frame.isObject ? reader.read(frame, event: name, &notes) : []
  }

  /// A frame that is not JSON: an engine's words, or broken.
  private mutating func refuse(_ frame: StreamFrame) -> [RunEvent.Kind] {
    let content = Array(frame.content)
    if let error = EngineError(content) ?? EngineError(words: content) { return fail(error) }
    let rest = abandoned()
    state = .over
    let failure = frame.isPage ? RunFailure.page(content, peer: peer) : .malformedFrame(peer)
    return rest + [.raw(frame.data), .failed(failure)]
  }

  /// llama-cpp-python's ids are `chatcmpl-` and a UUID with its hyphens; vLLM and llama-server write
  /// other ones.
  private static func isLlamaCppPython(_ id: FrameValue?) -> Bool {
    guard let id = id?.string, id.count == 45 else { return false }
    return id.hasPrefix("chatcmpl-") && id.count { $0 == "-" } == 5
  }

  /// A frame that the end of the stream cut off, as far as it came: an engine's last word may be the
  /// one that tells what went wrong; half a frame is kept as it is.
  private mutating func consumeCutOff(_ frame: StreamFrame) -> [RunEvent.Kind] {
    frame.isWhole ? consume(frame) : [.raw(frame.data)]
  }

  private mutating func take(_ signs: [StreamSign]) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    for sign in signs {
      switch sign {
      case .event(let kind):
        if case .usage(let told) = kind { usage = usage.updated(by: told) }
        events.append(kind)
      case .ending(let word):
        guard let finish = SignalTable.finishes[word.lowercased()] else {
          return events + fail(EngineError(message: "it ended the answer with “\(word)”"))
        }
        events += end(with: finish, word)
      case .finish(let finish): events += end(with: finish, finish.rawValue)
      case .contradiction(let said, let whole):
        let rest = abandoned()
        state = .over
        return events + rest + [.failed(.contradiction(peer, said, whole))]
      case .failed(let error): return events + fail(error)
      case .end: return events + close()
      }
    }
    return events
  }

  /// Of two endings the worse one holds.
  private mutating func end(with finish: RunEvent.Finish, _ word: String) -> [RunEvent.Kind] {
    guard case .finished(let before) = state else {
      state = .finished(finish)
      self.word = word
      return []
    }
    // A tool call is seen by what was said, not by another word on the ending.
    let isWorse = SignalTable.severity(finish) > SignalTable.severity(before)
    if isWorse { state = .finished(finish) }
    let differs = finish != before && ![finish, before].contains(.toolCall)
    return differs ? [.warning(.endings(self.word, word))] : []
  }

  private mutating func close(saysDone: Bool = false) -> [RunEvent.Kind] {
    defer { state = .over }
    switch state {
    case .streaming:
      return abandoned()
        + [
          .failed(
            .interrupted(
              peer, isEmpty: received == 0, mayBeCutByOthers: saysDone && looksLikeLlamaCppPython))
        ]
    case .finished(let reason):
      return reader.finish().kinds + doubts(reason) + [.finished(reason)]
    case .over: return []
    }
  }

  /// A finish that the token count contradicts. Whether the answer reads whole is for others to say.
  private func doubts(_ finish: RunEvent.Finish) -> [RunEvent.Kind] {
    guard finish == .stop || finish == .toolCall, let limit = tokenLimits.reached(by: usage) else {
      return []
    }
    return [.warning(.limitReached(word, usage.completionTokens ?? 0, limit: limit))]
  }

  private mutating func fail(_ error: EngineError) -> [RunEvent.Kind] {
    let rest = abandoned()
    state = .over
    return rest + [.failed(.engine(error, peer: peer))]
  }

  /// What was held back of an answer that the engine did not end. The model is not to blame for a turn
  /// that the engine broke off, so nothing is said of its markup.
  private mutating func abandoned() -> [RunEvent.Kind] {
    reader.finish().kinds.filter { kind in
      guard case .warning(let warning) = kind else { return true }
      return warning.kind != RunWarning.markup && warning.kind != "markup_recovered"
    }
  }
}

extension FrameValue {
  /// A list of frames is read one by one.
  fileprivate var frames: [FrameValue] {
    if case .array(let elements) = self { elements } else { [self] }
  }
}

extension String {
  /// As much as fits into so many bytes, between scalars.
  fileprivate func prefix(bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    return String(self[..<boundary(atOrBefore: utf8.index(startIndex, offsetBy: max(0, bytes)))])
  }

  /// Pieces of at most so many bytes, cut between scalars.
  fileprivate func pieces(of bytes: Int) -> [String] {
    guard utf8.count > bytes else { return isEmpty ? [] : [self] }
    var pieces: [String] = []
    var start = startIndex
    while start < endIndex {
      let nominal = utf8.index(start, offsetBy: bytes, limitedBy: endIndex) ?? endIndex
      let end = boundary(atOrBefore: nominal)
      pieces.append(String(self[start..<end]))
      start = end
    }
    return pieces
  }

  private func boundary(atOrBefore index: Index) -> Index {
    var index = index
    while index > startIndex, index < endIndex, utf8[index] & 0xC0 == 0x80 {
      index = utf8.index(before: index)
    }
    return index
  }
}

/// What a frame says, in the words of every route.
enum StreamSign: Sendable {
  case event(RunEvent.Kind)
  /// The engine's own word on how the answer ended; usage may follow.
  case ending(String)
  /// The answer is whole, or cut, for this reason, where no word tells; usage may follow.
  case finish(RunEvent.Finish)
  case failed(EngineError)
  /// The engine said this piece by piece, and that as a whole.
  case contradiction(String, String)
  /// Nothing follows.
  case end

  static func text(_ channel: Channel, _ text: String) -> StreamSign {
    .event(.text(channel, text))
  }

  fileprivate var isText: Bool {
    if case .event = self { true } else { false }
  }
}

extension [StreamSign] {
  fileprivate var kinds: [RunEvent.Kind] {
    compactMap { sign in
      if case .event(let kind) = sign { kind } else { nil }
    }
  }
}

/// Reads the frames of one route.
protocol FrameReader: Sendable {
  /// Errors of engines need not be recognized. What a frame does not have says nothing.
  ///
  /// - Parameters:
  ///   - frame: an object.
  ///   - event: the name of its event, where it has one.
  mutating func read(
    _ frame: FrameValue, event: String?, _ notes: inout FrameNotes
  ) -> [StreamSign]

  /// What was held back, once nothing follows; called exactly once.
  mutating func finish() -> [StreamSign]
}

/// How many tokens an answer may have, for engines that do not say that they have cut one.
struct TokenLimits: Hashable, Sendable {
  /// The run's own limit.
  var completion: Int?
  /// Of prompt and answer together.
  var context: Int?

  /// The limit that the answer has used up; nil where there is room.
  func reached(by usage: Usage) -> Int? {
    guard let completed = usage.completionTokens else { return nil }
    if let completion, completed >= completion { return completion }
    guard let context, let prompt = usage.promptTokens, prompt + completed >= context else {
      return nil
    }
    return context
  }
}
