import TerminalText

func addDrawsFacts(_ screen: DrawsScreen, _ state: State, to facts: inout Facts) {
}

func drawDraws(
  _ screen: DrawsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
