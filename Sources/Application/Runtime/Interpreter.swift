import Policies
import Synchronization
import TerminalText
import Workbench

/// Carries out the workbench's effects at the edge, and posts what came of them.
@MainActor
final class Interpreter {
  /// The few things that only the owner of the terminal can do.
  struct TerminalActions {
    var copy: (String) -> Bool
    var edit: (String, Pane) async -> Message
    var suspend: () -> Bool
    var redraw: () -> Void
    var size: () -> Size
  }

  private let runs: RunPerformer
  private let engines: EngineDesk
  private let evaluations: EvaluationDesk
  private let mailbox: Mailbox
  private let terminal: TerminalActions
  private let queue: AsyncStream<Effect>.Continuation
  private let storage: Task<Void, Never>
  private let count = PendingCount()
  private(set) var hasQuit = false

  init(
    desk: StorageDesk, runs: RunPerformer, engines: EngineDesk, evaluations: EvaluationDesk,
    mailbox: Mailbox,
    terminal: TerminalActions
  ) {
    self.runs = runs
    self.engines = engines
    self.evaluations = evaluations
    self.mailbox = mailbox
    self.terminal = terminal
    let (stream, queue) = AsyncStream.makeStream(of: Effect.self)
    self.queue = queue
    let count = count
    storage = Task { @concurrent in
      for await effect in stream {
        for event in desk.perform(effect) { mailbox.post(.workspace(event)) }
        count.decrement()
        mailbox.ring()
      }
    }
  }

  /// Whether every effect on files and engines was carried out.
  var isStorageIdle: Bool { count.isZero && engines.isIdle }
  var areRunsIdle: Bool { runs.isIdle && engines.isExaminationIdle && evaluations.isIdle }

  func perform(_ effect: Effect) async {
    switch effect {
    case .start(let request, let identity): runs.start(request, on: identity)
    case .cancel(let id): runs.cancel(id)
    case .read(let text, let declared, let revision):
      count.increment()
      let (mailbox, count) = (mailbox, count)
      Task(priority: .background) { @concurrent in
        let reading = PolicyReading(text, declared: declared)
        let tokens = TokenEstimate.of(text)
        mailbox.post(
          .reading(
            reading, tokens: tokens, revision: revision,
            hints: PolicyLinter.hints(in: text, reading: reading, tokens: tokens)))
        count.decrement()
        mailbox.ring()
      }
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
      await finish()
    default:
      if engines.perform(effect) { return }
      if case .evaluation(let order) = effect, evaluations.perform(order) { return }
      count.increment()
      queue.yield(effect)
    }
  }

  /// Everything that was begun is brought to its end: runs sealed, files written.
  func finish() async {
    await runs.finish()
    await evaluations.finish()
    await engines.finish()
    queue.finish()
    await storage.value
    mailbox.close()
  }
}

/// Effects that are under way. Counted up before the work is handed on, so that there is no gap in
/// which the program looks idle.
final class PendingCount: Sendable {
  private let value = Atomic<Int>(0)

  func increment() { value.wrappingAdd(1, ordering: .sequentiallyConsistent) }
  func decrement() { value.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
  var isZero: Bool { value.load(ordering: .sequentiallyConsistent) == 0 }
}
