import TerminalText

func addTraceFacts(_ screen: TraceScreen, _ state: State, to facts: inout Facts) {
}

func drawTrace(
  _ screen: TraceScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
