import Policies
import TextEditing

/// What the linter says of the working text. The hints themselves are the policy pane's.
public struct HintsScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .hints, title: "Hints", whereabouts: "on Hints, which Ctrl-T ! opens", opening: .hints)

  public var list: ListState

  /// Selects the hint at the caret, or the next one.
  init(in environment: Environment) {
    let caret = environment.policy.editor.selection.head.line + 1
    let hints = environment.hints
    list = ListState(
      count: hints.count,
      selected: hints.firstIndex { $0.line >= caret } ?? max(0, hints.count - 1))
  }

  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] {
    let count = environment.hints.count
    if count != list.count { list.setCount(count) }
    return []
  }
}

extension HintsScreen {
  public static let enter: ScreenEnter<Self>? = ScreenEnter("Go to line") { screen, environment in
    screen.selected(in: environment).map { [.bench(.goToPolicyLine($0.line - 1))] } ?? []
  }

  public static let commands: [ScreenCommand<Self>] = [
    ScreenCommand(
      "f", .fixHint, unless: { $0.noFixReason($1) },
      action: { screen, environment in
        screen.selected(in: environment).map { [.bench(.fix($0))] } ?? []
      }),
    ScreenCommand(
      "i", "hint.ignore", "Ignore this kind of hint in this policy", short: "Ignore kind"
    ) { screen, environment in
      screen.selected(in: environment).map { [.bench(.ignoreHints(of: $0.rule))] } ?? []
    },
  ]

  func selected(in environment: Environment) -> LintHint? {
    let hints = environment.hints
    return hints.indices.contains(list.selected) ? hints[list.selected] : nil
  }

  private func noFixReason(_ environment: Environment) -> String? {
    guard let hint = selected(in: environment) else { return "There is no hint to fix." }
    return environment.policy.noFixReason(for: hint)
  }
}

extension ScreenID {
  static let hints = ScreenID("hints")
}

extension Environment {
  /// Of the working text, without those of ignored kinds.
  var hints: [LintHint] { policy.hints.shown }
}
