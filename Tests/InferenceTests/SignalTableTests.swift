import Foundation
import Harmony
import Runs
import Testing

@testable import Inference

/// Every signal of ``SignalTable`` in every form of stream, at every chunking.
@Suite struct SignalTableTests {
  typealias Form = StreamForm

  private func events(
    _ form: Form, _ frames: [String], limits: TokenLimits = TokenLimits(),
    _ location: SourceLocation = #_sourceLocation
  ) throws -> [RunEvent.Kind] {
    let kinds = try #require(
      form.events(form.bytes(frames), limits: limits), "\(form) differs by chunking",
      sourceLocation: location)
    #expect(kinds.endings == 1, sourceLocation: location)
    return kinds
  }

  // MARK: Errors

  static let errors = [
    #"{"code":502,"message":"boom"}"#, #""boom""#, #"{"type":"x","param":null,"msg":"boom"}"#,
    #"{"error":{"message":"boom"}}"#, #"["boom"]"#, #"[{"message":"boom"}]"#, #"{"detail":"boom"}"#,
  ]
  static let blanks = [
    "null", "{}", #""""#, "false", "[]", "0", #"{"message":"","code":null}"#, #"" ""#,
  ]

  @Test(
    "an error beside anything fails the run with the engine's words", arguments: Form.allCases,
    errors)
  func errorBeside(_ form: Form, _ error: String) throws {
    let member = #""error":\#(error)"#
    let text = form.answer(form.opening("MK0.a"))
    let end = form.ending()
    for frames in [
      [text, end.adding(member)], [text.adding(member), end], [text, "{\(member)}", end],
      [text, form.answer("").adding(member), end],
      [form.reasoning("hm").adding(member), text, end],
      [text, #"{"x_provider":{\#(member)}}"#, end],
    ] {
      let kinds = try events(form, frames)
      #expect(kinds.failure?.message.contains("boom") == true, "\(form) \(frames)")
    }
  }

  @Test("an error inside a choice, a message or a response fails the run", arguments: errors)
  func errorInside(_ error: String) throws {
    for (form, frame) in [
      (Form.chat, #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop","error":#}]}"#),
      (.chat, #"{"choices":[{"index":0,"delta":{"error":#},"finish_reason":"stop"}]}"#),
      (
        .chat,
        #"{"choices":[{"index":0,"message":{"content":"MK0.a","error":#},"finish_reason":"stop"}]}"#
      ),
      (.completions, #"{"choices":[{"index":0,"text":"","error":#,"finish_reason":"stop"}]}"#),
      (.ollama, #"{"message":{"content":"","error":#},"done":true,"done_reason":"stop"}"#),
      (.responses, #"{"type":"response.completed","response":{"status":"completed","error":#}}"#),
      (
        .responses,
        #"{"type":"response.completed","response":{"status":"completed","output":[{"type":"message","content":[],"error":#}]}}"#
      ),
      (.lmStudio, #"{"type":"chat.end","result":{"error":#,"stats":{}}}"#),
    ] {
      let kinds = try events(
        form, [form.answer(form.opening("MK0.a")), frame.replacing("#", with: error)])
      #expect(kinds.failure?.message.contains("boom") == true, "\(form)")
    }
  }

  @Test(
    "an error after the finish still fails the run",
    arguments: [Form.chat, .completions, .responses])
  func errorAfterFinish(_ form: Form) throws {
    let kinds = try events(
      form, [form.answer(form.turn("MK0.a")), form.ending(), #"{"error":"boom"}"#])
    #expect(kinds.failure?.message.contains("boom") == true)
  }

  @Test("a blank error is none", arguments: Form.allCases, blanks)
  func blankError(_ form: Form, _ blank: String) throws {
    let member = #""error":\#(blank)"#
    let kinds = try events(
      form,
      [
        form.reasoning("hm").adding(member), form.answer(form.turn("MK0.a")).adding(member),
        form.ending().adding(member),
      ])
    #expect(kinds.text(of: .final) == "MK0.a")
    #expect(kinds.last == .finished(.stop))
    #expect(kinds.warnings.isEmpty)
  }

  @Test("an object of kind error and a frame of words are errors", arguments: Form.allCases)
  func otherErrors(_ form: Form) throws {
    let text = form.answer(form.opening("MK0.a"))
    for frame in [
      #"{"object":"error","message":"boom","code":500}"#, #"{"type":"error","message":"boom"}"#,
      "error: boom", "ERROR: boom", "model worker went boom", #""boom""#, #"{"detail":"boom"}"#,
      #"{"detail":[{"msg":"boom"}]}"#, #"{"message":"boom","code":500}"#, #"{"errors":["boom"]}"#,
    ] {
      let kinds = try events(form, [text, frame, form.ending()])
      #expect(kinds.failure?.message.contains("boom") == true, "\(form) \(frame)")
      #expect(kinds.failure?.kind == .engine)
    }
  }

  @Test("words of the model are no errors, whatever they spell", arguments: Form.allCases)
  func quotedErrors(_ form: Form) throws {
    let said = #"{"error": {"message": "boom"}, "object": "error"} error: boom [DONE]"#
    let kinds = try events(form, [form.answer(form.turn(said)), form.ending()])
    #expect(kinds.text(of: .final) == said)
    #expect(kinds.last == .finished(.stop))
  }

  @Test(
    "an engine that breaks off is not told as markup of the model",
    arguments: [Form.completions, .llamaCompletion])
  func brokenOff(_ form: Form) throws {
    for frames in [
      [
        form.answer("<|channel|>analysis<|message|>hm"),
        #"{"error":{"message":"core died","code":500}}"#,
      ],
      [form.answer("<|channel|>analysis<|message|>hm")],
    ] {
      let kinds = try events(form, frames)
      #expect(kinds.failure != nil)
      #expect(kinds.warnings.isEmpty)
    }
  }

  // MARK: Endings

  @Test(
    "words on the ending mean the same everywhere", arguments: Form.allCases.filter(\.tellsEnding))
  func endings(_ form: Form) throws {
    let text = form.answer(form.turn("MK0.a"))
    #expect(try events(form, [text, form.ending("length")]).last == .finished(.length))
    #expect(try events(form, [text, form.ending("content_filter")]).last == .finished(.filtered))
    for word in ["abort", "error", "failed", "cancelled", "tomorrow"] {
      let failure = try events(form, [text, form.ending(word)]).failure
      #expect(failure?.message.contains(word) == true, "\(form) \(word)")
    }
  }

  @Test("of two endings the worse one holds, and both are told")
  func worseEnding() throws {
    for (form, frames, worse) in [
      (Form.chat, [Form.chat.ending("stop"), Form.chat.ending("length")], RunEvent.Finish.length),
      (.chat, [Form.chat.ending("length"), Form.chat.ending("stop")], .length),
      (
        .chat, [#"{"choices":[{"finish_reason":"stop","native_finish_reason":"MAX_TOKENS"}]}"#],
        .length
      ),
      (
        .completions, [Form.completions.ending("length"), Form.completions.ending("stop")], .length
      ),
      (.llamaCompletion, [Form.llamaCompletion.ending().adding(#""stopped_limit":true"#)], .length),
      (.llamaCompletion, [Form.llamaCompletion.ending().adding(#""truncated":true"#)], .length),
      (.responses, [#"{"type":"response.incomplete","response":{"status":"completed"}}"#], .length),
      (
        .responses,
        [
          #"{"type":"response.completed","response":{"status":"completed","incomplete_details":{"reason":"max_output_tokens"}}}"#
        ], .length
      ),
      (
        .responses,
        [
          #"{"type":"response.completed","response":{"status":"completed","output":[{"type":"message","status":"incomplete","content":[]}]}}"#
        ], .length
      ),
      (
        .responses,
        [
          #"{"type":"response.output_item.done","item":{"type":"message","status":"incomplete","content":[]}}"#,
          Form.responses.ending(),
        ], .length
      ),
    ] {
      let kinds = try events(form, [form.answer(form.turn("MK0.a"))] + frames)
      #expect(kinds.last == .finished(worse), "\(form) \(frames)")
      #expect(kinds.warnings.contains("contradictory_finish"), "\(form) \(frames)")
    }
  }

  @Test("a response that failed is no answer, whatever its event is called")
  func failedResponse() throws {
    for status in ["failed", "cancelled", "in_progress", "queued", "expired"] {
      let kinds = try events(
        .responses,
        [
          Form.responses.answer("MK0.a"),
          #"{"type":"response.completed","response":{"status":"\#(status)"}}"#,
        ])
      #expect(kinds.failure?.message.contains(status) == true)
    }
    let incomplete = try events(
      .responses,
      [
        Form.responses.answer("MK0.a"),
        #"{"type":"response.incomplete","response":{"status":"incomplete"}}"#,
      ])
    #expect(incomplete.last == .finished(.length))
  }

  @Test("as many tokens as the limit allows are told, on every route", arguments: Form.allCases)
  func limit(_ form: Form) throws {
    let frames = [form.answer(form.turn("MK0.a")), form.ending(tokens: "5")]
    func warnings(_ limits: TokenLimits) throws -> [String] {
      let kinds = try events(form, frames, limits: limits)
      #expect(kinds.last == .finished(.stop))
      return kinds.warnings
    }
    #expect(try warnings(TokenLimits(completion: 5)) == [RunWarning.limitReached])
    #expect(try warnings(TokenLimits(completion: 4)) == [RunWarning.limitReached])
    #expect(try warnings(TokenLimits(context: 105)) == [RunWarning.limitReached])
    #expect(try warnings(TokenLimits(completion: 6, context: 106)).isEmpty)
    #expect(try warnings(TokenLimits()).isEmpty)
  }

  // MARK: The end mark

  @Test("[DONE] counts with blanks around it", arguments: Form.allCases)
  func done(_ form: Form) throws {
    for mark in ["[DONE]", "[DONE] ", "  [DONE]\t", #""[DONE]""#] {
      let kinds = try events(form, [form.answer(form.turn("MK0.a")), form.ending(), mark])
      #expect(kinds.text(of: .final) == "MK0.a")
      #expect(kinds.last == .finished(.stop), "\(form) “\(mark)”")
      let cut = try events(form, [form.answer(form.opening("MK0.a")), mark])
      #expect(cut.failure?.kind == .interrupted)
    }
  }

  // MARK: Side information

  @Test(
    "side information of a wrong type is left out, and never costs the answer",
    arguments: Form.allCases)
  func sideInformation(_ form: Form) throws {
    for value in ["14429.92", #""12""#, "[1]", "{}", "true", "-3", "1e99", "NaN", "-Infinity"] {
      let kinds = try events(
        form, [form.answer(form.turn("MK0.a")), form.ending(tokens: value, prompt: value)])
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(value)")
      #expect(kinds.last == .finished(.stop), "\(form) \(value)")
      #expect(kinds.usage == nil)
      #expect(kinds.warnings.allSatisfy { $0 == "side_information" } && !kinds.warnings.isEmpty)
    }
    #expect(
      try events(form, [form.answer(form.turn("1")), form.ending(tokens: "12.0", prompt: "3")])
        .usage == Usage(promptTokens: 3, completionTokens: 12))
  }

  @Test("whole groups of side information may have any type", arguments: Form.allCases)
  func sideGroups(_ form: Form) throws {
    for value in ["7", #""many""#, "[]", "[[1]]", "{\"a\":[]}", "true", "null"] {
      let members = [
        "usage", "timings", "prompt_progress", "created", "id", "model", "logprobs", "stats",
        "system_fingerprint", "token_ids_of_prompt", "sequence_number", "output_index",
      ].map { #""\#($0)":\#(value)"# }.joined(separator: ",")
      let kinds = try events(
        form,
        [form.answer(form.turn("MK0.a")).adding(members), form.ending().adding(members)])
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(value)")
      #expect(kinds.last == .finished(.stop), "\(form) \(value)")
    }
  }

  @Test("an index of a wrong type does not lose the choice")
  func index() throws {
    for value in ["0", #""0""#, "0.0", "[]", "null", "{}", "true"] {
      let frame = #"{"choices":[{"index":\#(value),"delta":{"content":"MK0.a"}}]}"#
      #expect(try events(.chat, [frame, Form.chat.ending()]).text(of: .final) == "MK0.a")
    }
    let other = #"{"choices":[{"index":1,"delta":{"content":"MK3.a"}}]}"#
    #expect(try events(.chat, [other, Form.chat.ending()]).text(of: .final).isEmpty)
  }

  // MARK: Text

  @Test("half a surrogate pair costs one character, not the answer", arguments: Form.allCases)
  func surrogates(_ form: Form) throws {
    for half in [#"\ud83d"#, #"\ude00"#, #"\uD83D\u0041"#.replacing(#"\u0041"#, with: "")] {
      let frame = form.answer(form.turn("MK0.a#")).replacing("#", with: half)
      let kinds = try events(form, [frame, form.ending()])
      #expect(kinds.text(of: .final) == "MK0.a\u{FFFD}")
      #expect(kinds.last == .finished(.stop))
      #expect(kinds.warnings == ["repaired_text"])
    }
    let pair = form.answer(form.turn("#")).replacing("#", with: #"\ud83d\ude00"#)
    #expect(try events(form, [pair, form.ending()]).text(of: .final) == "😀")
  }

  @Test("bytes that are not UTF-8 cost one character, not the answer", arguments: Form.allCases)
  func brokenBytes(_ form: Form) throws {
    var bytes = form.bytes([form.answer(form.turn("MK0.a#")), form.ending()])
    bytes[try #require(bytes.firstIndex(of: UInt8(ascii: "#")))] = 0xFF
    let kinds = try #require(form.events(bytes))
    #expect(kinds.text(of: .final) == "MK0.a\u{FFFD}")
    #expect(kinds.last == .finished(.stop))
  }

  @Test("a JSON document in place of a stream is read", arguments: Form.allCases)
  func document(_ form: Form) throws {
    let document = form.document("hm", form.turn("MK0.a"))
    let spread = document.replacing(",\"", with: ",\n  \"").replacing("{\"", with: "{\n \"")
    for text in [
      document, document + "\n", "\n\n" + document, spread, spread + "\n", "\u{FEFF}" + document,
    ] {
      let kinds = try #require(form.events(Array(text.utf8)))
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(text)")
      #expect(kinds.text(of: .analysis) == (form.isRaw ? "" : "hm"))
      #expect(kinds.last == .finished(.stop))
      #expect(kinds.warnings.isEmpty)
    }
    let failed = try #require(form.events(Array(#"{"error": {"message": "boom"}}"#.utf8)))
    #expect(failed.failure?.message.contains("boom") == true)
  }

  @Test("events where lines were expected, and lines where events were", arguments: Form.allCases)
  func otherFraming(_ form: Form) throws {
    let frames = [form.answer(form.turn("MK0.a")), form.ending()]
    for text in [
      frames.map { $0 + "\n" }.joined(), frames.map { "data: \($0)\n\n" }.joined(),
      ": ping\n\n" + frames.map { "event: x\nid: 1\ndata: \($0)\n\n" }.joined(),
      frames.map { "data:\($0)\r\n\r\n" }.joined() + "data: [DONE]\r\n\r\n",
      "[" + frames.joined(separator: ",\n") + "]",
    ] {
      let kinds = try #require(form.events(Array(text.utf8)), "\(form)")
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(text)")
      #expect(kinds.last == .finished(.stop))
    }
  }
}
