/// Cases in the order of a rank each, kept while ranks change one at a time.
struct RankedCases: Hashable, Sendable {
  /// Indices of cases: by rank, and within a rank by index. Cases without a rank are left out.
  private(set) var items: [Int]
  private var ranks: [Int?]

  /// - Parameter ranks: of each case; lower ranks come first.
  init(_ ranks: [Int?]) {
    self.ranks = ranks
    items = ranks.enumerated().compactMap { index, rank in rank.map { ($0, index) } }
      .sorted { $0 < $1 }.map(\.1)
  }

  func rank(of item: Int) -> Int? { ranks.indices.contains(item) ? ranks[item] : nil }

  /// - Complexity: O(log cases), and what moves in the list.
  mutating func place(_ item: Int, at rank: Int?) {
    guard ranks.indices.contains(item), ranks[item] != rank else { return }
    if let old = ranks[item] { items.remove(at: index(of: item, old)) }
    ranks[item] = rank
    if let rank { items.insert(item, at: index(of: item, rank)) }
  }

  /// Where a case of that rank is, or belongs.
  private func index(of item: Int, _ rank: Int) -> Int {
    var low = 0
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if (ranks[items[middle]] ?? 0, items[middle]) < (rank, item) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
