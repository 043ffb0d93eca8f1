import Harmony
import Policies
public import Runs

/// A recorded chain taken apart: reasoning and commentary in sentences, in the order in which they
/// arrived, each with its time, its citations and the rule under consideration.
///
/// The answer is not part of it; what was read from the answer is the ``conclusion``.
/// Complexity: linear in the chain, its deltas and its citations.
public struct Trace: Hashable, Sendable {
  public let sentences: [TraceSentence]
  public let conclusion: TraceConclusion
  /// Runs of sentences under one rule, in order.
  public let segments: [Segment]

  /// Consecutive sentences under one rule.
  public struct Segment: Hashable, Sendable {
    public var rule: String?
    /// Indices of ``Trace/sentences``; never empty.
    public var sentences: Range<Int>
  }

  public init(_ record: RunRecord) {
    var sentences = Self.sentences(of: .analysis, in: record)
    let commentary = Self.sentences(of: .commentary, in: record)
    if !commentary.isEmpty {
      // Stable, so that sentences of one channel keep their order.
      let all = (sentences + commentary).enumerated().sorted {
        ($0.element.began ?? .max, $0.offset) < ($1.element.began ?? .max, $1.offset)
      }
      sentences = all.map(\.element)
    }
    Self.carryRules(&sentences)
    self.sentences = sentences
    segments = Self.segments(sentences)
    conclusion = TraceConclusion(record)
  }

  private static func sentences(of channel: Channel, in record: RunRecord) -> [TraceSentence] {
    let text = record.text(of: channel)
    var arrivals = Arrivals(of: channel, in: record)
    let citations = record.citations.filter { $0.channel == channel.rawValue }
    var nextCitation = 0
    return Sentences.split(text).map { offset, sentence in
      let range = offset..<offset + sentence.utf8.count
      let firstCitation = nextCitation
      while nextCitation < citations.count,
        citations[nextCitation].range.lowerBound < range.upperBound
      {
        nextCitation += 1
      }
      let began = arrivals.time(of: range.lowerBound)
      return TraceSentence(
        channel: channel, range: range, text: sentence, began: began,
        arrived: arrivals.time(of: range.upperBound - 1),
        citations: Array(citations[firstCitation..<nextCitation]), rule: nil)
    }
  }

  private static func carryRules(_ sentences: inout [TraceSentence]) {
    var carried: String?
    for index in sentences.indices {
      let named = sentences[index].citations.compactMap(\.rule)
      sentences[index].rule = named.first ?? carried
      carried = named.last ?? carried
    }
  }

  private static func segments(_ sentences: [TraceSentence]) -> [Segment] {
    var segments: [Segment] = []
    for (index, sentence) in sentences.enumerated() {
      if let last = segments.indices.last, segments[last].rule == sentence.rule {
        segments[last].sentences = segments[last].sentences.lowerBound..<index + 1
      } else {
        segments.append(Segment(rule: sentence.rule, sentences: index..<index + 1))
      }
    }
    return segments
  }
}

/// When each byte of one channel arrived; asked in ascending order.
private struct Arrivals {
  private let deltas: [RunRecord.Delta]
  private var next = 0
  private var at: Int?

  init(of channel: Channel, in record: RunRecord) {
    deltas = record.deltas.filter { $0.channel == channel }
  }

  mutating func time(of offset: Int) -> Int? {
    while next < deltas.count, deltas[next].offset <= offset {
      at = deltas[next].at
      next += 1
    }
    return at
  }
}
