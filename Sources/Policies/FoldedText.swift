/// A policy's text as quotations are compared with it: lower case, one space for any white space,
/// one kind of quotation mark and dash, no Markdown emphasis. Each place knows its line.
struct FoldedText {
  private(set) var bytes: [UInt8] = []
  /// The place in `bytes` at which each line begins.
  private var lineStarts: [Int] = []

  init(_ text: String) {
    bytes.reserveCapacity(text.utf8.count)
    lineStarts.append(0)
    for scalar in text.unicodeScalars {
      Self.append(scalar, to: &bytes)
      if scalar == "\n" { lineStarts.append(bytes.count) }
    }
  }

  /// Folds a quotation, without white space and stops at its ends.
  static func fold(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { append(scalar, to: &bytes) }
    var slice = bytes[...]
    while let last = slice.last, " .,;:!?…".utf8.contains(last), last < 0x80 { slice.removeLast() }
    while slice.first == 0x20 { slice.removeFirst() }
    return Array(slice)
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      switch byte {
      case 0x20, 0x09...0x0D: if bytes.last != 0x20 { bytes.append(0x20) }
      case 0x2A, 0x60: break
      case 0x41...0x5A: bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
      return
    }
    switch scalar {
    case "‘", "’", "ʼ": bytes.append(0x27)
    case "“", "”", "„", "«", "»": bytes.append(0x22)
    default:
      if scalar.isDash {
        bytes.append(0x2D)
      } else if scalar.isSpace {
        if bytes.last != 0x20 { bytes.append(0x20) }
      } else {
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
  }

  /// The line, counted from 1, on which the folded quotation first stands.
  ///
  /// - Complexity: O(*n*/*m*) as a rule (Horspool's search), O(*n* · *m*) at worst, with *m* at
  ///   most ``CitationFinder/longestQuotation``.
  func line(of needle: [UInt8]) -> Int? {
    guard !needle.isEmpty, needle.count <= bytes.count else { return nil }
    var shifts = [Int](repeating: needle.count, count: 256)
    for (index, byte) in needle.dropLast().enumerated() {
      shifts[Int(byte)] = needle.count - 1 - index
    }
    let place: Int? = bytes.withUnsafeBufferPointer { text in
      needle.withUnsafeBufferPointer { word in
        var start = 0
        while start + word.count <= text.count {
          var index = word.count - 1
          while text[start + index] == word[index] {
            if index == 0 { return start }
            index -= 1
          }
          start += shifts[Int(text[start + word.count - 1])]
        }
        return nil
      }
    }
    return place.map(line(at:))
  }

  private func line(at place: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }
}
