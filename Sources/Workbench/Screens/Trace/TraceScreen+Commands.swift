import Policies
import Runs
public import TerminalInput
import TextEditing

extension TraceScreen {
  public static let commands = viewing + working + searching + replaying + erasing

  private static let viewing: [ScreenCommand<Self>] = [
    ScreenCommand(
      "v", "trace.view", "Next view: answer, prompt, content… (Tab)", short: "View"
    ) { $0.showView(stepping: 1, in: $1) },
    ScreenCommand("/", "trace.find", "Find in the view", short: "Find") { screen, _ in
      screen.askForSearch()
    },
  ]

  private static let working: [ScreenCommand<Self>] = [
    ScreenCommand("h", "run.judge", "Add a human verdict and a note", short: "Judge") {
      screen, _ in screen.askForVerdict()
    },
    ScreenCommand(
      "r", "run.again", "Run this text and content again", short: "Again",
      unless: { $0.noRunReason($1) }, action: { $0.runAgain(in: $1) }),
    ScreenCommand("c", .compareTraces) { $0.compare(in: $1) },
    ScreenCommand(
      "p", "run.replay", "Replay as it arrived; again ends it", short: "Replay",
      unless: { screen, _ in screen.noRecordedTimesReason },
      action: { $0.toggleReplay(in: $1) }),
    ScreenCommand(
      "a", "run.case", "Add the content as a case", short: "Case",
      unless: { $0.noCaseReason($1) },
      action: { screen, environment in screen.askForCase(in: environment) }),
    ScreenCommand(
      "o", "run.version", "Open the version it ran on", short: "Version",
      unless: { $0.noVersionReason($1) },
      action: { screen, environment in
        let version = screen.record.policy.version
        return [.push(VersionsScreen(in: environment, selecting: version))]
      }),
    ScreenCommand(
      "y", "run.copy", "Copy the view", short: "Copy", unless: { $0.noCopyReason($1) },
      action: { screen, environment in
        let text = screen.viewText
        return [
          .copy(environment.isMasked ? screen.mask.masked(text, ascii: environment.ascii) : text)
        ]
      }),
  ]

  private static let searching: [ScreenCommand<Self>] = [
    ScreenCommand(
      "n", "trace.find.next", "Next match", unless: { screen, _ in screen.noSearchReason },
      action: { $0.find(step: 1, in: $1) }),
    ScreenCommand(
      "N", "trace.find.previous", "Previous match", unless: { screen, _ in screen.noSearchReason },
      action: { $0.find(step: -1, in: $1) }),
  ]

  private static let erasing: [ScreenCommand<Self>] = [
    ScreenCommand(nil, "run.erase", "Erase the content of the run…") { screen, _ in
      screen.askToErase()
    }
  ]

  /// Tab goes through the views, and Esc ends a replay.
  public mutating func press(
    _ chord: KeyChord, in environment: Environment
  ) -> [Update]? {
    switch chord.key {
    case .escape where chord.modifiers.isEmpty && replay != nil:
      return toggleReplay(in: environment)
    case .tab where environment.keymap.command(for: chord, in: [.everywhere]) == nil:
      return showView(stepping: chord.modifiers.contains(.shift) ? -1 : 1, in: environment)
    default: return nil
    }
  }

  private mutating func showView(stepping step: Int, in environment: Environment) -> [Update] {
    showView(stepping: step)
    follow(in: environment)
    return []
  }

  /// The first trace is marked, the second is set beside it.
  private func compare(in environment: Environment) -> [Update] {
    guard let marked = environment.markedTrace, marked.id != record.id else {
      return [
        .bench(.markTrace(record)),
        .say("Marked. Open another run's trace and press c there to compare the two."),
      ]
    }
    return [.bench(.markTrace(nil)), .push(TraceComparisonScreen(marked, record))]
  }
}

// MARK: Find

extension TraceScreen {
  mutating func search(_ text: String, in environment: Environment) -> [Update] {
    search = text.isEmpty ? nil : text
    follow(in: environment)
    return text.isEmpty ? [] : find(step: 1, includesSelected: true, in: environment)
  }

  private mutating func find(
    step: Int, includesSelected: Bool = false, in environment: Environment
  ) -> [Update] {
    guard let query = search, list.count > 0 else { return [] }
    let search = TextSearch(query: query)
    let count = list.count
    for distance in (includesSelected ? 0 : 1)...count {
      let row = ((list.selected + step * distance) % count + count) % count
      guard !search.matches(in: text(ofRow: row)).isEmpty else { continue }
      list.select(row)
      follow(in: environment)
      return []
    }
    return [.say("“\(query)” is not in this view.")]
  }
}

// MARK: Why not

extension TraceScreen {
  private var noSearchReason: String? {
    search == nil ? "Nothing was searched for. / finds." : nil
  }

  private func noCopyReason(_ environment: Environment) -> String? {
    [.content, .prompt].contains(view) ? environment.maskReason : nil
  }

  private func noRunReason(_ environment: Environment) -> String? {
    if record.policyText.isEmpty || record.content.isEmpty {
      return "The content of this run was erased; there is nothing to run."
    }
    return otherPolicyReason(environment)
  }

  private func noVersionReason(_ environment: Environment) -> String? {
    if let reason = otherPolicyReason(environment) { return reason }
    let version = record.policy.version
    return environment.listedVersions.contains { $0.number == version }
      ? nil : "It ran on text that is no saved version; Tab shows it under Policy."
  }

  private func noCaseReason(_ environment: Environment) -> String? {
    if record.content.isEmpty { return "The content of this run was erased." }
    return environment.content.caseSet == nil
      ? "No case set is open. F3 or Ctrl-T c opens one." : nil
  }

  private func otherPolicyReason(_ environment: Environment) -> String? {
    record.policy.name == environment.policy.name
      ? nil : "It ran on the policy \(record.policy.name), which is not open. Ctrl-O opens it."
  }
}
