extension State {
  mutating func handle(_ event: VersionsEvent) -> [Effect] {
  }
}
