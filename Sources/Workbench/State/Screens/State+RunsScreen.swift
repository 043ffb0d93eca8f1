import Runs

extension State {
  mutating func performOnRuns(_ command: Command) {
    guard case .runs(let runs)? = screen else { return }
    switch command {
    case .searchRuns:
      dialog = .prompt(
        Prompt(
          .searchRuns, title: "Search runs", text: runs.filter.search ?? "",
          hint: "Part of the content, the reasoning or the answer. Empty lists all."))
    default: break
    }
  }

  mutating func searchRuns(_ text: String) -> [Effect] {
    guard case .runs(var runs)? = screen else { return [] }
    runs.filter.search = text.isEmpty ? nil : text
    runs.isLoading = true
    screens[screens.count - 1] = .runs(runs)
    return [.listRuns(runs.filter)]
  }
}
