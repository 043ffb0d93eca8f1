import Harmony
import Runs
import Testing

@testable import Inference

/// The streams of engines that cannot run here, in the forms of their own documentation.
@Suite struct NativeReaderTests {
  private func events(
    _ framing: FrameDecoder.Framing, _ reader: any FrameReader, _ text: String,
    limits: TokenLimits = TokenLimits()
  ) -> [RunEvent.Kind] {
    var stream = ResponseStream(framing, reader, peer: "test engine", tokenLimits: limits)
    let whole = stream.consume(text.utf8) + stream.end()
    // Byte by byte it says the same.
    var slow = ResponseStream(framing, reader, peer: "test engine", tokenLimits: limits)
    #expect(text.utf8.flatMap { slow.consume([$0]) } + slow.end() == whole)
    #expect(whole.endings == 1)
    return whole
  }

  // MARK: Ollama

  private func ollama(_ lines: String..., least: Int = 10) -> [RunEvent.Kind] {
    events(
      .lines, OllamaReader(leastPromptTokens: least),
      lines.map { $0 + "\n" }.joined())
  }

  private let thinking =
    #"{"model":"m","created_at":"t","message":{"role":"assistant","content":"","thinking":"Hm."},"done":false}"#
  private let answer =
    #"{"model":"m","created_at":"t","message":{"role":"assistant","content":"1"},"done":false}"#

  private func done(_ reason: String = "stop", prompt: Int = 120) -> String {
    #"{"model":"m","created_at":"t","message":{"role":"assistant","content":""},"done":true,"done_reason":"\#(reason)","prompt_eval_count":\#(prompt),"eval_count":7}"#
  }

  @Test func ollamaThinksAnswersAndCounts() {
    let kinds = ollama(thinking, answer, done())
    #expect(kinds.text(of: .analysis) == "Hm.")
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.usage == Usage(promptTokens: 120, completionTokens: 7))
    #expect(kinds.last == .finished(.stop))
    #expect(kinds.warnings.isEmpty)
  }

  @Test func ollamaCutsFailsAndLoads() {
    #expect(ollama(thinking, done("length")).last == .finished(.length))
    #expect(ollama(thinking, #"{"error":"out of memory"}"#).failure?.kind == .engine)
    #expect(ollama(thinking).failure?.kind == .interrupted)
    #expect(ollama(done("load")).failure?.kind == .engine)
    #expect(ollama(thinking, "<html>").failure?.kind == .protocol)
  }

  @Test func aPromptThatOllamaCutIsAWarning() {
    #expect(ollama(answer, done(prompt: 4098), least: 9000).warnings == ["prompt_cut"])
    #expect(ollama(answer, done(prompt: 9500), least: 9000).warnings.isEmpty)
  }

  // MARK: LM Studio

  private func studio(_ events: (String, String)..., limit: Int? = nil) -> [RunEvent.Kind] {
    self.events(
      .events, LMStudioReader(), events.map { "event: \($0.0)\ndata: \($0.1)\n\n" }.joined(),
      limits: TokenLimits(completion: limit))
  }

  private let end = (
    "chat.end",
    #"{"type":"chat.end","result":{"model_instance_id":"m","output":[],"stats":{"input_tokens":90,"total_output_tokens":12,"reasoning_output_tokens":8,"tokens_per_second":40.1,"time_to_first_token_seconds":0.3}}}"#
  )

  @Test func lmStudioLoadsReadsThinksAnswersAndCounts() {
    let kinds = studio(
      ("chat.start", #"{"type":"chat.start","model_instance_id":"m"}"#),
      ("model_load.start", #"{"type":"model_load.start","model_instance_id":"m"}"#),
      ("model_load.progress", #"{"type":"model_load.progress","progress":0.654}"#),
      ("model_load.end", #"{"type":"model_load.end","load_time_seconds":3.2}"#),
      ("prompt_processing.start", #"{"type":"prompt_processing.start"}"#),
      ("prompt_processing.progress", #"{"type":"prompt_processing.progress","progress":0.5}"#),
      ("reasoning.start", #"{"type":"reasoning.start"}"#),
      ("reasoning.delta", #"{"type":"reasoning.delta","content":"Hm."}"#),
      ("reasoning.end", #"{"type":"reasoning.end"}"#),
      ("message.delta", #"{"type":"message.delta","content":"1"}"#), end)
    #expect(
      kinds == [
        .waiting(.load()), .waiting(.load(percent: 65)), .waiting(.prompt(read: 50, of: 100)),
        .text(.analysis, "Hm."), .text(.final, "1"),
        .usage(Usage(promptTokens: 90, completionTokens: 12)), .finished(.stop),
      ])
  }

  @Test func lmStudioGivesNoReasonSoThatTheNumbersTellOfACut() {
    let delta = ("message.delta", #"{"type":"message.delta","content":"1"}"#)
    #expect(studio(delta, end, limit: 12).warnings == [RunWarning.limitReached])
    #expect(studio(delta, end, limit: 13).warnings.isEmpty)
    #expect(
      studio(delta, ("error", #"{"type":"error","error":{"type":"x","message":"boom"}}"#))
        .failure?.message.contains("boom") == true)
    #expect(studio(delta).failure?.kind == .interrupted)
  }

  // MARK: Responses

  private func responses(_ datas: String...) -> [RunEvent.Kind] {
    events(
      .events, ResponsesReader(),
      datas.map { "event: x\ndata: \($0)\n\n" }.joined())
  }

  private let delta = #"{"type":"response.output_text.delta","delta":"1"}"#

  @Test(arguments: ["reasoning_text", "reasoning_summary_text"])
  func reasoningGoesByEachEnginesName(_ name: String) {
    let kinds = responses(
      #"{"type":"response.\#(name).delta","delta":"Hm."}"#,
      #"{"type":"response.\#(name).done","text":"Hm."}"#, delta,
      #"{"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":9,"output_tokens":2,"output_tokens_details":{"reasoning_tokens":1}}}}"#
    )
    #expect(kinds.text(of: .analysis) == "Hm.")
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.usage == Usage(promptTokens: 9, completionTokens: 2))
    #expect(kinds.last == .finished(.stop))
  }

  @Test func whatIsIncompleteFailedOrCancelledIsSaidSo() {
    #expect(
      responses(
        delta,
        #"{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}"#
      ).last == .finished(.length))
    #expect(
      responses(
        delta,
        #"{"type":"response.failed","response":{"error":{"code":"server_error","message":"boom"}}}"#
      ).failure?.message.contains("boom") == true)
    #expect(
      responses(delta, #"{"type":"error","message":"bang","code":"x"}"#)
        .failure?.message.contains("bang") == true)
    #expect(responses(delta, #"{"type":"response.cancelled"}"#).failure?.kind == .engine)
    #expect(responses(delta).failure?.kind == .interrupted)
  }

  // MARK: vLLM, exact

  @Test func vllmTellsControlTokensByTheirIDsThoughAFrameHoldsSeveral() throws {
    let controls = try #require(
      ControlTokenIDs(
        Dictionary(uniqueKeysWithValues: ControlToken.allCases.map { ($0, $0.id) })))
    func frame(_ text: String, _ ids: [Int], _ more: String = "") -> String {
      #"data: {"choices":[{"index":0,"text":"\#(text)","token_ids":\#(ids)\#(more)}]}"# + "\n\n"
    }
    let kinds = events(
      .events, VLLMCompletionReader(controls: controls),
      frame("<|channel|>analysis<|message|>Hm", [200005, 35644, 200008, 1])
        + frame(" <|end|> ", [27, 91, 92])
        + frame(
          "<|end|><|start|>assistant<|channel|>final<|message|>",
          [200007, 200006, 2, 200005, 3, 200008])
        + frame("1", [16]) + frame("", [200002], #","finish_reason":"stop","stop_reason":200002"#)
        + #"data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":14}}"# + "\n\n"
        + "data: [DONE]\n\n")
    #expect(kinds.text(of: .analysis) == "Hm <|end|> ")
    #expect(kinds.text(of: .final) == "1")
    #expect(kinds.warnings.isEmpty)
    #expect(kinds.usage?.completionTokens == 14)
    #expect(kinds.last == .finished(.stop))
  }
}
