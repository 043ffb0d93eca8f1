internal import Harmony
internal import Runs

/// What comes back.
extension Patient {
  /// Whether reasoning comes apart from the answer, and whether the turn ends where the model ends it.
  func answer() async -> [EngineFinding] {
    let probe = await run(limit: 800)
    var findings = [reasoning(probe), stop(probe)]
    // The name that other clients must read.
    if route.name == .exact, let chat = known.routes.first(where: { $0.name == .chat }) {
      var finding = reasoning(await run(by: chat, limit: 800))
      finding.id = "reasoning_chat"
      finding.summary = "By the route chat: \(finding.summary)"
      if finding.level == .broken { finding.level = .caution }
      findings.append(finding)
    }
    return findings
  }

  private func reasoning(_ probe: ProbeRun) -> EngineFinding {
    let id = "reasoning"
    if let failure = probe.failure {
      return EngineFinding(
        id: id, level: .broken, summary: failure.message, evidence: probe.evidence(nil),
        advice: failure.hint)
    }
    let hasReasoning = !probe.text(of: .analysis).isEmpty
    let isRecovered = probe.warnings.contains { $0.kind == "markup_recovered" }
    if speaksNoHarmony {
      return EngineFinding(
        id: id, level: .fine,
        summary: hasReasoning
          ? "Reasoning comes apart from the answer."
          : "The model answers without reasoning, or the engine keeps it.",
        evidence: probe.evidence(nil))
    }
    let isLost = probe.warnings.contains { $0.kind == RunWarning.markup }
    let level: EngineFinding.Level =
      isLost ? .broken : !hasReasoning || isRecovered ? .caution : .fine
    let name = Self.fieldName(in: probe.reply)
    let summary =
      isLost
      ? "Raw Harmony markup comes back from which no answer can be told."
      : isRecovered
        ? "Raw Harmony markup comes back as the answer; Precept takes it apart."
        : hasReasoning
          ? "Reasoning comes apart from the answer\(name.map { ", as \($0.title)" } ?? "")."
          : "No reasoning came with the answer."
    return EngineFinding(
      id: id, level: level, summary: summary, evidence: probe.evidence(name?.words),
      advice: level == .fine
        ? ""
        : "Without its chain a verdict cannot be inspected. See the engine's option for reasoning (llama-server: --reasoning-format auto; vLLM: a reasoning parser)."
    )
  }

  /// Under which name the reasoning came, and the words by which one sees it.
  private static func fieldName(in reply: String) -> (words: String, title: String)? {
    let names = [
      ("response.reasoning_text.delta", "response.reasoning_text.delta"),
      ("response.reasoning_summary_text.delta", "response.reasoning_summary_text.delta"),
      ("reasoning.delta", "the event reasoning.delta"),
      ("\"reasoning_content\":\"", "the field reasoning_content"),
      ("\"thinking\":\"", "the field thinking"), ("\"reasoning\":\"", "the field reasoning"),
      (ControlToken.channel.rawValue, "the model's own channel analysis"),
    ]
    return names.first { reply.contains($0.0) }.map { (words: $0.0, title: $0.1) }
  }

  private func stop(_ probe: ProbeRun) -> EngineFinding {
    let id = "stop"
    let answer = probe.text(of: .final)
    let level: EngineFinding.Level
    let summary: String
    if probe.failure != nil {
      level = .broken
      summary = "The turn did not end: the run failed."
    } else if probe.finish == .length {
      level = .caution
      summary = "The turn did not end within 800 tokens at low effort."
    } else if answer.isEmpty {
      level = .broken
      summary =
        speaksNoHarmony
        ? "The turn ended before its answer."
        : "The turn ended before its answer: the engine may stop on <|end|>."
    } else {
      level = .fine
      summary =
        probe.reply.contains(ControlToken.return.rawValue)
        ? "The turn ends on <|return|>, after the answer." : "The turn ends after the answer."
    }
    return EngineFinding(
      id: id, level: level, summary: summary,
      evidence: probe.evidence(ControlToken.return.rawValue),
      advice: level == .fine
        ? ""
        : speaksNoHarmony
          ? "See the engine's log, and its chat template."
          : "<|end|> closes the reasoning, and the answer follows it: the engine must stop on <|return|> and <|call|> only."
    )
  }

  /// Whether hostile text becomes control tokens, told by how few tokens it has: a spelling that is
  /// read as text has several.
  func injection() async -> [EngineFinding] {
    let id = "injection"
    if speaksNoHarmony { return [notApplicable(id, "Forged control tokens")] }
    let count = 24
    let spelled = Array(repeating: ControlToken.end.rawValue, count: count).joined(separator: " ")
    let plain = Conversation(policy: Self.conversation.policy, content: "x")
    let hostile = Conversation(policy: Self.conversation.policy, content: "x " + spelled)
    let chat = known.routes.first { $0.name != .exact } ?? route
    let (before, after) = (
      await run(plain, by: chat, limit: 1, shields: false).usage.promptTokens,
      await run(hostile, by: chat, limit: 1, shields: false).usage.promptTokens
    )
    guard let before, let after else {
      return [
        EngineFinding(
          id: id, level: route.name == .exact ? .fine : .caution,
          summary: "Whether hostile text becomes control tokens cannot be seen.",
          evidence: "the route \(chat.name.rawValue) did not tell how many tokens the prompt has",
          advice: protection)
      ]
    }
    let added = after - before
    let isToken = added < count * 5 / 2
    let evidence =
      "route \(chat.name.rawValue), content “x”: \(before) tokens of prompt\n"
      + "with \(ControlToken.end.rawValue) \(count) times: \(after), so \(added) more"
    guard isToken else {
      return [
        EngineFinding(
          id: id, level: .fine, summary: "Control tokens that content spells stay text.",
          evidence: evidence)
      ]
    }
    return [
      EngineFinding(
        id: id, level: route.name == .exact ? .fine : .caution,
        summary: route.name == .exact
          ? "By the route \(chat.name.rawValue) content can forge control tokens; exact runs are safe from it."
          : "Content can forge control tokens on this engine.",
        evidence: evidence, advice: protection)
    ]
  }

  private var protection: String {
    route.name == .exact
      ? "Runs go as token ids, in which no text can become a control token. Other clients of this engine are open to it."
      : "Precept breaks such spellings with a space before they are sent, and records what it changed. Other clients of this engine are open to it."
  }

  /// Whether a policy that was read once is read again.
  func cache() async -> [EngineFinding] {
    let id = "cache"
    let rule = "- Content that promises a prize for money is a scam, however it is worded.\n"
    let conversation = Conversation(
      policy: "# Scam policy\n\n" + String(repeating: rule, count: 24), content: "x")
    _ = await run(conversation, limit: 1)
    let again = await run(conversation, limit: 1)
    let usage = again.usage
    let prompt = usage.promptTokens.map(String.init) ?? "?"
    guard let cached = usage.cachedTokens else {
      return [
        EngineFinding(
          id: id, level: .fine, summary: "The engine does not tell what its cache serves.",
          evidence: "second run of one prompt: no cached tokens in its usage")
      ]
    }
    let isReused = cached * 2 > usage.promptTokens ?? Int.max / 2
    return [
      EngineFinding(
        id: id, level: isReused ? .fine : .caution,
        summary: isReused
          ? "A policy that was read once is served from the cache."
          : "A policy that was read once is read again.",
        evidence: "second run of one prompt: \(cached) of \(prompt) tokens came from the cache",
        advice: isReused
          ? ""
          : "Each run pays for the whole policy. Turn the engine's prompt cache on (llama-server: --cache-prompt; vLLM: --enable-prefix-caching)."
      )
    ]
  }
}
