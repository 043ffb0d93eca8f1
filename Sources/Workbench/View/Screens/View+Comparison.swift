import TerminalText

func addComparisonFacts(_ screen: ComparisonScreen, _ state: State, to facts: inout Facts) {
}

func drawComparison(
  _ screen: ComparisonScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
