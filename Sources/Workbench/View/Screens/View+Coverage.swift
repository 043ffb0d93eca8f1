import TerminalText

func addCoverageFacts(_ screen: CoverageScreen, _ state: State, to facts: inout Facts) {
}

func drawCoverage(
  _ screen: CoverageScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
