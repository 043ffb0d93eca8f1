import TerminalText

func addDifferenceFacts(_ screen: DifferenceScreen, _ state: State, to facts: inout Facts) {
}

func drawDifference(
  _ screen: DifferenceScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
