internal import Foundation

/// The two numbers of an error that says that a prompt is too long, read by the form of its sentence.
///
/// llama-server tells both in fields. vLLM's completions and OpenAI's own API name the limit first
/// (“maximum context length is 16384 tokens. However, your prompt contains 19400”), vLLM's chat names
/// the prompt first (“Input length (20158) exceeds model's maximum context length (16384)”), and so
/// does llama-server's sentence through LiteLLM.
struct ContextNumbers: Hashable, Sendable {
  var prompt: Int
  var limit: Int

  /// nil where the error is about something else, or does not say both.
  init?(_ error: EngineError) {
    if let prompt = error.promptTokens, let limit = error.contextTokens {
      self.init(prompt, limit)
      return
    }
    let message = error.message
    let numbers = Self.numbers(in: message)
    guard let limit = Self.limit(in: message, numbers),
      let prompt = numbers.first(where: { $0.value > limit })?.value
    else { return nil }
    self.init(prompt, limit)
  }

  private init?(_ prompt: Int, _ limit: Int) {
    guard prompt > limit else { return nil }
    self.prompt = prompt
    self.limit = limit
  }

  private struct Number {
    var value: Int
    var range: Range<String.Index>
  }

  /// Whole numbers of three and more digits, with or without commas between the thousands.
  private static func numbers(in text: String) -> [Number] {
    text.matches(of: /[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+/).compactMap { match in
      // Part of a name, such as `gpt-4-0613` or `20b`.
      let before =
        match.range.lowerBound > text.startIndex
        ? text[text.index(before: match.range.lowerBound)] : " "
      let after = match.range.upperBound < text.endIndex ? text[match.range.upperBound] : " "
      guard !before.isLetter, before != "-", before != "_", !after.isLetter,
        let value = Int(match.output.filter { $0 != "," }), value > 99
      else { return nil }
      return Number(value: value, range: match.range)
    }
  }

  /// The number that the words for a context stand next to; else the smaller of two.
  private static func limit(in text: String, _ numbers: [Number]) -> Int? {
    let words =
      /(?i)(?:context|model)[ _]?(?:length|size|window|len)(?: limit)?|context limit|n_ctx|max_model_len/
    for match in text.matches(of: words) {
      guard let next = numbers.first(where: { $0.range.lowerBound >= match.range.upperBound })
      else { continue }
      let between = text[match.range.upperBound..<next.range.lowerBound]
      if between.count <= 24, !between.contains(where: { ".;\n".contains($0) }) {
        return next.value
      }
    }
    return numbers.count > 1 ? numbers.map(\.value).min() : nil
  }
}

extension EngineError {
  /// Whether the prompt is too long, alone and not together with the tokens that were asked for.
  var isContextOverflow: Bool {
    if type == "exceed_context_size_error" { return true }
    let text = message.lowercased()
    let isAboutOutput =
      text.contains("max_tokens") || text.contains("max_completion_tokens")
      || text.contains("max_output_tokens")
    if isAboutOutput, !text.contains("prompt contains"), !text.contains("prompt is too long") {
      return false
    }
    return [
      "context length", "context size", "context window", "context_length", "prompt is too long",
    ].contains { text.contains($0) }
  }
}
