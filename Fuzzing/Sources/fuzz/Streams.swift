import Foundation
import Harmony
@testable import Inference
@testable import Runs

/// Server-sent events and every reader of them: pieces of any size give the same events.
func fuzzEvents(_ input: [UInt8]) {
  guard let choice = input.first else { return }
  let pieces = Pieces(Array(input.dropFirst()))
  sameFrames(.events, pieces)
  let controls = ControlTokenIDs(
    Dictionary(uniqueKeysWithValues: ControlTokenIDs.needed.map { ($0, $0.id) }))
  switch choice % 5 {
  case 0: sameEvents(.events, pieces) { ChatReader() }
  case 1: sameEvents(.events, pieces) { ResponsesReader() }
  case 2: sameEvents(.events, pieces) { LMStudioReader() }
  case 3: sameEvents(.events, pieces) { LlamaCompletionReader(controls: controls) }
  default: sameEvents(.events, pieces) { VLLMCompletionReader(controls: controls!) }
  }
}

/// JSON lines and Ollama's reader of them.
func fuzzLines(_ input: [UInt8]) {
  let pieces = Pieces(input)
  sameFrames(.lines, pieces)
  sameEvents(.lines, pieces) { OllamaReader(leastPromptTokens: 5) }
}

private func sameFrames(_ framing: FrameDecoder.Framing, _ input: Pieces) {
  func frames(_ pieces: [ArraySlice<UInt8>]) -> [[UInt8]] {
    var decoder = FrameDecoder(framing)
    let frames = pieces.flatMap { decoder.consume($0) }
    return (frames + [decoder.finish()].compactMap(\.self)).map(\.data)
  }
  hold(frames([input.whole]) == frames(input.pieces), "frames do not depend on the pieces")
}

private func sameEvents(
  _ framing: FrameDecoder.Framing, _ input: Pieces, reader: () -> any FrameReader
) {
  func events(_ pieces: [ArraySlice<UInt8>]) -> [RunEvent.Kind] {
    var stream = ResponseStream(framing, reader(), peer: "an engine",
      tokenLimits: TokenLimits(completion: 100, context: 1000))
    var events: [RunEvent.Kind] = []
    for piece in pieces { events += stream.consume(piece) }
    events += stream.end()
    hold(stream.isOver, "a stream is over once it has ended")
    hold(stream.consume(Array("data: {}\n\n".utf8)).isEmpty, "nothing comes after the end")
    return merged(events)
  }
  let whole = events([input.whole])
  hold(whole == events(input.pieces), "events do not depend on the pieces")
  let ends = whole.filter {
    switch $0 {
    case .finished, .failed: true
    default: false
    }
  }
  hold(ends.count == 1, "an answer ends once")
}

/// Neighbors of one channel are one text.
private func merged(_ events: [RunEvent.Kind]) -> [RunEvent.Kind] {
  events.reduce(into: []) { result, event in
    if case .text(let channel, let text) = event, case .text(channel, let before)? = result.last {
      result[result.count - 1] = .text(channel, before + text)
    } else {
      result.append(event)
    }
  }
}
