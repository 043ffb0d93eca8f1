import Runs
import Traces

extension Pager {
  /// One finding of the doctor whole: what is so, what was seen, and what to change.
  init(finding: EngineFinding, of listing: EngineListing, ascii: Bool) {
    let role: Line.Role =
      switch finding.level {
      case .fine: .added
      case .caution: .changed
      case .broken: .removed
      }
    var lines = [Line(role, "\(finding.level.words(ascii: ascii))  \(finding.summary)")]
    lines += [.init(.text, ""), .init(.heading, "What was seen")]
    lines +=
      finding.evidence.isEmpty
      ? [.init(.dim, "(nothing was kept)")] : Line.body(finding.evidence.linesOfText)
    if !finding.advice.isEmpty {
      lines += [.init(.text, ""), .init(.heading, "Why it matters, and what to change")]
      lines += Line.body(finding.advice.linesOfText)
    }
    self.init(
      title: "Doctor",
      facts: [finding.id, listing.identity.name, listing.identity.shortModel].compactMap { $0 },
      lines: lines)
  }
}

extension Pager.Line {
  /// Text as it is, its control tokens marked. A line that is too long to be wrapped quickly is cut
  /// at its sentences.
  static func body(_ lines: [String]) -> [Pager.Line] {
    lines.flatMap { line -> [Pager.Line] in
      let pieces = line.utf8.count > Sentences.longest ? Sentences.split(line).map(\.text) : []
      return (pieces.isEmpty ? [line] : pieces).map { text in
        var line = Pager.Line(.text, text)
        line.controls = ControlTokenSpelling.ranges(in: text)
        return line
      }
    }
  }
}

/// Control tokens as they are spelled in text: `<|start|>`.
enum ControlTokenSpelling {
  /// None that is known is longer.
  private static let longest = 40

  /// UTF-8 ranges. Complexity: linear in the text.
  static func ranges(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "|") else {
        index += 1
        continue
      }
      var end = index + 2
      while end < bytes.count, end - index < longest, bytes[end].isTokenNameByte { end += 1 }
      if end > index + 2, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "|"),
        bytes[end + 1] == UInt8(ascii: ">")
      {
        ranges.append(index..<(end + 2))
        index = end + 2
      } else {
        index += 2
      }
    }
    return ranges
  }
}

extension UInt8 {
  /// Lower case, digits and underscore.
  fileprivate var isTokenNameByte: Bool {
    (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) || self == 0x5F
  }
}

extension String {
  /// Split at every line end, CR LF included.
  var linesOfText: [String] {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
