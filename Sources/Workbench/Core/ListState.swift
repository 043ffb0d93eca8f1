/// A list with one selected row. Selection and scroll are kept when the rows change.
public struct ListState: Hashable, Sendable {
  public private(set) var count = 0
  public private(set) var selected = 0
  public private(set) var top = 0
  /// A count typed before a motion, as in pagers.
  private var digits = 0

  init(count: Int = 0, selected: Int = 0) {
    self.count = count
    self.selected = min(max(selected, 0), max(count - 1, 0))
  }

  mutating func setCount(_ count: Int) {
    self.count = count
    select(selected)
  }

  mutating func select(_ index: Int) {
    selected = min(max(index, 0), max(count - 1, 0))
  }

  mutating func move(by rows: Int) { select(selected + rows) }

  /// Scrolls just enough that the selection can be seen.
  mutating func follow(rows: Int) {
    guard rows > 0 else { return }
    if selected < top { top = selected }
    if selected >= top + rows { top = selected - rows + 1 }
    top = min(top, max(0, count - rows))
  }

  /// Scrolls just enough that the selection can be seen whole, where each row takes so many lines.
  mutating func follow(rows: Int, heights: [Int]) {
    guard heights.count == count, rows > 0 else { return }
    top = min(top, selected)
    while top < selected, heights[top...selected].reduce(0, +) > rows { top += 1 }
    // No room is left empty below while there is something above.
    while top > 0, heights[(top - 1)...].reduce(0, +) <= rows { top -= 1 }
  }

  /// As ``follow(rows:heights:)``, but only the heights of rows that may be seen are asked for.
  mutating func follow(rows: Int, height: (Int) -> Int) {
    guard rows > 0, count > 0 else { return }
    func highestTop(showing last: Int) -> Int {
      var room = rows
      var top = last
      while top >= 0 {
        room -= height(top)
        if room < 0 { return min(top + 1, last) }
        top -= 1
      }
      return 0
    }
    top = min(top, selected, highestTop(showing: count - 1))
    top = max(top, highestTop(showing: selected))
  }

  /// Where a key of pagers goes.
  public enum Motion: Hashable, Sendable {
    case by(Int)
    /// A row, counted from 0.
    case to(Int)
    case end
  }

  /// What a key of pagers means, with the count that was typed before it; nil for other keys.
  mutating func motion(of character: Character) -> Motion? {
    if let digit = character.wholeNumberValue, character.isASCII, digit > 0 || digits > 0 {
      digits = min(digits * 10 + digit, 1_000_000)
      return .by(0)
    }
    defer { digits = 0 }
    switch character {
    case "j": return .by(max(digits, 1))
    case "k": return .by(-max(digits, 1))
    case "g": return .to(digits > 0 ? digits - 1 : 0)
    case "G": return digits > 0 ? .to(digits - 1) : .end
    default: return nil
    }
  }

  mutating func perform(_ motion: Motion) {
    switch motion {
    case .by(let rows): move(by: rows)
    case .to(let row): select(row)
    case .end: select(count - 1)
    }
  }

  /// The keys of pagers.
  /// - Returns: whether the character was one of them.
  mutating func press(_ character: Character) -> Bool {
    guard let motion = motion(of: character) else { return false }
    perform(motion)
    return true
  }
}
