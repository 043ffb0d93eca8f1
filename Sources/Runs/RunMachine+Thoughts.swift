import Harmony
import Policies

extension RunRecord {
  /// Where reasoning ends that came as the beginning of the answer, without a tag in front of it:
  /// templates that open `<think>` in the prompt leave only the closing tag in the text.
  ///
  /// nil where that is not certain: only a single closing tag counts, at the end of its line, with text
  /// after it, where no reasoning came in any other way and the model is not known to speak Harmony.
  ///
  /// Complexity: linear in the answer.
  func bareThought() -> (end: Int, answer: Int)? {
    guard reasoning.isEmpty, engine?.speaksHarmony != true, !answer.utf8.isEmpty else { return nil }
    for tag in ["</think>", "</thinking>", "[/THINK]"] {
      let ranges = answer.ranges(of: tag)
      guard ranges.count == 1, let range = ranges.first else { continue }
      let rest = answer[range.upperBound...]
      guard rest.first?.isNewline == true, !rest.allSatisfy(\.isWhitespace) else { return nil }
      let text = rest.drop(while: \.isNewline)
      return (
        answer.utf8.distance(from: answer.startIndex, to: range.lowerBound),
        answer.utf8.distance(from: answer.startIndex, to: text.startIndex)
      )
    }
    return nil
  }

  /// The texts that came, one after another.
  func said() -> [(at: Int, channel: Channel, offset: Int, text: Substring)] {
    var ends: [Channel: Int] = [
      .analysis: reasoning.utf8.count, .commentary: commentary.utf8.count,
      .final: answer.utf8.count,
    ]
    return deltas.reversed().map { delta in
      let end = ends[delta.channel] ?? delta.offset
      ends[delta.channel] = delta.offset
      let whole =
        switch delta.channel {
        case .analysis: reasoning
        case .commentary: commentary
        case .final: answer
        }
      let bytes = whole.utf8
      let start = bytes.index(bytes.startIndex, offsetBy: delta.offset)
      return (
        delta.at, delta.channel, delta.offset,
        whole[start..<bytes.index(bytes.startIndex, offsetBy: end)]
      )
    }.reversed()
  }
}

extension RunWarning {
  static let bareThought = RunWarning(
    "bare_reasoning",
    "The answer began with reasoning that only a closing tag ends; what stands before it was taken as reasoning."
  )
}
