extension State {
  mutating func handle(_ event: AuthoringEvent) -> [Effect] {
  }
}
