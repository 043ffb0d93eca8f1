public import TerminalInput
public import TerminalText

/// Lines to read, as a screen.
extension Pager: Screen {
  public static let about = ScreenDescription(
    id: .pager, title: "Text", whereabouts: "on other screens", opening: nil)
  public static let commands: [ScreenCommand<Pager>] = [
    ScreenCommand("y", "view.copy", "Copy all of it", short: "Copy") { pager, _ in
      [.copy(pager.lines.map(\.text).joined(separator: "\n"))]
    }
  ]

  public func facts(in environment: Environment) -> Facts {
    var facts = Facts()
    for fact in self.facts { facts.add(fact) }
    return facts
  }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {
    drawPager(self, in: layout.list, on: &frame)
  }

  public mutating func motion(of character: Character) -> ListState.Motion? {
    list.motion(of: character)
  }

  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    list.perform(motion)
    scroll(by: 0, in: environment.pagerSize)
    return []
  }

  public mutating func press(
    _ chord: KeyChord, in environment: Environment
  ) -> [Update]? {
    guard chord.key == .character(" "), chord.modifiers.isEmpty else { return nil }
    return move(.by(environment.rows(of: Self.self) - 1), in: environment)
  }
}

extension ScreenID {
  static let pager = ScreenID("pager")
}
