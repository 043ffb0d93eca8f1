import Policies
import Synchronization
import Workbench

/// Reads texts off the main thread. Of several that wait, only the newest is read.
final class AnalysisService: Sendable {
  private let lane: Lane
  private let mailbox: Mailbox
  private let newest = Mutex<Effect.Analysis?>(nil)

  init(mailbox: Mailbox) {
    self.mailbox = mailbox
    lane = Lane("analysis", whenDone: mailbox.ring)
  }

  var isIdle: Bool { lane.isIdle }

  func perform(_ effect: Effect.Analysis) {
    newest.withLock { $0 = effect }
    lane.run { [self] in
      let effect = newest.withLock { newest in
        defer { newest = nil }
        return newest
      }
      // An earlier piece of work has read what was the newest then.
      guard case .read(let text, let declared, let revision)? = effect else { return }
      let reading = PolicyReading(text, declared: declared)
      let tokens = TokenEstimate.of(text)
      mailbox.post(
        .reading(
          reading, tokens: tokens, revision: revision,
          hints: PolicyLinter.hints(in: text, reading: reading, tokens: tokens)))
    }
  }
}
