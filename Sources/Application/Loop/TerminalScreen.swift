import Terminal
import TerminalInput
import TerminalText

/// The real terminal, to draw on.
@MainActor
final class TerminalScreen: Screening {
  let session: TerminalSession
  let screen: NcursesScreen

  init(session: TerminalSession) {
    self.session = session
    screen = NcursesScreen(session: session)
  }

  func draw(_ frame: Frame) { screen.draw(frame) }
  func note(_ response: TerminalResponse) { screen.note(response) }
}
