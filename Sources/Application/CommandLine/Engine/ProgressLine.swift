import Foundation

/// Progress on stderr: one line that is drawn over on a terminal, else a line for each new word.
struct ProgressLine {
  private let console: Console
  private var drawn = ""
  private var lastWord = ""

  init(_ console: Console) { self.console = console }

  /// - Parameters:
  ///   - text: of others too; made safe.
  ///   - word: what a log would keep of it: a line is written when it changes.
  mutating func show(_ text: String, word: String) {
    guard console.errorIsTerminal else {
      if word != lastWord { console.note(word) }
      lastWord = word
      return
    }
    let line = text.replacing("\n", with: " ")
    guard line != drawn else { return }
    drawn = line
    console.redraw(line)
  }

  /// Leaves the line, empty.
  mutating func clear() {
    guard console.errorIsTerminal, !drawn.isEmpty else { return }
    drawn = ""
    console.redraw("")
  }
}
