/// What a scalar is to a terminal, by the pinned ``WidthTable``.
enum ScalarKind: UInt32 {
  case narrow
  /// A mark that joins the cell of the character before it.
  case zero
  case wide
  /// Shows nothing, reorders, or means something else to each reader: never sent raw.
  case hidden
  /// Not assigned in the pinned Unicode version.
  case unknown

  /// Complexity: O(1) below U+0300, else O(log n) in the runs of the table.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x300 {
      self = value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? .hidden : .narrow
      return
    }
    let key = value << 3 | 7
    self = Self.runs.withUnsafeBufferPointer { runs in
      var low = 0
      var high = runs.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if runs[middle] <= key { low = middle } else { high = middle }
      }
      return ScalarKind(rawValue: runs[low] & 7) ?? .unknown
    }
  }

  private static let runs = WidthTable.runs
}

extension Unicode.Scalar {
  /// Whether it may stand in a cell by itself or carry marks.
  var isSpacing: Bool {
    let kind = ScalarKind(self)
    return kind == .narrow || kind == .wide
  }

  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// One of the five skin tones.
  var isEmojiTone: Bool { (0x1F3FB...0x1F3FF).contains(value) }

  var isTag: Bool { (0xE0020...0xE007F).contains(value) }

  /// An emoji in the sense of a picture. Digits, `#` and `*` have the Unicode property too, for the
  /// sake of keycaps; here they are text.
  var isPictograph: Bool { value > 0xA8 && properties.isEmoji && !isRegionalIndicator }
}
