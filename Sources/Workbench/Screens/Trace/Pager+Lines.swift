import Harmony
import Policies
public import Runs
import Traces
import Wording

extension Pager {
  /// A recorded run as plain text: verdict, facts, human verdicts, content, chain with times, answer,
  /// prompt.
  public init(trace record: RunRecord, _ verdicts: [HumanVerdict] = [], ascii: Bool = false) {
    func heading(_ text: String) -> [Line] { [.init(.text, ""), .init(.heading, text)] }
    var lines = [Line(.heading, record.decisionWords(ascii: ascii))] + record.factLines
    lines += HumanVerdict.lines(verdicts)
    lines += heading("Content") + Line.body(record.content.linesOfText)
    lines += heading("Reasoning") + record.timedReasoning
    if !record.commentary.isEmpty {
      lines += heading("Commentary") + Line.body(record.commentary.linesOfText)
    }
    lines += heading("Answer") + record.answerLines
    if let prompt = record.prompt {
      lines += heading("Prompt (\(prompt.kind.rawValue))") + prompt.lines
    }
    let time = CivilTime(unixMilliseconds: record.startedAt)
    self.init(
      title: "Trace",
      facts: [
        "\(record.policy.name) \(record.policy.versionWords)", "\(time.date) \(time.timeOfDay)",
        record.decisionWords(ascii: ascii),
      ], lines: lines)
  }
}

extension RunRequest.PolicyReference {
  var versionWords: String {
    version.map { "v\($0)" } ?? basedOn.map { "unsaved text from v\($0)" } ?? "unsaved text"
  }
}

extension RunRecord {
  /// What was asked of what, how it went, and what was altered on the way.
  var factLines: [Pager.Line] {
    let time = CivilTime(unixMilliseconds: startedAt)
    var lines: [Pager.Line] = [
      .init(.dim, "\(id)  \(time.date) \(time.timeOfDay) UTC"),
      .init(.text, "policy   \(policy.name) \(policy.versionWords)"),
    ]
    if let engine {
      let parts = [engine.name, engine.shortModel, engine.build].compactMap { $0 }
      lines.append(.init(.text, "engine   \(parts.joined(separator: " · "))"))
    }
    if let caseReference { lines.append(.init(.text, "case     \(caseReference)")) }
    if let parameters { lines.append(.init(.text, "sampling \(parameters.words)")) }
    let took = [measureWords, promptWords].compactMap { $0 }.filter { !$0.isEmpty }
    lines.append(.init(.text, "took     \(took.joined(separator: " · "))"))
    lines += warnings.map { .init(.removed, "warning  \($0.message)") }
    lines += altered.map { altered in
      .init(
        .removed,
        "altered  \(altered.part.rawValue) at byte \(altered.offset): "
          + "\(altered.original) was sent as \(altered.sent)")
    }
    if let failure { lines.append(.init(.removed, "failed   \(failure.message) \(failure.hint)")) }
    return lines
  }

  var answerLines: [Pager.Line] {
    answer.isEmpty ? [.init(.dim, "(none)")] : Pager.Line.body(answer.linesOfText)
  }

  /// Under what is known of it: exact, rendered by the engine, or predicted.
  var promptLines: [Pager.Line] {
    guard let prompt else { return [.init(.dim, "The engine has no prompt, or it was not kept.")] }
    let words =
      switch prompt.kind {
      case .exact: "Exact: these segments were sent as tokens."
      case .engineRendered: "Engine-rendered: the engine told what it made of the request."
      case .predicted: "Predicted: what the engine's published template makes of the request."
      }
    return [.init(.dim, words), .init(.text, "")] + prompt.lines
  }

  /// The chain in sentences, each with the time at which it began to arrive.
  fileprivate var timedReasoning: [Pager.Line] {
    guard !reasoning.isEmpty else { return [.init(.dim, "(none)")] }
    return Trace(self).sentences.filter { $0.channel == .analysis }.map { sentence in
      let seconds = Measure.seconds(milliseconds: sentence.began ?? 0)
      let pad = String(repeating: " ", count: max(0, 8 - seconds.count))
      return .init(.text, "\(pad)\(seconds)  \(sentence.text)")
    }
  }
}

extension PromptRecord {
  /// One line for each line of text; control tokens stand out.
  fileprivate var lines: [Pager.Line] {
    segments.flatMap { segment -> [Pager.Line] in
      switch segment {
      case .control(let token): [.init(.control, token.rawValue)]
      case .text(let text): Pager.Line.body(text.linesOfText)
      }
    }
  }
}

extension RunParameters {
  /// Every parameter in one line.
  var words: String {
    var parts = [
      "effort \(effort.rawValue)", "temperature \(temperature)", "top_p \(topP)",
      "top_k \(topK)", "min_p \(minP)", "repeat_penalty \(repeatPenalty)", "seed \(seed)",
    ]
    if let maxTokens { parts.append("max_tokens \(maxTokens)") }
    parts.append("date \(date)")
    return parts.joined(separator: " · ")
  }
}
