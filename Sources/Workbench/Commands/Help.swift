import TerminalText

extension State {
  /// Every command with its keys, those of the pane or screen in focus first.
  var helpPager: Pager {
    var lines: [Pager.Line] = []
    if let screen {
      lines.append(.init(.heading, "On this screen"))
      if screen is EnginesScreen {
        lines += Self.enginesHelp.map { helpLine(keys: $0.0, $0.1) }
      } else {
        lines += screenLines(screen.id)
      }
    } else if focus.isEditor {
      lines.append(.init(.heading, "In \(focus.title)"))
      lines += commandLines(.editor)
      lines.append(helpLine(keys: "Shift", "with any motion selects"))
      if focus == .content, isMasked {
        lines.append(helpLine(keys: "masked", "typing works, unseen; copying does not"))
      }
    } else {
      lines.append(.init(.heading, "In \(focus.title)"))
      lines += [
        helpLine(keys: "j k g G", "scroll, as in pagers; End follows the stream"),
        helpLine(keys: "/ n N", "find, next, previous"), helpLine(keys: "y", "copy all of it"),
        helpLine(keys: "c C, or ] [", "select the next or previous citation"),
      ]
      if focus == .reasoning {
        lines.append(helpLine(keys: "Enter", "go to the line that the citation names"))
      }
      if focus == .verdict {
        lines.append(helpLine(keys: "Enter", "the cases that the regression line counts"))
        lines.append(helpLine(keys: "Left Right", "the previous and next of several draws"))
        lines.append(helpLine(keys: "d", "say what a label decides that the policy leaves open"))
        lines.append(helpLine(keys: "u", "take that back"))
      }
    }
    lines.append(.init(.text, ""))
    lines.append(.init(.heading, "On the bench"))
    lines += commandLines(.bench)
    lines.append(.init(.text, ""))
    lines.append(.init(.heading, "Everywhere"))
    lines += commandLines(.everywhere)
    lines.append(.init(.text, ""))
    lines.append(.init(.heading, "On other screens"))
    lines += commandLines(.screen)
    if screen != nil || !focus.isEditor {
      lines.append(.init(.text, ""))
      lines.append(.init(.heading, "While typing"))
      lines += commandLines(.editor)
    }
    return Pager(title: "Help", lines: lines)
  }

  /// What Enter and the letters do on a screen.
  private func screenLines(_ screen: ScreenID) -> [Pager.Line] {
    let enter =
      ScreenRegistry.screen(screen)?.enterTitle.map { [helpLine(keys: "Enter", $0)] } ?? []
    let letters = Command.letters(on: screen).map { letter, info in
      helpLine(
        keys: letter == " " ? "Space" : String(letter), info.title,
        isDim: disabledReason(info.command) != nil)
    }
    return enter + letters + [
      helpLine(keys: "j k g G", "move, as in pagers"), helpLine(keys: "Esc q", "back"),
    ]
  }

  /// One row each at eighty columns.
  private static let enginesHelp: [(String, String)] = [
    ("Enter", "has runs go to the engine; reads a finding"),
    ("Tab", "between engines and the doctor's findings"),
    ("d", "the doctor examines the engine, or stops"),
    ("y", "copies the doctor's report"),
    ("e", "effort: low, medium, high"),
    ("p", "temperature, seed and other sampling"),
    ("s", "starts llama-server on a model"),
    ("x", "stops what s or u began; asks first"),
    ("o", "the log of the engine that s started"),
    ("u", "pulls a model with Ollama, or cancels it"),
    ("r", "looks for engines again"),
    ("j k g G", "move, as in pagers"),
    ("Esc", "back to the bench; what was begun goes on"),
  ]

  private func commandLines(_ context: Command.Context) -> [Pager.Line] {
    let kind = screen?.id
    return Command.all.filter { info in
      info.context == context && (context != .screen || kind.flatMap { info.letters[$0] } == nil)
    }.map { info in
      let isLater = [.pipeline].contains(info.command)
      return helpLine(
        keys: keyWords(info.command, self),
        isLater ? "\(info.title) (comes with a later release)" : info.title,
        isDim: disabledReason(info.command) != nil)
    }
  }

  private func helpLine(keys: String, _ text: String, isDim: Bool = false) -> Pager.Line {
    let pad = String(
      repeating: " ", count: max(1, min(28, size.columns * 2 / 5) - DisplayText(keys).columns))
    return .init(isDim ? .dim : .text, "  " + keys + pad + text)
  }
}
