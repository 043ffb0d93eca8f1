internal import Harmony
internal import Runs

/// The bytes of an engine's answer to run events, for every route.
///
/// Framing and reading are the route's; when an answer is whole, cut, broken or refused is decided
/// here, once for all. Success is a finish reason that was seen, whatever the status and whether
/// `[DONE]` came; a stream that ends without one has failed. Usage may follow the finish reason, so
/// that `finished` is said at the end. After the last event everything is ignored.
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

  /// - Parameter peer: named in failures, such as `llama-server at http://127.0.0.1:8080`.
  init(_ framing: FrameDecoder.Framing, _ reader: any FrameReader, peer: String) {
    self.peer = peer
    self.reader = reader
    frames = FrameDecoder(framing)
  }

  /// Whether the last event was given.
  var isOver: Bool { state == .over }

  /// Whether the engine has said that the answer is whole.
  var hasFinish: Bool {
    if case .finished = state { true } else { false }
  }

  mutating func consume(_ bytes: some Sequence<UInt8>) -> [RunEvent.Kind] {
    guard state != .over else { return [] }
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
    return cutOff + close()
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
