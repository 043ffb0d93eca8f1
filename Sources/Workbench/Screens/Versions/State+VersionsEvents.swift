extension State {
  mutating func handle(_ event: VersionsEvent) -> [Effect] {
    switch event {
    case .changes(let changes, let name):
      changeVersionsScreen(of: name) { $0.changes = changes }
    case .scores(let scores, let engine, let name):
      changeVersionsScreen(of: name) { screen in
        screen.scores = scores
        screen.scoredBy = engine
      }
    case .looked(let stamp, let document, let cases, let name):
      isLooking = false
      guard name == policy.name else { return [] }
      return looked(stamp, document, cases)
    case .templates(let templates): return pickTemplate(from: templates)
    }
    return []
  }
}
