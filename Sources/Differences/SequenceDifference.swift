/// The shortest edit between two sequences of numbers, with a bound on the work.
///
/// Myers' greedy algorithm (*An O(ND) Difference Algorithm and Its Variations*, 1986) for up to
/// `limit` edits. Beyond that the sequences are cut at the elements that occur once on each side
/// and stand in the same order (as patience diff does), and each part is treated likewise; a part
/// without such elements is replaced as a whole. The result is then right but not the shortest.
public struct SequenceDifference: Sendable {
  /// For each element of `old` and `new`, whether it is kept.
  public private(set) var keepsOld: [Bool]
  public private(set) var keepsNew: [Bool]
  private let old: [Int]
  private let new: [Int]
  private let limit: Int
  /// Steps left for all parts together.
  private var budget: Int

  public init(_ old: [Int], _ new: [Int], limit: Int, budget: Int) {
    self.old = old
    self.new = new
    self.limit = limit
    self.budget = budget
    keepsOld = Array(repeating: false, count: old.count)
    keepsNew = Array(repeating: false, count: new.count)
    var parts = [(old: 0..<old.count, new: 0..<new.count)]
    while let part = parts.popLast() {
      let (oldPart, newPart) = keepEnds(part.old, part.new)
      if oldPart.isEmpty || newPart.isEmpty || keepShortest(oldPart, newPart) { continue }
      parts += keepAnchors(oldPart, newPart)
    }
  }

  private mutating func keep(_ oldIndex: Int, _ newIndex: Int) {
    keepsOld[oldIndex] = true
    keepsNew[newIndex] = true
  }

  private mutating func keepEnds(
    _ oldPart: Range<Int>, _ newPart: Range<Int>
  ) -> (Range<Int>, Range<Int>) {
    var (low, newLow) = (oldPart.lowerBound, newPart.lowerBound)
    var (high, newHigh) = (oldPart.upperBound, newPart.upperBound)
    while low < high, newLow < newHigh, old[low] == new[newLow] {
      keep(low, newLow)
      low += 1
      newLow += 1
    }
    while low < high, newLow < newHigh, old[high - 1] == new[newHigh - 1] {
      high -= 1
      newHigh -= 1
      keep(high, newHigh)
    }
    return (low..<high, newLow..<newHigh)
  }

  /// Returns false if that takes more than `limit` edits or the rest of the budget.
  private mutating func keepShortest(_ oldPart: Range<Int>, _ newPart: Range<Int>) -> Bool {
    let (count, newCount) = (oldPart.count, newPart.count)
    let most = min(limit, count + newCount)
    var furthest = [Int](repeating: 0, count: 2 * most + 3)
    let middle = most + 1
    // The furthest places reached with each number of edits, to walk back along.
    var trace: [[Int]] = []
    for edits in 0...most {
      trace.append(Array(furthest[middle - edits...middle + edits]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || diagonal != edits && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var x = isDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        var y = x - diagonal
        let start = x
        while x < count, y < newCount, old[oldPart.lowerBound + x] == new[newPart.lowerBound + y] {
          x += 1
          y += 1
        }
        budget -= 1 + x - start
        furthest[middle + diagonal] = x
        if x >= count, y >= newCount {
          walkBack(trace, from: oldPart, newPart)
          return true
        }
      }
      guard budget > 0 else { return false }
    }
    return false
  }

  private mutating func walkBack(
    _ trace: [[Int]], from oldPart: Range<Int>, _ newPart: Range<Int>
  ) {
    var (x, y) = (oldPart.count, newPart.count)
    for edits in trace.indices.reversed() {
      let reached = trace[edits]
      let diagonal = x - y
      func at(_ diagonal: Int) -> Int {
        let index = diagonal + edits
        return reached.indices.contains(index) ? reached[index] : 0
      }
      let isDown =
        diagonal == -edits || diagonal != edits && at(diagonal - 1) < at(diagonal + 1)
      let before = isDown ? diagonal + 1 : diagonal - 1
      let beforeX = edits == 0 ? 0 : at(before)
      let beforeY = edits == 0 ? 0 : beforeX - before
      while x > beforeX, y > beforeY {
        x -= 1
        y -= 1
        keep(oldPart.lowerBound + x, newPart.lowerBound + y)
      }
      (x, y) = (beforeX, beforeY)
    }
  }

  /// Keeps the longest run of elements that are unique on both sides and in the same order.
  private mutating func keepAnchors(
    _ oldPart: Range<Int>, _ newPart: Range<Int>
  ) -> [(old: Range<Int>, new: Range<Int>)] {
    guard budget > 0 else { return [] }
    budget -= oldPart.count + newPart.count
    let oldPlaces = Self.uniquePlaces(old, oldPart)
    let newPlaces = Self.uniquePlaces(new, newPart)
    var pairs: [(old: Int, new: Int)] = []
    for index in oldPart where oldPlaces[old[index]] == .some(index) {
      if case .some(.some(let place)) = newPlaces[old[index]] { pairs.append((index, place)) }
    }
    let anchors = Self.longestIncreasing(pairs)
    guard !anchors.isEmpty else { return [] }
    var parts: [(old: Range<Int>, new: Range<Int>)] = []
    var (low, newLow) = (oldPart.lowerBound, newPart.lowerBound)
    for anchor in anchors {
      keep(anchor.old, anchor.new)
      parts.append((low..<anchor.old, newLow..<anchor.new))
      (low, newLow) = (anchor.old + 1, anchor.new + 1)
    }
    parts.append((low..<oldPart.upperBound, newLow..<newPart.upperBound))
    return parts.filter { !$0.old.isEmpty && !$0.new.isEmpty }
  }

  /// Element → its place, or nil where it occurs more than once.
  private static func uniquePlaces(_ elements: [Int], _ part: Range<Int>) -> [Int: Int?] {
    var places: [Int: Int?] = [:]
    places.reserveCapacity(part.count)
    for index in part {
      places[elements[index]] = places.keys.contains(elements[index]) ? .some(nil) : .some(index)
    }
    return places
  }

  /// By patience sorting on the new places. Complexity: O(*n* log *n*).
  private static func longestIncreasing(
    _ pairs: [(old: Int, new: Int)]
  ) -> [(old: Int, new: Int)] {
    var tops: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var low = 0
      var high = tops.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].new < pairs[index].new { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tops[low - 1] : -1
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var chain: [(old: Int, new: Int)] = []
    var index = tops.last ?? -1
    while index >= 0 {
      chain.append(pairs[index])
      index = previous[index]
    }
    return chain.reversed()
  }
}
