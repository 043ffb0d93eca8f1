/// How many tokens of o200k_harmony a text has, roughly.
///
/// The engine's own count is the truth; this one needs no vocabulary. It follows the encoding's
/// division of text into words, digit groups of three, punctuation and line ends, and charges each
/// by its length and script. On the fifteen policies that it was fitted to it is within 8 %.
public enum TokenEstimate {
  /// - Complexity: O(*n*), without allocation.
  public static func of(_ text: String) -> Int {
    var counter = Counter()
    for scalar in text.unicodeScalars { counter.take(scalar) }
    return counter.total
  }

  private enum Kind {
    case start, latin, digit, punctuation, newline, space, script, ideograph, mark
  }

  private struct Counter {
    /// In hundredths of a token.
    private var hundredths = 0
    private var kind = Kind.start
    private var length = 0
    private var capitals = 0

    var total: Int {
      var copy = self
      copy.close()
      return (copy.hundredths + 50) / 100
    }

    mutating func take(_ scalar: Unicode.Scalar) {
      let next = Self.kind(of: scalar)
      if next == kind, next != .ideograph, next != .mark {
        length += 1
        if scalar.isASCIIUpper { capitals += 1 }
        return
      }
      // An apostrophe inside a word is a part of it.
      if scalar == "'" || scalar == "’", kind == .latin { return }
      close()
      // A line end after punctuation belongs to the punctuation's token.
      if next == .newline, kind == .punctuation { hundredths -= 85 }
      kind = next
      length = 1
      capitals = scalar.isASCIIUpper ? 1 : 0
    }

    private mutating func close() {
      switch kind {
      case .start: break
      case .latin: hundredths += Self.cost(ofWord: length, capitals: capitals)
      case .digit: hundredths += (length + 2) / 3 * 100
      case .punctuation: hundredths += length <= 3 ? 100 : 100 + (length - 3) * 12
      case .newline: hundredths += 100
      case .space: hundredths += length > 1 ? 100 : 0
      case .script: hundredths += max(100, length * 33)
      case .ideograph: hundredths += 75
      case .mark: hundredths += 180
      }
    }

    private static func cost(ofWord length: Int, capitals: Int) -> Int {
      if capitals > 1, capitals * 2 > length { return max(100, length * 38) }
      if length <= 6 { return 102 }
      if length <= 10 { return 114 }
      return 132 + (length - 11) * 14
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
      switch scalar.value {
      case 0x0A, 0x0D: return .newline
      case 0x20, 0x09: return .space
      case 0x30...0x39: return .digit
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: return .latin
      case 0..<0x80: return .punctuation
      case 0xA0...0xBF, 0x2010...0x206F: return .punctuation
      case 0x2190...0x2BFF, 0x1F000...0x1FAFF, 0xFE0F: return .mark
      case 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF, 0x20000...0x2FFFF: return .ideograph
      default: return scalar.isSpace ? .space : .script
      }
    }
  }
}
