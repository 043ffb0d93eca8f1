import TerminalText
import Workbench

/// Hands each effect to the service that carries it out. One exhaustive switch: an effect that
/// nobody carries out does not compile.
@MainActor
final class Router: Routing {
  private let services: Services
  private let terminal: TerminalActions
  private let mailbox: Mailbox
  private(set) var hasQuit = false

  /// The few things that only the owner of the terminal can do.
  struct TerminalActions {
    var copy: (String) -> Bool
    var edit: (String, Pane) async -> Message
    var suspend: () -> Bool
    var redraw: () -> Void
    var size: () -> Size
  }

  init(services: Services, terminal: TerminalActions, mailbox: Mailbox) {
    self.services = services
    self.terminal = terminal
    self.mailbox = mailbox
  }

  var isStorageIdle: Bool { services.isStorageIdle }
  var areRunsIdle: Bool { services.areRunsIdle }

  func perform(_ effect: Effect) async {
    switch effect {
    case .analysis(let effect): services.analysis.perform(effect)
    case .documents(let effect): services.documents.perform(effect)
    case .drafts(let effect): services.drafts.perform(effect)
    case .engines(let effect): services.engines.perform(effect)
    case .evaluations(let effect): services.evaluations.perform(effect)
    case .records(let effect): services.records.perform(effect)
    case .runs(let effect): services.runs.perform(effect)
    case .terminal(let effect): await perform(effect)
    }
  }

  private func perform(_ effect: Effect.Terminal) async {
    switch effect {
    case .copy(let text): mailbox.post(.workspace(.copied(toTerminal: terminal.copy(text))))
    case .edit(let text, let pane): mailbox.post(await terminal.edit(text, pane))
    case .suspend:
      if !terminal.suspend() {
        mailbox.post(.workspace(.notice("No shell waits that could bring Precept back.")))
      }
      // The window may have changed while we were away.
      mailbox.post(.resized(terminal.size()))
      mailbox.post(.resumed)
    case .redraw: terminal.redraw()
    case .quit:
      hasQuit = true
      await services.finish()
      mailbox.close()
    }
  }
}
