public import TerminalText

/// What the linter says of the working text. The hints are the policy pane's.
public struct HintsScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .hints, title: "Hints", whereabouts: "on Hints, which Ctrl-T ! opens", opening: .hints)
  public static var legacyEnterTitle: String? { "Go to line" }

  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? 6 : size.rows >= 11 ? 4 : 0
  }

  public var list = ListState()
}

extension ScreenID {
  static let hints = ScreenID("hints")
}
