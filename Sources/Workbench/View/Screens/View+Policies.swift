import TerminalText

func addPoliciesFacts(_ screen: PoliciesScreen, _ state: State, to facts: inout Facts) {
}

func drawPolicies(
  _ screen: PoliciesScreen, _ state: State, _ layout: ScreenLayout, on frame: inout Frame
) {
}
