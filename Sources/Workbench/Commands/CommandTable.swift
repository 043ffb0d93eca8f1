/// What footer, help, menu, palette and keymap know of a command. One table makes them all.
public struct CommandInfo: Hashable, Sendable {
  public var command: Command
  /// For menu, palette and help.
  public var title: String
  /// For the footer.
  public var short: String
  public var context: Command.Context
  /// Default keys, the one to show first.
  public var keys: [String]
  /// The letter in the Ctrl-T menu.
  public var menuKey: Character?
  /// The letter on the Engines screen.
  public var enginesKey: Character?

  init(
    _ command: Command, _ title: String, short: String? = nil, in context: Command.Context = .bench,
    keys: [String] = [], menu: Character? = nil, engines: Character? = nil
  ) {
    self.command = command
    self.title = title
    self.short = short ?? title
    self.context = context
    self.keys = keys
    self.menuKey = menu
    self.enginesKey = engines
  }
}

extension Command {
  public var info: CommandInfo { Self.table[self]! }

  /// In the order of help and menu.
  public static let all: [CommandInfo] = [
    CommandInfo(.run, "Run the policy on the content", short: "Run", keys: ["ctrl-r", "f5"]),
    CommandInfo(.stop, "Stop the run", short: "Stop", keys: ["escape"]),
    CommandInfo(.repeat, "Run five times", short: "Repeat", menu: "5"),
    CommandInfo(.nextDraw, "Show the next draw", short: "Next draw", menu: "d"),
    CommandInfo(.live, "Live mode: run after typing", short: "Live", menu: "l"),
    CommandInfo(.effort, "Effort: low, medium, high", short: "Effort", menu: "f", engines: "e"),
    CommandInfo(.runCases, "Run the case set on this text", short: "Run cases", menu: "k"),
    CommandInfo(.savePolicy, "Save a version", short: "Save version", keys: ["ctrl-s"]),
    CommandInfo(.openPolicy, "Open a policy", short: "Open", keys: ["ctrl-o"], menu: "o"),
    CommandInfo(.newPolicy, "New policy from the guide's skeleton", short: "New", keys: ["ctrl-n"]),
    CommandInfo(.discardDraft, "Go back to the newest saved version"),
    CommandInfo(.externalEditor, "Edit in $EDITOR", menu: "x"),
    CommandInfo(.nextCase, "Next case", menu: "n"),
    CommandInfo(.previousCase, "Previous case", menu: "p"),
    CommandInfo(.pickCase, "Pick a case"),
    CommandInfo(.addCase, "Add the content to the case set", menu: "+"),
    CommandInfo(.newContent, "Empty the content"),
    CommandInfo(.versions, "Versions", in: .everywhere, keys: ["f2"], menu: "v"),
    CommandInfo(.cases, "Cases", in: .everywhere, keys: ["f3"], menu: "c"),
    CommandInfo(.runs, "Runs", in: .everywhere, keys: ["f4"], menu: "r"),
    CommandInfo(.evaluate, "Evaluate", in: .everywhere, keys: ["f6"], menu: "e"),
    CommandInfo(.edgeLab, "Edge lab", in: .everywhere, keys: ["f7"], menu: "b"),
    CommandInfo(.engines, "Engines", in: .everywhere, keys: ["f8"], menu: "g"),
    CommandInfo(.pipeline, "Pipeline", in: .everywhere, keys: ["f9"], menu: "w"),
    CommandInfo(.messages, "Messages", in: .everywhere),
    CommandInfo(
      .examineEngine, "Doctor: examine the engine, or stop", short: "Doctor", in: .everywhere,
      engines: "d"),
    CommandInfo(
      .copyReport, "Copy the doctor's report", short: "Copy report", in: .everywhere,
      engines: "y"),
    CommandInfo(
      .sampling, "Sampling parameters", short: "Sampling", in: .everywhere, engines: "p"),
    CommandInfo(
      .startEngine, "Start llama-server on a model", short: "Start", in: .everywhere,
      engines: "s"),
    CommandInfo(
      .stopEngine, "Stop the engine that Precept started", short: "Stop", in: .everywhere,
      engines: "x"),
    CommandInfo(
      .engineLog, "Log of the started engine", short: "Log", in: .everywhere, engines: "o"),
    CommandInfo(
      .pullModel, "Pull a model with Ollama", short: "Pull", in: .everywhere, engines: "u"),
    CommandInfo(.stopPull, "Cancel the pull of a model", short: "Cancel pull", in: .everywhere),
    CommandInfo(
      .lookForEngines, "Look for engines again", short: "Look again", in: .everywhere,
      engines: "r"),
    CommandInfo(.policyPane, "Go to Policy", keys: ["alt-1"], menu: "1"),
    CommandInfo(.contentPane, "Go to Content", keys: ["alt-2"], menu: "2"),
    CommandInfo(.reasoningPane, "Go to Reasoning", keys: ["alt-3"], menu: "3"),
    CommandInfo(.verdictPane, "Go to Verdict", keys: ["alt-4"], menu: "4"),
    CommandInfo(.nextPane, "Next pane", keys: ["tab"]),
    CommandInfo(.previousPane, "Previous pane", keys: ["shift-tab"]),
    CommandInfo(.zoom, "Zoom the pane", short: "Zoom", menu: "z"),
    CommandInfo(.narrowPolicy, "Move the split left", menu: "["),
    CommandInfo(.widenPolicy, "Move the split right", menu: "]"),
    CommandInfo(.revealHidden, "Reveal hidden characters", menu: "h"),
    CommandInfo(.mouse, "Mouse on or off", in: .everywhere, menu: "m"),
    CommandInfo(.redraw, "Redraw", in: .everywhere, keys: ["ctrl-l"]),
    CommandInfo(.find, "Find and replace", short: "Find", keys: ["ctrl-f"]),
    CommandInfo(.goToLine, "Go to line", short: "Line", keys: ["ctrl-g"]),
    CommandInfo(.undo, "Undo", in: .editor, keys: ["ctrl-z"]),
    CommandInfo(.redo, "Redo", in: .editor, keys: ["ctrl-y"]),
    CommandInfo(.copy, "Copy", keys: ["ctrl-c"]),
    CommandInfo(.cut, "Cut", in: .editor, keys: ["ctrl-x"]),
    CommandInfo(.paste, "Paste", in: .editor, keys: ["ctrl-v"]),
    CommandInfo(.selectAll, "Select all", in: .editor, menu: "a"),
    CommandInfo(.insertTab, "Insert a tab", in: .editor, menu: "t"),
    CommandInfo(
      .deleteWord, "Delete the word before the caret", in: .editor,
      keys: ["ctrl-w", "alt-backspace"]),
    CommandInfo(.deleteToLineEnd, "Delete to the line's end", in: .editor, keys: ["ctrl-k"]),
    CommandInfo(.lineStart, "Line start", in: .editor, keys: ["home", "ctrl-a"]),
    CommandInfo(.lineEnd, "Line end", in: .editor, keys: ["end", "ctrl-e"]),
    CommandInfo(.wordLeft, "Word left", in: .editor, keys: ["ctrl-left", "alt-left", "alt-b"]),
    CommandInfo(.wordRight, "Word right", in: .editor, keys: ["ctrl-right", "alt-right", "alt-f"]),
    CommandInfo(.documentStart, "Document start", in: .editor, keys: ["ctrl-home"]),
    CommandInfo(.documentEnd, "Document end", in: .editor, keys: ["ctrl-end"]),
    CommandInfo(.menu, "Menu", in: .everywhere, keys: ["ctrl-t"]),
    CommandInfo(.palette, "Palette", in: .everywhere, keys: ["ctrl-p"], menu: ":"),
    CommandInfo(.help, "Help", in: .everywhere, keys: ["f1"], menu: "?"),
    CommandInfo(.suspend, "Suspend", in: .everywhere, menu: "s"),
    CommandInfo(.quit, "Quit", in: .everywhere, keys: ["ctrl-q", "f10"], menu: "q"),
  ]

  /// What the Ctrl-T menu lists.
  public static let menuEntries: [CommandInfo] = all.filter { $0.menuKey != nil }

  private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })
}
