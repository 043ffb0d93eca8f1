import Foundation
import Synchronization
import TerminalInput
import TerminalText
import Wording
import Workbench

@testable import Application

/// A clock that moves only when a test says so.
final class ManualTime: Sendable {
  private struct Sleeper {
    var until: ContinuousClock.Instant
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct Clock {
    var elapsed = Duration.zero
    var sleepers: [Sleeper] = []
  }

  private let start = ContinuousClock.now
  private let clock = Mutex(Clock())
  private let bell: AsyncStream<Void>.Continuation
  private let naps: AsyncStream<Void>

  init() { (naps, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  var source: TimeSource {
    TimeSource(
      now: { [self] in
        let elapsed = clock.withLock(\.elapsed)
        return Moment(
          instant: start + elapsed,
          unixMilliseconds: 1_795_442_580_000 + Int64(elapsed / .milliseconds(1)))
      },
      sleep: { [self] instant in
        await withCheckedContinuation { continuation in
          let isOver = clock.withLock { clock in
            guard instant > start + clock.elapsed else { return true }
            clock.sleepers.append(Sleeper(until: instant, continuation: continuation))
            return false
          }
          if isOver { continuation.resume() }
          bell.yield()
        }
        try Task.checkCancellation()
      })
  }

  func advance(by duration: Duration) {
    let due = clock.withLock { clock in
      clock.elapsed += duration
      let now = start + clock.elapsed
      let due = clock.sleepers.filter { $0.until <= now }
      clock.sleepers.removeAll { $0.until <= now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Waits until somebody sleeps.
  func waitForSleeper() async {
    if clock.withLock({ !$0.sleepers.isEmpty }) { return }
    for await _ in naps where clock.withLock({ !$0.sleepers.isEmpty }) { return }
  }
}

/// A screen that keeps what was drawn on it.
@MainActor
final class RecordedScreen: Screening {
  private(set) var frames: [String] = []
  private let bell: AsyncStream<Void>.Continuation
  private let rings: AsyncStream<Void>

  init() { (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  var text: String { frames.last ?? "" }

  func draw(_ frame: Frame) {
    frames.append(frame.cells.map(\.text).joined())
    bell.yield()
  }

  func note(_ response: TerminalResponse) {}

  func wait(for isIt: (String) -> Bool) async {
    if isIt(text) { return }
    for await _ in rings where isIt(text) { return }
  }
}

/// Takes effects and carries none out.
@MainActor
final class SilentRouter: Routing {
  private(set) var effects: [Effect] = []
  private(set) var hasQuit = false
  let isStorageIdle = true
  let areRunsIdle = true
  private let mailbox: Mailbox

  init(mailbox: Mailbox) { self.mailbox = mailbox }

  func perform(_ effect: Effect) async {
    effects.append(effect)
    if effect == .terminal(.quit) {
      hasQuit = true
      mailbox.close()
    }
  }
}
