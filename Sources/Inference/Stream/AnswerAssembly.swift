internal import Harmony
internal import Runs

/// One answer, put together from pieces and from whole texts, on every route on which the engine
/// takes the turn apart.
struct AnswerAssembly: Sendable {
  private var content = AnswerContent()
  private var reasoning = TextLedger()
  private var answer = TextLedger()
  private var calls = TextLedger()
  private(set) var hasToolCall = false

  private var hasReasoning: Bool { !reasoning.said.isEmpty }
  /// Whether any piece of an answer came.
  var hasAnswer: Bool { !answer.said.isEmpty }
  var saidAnswer: String { answer.said }

  // MARK: Pieces

  /// - Parameter part: the part of the answer that it belongs to, where the engine names it.
  mutating func think(_ text: String, part: String? = nil) -> [StreamSign] {
    guard !text.isEmpty else { return [] }
    reasoning.append(text, to: part)
    return [.text(.analysis, text)]
  }

  mutating func say(_ text: String, part: String? = nil) -> [StreamSign] {
    guard !text.isEmpty else { return [] }
    answer.append(text, to: part)
    return shown(text)
  }

  private mutating func shown(_ text: String) -> [StreamSign] {
    content.append(text, hasReasoning: hasReasoning).map(StreamSign.event)
  }

  // MARK: Whole texts

  /// The whole text of one part of the reasoning.
  mutating func closeThinking(_ whole: String, part: String?) -> [StreamSign] {
    added(reasoning.close(whole, part), thinking: whole)
  }

  /// The whole text of one part of the answer.
  mutating func closeAnswer(_ whole: String, part: String?) -> [StreamSign] {
    added(answer.close(whole, part), answer: whole)
  }

  /// All reasoning there is.
  mutating func settleThinking(_ whole: String) -> [StreamSign] {
    added(reasoning.settle(whole), thinking: whole)
  }

  /// All there is of the answer.
  mutating func settleAnswer(_ whole: String) -> [StreamSign] {
    added(answer.settle(whole), answer: whole)
  }

  /// A chain that is told in two ways is no reason to lose a verdict.
  private func added(_ addition: TextLedger.Addition, thinking whole: String) -> [StreamSign] {
    switch addition {
    case .nothing: []
    case .text(let text): [.text(.analysis, text)]
    case .contradiction: [.event(.warning(.otherReasoning))]
    }
  }

  private mutating func added(
    _ addition: TextLedger.Addition, answer whole: String
  ) -> [StreamSign] {
    switch addition {
    case .nothing: []
    case .text(let text): shown(text)
    case .contradiction(let said): [.contradiction(said, whole)]
    }
  }

  // MARK: Tool calls

  mutating func callTool() -> [StreamSign] {
    defer { hasToolCall = true }
    return hasToolCall ? [] : [.event(.warning(.toolCall))]
  }

  mutating func call(name: String?, arguments: String?, part: String? = nil) -> [StreamSign] {
    var signs = callTool()
    if let name, !name.isEmpty { signs.append(.text(.commentary, "to=functions.\(name) ")) }
    if let arguments, !arguments.isEmpty {
      calls.append(arguments, to: part)
      signs.append(.text(.commentary, arguments))
    }
    return signs
  }

  mutating func closeCall(name: String?, arguments: String, part: String?) -> [StreamSign] {
    let isFirst = !hasToolCall
    let warning = callTool()
    guard case .text(let text) = calls.close(arguments, part) else {
      guard isFirst, arguments.isEmpty, let name else { return warning }
      return warning + [.text(.commentary, "to=functions.\(name) ")]
    }
    let recipient = text == arguments ? name.map { "to=functions.\($0) " } ?? "" : ""
    return warning + [.text(.commentary, recipient + text)]
  }

  mutating func finish() -> [StreamSign] {
    content.finish().map(StreamSign.event)
  }

  // MARK: Messages

  /// What a message or delta holds, of whatever route: pieces where `isWhole` is false.
  mutating func take(_ message: FrameValue, isWhole: Bool) -> [StreamSign] {
    let text = MessageText(message)
    var signs: [StreamSign] = []
    if let reasoning = text.reasoning {
      signs += isWhole ? settleThinking(reasoning) : think(reasoning)
    }
    if let answer = text.answer {
      signs += isWhole ? settleAnswer(answer) : say(answer)
    }
    for call in text.calls { signs += self.call(name: call.name, arguments: call.arguments) }
    return signs
  }
}

/// What one message or delta says, under any engine's names.
struct MessageText: Sendable {
  struct Call: Sendable {
    var name: String?
    var arguments: String?
  }

  /// nil where there is none, or a blank key only.
  var reasoning: String?
  var answer: String?
  var calls: [Call] = []

  init(_ message: FrameValue) {
    guard message.isObject else {
      answer = message.string
      return
    }
    var thoughts = SignalTable.reasoningFields.compactMap { message[$0].map(Self.text(in:)) }
    let (text, parts) = Self.content(message["content"])
    thoughts += parts
    answer = text.isEmpty ? message["refusal"]?.string ?? message["text"]?.string : text
    reasoning = Self.once(thoughts)
    let calls = (message["tool_calls"]?.elements ?? []) + (message["function_call"]?.elements ?? [])
    self.calls = calls.filter { $0.isObject && !$0.isBlank }.map { call in
      let function = call["function"] ?? call
      return Call(name: function["name"]?.string, arguments: function["arguments"]?.spelling)
    }
  }

  /// The text of a reasoning field: a string, or a list of parts.
  private static func text(in value: FrameValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let parts): parts.map(text(in:)).joined()
    case .object:
      ["text", "thinking", "summary", "content", "reasoning"].lazy
        .compactMap { value[$0].map(text(in:)) }.first { !$0.isEmpty } ?? ""
    default: ""
    }
  }

  /// Content that is a list of parts, of which some may be reasoning.
  private static func content(_ value: FrameValue?) -> (text: String, thoughts: [String]) {
    guard case .array(let parts)? = value else { return (value?.string ?? "", []) }
    var text = ""
    var thoughts: [String] = []
    for part in parts {
      let type = part["type"]?.string?.lowercased() ?? ""
      if type.contains("think") || type.contains("reason") {
        thoughts.append(Self.text(in: part))
      } else {
        text += part.string ?? part["text"]?.string ?? part["refusal"]?.string ?? ""
      }
    }
    return (text, thoughts)
  }

  /// Mirrored texts once, blank ones only where nothing else is there.
  private static func once(_ texts: [String]) -> String? {
    var kept: [String] = []
    let filled = texts.filter { !$0.isBlank }
    for text in filled.isEmpty ? Array(texts.filter { !$0.isEmpty }.prefix(1)) : filled {
      if kept.contains(where: { $0.trimmed == text.trimmed || $0.contains(text) }) { continue }
      kept.removeAll { text.contains($0) }
      kept.append(text)
    }
    return kept.isEmpty ? nil : kept.joined(separator: "\n")
  }
}

extension FrameValue {
  /// A string as it is; other values as JSON, for arguments of calls that engines send as objects.
  fileprivate var spelling: String {
    switch self {
    case .string(let text): text
    case .object(let members):
      "{" + members.map { "\"\($0.key)\": \($0.value.quoted)" }.joined(separator: ", ") + "}"
    default: quoted
    }
  }

  private var quoted: String {
    switch self {
    case .string(let text): "\"\(text)\""
    case .object: spelling
    case .array(let elements): "[" + elements.map(\.quoted).joined(separator: ", ") + "]"
    default: short
    }
  }
}

extension RunWarning {
  static let toolCall = RunWarning("tool_call", "The model called a tool, though none was offered.")

  static let otherReasoning = RunWarning(
    "contradictory_reasoning",
    "The engine's whole reasoning differs from the pieces that it sent before; the pieces are kept."
  )
}
