import Harmony
import Policies
public import Runs
import Traces

extension [Pager.Line] {
  /// `+3 −1`.
  var changeCount: String {
    let added = filter { $0.role == .added }.count
    let removed = filter { $0.role == .removed }.count
    return "+\(added) −\(removed)"
  }

  /// A unified difference with three lines around each change; empty if the two are the same.
  static func difference(from old: String, to new: String) -> [Pager.Line] {
    let lines = TextDifference(from: old, to: new).lines
    let near = 3
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.kind != .same {
      for shown in Swift.max(0, index - near)...Swift.min(lines.count - 1, index + near) {
        isShown[shown] = true
      }
    }
    var result: [Pager.Line] = []
    var skipped = false
    for (index, line) in lines.enumerated() {
      guard isShown[index] else {
        skipped = true
        continue
      }
      if skipped, !result.isEmpty || index > 0 {
        result.append(.init(.dim, "…"))
      }
      skipped = false
      let number = line.newLine ?? line.oldLine ?? 0
      let label =
        String(repeating: " ", count: Swift.max(0, 4 - String(number).utf8.count))
        + "\(number) "
      let (sign, role): (String, Pager.Line.Role) =
        switch line.kind {
        case .same: ("  ", .text)
        case .removed: ("- ", .removed)
        case .added: ("+ ", .added)
        }
      let prefix = label + sign
      result.append(
        .init(
          role, prefix + line.text,
          changed: line.changed.map {
            ($0.lowerBound + prefix.utf8.count)..<($0.upperBound + prefix.utf8.count)
          }))
    }
    return result
  }
}

extension Pager {
  /// A recorded run: verdict, chain with times, answer, parameters, prompt.
  ///
  /// - Parameter isMasked: whether content, and what quotes it, is blocks.
  public init(trace record: RunRecord, ascii: Bool = false, isMasked: Bool = false) {
    let mask = isMasked ? ContentMask(record.content) : nil
    var lines: [Line] = []
    func heading(_ text: String) { lines += [.init(.text, ""), .init(.heading, text)] }
    func body(_ text: String) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let pieces = line.utf8.count > Sentences.longest ? Sentences.split(String(line)) : []
        lines +=
          pieces.isEmpty ? [.init(.text, String(line))] : pieces.map { .init(.text, $0.text) }
      }
    }
    lines.append(.init(.heading, record.decisionWords(ascii: ascii)))
    let time = CivilTime(unixMilliseconds: record.startedAt)
    lines.append(.init(.dim, "\(record.id)  \(time.date) \(time.timeOfDay) UTC"))
    let version =
      record.policy.version.map { "v\($0)" }
      ?? record.policy.basedOn.map { "unsaved text from v\($0)" } ?? "unsaved text"
    lines.append(.init(.text, "policy   \(record.policy.name) \(version)"))
    if let engine = record.engine {
      let parts = [engine.name, engine.shortModel, engine.build].compactMap { $0 }
      lines.append(.init(.text, "engine   \(parts.joined(separator: " · "))"))
    }
    if let reference = record.caseReference { lines.append(.init(.text, "case     \(reference)")) }
    if let parameters = record.parameters {
      lines.append(.init(.text, "sampling \(parameters.words)"))
    }
    let took = [record.measureWords, record.promptWords].compactMap { $0 }.filter { !$0.isEmpty }
    lines.append(.init(.text, "took     \(took.joined(separator: " · "))"))
    for warning in record.warnings {
      lines.append(.init(.removed, "warning  \(warning.message)"))
    }
    for altered in record.altered {
      lines.append(
        .init(
          .removed,
          "altered  \(altered.part.rawValue) at byte \(altered.offset): \(altered.original) was sent as \(altered.sent)"
        ))
    }
    if let failure = record.failure {
      lines.append(.init(.removed, "failed   \(failure.message) \(failure.hint)"))
    }
    heading("Content")
    body(isMasked ? Blocks.masking(record.content, ascii: ascii) : record.content)
    heading("Reasoning")
    lines += record.timedReasoning
    if !record.commentary.isEmpty {
      heading("Commentary")
      body(record.commentary)
    }
    heading("Answer")
    body(record.answer.isEmpty ? "(none)" : record.answer)
    if let prompt = record.prompt {
      heading("Prompt (\(prompt.kind.rawValue))")
      lines += prompt.lines(mask, ascii: ascii)
    }
    if let mask {
      for index in lines.indices {
        lines[index].text = mask.masked(lines[index].text, ascii: ascii)
      }
    }
    self.init(
      title: "Trace",
      facts: [
        "\(record.policy.name) \(version)", "\(time.date) \(time.timeOfDay)",
        record.decisionWords(ascii: ascii),
      ], lines: lines)
  }
}

extension RunRecord {
  /// The chain in sentences, each with the time at which it began to arrive.
  fileprivate var timedReasoning: [Pager.Line] {
    guard !reasoning.isEmpty else { return [.init(.dim, "(none)")] }
    let arrivals = deltas.filter { $0.channel == .analysis }
    var next = 0
    var at = 0
    return Sentences.split(reasoning).map { offset, sentence in
      while next < arrivals.count, arrivals[next].offset <= offset {
        at = arrivals[next].at
        next += 1
      }
      let seconds = Measure.seconds(milliseconds: at)
      let pad = String(repeating: " ", count: max(0, 8 - seconds.count))
      return .init(.text, "\(pad)\(seconds)  \(sentence)")
    }
  }
}

extension PromptRecord {
  /// One line for each line of text; control tokens stand out. Masked before it is cut into lines,
  /// so that short ones are masked as well.
  fileprivate func lines(_ mask: ContentMask?, ascii: Bool) -> [Pager.Line] {
    var lines: [Pager.Line] = []
    for segment in segments {
      switch segment {
      case .control(let token): lines.append(.init(.control, token.rawValue))
      case .text(let text):
        let text = mask?.masked(text, ascii: ascii) ?? text
        lines += text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { .init(.text, String($0)) }
      }
    }
    return lines
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
