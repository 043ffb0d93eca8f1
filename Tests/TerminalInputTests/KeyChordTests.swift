import TerminalInput
import Testing

@Suite("Key chords as text")
struct KeyChordText {
  @Test(
    "A chord reads, prints and shows",
    arguments: [
      ("ctrl-r", KeyChord(.character("r"), .control), "^R"),
      ("alt-1", KeyChord(.character("1"), .alt), "Alt-1"),
      ("shift-left", KeyChord(.left, .shift), "Shift-Left"),
      ("ctrl-home", KeyChord(.home, .control), "Ctrl-Home"),
      ("ctrl-alt-f5", KeyChord(.function(5), [.control, .alt]), "Ctrl-Alt-F5"),
      ("f5", KeyChord(.function(5)), "F5"),
      ("escape", KeyChord(.escape), "Esc"),
      ("alt-backspace", KeyChord(.backspace, .alt), "Alt-Backspace"),
      ("pageup", KeyChord(.pageUp), "PgUp"),
      ("?", KeyChord(.character("?")), "?"),
      ("G", KeyChord(.character("G")), "G"),
      ("-", KeyChord(.character("-")), "-"),
      ("ctrl--", KeyChord(.character("-"), .control), "^-"),
      ("ctrl-space", KeyChord(.character(" "), .control), "Ctrl-Space"),
    ])
  func readsPrintsAndShows(_ text: String, _ chord: KeyChord, _ label: String) {
    #expect(KeyChord(text) == chord)
    #expect(chord.description == text)
    #expect(chord.label == label)
  }

  @Test("Case is free where no terminal tells it apart")
  func caseIsFree() {
    #expect(KeyChord("Ctrl-R") == KeyChord("ctrl-r"))
    #expect(KeyChord("F5") == KeyChord("f5"))
    #expect(KeyChord("ESC") == KeyChord("escape"))
    #expect(KeyChord("alt-B") != KeyChord("alt-b"))
  }

  @Test(
    "What no terminal sends is no chord",
    arguments: ["", "ctrl-", "f0", "f13", "shift-a", "ctrl-ctrl-a", "ab", "ctrl-é", "hyper-x", " "])
  func rejects(_ text: String) {
    #expect(KeyChord(text) == nil)
  }
}
