import Foundation
import Testing

@Suite("Giving the terminal back", .serialized)
struct GivingTheTerminalBack {
  private static let modes = ["?2004", "?1004", "?1002", "?1000", "?1006", "?1049"]

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.settingsAreRestored)
    for mode in Self.modes {
      let on = terminal.output.range(of: "\u{1B}[\(mode)h", options: .backwards)
      let off = terminal.output.range(of: "\u{1B}[\(mode)l", options: .backwards)
      #expect(on != nil && off != nil, "\(mode) was never set or never reset")
      if let on, let off { #expect(on.lowerBound < off.lowerBound, "\(mode) is still set") }
    }
  }

  @Test(
    "After a crash the screen is back, and the message can be read",
    arguments: [
      ("segv", SIGSEGV, ""), ("abort", SIGABRT, ""), ("overflow", SIGSEGV, ""),
      ("fatal", 0, "Fatal error: Index out of range"),
    ])
  func afterCrash(_ kind: String, _ signal: Int32, _ message: String) throws {
    var terminal = try PseudoTerminal(["crash", kind])
    defer { terminal.close() }
    let status = terminal.waitForEnd()
    expectRestored(terminal)
    if signal != 0 { #expect(status & 0x7F == signal) } else { #expect(status & 0x7F != 0) }
    let screenOff = try #require(
      terminal.output.range(of: "\u{1B}[?1049l", options: .backwards))
    let after = String(terminal.output[screenOff.upperBound...])
    #expect(after.contains(message) || message.isEmpty)
    #expect(after.contains("The probe crashed."))
    #expect(!terminal.output.contains("Press space to interact"))
  }

  @Test(
    "A signal that asks to go ends the program in order",
    arguments: [
      (SIGTERM, "terminated"), (SIGHUP, "hangUp"), (SIGINT, "interrupted"),
    ])
  func afterSignal(_ signal: Int32, _ cause: String) throws {
    var terminal = try PseudoTerminal(["wait"])
    defer { terminal.close() }
    terminal.wait(for: "ready")
    kill(terminal.child, signal)
    #expect(terminal.waitForEnd() == 0)
    expectRestored(terminal)
    #expect(terminal.output.hasSuffix("asked to go: \(cause)\r\n"))
  }

  @Test(
    "A terminal without an entry of its own that is like xterm is drawn as xterm, and that is said",
    arguments: ["xterm-nowhere", "ghostty-nowhere", "nowhere-256color"])
  func fallsBack(_ name: String) throws {
    var terminal = try PseudoTerminal(["wait"], environment: ["TERM": name])
    defer { terminal.close() }
    terminal.wait(for: "xterm-256color.")
    #expect(terminal.output.contains("ready"))
    #expect(terminal.output.contains("terminfo has no entry for TERM=\(name)"))
    kill(terminal.child, SIGTERM)
    #expect(terminal.waitForEnd() == 0)
    expectRestored(terminal)
  }

  @Test("A terminal that cannot be drawn on is refused in a sentence", arguments: ["dumb", "nope"])
  func refusesTerminal(_ name: String) throws {
    var terminal = try PseudoTerminal(["wait"], environment: ["TERM": name])
    defer { terminal.close() }
    #expect(terminal.waitForEnd() != 0)
    #expect(terminal.settingsAreRestored)
    #expect(terminal.output.contains("TERM=\(name)"))
    #expect(!terminal.output.contains("\u{1B}["))
  }
}
