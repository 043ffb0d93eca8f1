import Foundation
import Testing

extension EndToEnd {
  /// Leaving the terminal to somebody else for a while.
  @Suite struct JobControl {
    @Test func suspendReturnsToTheShellAndFgBringsEverythingBack() async throws {
      let place = try Place()
      let bench = try TerminalDriver(place, command: "bash --norc -i")
      try await bench.wait(until: "bash-")
      let product = try Precept.binary()
      try bench.type([
        .text("'\(product)' --policy marketplace-spam --engine rule-matcher"), .enter,
      ])
      try await bench.wait(for: "the bench") { try bench.tmux.ask("#{alternate_on}") == "1" }
      try await bench.send(.text("BEFORE "))
      try bench.type([.menu("s")])
      try await bench.wait(until: "Stopped")
      let flags = try bench.tmux.ask("#{alternate_on} #{cursor_flag} #{mouse_any_flag}")
      #expect(flags == "0 1 0")
      try bench.type([.text("echo still $((40+2))"), .enter])
      try await bench.wait(until: "still 42")
      try bench.type([.text("fg"), .enter])
      try await bench.wait(for: "the bench") { try bench.tmux.ask("#{alternate_on}") == "1" }
      try await bench.send(.text("AFTER "))
      try bench.expect("BEFORE AFTER")
      try bench.expect("^R Run")
      try bench.type([.control("q")])
      try await bench.wait(for: "the shell") { try bench.tmux.ask("#{alternate_on}") == "0" }
      try bench.type([.text("exit"), .enter])
      #expect(try await bench.end().status == 0)
    }

    @Test func theExternalEditorChangesTheTextInOneUndoStep() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(
        place, environment: ["EDITOR": "sed -i '1s/Marketplace/BAZAAR/'"])
      try await bench.send(.menu("x"))
      try bench.expect("BAZAAR spam and scams")
      try await bench.send(.control("z"))
      try bench.expect("Marketplace spam and scams")
      try await bench.send(.menu("2"), .menu("x"), .text("!"))
      try bench.expect("Price is 80")
      try await bench.quit()
    }

    @Test func anEditorThatFailsLeavesTheTextAsItWas() async throws {
      let place = try Place()
      let bench = try await TerminalDriver.bench(place, environment: ["EDITOR": "false"])
      try await bench.send(.menu("x"))
      try bench.expect("ended with an error")
      try bench.expect("Marketplace spam and scams")
      try await bench.quit()
    }
  }
}
