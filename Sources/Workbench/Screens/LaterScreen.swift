public import TerminalText

/// A screen that a later release brings.
public struct LaterScreen: Screen {
  public static let about = ScreenDescription(
    id: .later, title: "Later", whereabouts: "on other screens", opening: nil)

  let command: Command

  init(_ command: Command) { self.command = command }

  public var title: String { command.info.title }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    frame.put(
      "\(title) comes with a later release. Esc goes back to the bench.", row: 1, column: 2,
      in: layout.list, Theme.text)
  }
}

extension ScreenID {
  static let later = ScreenID("later")
}
