import Runs

extension DrawsScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Trace") { draws, _ in
    guard draws.records.indices.contains(draws.list.selected) else { return [] }
    return [.push(TraceScreen(draws.records[draws.list.selected]))]
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand("c", .compareTraces) { draws, _ in draws.compare() }
  ]

  /// The first draw is marked, the second is set beside it.
  private mutating func compare() -> [Update] {
    let selected = list.selected
    guard let marked, marked != selected else {
      self.marked = self.marked == nil ? selected : nil
      return self.marked == nil ? [] : [.say("Marked. c on another draw compares the two.")]
    }
    self.marked = nil
    return [.push(TraceComparisonScreen(records[marked], records[selected]))]
  }
}
