import Harmony
import Runs

@testable import Inference

/// The forms of stream that engines send, each with the frames that say the same things.
enum StreamForm: String, CaseIterable, Sendable {
  case chat, completions, llamaCompletion, ollama, responses, lmStudio

  static let controls = ControlTokenIDs(
    Dictionary(uniqueKeysWithValues: ControlToken.allCases.map { ($0, $0.id) }))!

  var framing: FrameDecoder.Framing { self == .ollama ? .lines : .events }

  var reader: any FrameReader {
    switch self {
    case .chat: ChatReader()
    case .completions: VLLMCompletionReader(controls: Self.controls)
    case .llamaCompletion: LlamaCompletionReader(controls: Self.controls)
    case .ollama: OllamaReader(leastPromptTokens: 0)
    case .responses: ResponsesReader()
    case .lmStudio: LMStudioReader()
    }
  }

  /// Whether the engine sends the model's own tokens.
  var isRaw: Bool { self == .completions || self == .llamaCompletion }
  /// Whether the engine tells how the answer ended.
  var tellsEnding: Bool { self != .lmStudio }

  // MARK: Frames

  func answer(_ text: String) -> String {
    let text = Self.quoted(text)
    return switch self {
    case .chat: #"{"choices":[{"index":0,"delta":{"content":\#(text)},"finish_reason":null}]}"#
    case .completions: #"{"choices":[{"index":0,"text":\#(text),"finish_reason":null}]}"#
    case .llamaCompletion: #"{"content":\#(text),"stop":false}"#
    case .ollama: #"{"message":{"role":"assistant","content":\#(text)},"done":false}"#
    case .responses:
      #"{"type":"response.output_text.delta","item_id":"m","content_index":0,"delta":\#(text)}"#
    case .lmStudio: #"{"type":"message.delta","content":\#(text)}"#
    }
  }

  func reasoning(_ text: String) -> String {
    let text = Self.quoted(text)
    return switch self {
    case .chat: #"{"choices":[{"index":0,"delta":{"reasoning":\#(text)}}]}"#
    case .completions, .llamaCompletion: answer("")
    case .ollama: #"{"message":{"content":"","thinking":\#(text)},"done":false}"#
    case .responses: #"{"type":"response.reasoning_text.delta","item_id":"r","delta":\#(text)}"#
    case .lmStudio: #"{"type":"reasoning.delta","content":\#(text)}"#
    }
  }

  /// The frame that ends the answer; `tokens` as JSON.
  func ending(_ word: String = "stop", tokens: String = "5", prompt: String = "100") -> String {
    switch self {
    case .chat:
      #"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(word)"}],"usage":{"prompt_tokens":\#(prompt),"completion_tokens":\#(tokens)}}"#
    case .completions:
      #"{"choices":[{"index":0,"text":"","finish_reason":"\#(word)"}],"usage":{"prompt_tokens":\#(prompt),"completion_tokens":\#(tokens)}}"#
    case .llamaCompletion:
      #"{"content":"","stop":true,"stop_type":"\#(word == "stop" ? "eos" : word == "length" ? "limit" : word)","tokens_predicted":\#(tokens),"tokens_evaluated":\#(prompt)}"#
    case .ollama:
      #"{"message":{"content":""},"done":true,"done_reason":"\#(word)","prompt_eval_count":\#(prompt),"eval_count":\#(tokens)}"#
    case .responses:
      switch word {
      case "stop": response(#""status":"completed""#, tokens, prompt)
      case "length":
        response(
          #""status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}"#, tokens,
          prompt)
      case "content_filter":
        response(
          #""status":"incomplete","incomplete_details":{"reason":"content_filter"}"#, tokens, prompt
        )
      default: response(#""status":"\#(word)""#, tokens, prompt)
      }
    case .lmStudio:
      #"{"type":"chat.end","result":{"output":[],"stats":{"input_tokens":\#(prompt),"total_output_tokens":\#(tokens)}}}"#
    }
  }

  private func response(_ members: String, _ tokens: String, _ prompt: String) -> String {
    #"{"type":"response.completed","response":{\#(members),"usage":{"input_tokens":\#(prompt),"output_tokens":\#(tokens)}}}"#
  }

  /// The whole answer as one document, without streaming.
  func document(_ chain: String, _ text: String) -> String {
    let (chain, said) = (Self.quoted(chain), Self.quoted(text))
    return switch self {
    case .chat:
      #"{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":\#(said),"reasoning_content":\#(chain)},"finish_reason":"stop"}]}"#
    case .completions: #"{"choices":[{"index":0,"text":\#(said),"finish_reason":"stop"}]}"#
    case .llamaCompletion: #"{"content":\#(said),"stop":true,"stop_type":"eos"}"#
    case .ollama:
      #"{"message":{"content":\#(said),"thinking":\#(chain)},"done":true,"done_reason":"stop"}"#
    case .responses:
      #"{"object":"response","status":"completed","output":[{"type":"reasoning","content":[{"type":"reasoning_text","text":\#(chain)}]},{"type":"message","content":[{"type":"output_text","text":\#(said)}]}]}"#
    case .lmStudio:
      #"{"output":[{"type":"reasoning","content":\#(chain)},{"type":"message","content":\#(said)}],"stats":{}}"#
    }
  }

  /// A turn of the model that says the text, as this form sends it.
  func turn(_ text: String) -> String {
    isRaw ? "<|channel|>final<|message|>\(text)<|return|>" : text
  }

  /// The turn up to here: nothing ends it yet.
  func opening(_ text: String) -> String { isRaw ? "<|channel|>final<|message|>\(text)" : text }

  // MARK: Bytes

  func bytes(_ frames: [String]) -> [UInt8] {
    switch framing {
    case .events: Array(frames.map { "data: \($0)\n\n" }.joined().utf8)
    case .lines: Array(frames.map { $0 + "\n" }.joined().utf8)
    }
  }

  /// What the frames say at every chunking that is tried; nil where two of them differ.
  func events(_ bytes: [UInt8], limits: TokenLimits = TokenLimits()) -> [RunEvent.Kind]? {
    func read(_ pieces: [ArraySlice<UInt8>]) -> [RunEvent.Kind] {
      var stream = ResponseStream(framing, reader, peer: "test engine", tokenLimits: limits)
      return (pieces.flatMap { stream.consume($0) } + stream.end()).merged
    }
    let whole = read([bytes[...]])
    for size in [1, 2, 3, 7, 64] {
      let pieces = stride(from: 0, to: bytes.count, by: size).map {
        bytes[$0..<min($0 + size, bytes.count)]
      }
      if read(pieces) != whole { return nil }
    }
    return whole
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension String {
  /// A JSON object with one more member at its end.
  func adding(_ member: String) -> String { String(dropLast()) + "," + member + "}" }
}

extension [RunEvent.Kind] {
  /// Texts of one channel that follow each other joined: chunks may cut them.
  var merged: [RunEvent.Kind] {
    reduce(into: []) { merged, kind in
      if case .text(let channel, let text) = kind, case .text(channel, let before)? = merged.last {
        merged[merged.count - 1] = .text(channel, before + text)
      } else {
        merged.append(kind)
      }
    }
  }
}
