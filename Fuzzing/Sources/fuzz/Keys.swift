import TerminalInput

/// What a terminal sends: pieces of any size give the same events, and every byte is fine.
func fuzzKeys(_ input: [UInt8]) {
  // More at once is taken for a paste, which pieces are not.
  let pieces = Pieces(Array(input.prefix(700)))
  hold(
    events([pieces.whole]) == events(pieces.pieces), "events do not depend on the pieces")
}

private func events(_ pieces: [ArraySlice<UInt8>]) -> [InputEvent] {
  var decoder = InputDecoder()
  let events = pieces.flatMap { decoder.decode($0) } + decoder.flush()
  hold(decoder.awaited == nil, "nothing is awaited after flushing")
  for case .text(let text) in events {
    hold(!text.isEmpty, "typed text is never empty")
    hold(
      !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 },
      "typed text has no control characters")
  }
  return events.reduce(into: []) { result, event in
    if case .text(let text) = event, case .text(let before)? = result.last {
      result[result.count - 1] = .text(before + text)
    } else {
      result.append(event)
    }
  }
}
