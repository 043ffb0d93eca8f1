import Foundation
import Harmony

/// The parser: pieces of any size give the same messages; what the shield lets through is no token.
func fuzzHarmony(_ input: [UInt8]) {
  guard let choice = input.first else { return }
  let starts: [HarmonyParser.Start] = [.automatic, .stream, .completion]
  let start = starts[Int(choice) % 3]
  let pieces = Pieces(Array(input.dropFirst()))
  hold(
    events([pieces.whole], start) == events(pieces.pieces, start),
    "messages do not depend on the pieces")
  let text = String(decoding: pieces.whole, as: UTF8.self)
  let shielded = ControlTokenShield.shield(text)
  hold(shielded.original == text, "the shield can be taken back")
  hold(
    PromptSegment.segments(spelledIn: shielded.text).allSatisfy { !$0.isControl },
    "shielded text spells no control token")
  let conversation = Conversation(policy: text, content: text)
  let prompt = HarmonyPrompt(conversation, effort: .low, date: nil, layout: .developer)
  let (messages, warnings) = HarmonyParser.messages(in: prompt.segments)
  // It ends inside the header that the model completes.
  hold(
    warnings.allSatisfy { $0.kind == .incompleteHeader },
    "our own prompt is well formed, whatever the texts spell")
  hold(
    messages.prefix(3).map(\.role) == ["system", "developer", "user"],
    "our own prompt has three messages, whatever the texts spell")
  hold(messages[2].content == text, "the content arrives as it is")
}

private func events(
  _ pieces: [ArraySlice<UInt8>], _ start: HarmonyParser.Start
) -> [HarmonyParser.Event] {
  var parser = HarmonyParser(start: start)
  let events = pieces.flatMap { parser.consume($0) } + parser.finish()
  return events.reduce(into: []) { result, event in
    if case .text(let text) = event, case .text(let before)? = result.last {
      result[result.count - 1] = .text(before + text)
    } else {
      result.append(event)
    }
  }
}

extension PromptSegment {
  fileprivate var isControl: Bool { if case .control = self { true } else { false } }
}

/// A transcript of segments and markup: pieces of any size give the same texts and trust.
func fuzzTranscript(_ input: [UInt8]) {
  guard let choice = input.first else { return }
  let text = String(decoding: input.dropFirst(5), as: UTF8.self)
  let pieces = Pieces(Array(input[1..<min(5, input.count)]) + Array(text.utf8))
  func read(_ pieces: [String]) -> ([Channel: String], HarmonyTranscript) {
    var transcript = HarmonyTranscript(knowsTokens: choice % 2 == 0)
    var texts: [Channel: String] = [:]
    for piece in pieces {
      for delta in transcript.consume(piece) { texts[delta.channel, default: ""] += delta.text }
    }
    for delta in transcript.finish() { texts[delta.channel, default: ""] += delta.text }
    return (texts, transcript)
  }
  let whole = read([text])
  let cut = read(onScalars(pieces))
  hold(whole.0 == cut.0, "texts do not depend on the pieces")
  hold(whole.1.isTrustworthy == cut.1.isTrustworthy, "trust does not depend on the pieces")
  hold(whole.1.warnings == cut.1.warnings, "warnings do not depend on the pieces")
  hold(!whole.1.isTrustworthy || whole.1.finals == 1, "only one final message can be trusted")
}

/// The pieces as strings, cut between scalars.
private func onScalars(_ input: Pieces) -> [String] {
  var scalars = String(decoding: input.whole, as: UTF8.self).unicodeScalars[...]
  var sizes = input.pieces.map(\.count)[...]
  var pieces: [String] = []
  while !scalars.isEmpty {
    let count = sizes.popFirst() ?? 1
    pieces.append(String(String.UnicodeScalarView(scalars.prefix(count))))
    scalars = scalars.dropFirst(count)
  }
  return pieces
}
