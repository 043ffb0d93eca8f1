/// Collects the glyphs of a text, cluster by cluster. ``DisplayText`` states the rules.
struct GlyphBuilder {
  /// What an ncurses cell takes besides its base scalar.
  static let marksPerGlyph = 4

  private let options: DisplayText.Options
  private(set) var glyphs: [Glyph] = []
  /// The column after the last glyph.
  private(set) var column: Int

  init(options: DisplayText.Options, startColumn: Int, capacity: Int) {
    self.options = options
    column = startColumn
    glyphs.reserveCapacity(capacity)
  }

  /// Adds the printable ASCII characters from `start` on that surely are clusters of their own: a
  /// character before a non-ASCII one might carry marks.
  ///
  /// - Returns: the offset of the first byte that was not taken.
  mutating func addPrintableASCII(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let texts = Self.printableASCII
    var offset = start
    while offset < utf8.count, (0x20...0x7E).contains(utf8[offset]),
      offset + 1 == utf8.count || utf8[offset + 1] < 0x80
    {
      let text = texts[Int(utf8[offset]) - 0x20]
      glyphs.append(Glyph(text: text, columns: 1, source: offset..<(offset + 1)))
      offset += 1
    }
    column += offset - start
    return offset
  }

  private static let printableASCII = (0x20...0x7E).map { String(Unicode.Scalar(UInt8($0))) }

  mutating func add(_ cluster: Character, source: Range<Int>) {
    if cluster == "\t" {
      let count = options.tabWidth - column % options.tabWidth
      for _ in 0..<count { append(" ", source) }
      return
    }
    let scalars = Array(cluster.unicodeScalars)
    if let digit = Self.keycap(scalars) {
      append(String(digit), source)
      return
    }
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.isRegionalIndicator {
        let letter = Unicode.Scalar(UInt8(scalar.value - 0x1F1E6 + 0x41))
        append(String(letter), source, role: .placeholder)
        index += 1
        continue
      }
      switch ScalarKind(scalar) {
      case .narrow, .wide:
        index = EmojiSequence.end(in: scalars, from: index)
        addCell(scalar, marksIn: scalars, at: &index, source: source)
      case .zero:
        addCell("\u{25CC}", marksIn: scalars, at: &index, source: source)
      case .hidden:
        addHidden(scalar, source: source)
        index += 1
      case .unknown:
        append(options.ascii ? "?" : "\u{FFFD}", source, role: .placeholder)
        index += 1
      }
    }
  }

  private static func keycap(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar? {
    guard let first = scalars.first, "0123456789#*".unicodeScalars.contains(first) else {
      return nil
    }
    let rest = scalars.dropFirst()
    return rest.elementsEqual(["\u{FE0F}", "\u{20E3}"]) || rest.elementsEqual(["\u{20E3}"])
      ? first : nil
  }

  /// Adds a base with the marks that follow at `index`, and moves `index` behind those it took.
  private mutating func addCell(
    _ base: Unicode.Scalar, marksIn scalars: [Unicode.Scalar], at index: inout Int,
    source: Range<Int>
  ) {
    let columns = ScalarKind(base) == .wide ? 2 : 1
    if options.ascii {
      addASCII(base, columns: columns, source: source)
      while index < scalars.count, ScalarKind(scalars[index]) == .zero {
        if options.revealsHidden { addASCII(scalars[index], columns: 0, source: source) }
        index += 1
      }
      return
    }
    var text = String(base)
    var marks = 0
    while index < scalars.count, marks < Self.marksPerGlyph, ScalarKind(scalars[index]) == .zero {
      text.unicodeScalars.append(scalars[index])
      marks += 1
      index += 1
    }
    append(text, source, columns: columns)
  }

  private mutating func addHidden(_ scalar: Unicode.Scalar, source: Range<Int>) {
    if scalar.value < 0x20 || scalar.value == 0x7F {
      if options.ascii {
        appendEach("^\(Unicode.Scalar(UInt8(scalar.value ^ 0x40)))", source)
      } else {
        let picture = Unicode.Scalar(scalar.value == 0x7F ? 0x2421 : 0x2400 + scalar.value)!
        append(String(picture), source, role: .placeholder)
      }
    } else if options.revealsHidden {
      let number = String(scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
      appendEach(options.ascii ? "<U+\(padded)>" : "‹U+\(padded)›", source)
    } else {
      append(options.ascii ? "?" : "·", source, role: .placeholder)
    }
  }

  private mutating func addASCII(_ scalar: Unicode.Scalar, columns: Int, source: Range<Int>) {
    if scalar.isASCII {
      append(String(scalar), source)
    } else if let substitute = ASCIISubstitutes.table[scalar] {
      for character in substitute { append(String(character), source) }
    } else if options.revealsHidden {
      appendEach("\\u{\(String(scalar.value, radix: 16, uppercase: true))}", source)
    } else {
      appendEach(String(repeating: "?", count: columns), source)
    }
  }

  private mutating func appendEach(_ placeholder: String, _ source: Range<Int>) {
    for character in placeholder { append(String(character), source, role: .placeholder) }
  }

  private mutating func append(
    _ text: String, _ source: Range<Int>, columns: Int = 1, role: Glyph.Role = .text
  ) {
    glyphs.append(Glyph(text: text, columns: columns, role: role, source: source))
    column += columns
  }
}
