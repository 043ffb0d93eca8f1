extension TraceComparisonScreen {
  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand("n", "trace.difference.next", "Next difference") {
      $0.goToDifference(step: 1, in: $1)
    },
    ScreenCommand(
      "N", "trace.difference.previous", "Previous difference", short: "Previous"
    ) { $0.goToDifference(step: -1, in: $1) },
  ]

  private mutating func goToDifference(step: Int, in environment: Environment) -> [Update] {
    guard let row = difference(after: list.selected, step: step) else {
      return [.say(step > 0 ? "No difference below." : "No difference above.")]
    }
    list.select(row)
    follow(in: environment)
    return []
  }
}
