/// The characters that lines are drawn with.
public enum BorderSet: Hashable, Sendable {
  /// Light single lines that join: `─ │ ┌ ┬ ┐ ├ ┼ ┤ └ ┴ ┘`.
  case light
  /// `-`, `|`, and `+` wherever lines turn or meet.
  case ascii

  func text(_ arms: LineArms) -> String {
    let horizontal = !arms.isDisjoint(with: [.left, .right])
    let vertical = !arms.isDisjoint(with: [.up, .down])
    switch (self, horizontal, vertical) {
    case (_, false, false): return " "
    case (.light, true, false): return "─"
    case (.light, false, true): return "│"
    case (.ascii, true, false): return "-"
    case (.ascii, false, true): return "|"
    case (.ascii, true, true): return "+"
    case (.light, true, true): return Self.joints[arms] ?? "┼"
    }
  }

  private static let joints: [LineArms: String] = [
    [.right, .down]: "┌", [.left, .down]: "┐", [.right, .up]: "└", [.left, .up]: "┘",
    [.up, .down, .right]: "├", [.up, .down, .left]: "┤",
    [.left, .right, .down]: "┬", [.left, .right, .up]: "┴",
  ]
}

/// The directions in which a line leaves a cell.
struct LineArms: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  static let up = LineArms(rawValue: 1)
  static let down = LineArms(rawValue: 2)
  static let left = LineArms(rawValue: 4)
  static let right = LineArms(rawValue: 8)
}
