/// A line cut into pieces that are wrapped independently, so that the layout of a place in a line of
/// a megabyte can be found without a look at what stands before it.
///
/// Each segment starts a row. Where the cuts are depends only on the text near them: behind the
/// first space, or failing that at the first cluster boundary, or failing that at the first scalar
/// boundary behind every `length` bytes. Lines of ordinary prose are one segment.
struct LineSegments {
  let line: String
  /// Nominal bytes in a segment.
  let length: Int

  /// Bytes searched for a good place behind the nominal cut. Small enough that cuts keep their order.
  private var reach: Int { min(256, length / 4) }

  /// The segment that contains an offset. The end of the line belongs to its last segment.
  ///
  /// Complexity: O(1).
  func segment(containing offset: Int) -> Range<Int> {
    let count = line.utf8.count
    guard count > length else { return 0..<count }
    var number = min(offset, count) / length
    while number > 0, cut(number) > offset || cut(number) == count { number -= 1 }
    return cut(number)..<cut(number + 1)
  }

  /// The start of segment `number` if there are that many, else the end of the line.
  private func cut(_ number: Int) -> Int {
    if number == 0 { return 0 }
    let nominal = number * length
    // No cut just before the end: it would leave a scrap of a segment.
    guard nominal + 2 * reach < line.utf8.count else { return line.utf8.count }
    let start = line.scalarBoundary(atOrBefore: max(0, nominal - reach))
    let end = line.scalarBoundary(atOrBefore: nominal + reach)
    // Clusters are found in a copy of the surroundings: hostile text may be one cluster of a megabyte.
    let surroundings = line.utf8Slice(start..<end)
    var firstBoundary: Int?
    var offset = start
    var isBehindSpace = false
    for character in surroundings {
      if offset >= nominal {
        if isBehindSpace { return offset }
        if offset > start, firstBoundary == nil { firstBoundary = offset }
      }
      offset += character.utf8.count
      isBehindSpace = character == " "
    }
    // Never before `nominal`: a scalar has at most four bytes.
    return firstBoundary ?? line.scalarBoundary(atOrBefore: nominal + 3)
  }
}

extension String {
  /// The part between two UTF-8 offsets at scalar boundaries.
  func utf8Slice(_ range: Range<Int>) -> String {
    if range.lowerBound == 0, range.upperBound == utf8.count { return self }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: range.count)])
  }

  /// An offset, or the start of the scalar that it is in the middle of.
  func scalarBoundary(atOrBefore offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < utf8.count,
      utf8[utf8.index(utf8.startIndex, offsetBy: offset)] & 0xC0 == 0x80
    {
      offset -= 1
    }
    return offset
  }
}
