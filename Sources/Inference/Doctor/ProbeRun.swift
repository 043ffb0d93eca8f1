internal import Harmony
internal import Runs

/// One short run of the doctor's, with the answer as it came.
struct ProbeRun: Sendable {
  let kinds: [RunEvent.Kind]
  /// The answer's bytes, as text.
  let reply: String

  func text(of channel: Channel) -> String {
    kinds.reduce(into: "") { text, kind in
      if case .text(channel, let delta) = kind { text += delta }
    }
  }

  var usage: Usage {
    kinds.reduce(into: Usage()) { usage, kind in
      guard case .usage(let said) = kind else { return }
      usage.promptTokens = said.promptTokens ?? usage.promptTokens
      usage.completionTokens = said.completionTokens ?? usage.completionTokens
      usage.cachedTokens = said.cachedTokens ?? usage.cachedTokens
    }
  }

  var finish: RunEvent.Finish? {
    if case .finished(let finish) = kinds.last { finish } else { nil }
  }

  var failure: RunFailure? {
    if case .failed(let failure) = kinds.last { failure } else { nil }
  }

  var warnings: [RunWarning] {
    kinds.compactMap { kind in
      if case .warning(let warning) = kind { warning } else { nil }
    }
  }

  /// What was understood, and the first frame of the answer in which the words stand, as it came.
  func evidence(_ words: String?) -> String {
    var lines = [
      "reasoning: \(Self.short(text(of: .analysis)))", "answer: \(Self.short(text(of: .final)))",
    ]
    if let finish { lines.append("finish: \(finish.rawValue)") }
    lines += warnings.map { "warning: \($0.message)" }
    if let frame = frame(with: words) { lines.append("as it came: \(frame)") }
    return lines.joined(separator: "\n")
  }

  /// The frame with the words, else the beginning of a reply in which nothing was understood.
  private func frame(with words: String?) -> String? {
    let frames = reply.split(separator: "\n")
    let frame = words.flatMap { words in frames.first { $0.contains(words) } }
    if let frame { return String(frame.prefix(300)) }
    return failure == nil ? nil : String(reply.prefix(600))
  }

  private static func short(_ text: String) -> String {
    if text.isEmpty { return "(none)" }
    return text.count > 240 ? "\(text.prefix(239))…" : text
  }
}
