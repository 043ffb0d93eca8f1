internal import Harmony
internal import Runs

/// The bytes of an engine's answer to run events, for every route.
///
/// Framing and reading are the route's; when an answer is whole, cut, broken or refused is decided
/// here, once for all. Success is a finish reason that was seen, whatever the status and whether
/// `[DONE]` came; a stream that ends without one has failed. Usage may follow the finish reason, so
/// that `finished` is said at the end. After the last event everything is ignored. A stream that is
/// longer than ``RunLimits`` allows has failed, whatever it consists of.
struct ResponseStream: Sendable {
  private enum State: Hashable {
    case streaming
    case finished(RunEvent.Finish)
    case over
  }

  private let peer: String
  private var frames: FrameDecoder
  private var reader: any FrameReader
  private var state = State.streaming
  /// Smaller ones are for tests.
  var limits = Limits()
  private var received = 0
  /// Bytes of text in all channels.
  private var said = 0

  /// - Parameter peer: named in failures, such as `llama-server at http://127.0.0.1:8080`.
  init(_ framing: FrameDecoder.Framing, _ reader: any FrameReader, peer: String) {
    self.peer = peer
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
        reader.finish().kinds
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
      events += reader.finish().kinds + [.failed(.oversizedFrame(peer))]
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
    if frame.data.elementsEqual("[DONE]".utf8) { return close() }
    guard !frame.data.isEmpty else { return [] }
    if frame.data.starts(with: "{\"error\"".utf8), let error = EngineError(frame.data) {
      return fail(error)
    }
    guard let signs = try? reader.read(frame) else {
      if let error = EngineError(frame.data) { return fail(error) }
      state = .over
      return reader.finish().kinds + [.raw(frame.data), .failed(.malformedFrame(peer))]
    }
    return take(signs)
  }

  /// A frame that the end of the stream cut off, as far as it came: an engine's last word may be the
  /// one that tells what went wrong; half a frame is kept as it is.
  private mutating func consumeCutOff(_ frame: StreamFrame) -> [RunEvent.Kind] {
    let isWhole =
      frame.data.elementsEqual("[DONE]".utf8) || EngineError(frame.data) != nil
      || frame.isJSON
    return isWhole ? consume(frame) : [.raw(frame.data)]
  }

  private mutating func take(_ signs: [StreamSign]) -> [RunEvent.Kind] {
    var events: [RunEvent.Kind] = []
    for sign in signs {
      switch sign {
      case .event(let kind): events.append(kind)
      case .finish(let reason):
        if state == .streaming { state = .finished(reason) }
      case .failed(let error): return events + fail(error)
      case .end: return events + close()
      }
    }
    return events
  }

  private mutating func close() -> [RunEvent.Kind] {
    defer { state = .over }
    switch state {
    case .streaming: return reader.finish().kinds + [.failed(.interrupted(peer))]
    case .finished(let reason): return reader.finish().kinds + [.finished(reason)]
    case .over: return []
    }
  }

  private mutating func fail(_ error: EngineError) -> [RunEvent.Kind] {
    state = .over
    return reader.finish().kinds + [.failed(.engine(error, peer: peer))]
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
  /// The answer is whole, or cut, for this reason; usage may follow.
  case finish(RunEvent.Finish)
  case failed(EngineError)
  /// Nothing follows.
  case end

  static func text(_ channel: Channel, _ text: String) -> StreamSign {
    .event(.text(channel, text))
  }

  /// What engines of the OpenAI family say at the end of an answer. `abort`, `error` or a word of the
  /// future: nobody can say that the answer is whole.
  static func finish(word: String) -> StreamSign {
    switch word {
    case "stop", "eos", "eos_token", "end_turn", "completed": .finish(.stop)
    case "length", "max_tokens", "max_output_tokens", "limit": .finish(.length)
    case "tool_calls", "function_call": .finish(.toolCall)
    case "content_filter": .finish(.filtered)
    default: .failed(EngineError(message: "it ended the answer with “\(word)”"))
    }
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
  /// - Throws: where the frame is none of this route. Errors of engines need not be recognised.
  mutating func read(_ frame: StreamFrame) throws -> [StreamSign]

  /// What was held back, once nothing follows; called exactly once.
  mutating func finish() -> [StreamSign]
}
