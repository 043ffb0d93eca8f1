import Cases
public import TerminalText

/// Where the edge lab is shown. What it holds outlives the screen: it is the workbench's
/// (``Environment/edgeLab``), and stays as long as the content does.
public struct EdgeLabScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .edge, title: "Edge lab", whereabouts: "in the edge lab, which F7 opens",
    opening: .edgeLab)

  public static func rowsBelow(in size: Size) -> Int {
    size.rows >= 20 ? max(7, size.rows / 3) : size.rows >= 11 ? 4 : 0
  }

  public var list = ListState(count: EdgeLab.kinds.count + 1)
}

extension ScreenID {
  static let edge = ScreenID("edge")
}
