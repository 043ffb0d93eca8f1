import TerminalText

/// One entry of the footer: a key, and what it does here.
struct FooterEntry {
  var key: String
  var title: String

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
  return commands.compactMap { command in
    state.keymap.label(of: command).map { FooterEntry($0, command.info.short) }
  }
}

func screenFooter(_ screen: Screen, _ state: State) -> [FooterEntry] {
  let back = FooterEntry("Esc", "Back")
  let help = FooterEntry(state.keymap.label(of: .help) ?? "?", "Help")
  switch screen {
  case .versions:
    return [
      back, FooterEntry("Enter", "Compare with working text"), FooterEntry("Space", "Mark"),
      FooterEntry("d", "Diff with marked"), FooterEntry("r", "Restore"), FooterEntry("l", "Label"),
      FooterEntry("y", "Copy"), help,
    ]
  case .cases:
    return [
      back, FooterEntry("Enter", "Open"), FooterEntry("/", "Filter"),
      FooterEntry("e", "Expected"), FooterEntry("a", "Add content"), FooterEntry("s", "Other set"),
      help,
    ]
  case .runs:
    return [back, FooterEntry("Enter", "Trace"), FooterEntry("/", "Search"), help]
  case .engines(let engines):
    return enginesFooter(engines, state)
  case .pager:
    return [back, FooterEntry("j k g G", "Scroll"), FooterEntry("y", "Copy"), help]
  case .later:
    return [back, help]
  }
}

private func enginesFooter(_ screen: EnginesScreen, _ state: State) -> [FooterEntry] {
  let isReading = screen.focus == .findings
  let isExamining = state.examinations[screen.selectedKey]?.isRunning ?? false
  let isPulling = state.pull?.isRunning ?? false
  func entry(_ command: Command, _ title: String? = nil) -> FooterEntry {
    FooterEntry(
      command.info.enginesKey.map(String.init) ?? "", title ?? command.info.short)
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
  var column = 1
  for entry in entries {
    let width = DisplayText(entry.key).columns + 1 + DisplayText(entry.title).columns
    guard column + width <= rect.columns else { break }
    column = frame.put(entry.key, row: 0, column: column, in: rect, Theme.key)
    column = frame.put(" \(entry.title)", row: 0, column: column, in: rect, Theme.dim) + 2
  }
}
