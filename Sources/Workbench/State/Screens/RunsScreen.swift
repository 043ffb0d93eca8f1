public import Runs

public struct RunsScreen: Sendable {
  public var filter = RunFilter()
  public var rows: [RunSummary] = []
  public var list = ListState()
  public var isLoading = true
}
