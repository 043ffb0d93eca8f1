import TerminalText

/// What wrapping needs to know of a text: units that are not to be broken, in order.
protocol Measure {
  var count: Int { get }
  func columns(_ unit: Int) -> Int
  /// Whether the unit is one U+0020.
  func isSpace(_ unit: Int) -> Bool
  func canBreak(before unit: Int) -> Bool
  /// The UTF-8 offset where a unit starts; of the end for `count`.
  func offset(_ unit: Int) -> Int
  /// The number of the first glyph of a unit; of all glyphs for `count`.
  func glyphs(_ unit: Int) -> Int
}

/// Printable ASCII: each byte is a unit, a column and a glyph.
struct PlainMeasure: Measure {
  let bytes: UnsafeBufferPointer<UInt8>

  var count: Int { bytes.count }
  func columns(_ unit: Int) -> Int { 1 }
  func isSpace(_ unit: Int) -> Bool { bytes[unit] == UInt8(ascii: " ") }
  func canBreak(before unit: Int) -> Bool { isSpace(unit - 1) && !isSpace(unit) }
  func offset(_ unit: Int) -> Int { unit }
  func glyphs(_ unit: Int) -> Int { unit }
}

/// Any text: the glyphs of one cluster are a unit, unless they are more than fit in a row; then each
/// of them is one, and the cluster belongs to the row that it starts in.
struct GlyphMeasure: Measure {
  private struct Unit {
    var columns: Int
    var offset: Int
    var glyph: Int
    var breaks: Breaks
  }

  /// What may be broken around a unit.
  private enum Breaks {
    case space, tab, wide, closingPunctuation, never
  }

  /// CJK punctuation that does not begin a row.
  private static let closing = Set("、。，．！？：；」』】〕）》〉・ー…".unicodeScalars)

  private var units: [Unit] = []
  private let end: Unit

  /// - Parameter limit: the columns that a row has at least.
  init(text: String, glyphs: [Glyph], limit: Int) {
    let utf8 = text.utf8
    end = Unit(columns: 0, offset: utf8.count, glyph: glyphs.count, breaks: .never)
    units.reserveCapacity(glyphs.count)
    var index = 0
    while index < glyphs.count {
      let source = glyphs[index].source
      var next = index
      var columns = 0
      while next < glyphs.count, glyphs[next].source == source {
        columns += glyphs[next].columns
        next += 1
      }
      if columns > max(1, limit), next > index + 1 {
        for glyph in index..<next {
          units.append(
            Unit(
              columns: glyphs[glyph].columns,
              offset: glyph == index ? source.lowerBound : source.upperBound, glyph: glyph,
              breaks: .never))
        }
      } else {
        let byte = utf8[utf8.index(utf8.startIndex, offsetBy: source.lowerBound)]
        units.append(
          Unit(
            columns: columns, offset: source.lowerBound, glyph: index,
            breaks: Self.breaks(around: glyphs[index], byte: byte)))
      }
      index = next
    }
  }

  private static func breaks(around glyph: Glyph, byte: UInt8) -> Breaks {
    switch byte {
    // With a mark or joiner on it, a space is a character like others.
    case UInt8(ascii: " ") where glyph.source.count == 1: return .space
    case UInt8(ascii: "\t"): return .tab
    default:
      guard glyph.columns == 2, let scalar = glyph.text.unicodeScalars.first else { return .never }
      return closing.contains(scalar) ? .closingPunctuation : .wide
    }
  }

  private func unit(_ index: Int) -> Unit { index < units.count ? units[index] : end }

  var count: Int { units.count }
  func columns(_ unit: Int) -> Int { units[unit].columns }
  func isSpace(_ unit: Int) -> Bool { units[unit].breaks == .space }
  func offset(_ unit: Int) -> Int { self.unit(unit).offset }
  func glyphs(_ unit: Int) -> Int { self.unit(unit).glyph }

  func canBreak(before unit: Int) -> Bool {
    switch (units[unit - 1].breaks, units[unit].breaks) {
    case (_, .space), (_, .closingPunctuation): false
    case (.never, .never): false
    default: true
    }
  }
}
