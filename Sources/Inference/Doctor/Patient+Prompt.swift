internal import Harmony
internal import Runs

/// What the engine's chat route makes of messages.
extension Patient {
  private func rendered(
    _ conversation: Conversation, effort: Effort
  ) async -> [PromptSegment]? {
    await known.dialect.renderer?.segments(
      of: ChatRequest.Message.all(of: conversation), effort: effort, known, peer)
  }

  /// Whether runs are sent in a way that the engine's own rendering does not touch.
  private var isExact: Bool { route.name == .exact }

  private var otherClients: String {
    "Exact runs do not take it; it concerns other clients, and the route chat."
  }

  private func unseen(_ id: String, _ what: String) -> EngineFinding {
    EngineFinding(
      id: id, level: isExact ? .fine : .caution,
      summary: "\(what) cannot be seen: \(known.dialect.title) shows no rendered prompt.",
      evidence: "no route that renders, or no answer from it",
      advice: isExact ? "" : "The record of a run holds what its published template should make.")
  }

  /// The engine could show the prompt, and was started so that it does not.
  private func disabled(_ id: String, _ words: String) -> EngineFinding {
    EngineFinding(
      id: id, level: .caution, summary: "The prompt cannot be seen: the engine refuses to show it.",
      evidence: words,
      advice:
        "Restart it as it says (vLLM: vllm serve … --enable-scale-out), then examine it again. Until then nobody knows what its chat route renders."
    )
  }

  func prompt() async -> [EngineFinding] {
    let id = "prompt"
    if speaksNoHarmony { return [notApplicable(id, "The prompt")] }
    let conversation = Self.conversation
    guard let theirs = await rendered(conversation, effort: .low) else {
      if let words = await known.dialect.renderer?.refusal(known, peer) {
        return [disabled(id, words)]
      }
      return [unseen(id, "The prompt")]
    }
    let ours = HarmonyPrompt(conversation, effort: .low, date: date, layout: .developer)
    let comparison = PromptComparison(ours: ours, theirs: theirs, of: conversation)
    let words = comparison.differences.map(\.words)
    let level = isExact && comparison.level == .caution ? .fine : comparison.level
    let names = comparison.differences.map(\.kind.rawValue).joined(separator: ", ")
    return [
      EngineFinding(
        id: id, level: level,
        summary: words.isEmpty
          ? "The chat route renders the prompt as we do."
          : "The chat route renders another prompt than ours: \(names).",
        evidence: (words + [theirs.map(\.spelling).joined()]).joined(separator: "\n"),
        advice: words.isEmpty ? "" : advice(on: comparison))
    ]
  }

  private func advice(on comparison: PromptComparison) -> String {
    let what =
      switch comparison.level {
      case .broken:
        "Policy or content does not reach the model as it was written: update the engine or its chat template."
      case .caution:
        "The model was trained on the other form; verdicts may differ from those of engines that keep it."
      case .fine: "Such differences are known and small."
      }
    return isExact ? "\(what) \(otherClients)" : what
  }

  /// The published template drops a second system or developer message without a word (facts 3).
  func secondMessage() async -> [EngineFinding] {
    let id = "second_message"
    guard let renderer = known.dialect.renderer else { return [] }
    let marker = "The second message of the doctor."
    var messages = ChatRequest.Message.all(of: Self.conversation)
    messages.insert(ChatRequest.Message(role: "developer", content: marker), at: 1)
    guard
      let segments = await renderer.segments(of: messages, effort: .low, known, peer)
    else { return [] }
    let text = segments.map(\.spelling).joined()
    let isKept = text.contains(marker)
    return [
      EngineFinding(
        id: id, level: .fine,
        summary: isKept
          ? "A second instruction message is kept."
          : "A second instruction message is dropped; Precept sends one only.",
        evidence: text,
        advice: isKept ? "" : "With other clients, put everything into one first message.")
    ]
  }

  func effort() async -> [EngineFinding] {
    let id = "effort"
    if speaksNoHarmony { return [notApplicable(id, "The effort")] }
    if isExact {
      return [
        EngineFinding(
          id: id, level: .fine,
          summary: "The effort is in the prompt as it is sent: exact runs state it themselves.",
          evidence: "in the prompt: \(Self.effortLine(of: exactPrompt.segments))")
      ] + (await renderedEffort(id: "effort_chat"))
    }
    let findings = await renderedEffort(id: id)
    return findings.isEmpty ? [await effortByLength(id: id)] : findings
  }

  /// By the line `Reasoning:` of the engine's own rendering.
  private func renderedEffort(id: String) async -> [EngineFinding] {
    var lines: [String] = []
    for effort in [Effort.low, .high] {
      guard let segments = await rendered(Self.conversation, effort: effort) else { return [] }
      lines.append(Self.effortLine(of: segments))
    }
    let isHonoured = lines == ["Reasoning: low", "Reasoning: high"]
    return [
      EngineFinding(
        id: id, level: isHonoured ? .fine : isExact ? .caution : .broken,
        summary: isHonoured
          ? "The chat route states the effort that was asked for."
          : "The chat route ignores the effort that was asked for.",
        evidence: "asked for low: \(lines[0])\nasked for high: \(lines[1])",
        advice: isHonoured
          ? ""
          : "Update the engine, or set its default. " + (isExact ? otherClients : ""))
    ]
  }

  private var exactPrompt: HarmonyPrompt {
    HarmonyPrompt(Self.conversation, effort: .high, date: date, layout: .developer)
  }

  private static func effortLine(of segments: [PromptSegment]) -> String {
    let lines = segments.map(\.spelling).joined().split(separator: "\n")
    return lines.first { $0.hasPrefix("Reasoning: ") }.map(String.init) ?? "no line Reasoning:"
  }

  /// By how long the chains are, where the prompt cannot be seen.
  private func effortByLength(id: String) async -> EngineFinding {
    let limit = 600
    let low = await run(effort: .low, limit: limit)
    let high = await run(effort: .high, limit: limit)
    for run in [low, high] {
      if let failure = run.failure {
        return EngineFinding(id: id, level: .broken, failure: failure)
      }
    }
    let lengths = [low, high].map { $0.text(of: .analysis).utf8.count }
    let isLonger = Double(lengths[1]) > Double(lengths[0]) * 1.3
    return EngineFinding(
      id: id, level: isLonger ? .fine : .caution,
      summary: isLonger
        ? "High effort makes longer chains than low effort."
        : "High effort makes no longer chain than low effort: it may be ignored.",
      evidence:
        "low: \(lengths[0]) bytes of reasoning\nhigh: \(lengths[1]) bytes\(high.finish == .length ? ", cut at \(limit) tokens" : "")",
      advice: isLonger
        ? "" : "One pair of runs proves little; see the engine's own setting of the effort."
    )
  }
}
