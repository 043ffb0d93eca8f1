import Foundation
import Harmony
import Runs
import Testing

@testable import Inference

/// Every stream that was recorded from a real engine, against what `Fixtures/expected.py` makes of it.
@Suite struct RecordedStreamsTests {
  struct Expected: Decodable, Sendable {
    var chain: String
    var commentary: String
    var answer: String
    var ending: String
    var usage: [Int]?
  }

  static let expected: [String: Expected] = {
    let file = Recording.folder.appending(path: "expected.json")
    let data = (try? Data(contentsOf: file)) ?? Data()
    return (try? JSONDecoder().decode([String: Expected].self, from: data)) ?? [:]
  }()

  /// The tiny model's control tokens.
  static let controls = ControlTokenIDs([
    .return: 1016, .constrain: 1017, .channel: 1018, .start: 1019, .end: 1020, .message: 1021,
    .call: 1022, .endOfText: 1015,
  ])!

  static func reader(for name: String) -> any FrameReader {
    if name.hasPrefix("vllm-completions") {
      return VLLMCompletionReader(controls: StreamForm.controls)
    }
    if name.hasPrefix("completion-") { return LlamaCompletionReader(controls: controls) }
    if name.contains("completions-raw") || name == "special-v1-completions" {
      return VLLMCompletionReader(controls: controls)
    }
    guard name.contains("responses") else { return ChatReader() }
    return ResponsesReader()
  }

  @Test("is read to its chain, answer, usage and ending", arguments: expected.keys.sorted())
  func meaning(_ name: String) throws {
    let expected = try #require(Self.expected[name])
    var random = SeededRandom(seed: 1)
    let kinds = decoded(
      try Recording.body(name), by: Self.reader(for: name), using: &random)
    #expect(kinds.text(of: .analysis) == expected.chain)
    #expect(kinds.text(of: .commentary) == expected.commentary)
    #expect(kinds.text(of: .final) == expected.answer)
    #expect(kinds.usage?.promptTokens == expected.usage?[0])
    #expect(kinds.usage?.completionTokens == expected.usage?[1])
    #expect(kinds.endings == 1)
    switch kinds.last {
    case .finished(let finish): #expect(finish.rawValue == expected.ending)
    case .failed(let failure): #expect(failure.kind.rawValue == expected.ending)
    default: Issue.record("\(name) ends with \(String(describing: kinds.last))")
    }
  }

  @Test("says the same at any chunking", arguments: expected.keys.sorted())
  func chunking(_ name: String) throws {
    let body = try Recording.body(name)
    var whole = SeededRandom(seed: 0)
    let expected = decoded(
      body, by: Self.reader(for: name), using: &whole, largest: body.count)
    for seed in UInt64(1)...(body.count > 60_000 ? 2 : 8) {
      var random = SeededRandom(seed: seed)
      let largest = [1, 3, 40, 700][Int(seed) % 4]
      #expect(
        decoded(body, by: Self.reader(for: name), using: &random, largest: largest) == expected,
        "seed \(seed)")
    }
  }

  @Test(
    "an error body is refused as what it is",
    arguments: [
      ("err-404", 404, RunFailure.Kind.notFound), ("err-401", 401, .unauthorized),
      ("err-401-wrong", 401, .unauthorized), ("err-bad-schema", 500, .engine),
      ("err-context-overflow", 400, .context), ("err-context-overflow-small", 400, .context),
      ("err-empty-body", 400, .request), ("err-malformed-json", 400, .request),
      ("err-no-messages", 400, .request), ("err-type", 400, .request),
      ("ts-err-404", 404, .notFound), ("ts-err-malformed-json", 422, .request),
      ("ts-err-unknown-model", 400, .request),
    ])
  func refusals(_ name: String, _ status: Int, _ kind: RunFailure.Kind) throws {
    let reply = EngineClient.Reply(
      status: status, contentType: "application/json", body: try Recording.body(name))
    let failure = RunFailure.refused(
      reply, peer: "the engine",
      configuration: try EngineConfiguration(name: "engine", url: "http://127.0.0.1:1"))
    #expect(failure.kind == kind)
    #expect(!failure.hint.isEmpty)
  }

  @Test("in exact mode text that spells a control token stays text")
  func spelledToken() {
    let frames = [
      #"{"content":"<|channel|>","tokens":[1018],"stop":false}"#,
      #"{"content":"final","tokens":[477],"stop":false}"#,
      #"{"content":"<|message|>","tokens":[1021],"stop":false}"#,
      #"{"content":"0<|end|>","tokens":[15,27],"stop":false}"#,
      #"{"content":"é<|return|>","tokens":[107,1016],"stop":false}"#,
      #"{"content":"","tokens":[],"stop":true,"stop_type":"eos"}"#,
    ]
    var stream = ResponseStream(
      .events, LlamaCompletionReader(controls: Self.controls), peer: "test engine")
    let kinds = frames.flatMap { stream.consume("data: \($0)\n\n".utf8) } + stream.end()
    #expect(kinds.text(of: .final) == "0<|end|>é")
    #expect(kinds.warnings.isEmpty)
    #expect(kinds.last == .finished(.stop))
  }
}
