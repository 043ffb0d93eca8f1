/// One content under several policies, a column each. What runs is the state's, and goes on when the
/// screen is left.
public struct PoliciesScreen: LegacyScreen, ListScreen {
  public static let about = ScreenDescription(
    id: .policies, title: "Several policies",
    whereabouts: "on Several policies, which Ctrl-T | opens", opening: .severalPolicies)
  public static var legacyEnterTitle: String? { "Trace" }

  /// The selected column.
  public var list: ListState

  init(count: Int) {
    list = ListState(count: count)
  }
}

extension ScreenID {
  static let policies = ScreenID("policies")
}
