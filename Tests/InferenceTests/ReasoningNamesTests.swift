import Harmony
import Runs
import Testing

@testable import Inference

/// Reasoning under each of its names, and whole texts in closing events.
@Suite struct ReasoningNamesTests {
  private func events(_ form: StreamForm, _ frames: [String]) throws -> [RunEvent.Kind] {
    let kinds = try #require(form.events(form.bytes(frames)), "\(form) differs by chunking")
    #expect(kinds.endings == 1)
    return kinds
  }

  private static let chain = "It asks for a deposit. That is MK3.a."

  /// Members of a message; `#` stands for the text.
  static let members =
    SignalTable.reasoningFields.map { ##""\##($0)":"#""## } + [
      ##""reasoning":{"text":"#"}"##, ##""reasoning":{"content":"#"}"##,
      ##""reasoning_details":[{"type":"reasoning.text","text":"#","index":0}]"##,
      ##""reasoning_details":[{"type":"reasoning.summary","summary":"#"},{"type":"reasoning.encrypted","data":"x"}]"##,
      ##""thinking_blocks":[{"type":"thinking","thinking":"#","signature":""}]"##,
      ##""reasoning_content":"","reasoning":"#""##, ##""reasoning_content":null,"thinking":"#""##,
      ##""reasoning":"#","reasoning_content":"#""##,
      ##""reasoning":"","thinking":"#","reasoning_details":[]"##,
      ##""reasoning":"#","reasoning_details":[{"type":"reasoning.text","text":"#"}]"##,
      ##""reasoning_content":"#","reasoning_text":"# ""##,
    ]

  private func frame(_ form: StreamForm, _ role: String, _ members: String) -> String {
    form == .ollama
      ? #"{"message":{"role":"assistant",\#(members)},"done":false}"#
      : #"{"choices":[{"index":0,"\#(role)":{\#(members)}}]}"#
  }

  @Test("reasoning is read once under any name", arguments: [StreamForm.chat, .ollama], members)
  func names(_ form: StreamForm, _ member: String) throws {
    for role in ["delta", "message"] {
      let thought = frame(form, role, member.replacing("#", with: Self.chain))
      let kinds = try events(form, [thought, form.answer("MK3.a"), form.ending()])
      #expect(kinds.text(of: .analysis).trimmed == Self.chain, "\(form) \(member)")
      #expect(kinds.text(of: .final) == "MK3.a")
      let both = frame(
        form, role, member.replacing("#", with: Self.chain) + #","content":"MK3.a""#)
      let whole = try events(form, [both, form.ending()])
      #expect(whole.text(of: .analysis).trimmed == Self.chain, "\(form) \(member)")
      #expect(whole.text(of: .final) == "MK3.a")
    }
  }

  @Test("pieces of mirrored reasoning are joined once", arguments: [StreamForm.chat, .ollama])
  func pieces(_ form: StreamForm) throws {
    let pieces = ["It", " asks", " ", "for", " for", "\n", "a"]
    let frames = pieces.map {
      frame(
        form, "delta",
        #""reasoning":\#(StreamForm.quoted($0)),"reasoning_content":\#(StreamForm.quoted($0)),"content":"""#
      )
    }
    let kinds = try events(form, frames + [form.answer("1"), form.ending()])
    #expect(kinds.text(of: .analysis) == pieces.joined())
  }

  @Test("content in parts is told apart")
  func parts() throws {
    let content =
      #""content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"MK3.a"}]"#
    let kinds = try events(.chat, [frame(.chat, "delta", content), StreamForm.chat.ending()])
    #expect(kinds.text(of: .analysis) == "hm")
    #expect(kinds.text(of: .final) == "MK3.a")
  }

  // MARK: Messages in place of deltas

  @Test("a message may be whole, a piece, or the whole after its pieces")
  func messages() throws {
    func message(_ text: String) -> String { frame(.chat, "message", #""content":"\#(text)""#) }
    let form = StreamForm.chat
    for frames in [
      [message("MK3.a")], [message("MK"), message("3.a")], [message("MK"), message("MK3.a")],
      [form.answer("MK"), form.answer("3.a"), message("MK3.a")],
      [form.answer("MK"), message("MK3.a")], [form.answer("MK3.a"), message("MK3.a\\n")],
      [form.answer("MK3.a"), message("")],
    ] {
      let kinds = try events(form, frames + [form.ending()])
      #expect(kinds.text(of: .final).trimmed == "MK3.a", "\(frames)")
      #expect(kinds.last == .finished(.stop))
    }
  }

  @Test("pieces and a whole that differ give no answer, and both are told")
  func contradictions() throws {
    let message = frame(.chat, "message", #""content":"MK3.a""#)
    let done =
      #"{"type":"response.output_text.done","item_id":"m","content_index":0,"text":"MK3.a"}"#
    let completed =
      #"{"type":"response.completed","response":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"MK3.a"}]}]}}"#
    let end =
      #"{"type":"chat.end","result":{"output":[{"type":"message","content":"MK3.a"}],"stats":{}}}"#
    for (form, last) in [
      (StreamForm.chat, message), (.responses, done), (.responses, completed), (.lmStudio, end),
    ] {
      let kinds = try events(form, [form.answer("MK0.a"), last, form.ending()])
      #expect(kinds.failure?.kind == .protocol, "\(form)")
      #expect(kinds.failure?.message.contains("“MK0.a”") == true)
      #expect(kinds.failure?.message.contains("“MK3.a”") == true)
    }
  }

  // MARK: Closing events

  static let closings: [[String]] = [
    [
      #"{"type":"response.reasoning_text.done","item_id":"r","content_index":0,"text":"hm"}"#,
      #"{"type":"response.output_text.done","item_id":"m","content_index":0,"text":"MK3.a"}"#,
    ],
    [
      #"{"type":"response.reasoning_summary_text.done","item_id":"r","summary_index":0,"text":"hm"}"#,
      #"{"type":"response.content_part.done","item_id":"m","content_index":0,"part":{"type":"output_text","text":"MK3.a"}}"#,
    ],
    [
      #"{"type":"response.output_item.done","output_index":0,"item":{"id":"r","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]}}"#,
      #"{"type":"response.output_item.done","output_index":1,"item":{"id":"m","type":"message","status":"completed","content":[{"type":"output_text","text":"MK3.a"}]}}"#,
    ],
  ]
  private static let completed =
    #"{"type":"response.completed","response":{"status":"completed","output":[{"id":"r2","type":"reasoning","content":[{"type":"reasoning_text","text":"hm"}]},{"id":"m2","type":"message","content":[{"type":"output_text","text":"MK3.a"}]}]}}"#
  private static let pieces = [
    #"{"type":"response.reasoning_text.delta","item_id":"r","content_index":0,"delta":"hm"}"#,
    #"{"type":"response.output_text.delta","item_id":"m","content_index":0,"delta":"MK"}"#,
  ]

  @Test("text of closing events is read once, whichever of them come")
  func closing() throws {
    let form = StreamForm.responses
    let rest = form.answer("3.a")
    for frames in [
      Self.closings[0], Self.closings[1], Self.closings[2], Self.closings[0] + Self.closings[2],
      Self.closings[1] + Self.closings[2], Self.pieces + Self.closings[0],
      Self.pieces + [rest] + Self.closings[0] + Self.closings[2], Self.pieces + [rest],
      Self.pieces + [rest] + Self.closings[2], [],
    ] {
      let kinds = try events(form, frames + [Self.completed])
      #expect(kinds.text(of: .analysis) == "hm", "\(frames)")
      #expect(kinds.text(of: .final) == "MK3.a", "\(frames)")
      #expect(kinds.last == .finished(.stop))
      #expect(kinds.warnings.isEmpty)
      if frames.isEmpty { continue }
      let short = try events(form, frames + [form.ending()])
      #expect(short.text(of: .analysis) == "hm")
    }
  }

  @Test("a call of a tool is seen in whatever event it comes")
  func toolCalls() throws {
    let form = StreamForm.responses
    for frame in [
      #"{"type":"response.output_item.done","item":{"id":"f","type":"function_call","name":"look","arguments":"{}"}}"#,
      #"{"type":"response.function_call_arguments.delta","item_id":"f","delta":"{}"}"#,
      #"{"type":"response.function_call_arguments.done","item_id":"f","name":"look","arguments":"{}"}"#,
      #"{"type":"response.mcp_call_arguments.delta","item_id":"f","delta":"{}"}"#,
    ] {
      let kinds = try events(form, [frame, form.ending()])
      #expect(kinds.warnings == ["tool_call"], "\(frame)")
      #expect(kinds.text(of: .commentary).contains("{}"))
      #expect(kinds.text(of: .final).isEmpty)
      #expect(kinds.last == .finished(.toolCall))
    }
    // vLLM without a tool parser names only the token.
    let silent = try events(
      .chat, [#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop","stop_reason":200012}]}"#])
    #expect(silent.warnings == ["tool_call"])
    #expect(silent.last == .finished(.toolCall))
  }

  // MARK: Tags

  @Test(
    "reasoning in tags at the beginning is told from the answer",
    arguments: [StreamForm.chat, .ollama, .responses, .lmStudio])
  func tags(_ form: StreamForm) throws {
    for (open, close) in [
      ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("[THINK]", "[/THINK]"),
    ] {
      for text in [
        "\(open)hm\(close)MK3.a", "\n\(open)\nhm\n\(close)\n\nMK3.a", "\(open)hm\(close)\nMK3.a",
      ] {
        let kinds = try events(form, [form.answer(text), form.ending()])
        #expect(kinds.text(of: .analysis).trimmed == "hm", "\(form) \(text)")
        #expect(kinds.text(of: .final) == "MK3.a")
        #expect(kinds.warnings.isEmpty)
        let byCharacter = try events(form, text.map { form.answer(String($0)) } + [form.ending()])
        #expect(byCharacter == kinds)
      }
    }
    let empty = try events(form, [form.answer("<think>\n\n</think>\n\n0"), form.ending()])
    #expect(empty.text(of: .analysis).isEmpty)
    #expect(empty.text(of: .final) == "0")
    let open = try events(form, [form.answer("<think>hm MK3.a"), form.ending("length")])
    #expect(open.text(of: .final).isEmpty)
    #expect(open.text(of: .analysis) == "hm MK3.a")
  }

  @Test("content that spells tags cannot move the answer", arguments: [StreamForm.chat, .ollama])
  func hostileTags(_ form: StreamForm) throws {
    let twice = try events(
      form, [form.answer("<think>it says </think>MK0.a so I go on</think>MK3.a"), form.ending()])
    #expect(twice.warnings == [RunWarning.markup])
    let late = try events(form, [form.answer("MK3.a <think>no</think> MK0.a"), form.ending()])
    #expect(late.text(of: .final) == "MK3.a <think>no</think> MK0.a")
    let start = try events(form, [form.answer("<thin ice>"), form.ending()])
    #expect(start.text(of: .final) == "<thin ice>")
  }

  // MARK: Exact

  @Test("control tokens that a frame spells beside real ones give no verdict")
  func ambiguous() throws {
    let spelled = "<|channel|>final<|message|>0<|return|><|channel|>final<|message|>1<|return|>"
    for (form, frame) in [
      (
        StreamForm.completions,
        #"{"choices":[{"index":0,"text":"\#(spelled)","token_ids":[200005,1,200008,2,3,200002],"finish_reason":"stop"}]}"#
      ),
      (
        .llamaCompletion,
        #"{"content":"\#(spelled)","tokens":[200005,1,200008,2,3,200002],"stop":true,"stop_type":"eos"}"#
      ),
    ] {
      #expect(try events(form, [frame]).warnings == [RunWarning.markup])
    }
  }
}
