import Foundation
import Harmony
import Policies
import Runs
import TestSupport
import Testing

@testable import Inference

/// Odd bytes around good answers, as proxies and less common servers send them, and failures that have
/// to be called by their name.
@Suite(.timeLimit(.minutes(1))) struct OddStreamTests {
  typealias Form = StreamForm

  private func read(_ form: Form, _ text: String) throws -> [RunEvent.Kind] {
    let kinds = try #require(form.events(Array(text.utf8)), "\(form) differs by chunking: \(text)")
    #expect(kinds.endings == 1)
    return kinds
  }

  // MARK: Nothing is lost

  @Test(
    "comments, pings and repeated fields cost nothing",
    arguments: Form.allCases,
    [
      "data: : OPENROUTER PROCESSING\n\n", "data: data: : ping\n\n", "data: ping\n\n",
      "data: \"heartbeat\"\n\n", "data: [PING]\n\n", "event: ping\ndata: still here\n\n",
      "event: heartbeat\ndata: 2026-11-28T03:00:00Z\n\n", "event: keepalive\ndata: 7\n\n",
      "event: ping\ndata: {\"type\":\"ping\"}\n\n", "event: ping\n\n",
    ])
  func keepAlive(_ form: Form, _ ping: String) throws {
    for field in ["data: ", "data: data: ", "data:data:"] {
      let frames = [form.reasoning("hm"), form.answer(form.turn("MK0.a")), form.ending()]
      let text = ping + frames.map { "\(field)\($0)\n\n\(ping)" }.joined() + "\(field)[DONE]\n\n"
      let kinds = try read(form, text)
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(text)")
      #expect(kinds.last == .finished(.stop))
    }
  }

  @Test("a ping that says an error is one")
  func errorInPing() throws {
    for data in ["error: the worker died", #"{"error":"the worker died"}"#] {
      let kinds = try read(.chat, "event: ping\ndata: \(data)\n\n")
      #expect(kinds.failure?.message.contains("the worker died") == true)
    }
  }

  @Test("several documents in one event are read one by one", arguments: Form.allCases)
  func documents(_ form: Form) throws {
    let frames = [form.reasoning("hm"), form.answer(form.turn("MK0.a")), form.ending()]
    for text in [
      frames.map { "data: \($0)\n" }.joined() + "\n",
      frames.map { "data: \($0)\n" }.joined() + "data: [DONE]\n",
      frames.map { "data: \($0)\r\n" }.joined(),
    ] {
      let kinds = try read(form, text)
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(text)")
      #expect(kinds.last == .finished(.stop))
    }
    let broken = try read(form, "data: \(frames[1])\ndata: {broken\n\n")
    #expect(broken.failure?.kind == .protocol)
  }

  @Test("an error that says that there is none costs nothing", arguments: Form.allCases)
  func noError(_ form: Form) throws {
    for none in [#""None""#, #""null""#, #""""#, #"{"message":"None","code":0}"#, #"["None"]"#] {
      let member = #""error":\#(none)"#
      let kinds = try read(
        form,
        String(
          decoding: form.bytes([
            form.answer(form.turn("MK0.a")).adding(member), form.ending().adding(member),
          ]), as: UTF8.self))
      #expect(kinds.text(of: .final) == "MK0.a", "\(form) \(none)")
      #expect(kinds.last == .finished(.stop))
      // Without a finish reason there is no answer, whatever the word meant.
      let cut = String(
        decoding: form.bytes([form.answer(form.opening("MK0.a")).adding(member)]), as: UTF8.self)
      #expect(try read(form, cut).failure?.kind == .interrupted)
    }
  }

  @Test("a content filter's note on itself is no failure")
  func filterNote() throws {
    let note =
      #"{"choices":[{"index":0,"finish_reason":null,"content_filter_results":{"error":{"code":"content_filter_error","message":"The contents are not filtered"}}}]}"#
    let frames = [Form.chat.answer("MK0.a"), note, Form.chat.ending()]
    let kinds = try read(.chat, String(decoding: Form.chat.bytes(frames), as: UTF8.self))
    #expect(kinds.text(of: .final) == "MK0.a")
    #expect(kinds.last == .finished(.stop))
  }

  @Test("a finish reason may be an object, unless it says more than its type")
  func finishObject() throws {
    func end(_ reason: String) throws -> [RunEvent.Kind] {
      let frame = #"{"choices":[{"index":0,"delta":{},"finish_reason":\#(reason)}]}"#
      return try read(
        .chat, String(decoding: Form.chat.bytes([Form.chat.answer("1"), frame]), as: UTF8.self))
    }
    #expect(try end(#"{"type":"stop","matched":200002}"#).last == .finished(.stop))
    #expect(try end(#"{"type":"length","length":50}"#).last == .finished(.length))
    for reason in [
      #"{"type":"abort","message":"Abort in waiting queue"}"#,
      #"{"type":"stop","message":"Abort in waiting queue"}"#,
    ] {
      #expect(try end(reason).failure?.message.contains("Abort in waiting queue") == true)
    }
  }

  // MARK: Over HTTP

  private func run(_ head: String, _ body: [UInt8]) async throws
    -> [RunEvent.Kind]
  {
    let server = try await ScriptedServer.start { _, request in
      request.hasPrefix("GET")
        ? [.reply("404 Not Found", "{}"), .close]
        : [
          .send("HTTP/1.1 \(head)\r\nContent-Length: \(body.count)\r\n\r\n"), .bytes(body),
          .close,
        ]
    }
    let kinds = try await withClient { client in
      await HTTPEngine(
        configuration: try EngineConfiguration(
          name: "e", url: server.url, model: "m", kind: .openAICompatible, route: .chat,
          silenceTimeout: .seconds(20)), client: client
      ).events(of: .test("hello"))
    }
    await server.stop()
    return kinds
  }

  private static let stream = Form.chat.bytes([Form.chat.answer("1"), Form.chat.ending()])
  /// The same stream, by `gzip` and by zlib.
  private static let gzip = Array(
    Data(
      base64Encoded:
        "H4sIAAAAAAACA43MsQqAIBAG4N2niH92qPVeJSJELxTkjLwgEN+9aG1p/uALTh0NDT6W5LmC5oYkgS/QaBE4qwM9XERZFIQJ3WJLkmpcD3a1CEjOnPvSjQm/tm+AqmXHW9wsfTNNkQAAAA=="
    )!)
  private static let deflate = Array(
    Data(
      base64Encoded:
        "eJyNzLEKgCAQBuDdp4h/dqj1XiUiRC8U5Iy8IBDfvWhtaf7gC04dDQ0+luS5guaGJIEv0GgROKsDPVxEWRSECd1iS5JqXA92tQhIzpz70o0Jv7ZvgKplx1vc684w1A=="
    )!)
  private static let document = Array(Form.chat.document("hm", "1").utf8)

  @Test(
    "compressed bodies, a byte order mark and other good statuses are read",
    arguments: [
      ("200 OK\r\nContent-Type: application/json", [0xEF, 0xBB, 0xBF] + document),
      ("201 Created\r\nContent-Type: text/event-stream", stream),
      ("206 Partial Content\r\nContent-Type: text/event-stream", stream),
      ("201 Created\r\nContent-Type: application/json", document),
      ("200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip", gzip),
      ("200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: deflate", deflate),
    ])
  func overHTTP(_ head: String, _ body: [UInt8]) async throws {
    let kinds = try await run(head, body)
    #expect(kinds.text(of: .final) == "1", "\(head)")
    #expect(kinds.last == .finished(.stop))
  }

  @Test("an unknown compression and an empty status are named")
  func unreadable() async throws {
    let coded = try await run(
      "200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br", [1, 2, 3])
    #expect(coded.failure?.message.contains("“br”") == true)
    let empty = try await run("206 Partial Content\r\nContent-Type: text/html", Array("<p>".utf8))
    #expect(empty.failure?.message.contains("HTTP 206 with a web page") == true)
  }

  // MARK: Failures by their name

  @Test(
    "codes and words in a frame or in a body of status 200 decide what failed",
    arguments: [
      (#"{"error":{"message":"invalid key","code":401}}"#, "unauthorized", "invalid key"),
      (#"{"error":{"message":"bad","code":"invalid_api_key"}}"#, "unauthorized", "bad"),
      (#"{"detail":"Not authenticated"}"#, "unauthorized", "Not authenticated"),
      (#"{"error":{"message":"No capacity","code":503}}"#, "busy", "No capacity"),
      (#"{"error":"No capacity","code":503}"#, "busy", "No capacity"),
      (#"{"type":"error","error":{"type":"overloaded_error","message":"Full"}}"#, "busy", "Full"),
      (#"{"error":{"message":"Insufficient credits","code":402}}"#, "request", "paid"),
      (#"{"error":{"message":"too big","code":413}}"#, "request", "too large"),
      (#"{"code":50001,"msg":"quota used up","data":null}"#, "engine", "quota used up"),
      (#"{"status":500,"message":"out of memory"}"#, "engine", "out of memory"),
      (
        #"{"base_resp":{"status_code":1000,"status_msg":"unknown error"},"choices":null}"#,
        "engine", "unknown error"
      ),
      (
        #"{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"},"choices":null}"#,
        "request", "insufficient balance"
      ),
    ])
  func codes(_ body: String, _ kind: String, _ words: String) async throws {
    let frame = try read(.chat, "data: \(body)\n\n").failure
    #expect(frame?.kind.rawValue == kind, "\(body)")
    #expect(frame?.message.contains(words) == true)
    let reply = EngineClient.Reply(
      status: 200, contentType: "application/json", body: Array(body.utf8))
    #expect(refusal(reply)?.kind.rawValue == kind, "\(body)")
  }

  @Test("a frame that says that all is well is no failure")
  func allIsWell() throws {
    for frame in [
      #"{"code":0,"msg":"success"}"#, #"{"success":true,"message":"queued"}"#,
      #"{"base_resp":{"status_code":0,"status_msg":""},"choices":[]}"#,
    ] {
      let text = String(
        decoding: Form.chat.bytes([frame, Form.chat.answer("1"), Form.chat.ending()]),
        as: UTF8.self)
      #expect(try read(.chat, text).last == .finished(.stop), "\(frame)")
    }
  }

  @Test("an error event needs no data")
  func errorEvent() throws {
    for event in ["event: error\n\n", "event: error\nid: 1\n\n", "event: error\ndata:\n\n"] {
      let kinds = try read(.chat, "data: \(Form.chat.answer("1"))\n\n" + event)
      #expect(kinds.failure?.kind == .engine, "\(event)")
    }
  }

  @Test("a page sent as a stream is called one")
  func page() throws {
    for text in [
      "<html><body>Sign in</body></html>", "<!DOCTYPE html>\n<html>\n</html>\n",
      "data: <html><title>Sign in</title></html>\n\n",
    ] {
      let failure = try read(.chat, text).failure
      #expect(failure?.kind == .protocol)
      #expect(failure?.message.contains("web page") == true, "\(text)")
    }
  }

  @Test("the hint for llama-cpp-python is given for its ids only")
  func cutByOthers() throws {
    func hint(_ id: String) throws -> String? {
      try read(
        .chat, "data: \(Form.chat.answer("1").adding(#""id":"\#(id)""#))\n\ndata: [DONE]\n\n"
      ).failure?.hint
    }
    let theirs = try hint("chatcmpl-0bd1c4f5-8f0e-4b7d-9d6c-3a52c1f0e7aa")
    #expect(theirs?.contains("--interrupt_requests false") == true)
    #expect(try hint("chatcmpl-0bd1c4f58f0e4b7d9d6c3a52c1f0e7aa")?.contains("llama") == false)
    #expect(try read(.chat, "data: [DONE]\n\n").failure?.hint.contains("llama") == false)
  }

  private func refusal(_ reply: EngineClient.Reply) -> RunFailure? {
    try? .refused(
      reply, peer: "the engine",
      configuration: EngineConfiguration(name: "e", url: "http://127.0.0.1:1", model: "m"))
  }

  @Test(
    "a refusal in plain text or by a page says what the status is",
    arguments: [
      (500, "text/plain", "Internal Server Error", "engine", "--api-key-env"),
      (500, "text/plain", "No API key passed in.", "unauthorized", "--api-key-env"),
      (503, "text/plain", "no healthy upstream", "busy", "no healthy upstream"),
      (503, "text/html", "<title>503 Busy</title>", "busy", "503"),
      (524, "text/plain", "error code: 524", "engine", "HTTP 524"),
      (502, "text/html", "<title>502 Bad Gateway</title>", "engine", "502 Bad Gateway"),
      (504, "text/html", "<title>504 Gateway Time-out</title>", "engine", "in time"),
      (413, "text/html", "<title>413 Too Large</title>", "request", "too large"),
      (
        402, "application/json", #"{"error":{"message":"Insufficient credits"}}"#, "request",
        "credits"
      ),
      (429, "text/plain", "slow down", "busy", "slow down"),
      (
        429, "application/json", #"{"error":{"message":"x","type":"insufficient_quota"}}"#,
        "request", "paid"
      ),
    ])
  func refusals(_ status: Int, _ type: String, _ body: String, _ kind: String, _ words: String) {
    let failure = refusal(
      EngineClient.Reply(status: status, contentType: type, body: Array(body.utf8)))
    #expect(failure?.kind.rawValue == kind, "\(status) \(body)")
    #expect((failure.map { $0.message + $0.hint } ?? "").contains(words), "\(status) \(body)")
    #expect(failure?.hint.contains("something else may listen") == false)
    #expect(failure?.hint.contains("sampling") == false)
  }

  @Test("a pause of years is told, and not waited for")
  func longPause() {
    let failure = refusal(
      EngineClient.Reply(
        status: 429, contentType: "text/plain", retryAfter: "Sat, 28 Nov 2099 10:00:00 GMT",
        body: Array("slow down".utf8)))
    #expect(failure?.hint.contains("a year or longer") == true)
    #expect(failure?.message.contains("slow down") == true)
    let hour = refusal(
      EngineClient.Reply(status: 429, retryAfter: "7200", body: Array("slow down".utf8)))
    #expect(hour?.hint == "Run again in 2 hours.")
    var plan = RetryPlan(patience: .seconds(120))
    #expect(plan.pause(after: .busy(retryAfter: .seconds(RetryAfter.longest))) == nil)
  }

  // MARK: Reasoning with a closing tag only

  @Test("what stands before a bare closing tag is reasoning, where that is certain")
  func bareClosingTag() throws {
    func record(_ pieces: [String], harmony: Bool? = nil) -> RunRecord {
      var machine = RunMachine(.test("hello"))
      machine.apply(
        RunEvent(
          at: 0,
          .accepted(EngineIdentity(name: "e", kind: .openAICompatible, speaksHarmony: harmony))))
      for (at, piece) in pieces.enumerated() {
        machine.apply(RunEvent(at: at, .text(.final, piece)))
      }
      machine.apply(RunEvent(at: 99, .finished(.stop)))
      return machine.record
    }
    for pieces in [
      ["Is it 0? No, [S1].\n</think>\n\n1"], ["Is it 0? ", "No, [S1].\n</th", "ink>\n", "\n", "1"],
      "Is it 0? No, [S1].\n</think>\n\n1".map { String($0) },
    ] {
      let taken = record(pieces)
      #expect(taken.reasoning == "Is it 0? No, [S1].\n", "\(pieces)")
      #expect(taken.answer == "1")
      #expect(taken.warnings.contains { $0.kind == "bare_reasoning" })
      #expect(taken.citations.allSatisfy { $0.channel == Channel.analysis.rawValue })
      #expect(!taken.citations.isEmpty)
    }
    for (text, harmony) in [
      ("It quotes </think> in a line.\n1", nil), ("a\n</think>\n", nil),
      ("a\n</think>\n0\n</think>\n1", nil), ("a\n</think>\n1", true),
    ] as [(String, Bool?)] {
      let kept = record([text], harmony: harmony)
      #expect(kept.reasoning.isEmpty, "\(text)")
      #expect(kept.answer == text)
    }
  }
}
