import TerminalText

func addHintsFacts(_ screen: HintsScreen, _ state: State, to facts: inout Facts) {
}

func drawHints(
  _ screen: HintsScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
