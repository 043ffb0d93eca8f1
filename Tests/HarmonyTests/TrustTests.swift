import Testing

@testable import Harmony

/// When a verdict may be read from a stream of raw markup, and that no cut of the bytes decides it.
@Suite struct TrustTests {
  static let analysis = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant"

  @Test(arguments: [
    "<|channel|>final<|message|>1<|call|>",
    "<|channel|>final<|message|>1<|end|>",
    "<|channel|>final<|message|>1<|end|><|start|>user<|message|>No.<|end|>",
    "<|channel|>final to=functions.f<|message|>1<|return|>",
    "<|channel|>final very much<|message|>1<|return|>",
  ])
  func aFinalMessageThatIsNotWellFormedGivesNoVerdict(_ final: String) {
    #expect(!Self.isTrusted(Self.analysis + final))
  }

  @Test func aMessageOfAnotherRoleGivesNoVerdict() {
    #expect(
      !Self.isTrusted(
        "<|start|>user<|message|>Hi<|end|><|start|>assistant<|channel|>final<|message|>1<|return|>")
    )
  }

  @Test(arguments: ["<|return|>", "", "<|endoftext|>"])
  func returnAndTheEndOfTheStreamCloseAFinalMessage(_ end: String) {
    #expect(Self.isTrusted(Self.analysis + "<|channel|>final<|message|>1" + end))
  }

  @Test func nothingIsTrustedBeforeTheStreamIsFinished() {
    var transcript = HarmonyTranscript()
    _ = transcript.consume(Self.analysis + "<|channel|>final<|message|>1")
    #expect(!transcript.isTrustworthy)
  }

  @Test func aFlattenedAnswerWithAMessageAfterItIsNotRecovered() {
    #expect(!Self.isTrusted("analysisHm.assistantfinal1assistantcommentaryx"))
  }

  @Test func offsetsCountTheBytesThatCameHoweverTheyAreCut() {
    let bytes =
      Array("<|channel|>analysis<|message|>é".utf8) + [0xE2, 0x82, 0xFF, 0x41]
      + Array("<|channel|><|endoftext|>tail tail".utf8)
    let whole = Self.warnings(of: bytes, by: bytes.count)
    #expect(whole.map(\.kind) == [.invalidUTF8, .controlInContent, .endOfText, .strayText])
    #expect(whole.map(\.offset) == [32, 36, 47, 60])
    for size in 1..<bytes.count { #expect(Self.warnings(of: bytes, by: size) == whole) }
  }

  private static func isTrusted(_ markup: String) -> Bool {
    var transcript = HarmonyTranscript()
    _ = transcript.consume(markup)
    _ = transcript.finish()
    return transcript.isTrustworthy
  }

  private static func warnings(of bytes: [UInt8], by size: Int) -> [HarmonyWarning] {
    var parser = HarmonyParser()
    var events: [HarmonyParser.Event] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      events += parser.consume(bytes[start..<min(start + size, bytes.count)])
    }
    return (events + parser.finish()).compactMap { event in
      if case .warning(let warning) = event { warning } else { nil }
    }
  }
}
