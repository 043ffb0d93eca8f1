import Harmony
import Runs
import Traces

/// Where the texts of a recorded run quote the content that it judged.
///
/// Quotations are looked for in whole texts, so that one that goes on in the next sentence or line
/// is found to its end. Complexity of making one: linear in content and chain.
struct RecordMask: Sendable {
  private let content: ContentMask
  private let chains: [Channel: [Range<Int>]]

  init(_ record: RunRecord) {
    let content = ContentMask(record.content)
    self.content = content
    chains = [
      .analysis: content.ranges(in: record.reasoning),
      .commentary: content.ranges(in: record.commentary),
    ]
  }

  /// In UTF-8 offsets of the sentence.
  func ranges(in sentence: TraceSentence) -> [Range<Int>] {
    Self.cut(chains[sentence.channel] ?? [], sentence.range)
  }

  /// In UTF-8 offsets of each line, of lines that follow one another.
  func ranges(inLines lines: [String]) -> [[Range<Int>]] {
    let ranges = content.ranges(in: lines.joined(separator: "\n"))
    guard !ranges.isEmpty else { return lines.map { _ in [] } }
    var start = 0
    var first = 0
    return lines.map { line in
      let place = start..<start + line.utf8.count
      start = place.upperBound + 1
      while first < ranges.count, ranges[first].upperBound <= place.lowerBound { first += 1 }
      return Self.cut(ranges[first...].prefix { $0.lowerBound < place.upperBound }, place)
    }
  }

  func masked(_ text: String, ascii: Bool) -> String { content.masked(text, ascii: ascii) }

  private static func cut(
    _ ranges: some Collection<Range<Int>>, _ place: Range<Int>
  ) -> [Range<Int>] {
    ranges.filter { $0.overlaps(place) }.map {
      let part = $0.clamped(to: place)
      return part.lowerBound - place.lowerBound..<part.upperBound - place.lowerBound
    }
  }
}
