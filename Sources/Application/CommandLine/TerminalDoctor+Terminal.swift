import Foundation
import Terminal
import TerminalText

extension TerminalDoctor {
  /// Texts on whose width terminals disagree, and what they are.
  static let samples: [(text: String, what: String)] = [
    ("a", "a letter"), ("中", "Chinese"), ("e\u{301}", "a letter and a mark"),
    ("±", "ambiguous width"),
    ("😀", "an emoji"), ("❤\u{FE0F}", "an emoji by selector"),
    ("👩\u{200D}🚀", "an emoji of two joined"), ("🇫🇷", "a flag"), ("▸", "a glyph of the frame"),
  ]

  static let modes: [(number: Int, id: String, what: String, without: String)] = [
    (
      2004, "paste", "bracketed paste",
      "A paste is told from typing by its speed alone; long ones are safe, short ones are typed."
    ),
    (1006, "mouse", "the mouse, in any column", "Keys reach everything."),
    (
      1004, "focus", "reports of the window's focus",
      "Files changed outside are noticed within two seconds all the same."
    ),
    (2026, "synchronized", "frames drawn at once", "Large changes may flicker."),
  ]

  // MARK: What the environment says

  func surroundings() -> [Finding] {
    [term(), locale(), size(), session(), noColor()].compactMap { $0 }
  }

  private func term() -> Finding {
    guard let name = environmentVariable("TERM"), !name.isEmpty else {
      return Finding(
        id: "term", level: .caution, summary: "TERM is not set.",
        advice: "Set it to what your terminal is, such as xterm-256color.")
    }
    guard let colors = TerminalExamination.colors(of: name) else {
      return Finding(
        id: "term", level: .caution, summary: "terminfo does not know TERM=\(name).",
        advice:
          "Install its terminfo entry, or set TERM=xterm-256color. The workbench draws for xterm where the name looks like one."
      )
    }
    let words = colors == 0 ? "no colours" : "\(colors) colours"
    return Finding(
      id: "term", level: colors >= 8 ? .fine : .caution, summary: "TERM=\(name), \(words).",
      advice: colors >= 8 ? "" : "Words and glyphs say everything; colours only repeat it.")
  }

  private func locale() -> Finding {
    let codeset = TerminalExamination.codeset
    let variable = ["LC_ALL", "LC_CTYPE", "LANG"].first {
      environmentVariable($0)?.isEmpty == false
    }
    let given = variable.map { "\($0)=\(environmentVariable($0) ?? "")" } ?? "no locale is set"
    let isUTF8 = codeset.uppercased() == "UTF-8"
    return Finding(
      id: "locale", level: isUTF8 ? .fine : .caution, summary: "\(given): \(codeset).",
      advice: isUTF8 ? "" : "The workbench draws in ASCII. LANG=C.UTF-8 changes that.")
  }

  private func size() -> Finding {
    guard let size = TerminalExamination.size else {
      return Finding(id: "size", level: .unknown, summary: "Standard output is no terminal.")
    }
    let (layout, level): (String, Finding.Level) =
      switch (size.columns, size.rows) {
      case (..<30, _), (_, ..<8): ("too small for the workbench, which needs 30×8", .caution)
      case (..<60, _), (_, ..<16): ("one pane at a time", .fine)
      case (..<100, _), (_, ..<24): ("policy above, content and reasoning below", .fine)
      default: ("all panes side by side", .fine)
      }
    return Finding(id: "size", level: level, summary: "\(size.columns)×\(size.rows): \(layout).")
  }

  private func session() -> Finding? {
    var parts: [String] = []
    if let program = environmentVariable("TERM_PROGRAM") {
      parts.append(
        [program, environmentVariable("TERM_PROGRAM_VERSION")].compactMap { $0 }
          .joined(separator: " "))
    }
    if environmentVariable("TMUX") != nil { parts.append("inside tmux") }
    if environmentVariable("STY") != nil { parts.append("inside screen") }
    if environmentVariable("SSH_CONNECTION") != nil { parts.append("over SSH") }
    return parts.isEmpty
      ? nil : Finding(id: "session", level: .fine, summary: parts.joined(separator: ", ") + ".")
  }

  private func noColor() -> Finding? {
    guard environmentVariable("NO_COLOR") != nil else { return nil }
    return Finding(id: "no_color", level: .fine, summary: "NO_COLOR is set: no colours are used.")
  }

  // MARK: What the terminal answers

  func asked(_ answers: TerminalExamination) -> [Finding] {
    if let obstacle = answers.obstacle {
      return [
        Finding(
          id: "answers", level: .unknown,
          summary: "Widths, paste, mouse and clipboard were not asked for: \(obstacle).",
          advice: "Run it in a terminal, without a pipe.")
      ]
    }
    guard let attributes = answers.attributes else {
      return [
        Finding(
          id: "answers", level: .unknown, summary: "The terminal did not answer in time.",
          advice: "Nothing depends on it; text is as wide as Unicode says.")
      ]
    }
    return widths(answers) + modes(answers) + [clipboard(attributes)]
  }

  private func widths(_ answers: TerminalExamination) -> [Finding] {
    var wrong: [String] = []
    var measured = 0
    for (text, what) in Self.samples {
      guard let width = answers.widths[text] else { continue }
      measured += 1
      let expected = DisplayText(text).columns
      if width != expected { wrong.append("\(what) takes \(width), not \(expected)") }
    }
    guard measured > 0 else {
      return [
        Finding(id: "widths", level: .unknown, summary: "The terminal tells no cursor position.")
      ]
    }
    return [
      Finding(
        id: "widths", level: wrong.isEmpty ? .fine : .caution,
        summary: wrong.isEmpty
          ? "\(measured) samples take as many columns as Precept thinks."
          : wrong.joined(separator: "; ") + ".",
        advice: wrong.isEmpty
          ? "" : "What stands right of such characters may be shifted; Ctrl-L draws again.")
    ]
  }

  private func modes(_ answers: TerminalExamination) -> [Finding] {
    Self.modes.map { mode in
      switch answers.modes[mode.number] {
      case 1, 2, 3:
        Finding(id: mode.id, level: .fine, summary: "It has \(mode.what).")
      case nil:
        Finding(
          id: mode.id, level: .unknown, summary: "It does not say whether it has \(mode.what).")
      default:
        Finding(
          id: mode.id, level: .caution, summary: "It does not have \(mode.what).",
          advice: mode.without)
      }
    }
  }

  /// Asking for the clipboard would show what is on it, and some terminals ask the person first.
  private func clipboard(_ attributes: [Int]) -> Finding {
    if attributes.contains(52) {
      return Finding(id: "clipboard", level: .fine, summary: "It takes copies (OSC 52).")
    }
    return Finding(
      id: "clipboard", level: .unknown,
      summary: "It does not say whether it takes copies (OSC 52); many do, and say nothing.",
      advice: environmentVariable("TMUX") == nil
        ? "Copy something in the workbench and paste it elsewhere."
        : "In tmux: set -g set-clipboard on. Then copy something and paste it elsewhere.")
  }
}
