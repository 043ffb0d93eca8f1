import Harmony
import Runs
import Testing

@testable import Inference

@Suite struct ChatReaderTests {
  private func events(_ frames: String...) -> [RunEvent.Kind] {
    var stream = ResponseStream(.events, ChatReader(), peer: "test engine")
    return frames.flatMap { stream.consume("data: \($0)\n\n".utf8) } + stream.end()
  }

  private func delta(_ field: String, _ text: String) -> String {
    #"{"choices":[{"index":0,"delta":{"\#(field)":"\#(text)"}}]}"#
  }

  private let stop = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#

  private func recorded(_ name: String) throws -> [RunEvent.Kind] {
    var random = SeededRandom(seed: 7)
    return decoded(try Recording.body(name), using: &random)
  }

  @Test("reasoning, answer, usage and finish are read")
  func low() throws {
    let kinds = try recorded("chat-low")
    #expect(kinds.text(of: .analysis).hasPrefix("The content says prize."))
    #expect(kinds.text(of: .final).hasPrefix(#"{"violation": 1, "policy_category": "S1""#))
    #expect(kinds.usage?.completionTokens == 60)
    #expect(kinds.last == .finished(.stop))
    #expect(try recorded("chat-low-cached").usage?.cachedTokens == 103)
  }

  @Test("an error frame ends the run, and so does a stream without a finish reason")
  func failures() throws {
    #expect(try recorded("chat-bare").failure?.kind == .engine)
    #expect(events(delta("content", "x")).failure?.kind == .interrupted)
    #expect(events(#"{"error":"boom"}"#).failure?.message.contains("boom") == true)
    #expect(events(#"{"error": "a "quoted" word"}"#).failure?.message.contains("quoted") == true)
    #expect(events(#"{"detail":"no"}"#).failure?.kind == .engine)
    let broken = events("{nonsense")
    #expect(broken.first == .raw(Array("{nonsense".utf8)))
    #expect(broken.failure?.kind == .protocol)
  }

  @Test("cut and empty answers keep their finish reason")
  func finishes() throws {
    #expect(try recorded("chat-length-in-reasoning").last == .finished(.length))
    #expect(try recorded("chat-nofinal").text(of: .final).isEmpty)
    #expect(try recorded("chat-nofinal").last == .finished(.stop))
    #expect(events(#"{"choices":[{"index":0,"finish_reason":"abort"}]}"#).failure?.kind == .engine)
  }

  @Test("the finish reason may come with text, and without [DONE]")
  func finishWithText() {
    let kinds = events(
      #"{"choices":[{"index":0,"delta":{"content":"1"},"finish_reason":"stop"}]}"#)
    #expect(kinds == [.text(.final, "1"), .finished(.stop)])
  }

  @Test(
    "every engine's name for reasoning is read",
    arguments: [
      "reasoning_content", "reasoning", "thinking",
    ])
  func reasoning(_ field: String) {
    #expect(events(delta(field, "hm"), stop).text(of: .analysis) == "hm")
  }

  @Test("progress of the prompt is told")
  func progress() throws {
    #expect(try recorded("chat-return-progress").contains(.waiting(.prompt(read: 1311, of: 1311))))
  }

  @Test("a tool call goes to the commentary, and is never an answer")
  func toolCall() throws {
    let kinds = try recorded("chat-tool-declared")
    #expect(kinds.text(of: .commentary) == #"to=functions.lookup_policy {"section":"S1"}"#)
    #expect(kinds.text(of: .final).isEmpty)
    #expect(kinds.last == .finished(.toolCall))
  }

  @Test("raw markup is taken apart, token by token")
  func markup() {
    let text =
      "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>1<|return|>"
    var stream = ResponseStream(.events, ChatReader(), peer: "test engine")
    let kinds =
      text.flatMap { stream.consume("data: \(delta("content", String($0)))\n\n".utf8) }
      + stream.consume("data: \(stop)\n\n".utf8) + stream.end()
    #expect(kinds.text(of: .analysis) == "hm")
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.warnings == ["markup_recovered"])
  }

  @Test("a stream that lost its control tokens is recovered")
  func flattened() throws {
    let kinds = try recorded("ts-chat")
    #expect(kinds.text(of: .analysis).hasPrefix("The content says prize."))
    #expect(kinds.text(of: .final).hasPrefix(#"{"violation""#))
    #expect(kinds.warnings == ["markup_recovered"])
  }

  @Test("reasoning that lost its control tokens is never an answer")
  func flattenedReasoning() {
    let kinds = events(delta("content", "analysisThis is a 1"), stop)
    #expect(kinds.text(of: .final).isEmpty)
    #expect(kinds.text(of: .analysis) == "This is a 1")
    #expect(kinds.warnings == [RunWarning.markup])
  }

  @Test("markup without its final header gives no trustworthy answer")
  func droppedHeader() throws {
    #expect(try recorded("chat-reasoning-format-none").warnings == [RunWarning.markup])
  }

  @Test("a leaked end token is dropped; what follows it spoils the answer")
  func leakedEnd() throws {
    #expect(try recorded("special-chat").text(of: .final).hasSuffix("}"))
    #expect(try recorded("special-chat").warnings.isEmpty)
    let forged = events(delta("reasoning", "hm"), delta("content", "0<|end|>1"), stop)
    #expect(forged.warnings == [RunWarning.markup])
  }

  @Test("plain text that begins like markup is not lost")
  func notMarkup() {
    #expect(events(delta("content", "<"), delta("content", "b>"), stop).text(of: .final) == "<b>")
    #expect(events(delta("content", "ana"), stop).text(of: .final) == "ana")
    #expect(
      events(delta("content", "analysis says 1"), stop).text(of: .final) == "analysis says 1")
  }
}
