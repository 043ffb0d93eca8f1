extension State {
  mutating func handle(_ event: RecordsEvent) -> [Effect] {
  }
}
