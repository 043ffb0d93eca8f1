/// Text as it may stand in the page, between tags or in a quoted attribute.
///
/// The four characters of markup become references. Control codes become control pictures (`␀`);
/// what is invisible, reorders text or has no agreed meaning becomes `‹U+202E›`, and so does every
/// mark after the fourth on a letter. Tabs and line ends stay.
struct PageText {
  let escaped: String

  /// - Complexity: O(*n*).
  init(_ text: String) {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    var marks = 0
    for scalar in text.unicodeScalars {
      marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
      if scalar.value == 0xFE0F, let previous, previous.value > 0x7F, previous.properties.isEmoji {
        result.append(scalar)
      } else if marks > 4 || Self.isHidden(scalar) {
        result.append(contentsOf: "‹\(Self.name(scalar))›".unicodeScalars)
      } else {
        Self.append(scalar, to: &result)
      }
      previous = scalar
    }
    escaped = String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "\t", "\n": result.append(scalar)
    default:
      let picture = scalar.value < 0x20 ? 0x2400 + scalar.value : scalar.value
      result.append(Unicode.Scalar(scalar.value == 0x7F ? 0x2421 : picture) ?? "\u{FFFD}")
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return false }
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      return true
    default: return false
    }
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
