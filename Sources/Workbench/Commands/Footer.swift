import TerminalText
import Traces

/// One entry of the footer: a key, and what it does here.
public struct FooterEntry: Hashable, Sendable {
  public var key: String
  public var title: String
  /// Whether others are dropped before it.
  var isKept = false

  init(_ key: String, _ title: String) {
    self.key = key
    self.title = title
  }
}

/// The keys that matter on the bench. Run, Stop and Menu come first: a narrow window keeps them.
func benchFooter(_ state: State) -> [FooterEntry] {
  if case .find(let bar)? = state.dialog {
    var entries = [FooterEntry("Enter", bar.field == .query ? "Next" : "Replace")]
    entries.append(FooterEntry("Up/Down", "Previous/Next"))
    if bar.pane.isEditor {
      entries.append(FooterEntry("Tab", bar.field == .query ? "Replace with" : "Find"))
      entries.append(FooterEntry("^R", "Replace all"))
    }
    entries.append(FooterEntry("Esc", "Close"))
    return entries
  }
  var commands: [Command] = [.run, .stop, .menu, .savePolicy, .versions, .cases, .runs, .help]
  if state.focus == .reasoning || state.focus == .verdict {
    commands.insert(.copy, at: 3)
  }
  let decides = state.disabledReason(.settleLabel) == nil
  if decides { commands.insert(.settleLabel, at: 2) }
  return commands.compactMap { command in
    if command == .settleLabel, state.focus == .verdict {
      return FooterEntry("d", command.info.short)
    }
    return state.keymap.label(of: command).map { FooterEntry($0, command.info.short) }
  }
}

func screenFooter(_ screen: any Screen, _ state: State) -> [FooterEntry] {
  if let engines = screen as? EnginesScreen { return enginesFooter(engines, state) }
  return screen.footer(in: state.environment)
}

extension Screen {
  /// Every command that has a letter there, in the screen's order.
  public func footer(in environment: Environment) -> [FooterEntry] {
    footer(of: Command.letters(on: id).map(\.info), in: environment)
  }

  /// Esc and Enter, then the letters of the commands. Help is kept where others are dropped.
  func footer(
    of commands: [CommandInfo], leaving: String = "Back", in environment: Environment
  ) -> [FooterEntry] {
    var entries = [FooterEntry("Esc", leaving)]
    if let enterTitle { entries.append(FooterEntry("Enter", enterTitle)) }
    if self is Pager { entries.append(FooterEntry("j k g G", "Scroll")) }
    entries += commands.compactMap { info in
      info.letters[id].map { FooterEntry($0 == " " ? "Space" : String($0), info.short) }
    }
    var help = FooterEntry(environment.keymap.label(of: .help) ?? "?", "Help")
    help.isKept = true
    return entries + [help]
  }
}

private func enginesFooter(_ screen: EnginesScreen, _ state: State) -> [FooterEntry] {
  let isReading = screen.focus == .findings
  let isExamining = state.examinations[screen.selectedKey]?.isRunning ?? false
  let isPulling = state.pull?.isRunning ?? false
  func entry(_ command: Command, _ title: String? = nil) -> FooterEntry {
    FooterEntry(
      command.info.letters[.engines].map(String.init) ?? "", title ?? command.info.short)
  }
  let isRunning = state.managed?.isAlive ?? false
  return [
    FooterEntry("Esc", "Back"), FooterEntry("Enter", isReading ? "Read" : "Use"),
    entry(.examineEngine, isExamining ? "Stop doctor" : nil), entry(.sampling),
    entry(isRunning ? .stopEngine : .startEngine),
    entry(.pullModel, isPulling ? Command.stopPull.info.short : nil),
    FooterEntry(state.keymap.label(of: .help) ?? "?", "Help"),
    FooterEntry("Tab", isReading ? "Engines" : "Findings"), entry(.effort),
    entry(.lookForEngines), entry(.engineLog), entry(.copyReport),
    entry(isRunning ? .startEngine : .stopEngine),
  ]
}

/// Drops entries from the right until they fit.
func drawFooter(_ entries: [FooterEntry], _ state: State, in rect: Rect, on frame: inout Frame) {
  var entries = entries
  func width(_ entry: FooterEntry) -> Int {
    DisplayText(entry.key).columns + 1 + DisplayText(entry.title).columns
  }
  while entries.reduce(1, { $0 + width($1) }) + 2 * (entries.count - 1) > rect.columns,
    let last = entries.lastIndex(where: { !$0.isKept })
  {
    entries.remove(at: last)
  }
  var column = 1
  for entry in entries {
    column = frame.put(entry.key, row: 0, column: column, in: rect, Theme.key)
    column = frame.put(" \(entry.title)", row: 0, column: column, in: rect, Theme.dim) + 2
  }
}
