public import Policies
import Wording

/// What a person said of a recorded run.
public struct HumanVerdict: Hashable, Sendable {
  /// nil for a note without a verdict.
  public var decision: Decision?
  public var note: String
  public var author: String
  /// Milliseconds since 1970, UTC.
  public var at: Int64

  public init(decision: Decision?, note: String, author: String, at: Int64) {
    self.decision = decision
    self.note = note
    self.author = author
    self.at = at
  }

  /// A decision and a note, or a note alone, as a person types them; the program knows who it is.
  ///
  /// - Returns: nil where nothing was typed.
  init?(words: String, at moment: Int64) {
    guard !words.isEmpty else { return nil }
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    let decision = Decision(rawValue: parts[0].lowercased())
    let rest = parts.count > 1 ? parts[1].trimmingSpaces : ""
    self.init(
      decision: decision, note: decision == nil ? words : rest, author: "", at: moment)
  }

  static func lines(_ verdicts: [HumanVerdict]) -> [Pager.Line] {
    guard !verdicts.isEmpty else { return [] }
    return [.init(.text, ""), .init(.heading, "Human verdicts")]
      + verdicts.map { verdict in
        let words = [verdict.decision?.rawValue.uppercased(), verdict.note.nonEmpty]
        return .init(
          .text,
          Measure.moment(unixMilliseconds: verdict.at) + "  " + verdict.author + "  "
            + words.compactMap { $0 }.joined(separator: "  "))
      }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
