import TerminalInput
import Testing
import Workbench

struct KeymapTests {
  @Test func `every command is in the table once`() {
    #expect(Command.all.map(\.command).count == Command.all.map(\.command).count)
    #expect(Set(Command.all.map(\.command)) == Set(Command.all.map(\.command)))
  }

  @Test func `the defaults have no problem`() {
    // With an override every binding is checked, the defaults too.
    #expect(Keymap.make(overrides: ["run": ["ctrl-r", "f5"]]).1.isEmpty)
  }

  @Test func `no two commands share a key in a context, nor a letter in the menu`() {
    var seen: [String: Command] = [:]
    for info in Command.all {
      for key in info.keys {
        let place = "\(info.context) \(KeyChord(key)?.description ?? key)"
        #expect(seen[place] == nil, "\(place): \(info.command) and \(seen[place]!)")
        seen[place] = info.command
      }
    }
    let letters = Command.all.compactMap(\.menuKey)
    #expect(letters.count == Set(letters).count)
  }

  @Test func `no two commands share a letter on a screen, nor take one that moves`() {
    for screen in ScreenID.allCases {
      let letters = Command.all.compactMap { $0.letters[screen] }
      #expect(letters.count == Set(letters).count, "\(screen)")
      #expect(letters.allSatisfy { !"jkgGq?:0123456789".contains($0) }, "\(screen)")
    }
  }

  /// "Every command can be reached without Alt and without function keys": by a key of its own, by a
  /// letter of the menu, or by the palette, and those two by a key that every terminal sends.
  @Test func `every command is reached without Alt and without function keys`() {
    func isPlain(_ text: String) -> Bool {
      guard let chord = KeyChord(text), !chord.modifiers.contains(.alt) else { return false }
      if case .function = chord.key { return false }
      return true
    }
    #expect(Command.menu.info.keys.contains(where: isPlain))
    #expect(Command.palette.info.keys.contains(where: isPlain))
    for info in Command.all {
      var bench = Bench.ready()
      bench.press("ctrl-p")
      bench.type(info.command.id)
      guard case .palette(let palette)? = bench.state.dialog else {
        Issue.record("no palette")
        return
      }
      #expect(palette.rows.contains(info.command), "\(info.command.id)")
      #expect(palette.rows.first == info.command, "\(info.command.id)")
    }
  }

  /// The table of keys in product.md.
  static let contract: [(String, Command)] = [
    ("ctrl-r", .run), ("f5", .run), ("ctrl-t", .menu), ("ctrl-p", .palette), ("f1", .help),
    ("ctrl-s", .savePolicy), ("tab", .nextPane), ("shift-tab", .previousPane), ("f2", .versions),
    ("f3", .cases), ("f4", .runs), ("ctrl-o", .openPolicy), ("ctrl-n", .newPolicy),
    ("f6", .evaluate), ("f7", .edgeLab), ("f8", .engines), ("f9", .pipeline), ("ctrl-f", .find),
    ("ctrl-g", .goToLine), ("ctrl-q", .quit), ("f10", .quit), ("ctrl-z", .undo),
    ("ctrl-y", .redo), ("ctrl-c", .copy), ("ctrl-x", .cut), ("ctrl-v", .paste),
    ("ctrl-a", .lineStart), ("ctrl-e", .lineEnd), ("home", .lineStart), ("end", .lineEnd),
    ("ctrl-w", .deleteWord), ("alt-backspace", .deleteWord), ("ctrl-k", .deleteToLineEnd),
    ("alt-b", .wordLeft), ("alt-f", .wordRight), ("ctrl-left", .wordLeft),
    ("alt-left", .wordLeft), ("ctrl-right", .wordRight), ("alt-right", .wordRight),
    ("ctrl-home", .documentStart), ("ctrl-end", .documentEnd), ("ctrl-l", .redraw),
    ("alt-1", .policyPane), ("alt-2", .contentPane), ("alt-3", .reasoningPane),
    ("alt-4", .verdictPane),
  ]

  @Test func `the default keys are those of the manual`() throws {
    let keymap = Keymap.make().0
    for (text, command) in Self.contract {
      let chord = try #require(KeyChord(text))
      #expect(
        keymap.command(for: chord, in: [.editor, .bench, .everywhere]) == command, "\(text)")
    }
  }

  /// The letters of the Ctrl-T menu in product.md.
  static let menu: [(Character, Command)] = [
    ("1", .policyPane), ("2", .contentPane), ("3", .reasoningPane), ("4", .verdictPane),
    ("v", .versions), ("c", .cases), ("r", .runs), ("e", .evaluate), ("b", .edgeLab),
    ("g", .engines), ("w", .pipeline), ("n", .nextCase), ("p", .previousCase), ("5", .repeat),
    ("k", .runCases), ("l", .live), ("f", .effort), ("a", .selectAll), ("x", .externalEditor),
    ("h", .revealHidden), ("m", .mouse), ("z", .zoom), ("[", .narrowPolicy), ("]", .widenPolicy),
    ("t", .insertTab), ("s", .suspend), ("?", .help), (":", .palette), ("q", .quit),
  ]

  @Test func `the menu's letters are those of the manual`() {
    for (letter, command) in Self.menu {
      #expect(command.info.menuKey == letter, "\(command.id)")
    }
  }

  @Test func `command ids of the manual are there`() {
    for id in [
      "run", "run.stop", "version.save", "pane.next", "pane.previous", "policy.open", "policy.new",
      "find", "goto.line", "undo", "redo", "menu", "palette", "help", "quit", "run.repeat",
      "cases.run",
    ] {
      #expect(Command.named(id) != nil, "\(id)")
    }
  }

  @Test(arguments: [
    "ctrl-h", "ctrl-i", "ctrl-j", "ctrl-m", "ctrl-[", "alt-[", "alt-O", "ctrl-alt-m", "q", "?",
  ])
  func `a key that terminals cannot tell apart, or that is typing, is refused`(_ key: String) {
    let (keymap, problems) = Keymap.make(overrides: ["run": [key]])
    #expect(problems.count == 1)
    #expect(problems.first?.message.contains("“\(key)”") ?? false)
    #expect(keymap.label(of: .run) == nil)
  }

  @Test(arguments: ["enter", "backspace", "tab", "left", "delete", "escape", "shift-left"])
  func `a key that edits or leaves cannot be taken from it`(_ key: String) {
    #expect(!Keymap.make(overrides: ["run": [key]]).1.isEmpty)
  }

  @Test func `a person's keys replace the default ones`() throws {
    let (keymap, problems) = Keymap.make(overrides: ["run": ["ctrl-b", "f12"]])
    #expect(problems.isEmpty)
    #expect(keymap.labels(of: .run) == ["^B", "F12"])
    #expect(keymap.command(for: try #require(KeyChord("ctrl-r")), in: [.bench]) == nil)
    #expect(Keymap.make(overrides: ["run": []]).0.label(of: .run) == nil)
  }

  @Test func `what cannot be bound is said in one sentence each`() {
    let problems = Keymap.make(
      overrides: ["nonsense": ["f12"], "run": ["hyper-x"], "find": ["ctrl-s"]]
    ).1.map(\.message)
    #expect(problems.count == 3)
    #expect(problems.contains("[keys] names “nonsense”, which is no command."))
    #expect(problems.contains("“hyper-x” for run is no key."))
    #expect(problems.contains { $0.contains("ctrl-s") && $0.contains("version.save") })
  }

  @Test func `a bench key that typing shadows is a problem`() {
    let problems = Keymap.make(overrides: ["run": ["ctrl-z"]]).1
    #expect(!problems.isEmpty)
  }

  @Test func `rebound keys are the ones shown`() {
    var bench = Bench(overrides: ["run": ["ctrl-b"], "menu": ["ctrl-d"]])
    bench.send(.engines(.found([])))
    #expect(bench.footer.contains("^B Run"))
    #expect(bench.footer.contains("^D Menu"))
    #expect(bench.header.contains("No model: ^D g"))
  }
}
