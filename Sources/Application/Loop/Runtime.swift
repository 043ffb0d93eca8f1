import Foundation
import Logging
import Terminal
import TerminalInput
import TerminalText
import Wording
import Workbench

/// The loop: wait for the mailbox's bell, drain, handle, start the effects, draw.
///
/// It waits for nothing else but the terminal's own actions: files, records and engines are the
/// business of services, each with a lane of its own.
///
/// Input draws at once; frames that only a stream asked for are limited to one in ``frameInterval``,
/// and the last state is always drawn.
@MainActor
final class Runtime {
  private var state: State
  private let screen: any Screening
  private let mailbox: Mailbox
  private let router: any Routing
  private let time: TimeSource
  private let fence: Fence?
  private let frameInterval: Duration
  private var lastFrame: ContinuousClock.Instant?
  /// Whether a ring for a frame that was put off is on its way.
  private var isFrameDue = false
  private var timer: (deadline: ContinuousClock.Instant, task: Task<Void, Never>)?

  init(
    state: State, screen: any Screening, mailbox: Mailbox, router: any Routing,
    time: TimeSource = .system, fence: Fence? = nil,
    frameInterval: Duration = .milliseconds(16)
  ) {
    self.state = state
    self.screen = screen
    self.mailbox = mailbox
    self.router = router
    self.time = time
    self.fence = fence
    self.frameInterval = frameInterval
  }

  /// Until the workbench is left.
  func run(starting first: [Effect]) async {
    draw()
    for effect in first { await router.perform(effect) }
    for await _ in mailbox.rings {
      let messages = mailbox.drain()
      var isUrgent = false
      for message in messages {
        if case .run = message {} else { isUrgent = true }
        if case .input(.response(let response)) = message {
          screen.note(response)
          fence?.raise(response)
          continue
        }
        for effect in state.handle(message, at: time.now()) {
          await router.perform(effect)
        }
      }
      if router.hasQuit { break }
      // A ring without a message is that of a frame that was put off, or says nothing new.
      if !messages.isEmpty || isFrameDue { drawIfDue(isUrgent: isUrgent) }
      arm(state.deadline)
      lowerFence()
    }
    timer?.task.cancel()
  }

  private func drawIfDue(isUrgent: Bool) {
    let now = time.now().instant
    guard !isUrgent, let lastFrame, lastFrame.duration(to: now) < frameInterval else {
      draw()
      return
    }
    guard !isFrameDue else { return }
    isFrameDue = true
    let (mailbox, sleep) = (mailbox, time.sleep)
    let next = lastFrame + frameInterval
    Task {
      try? await sleep(next)
      mailbox.ring()
    }
  }

  private func draw() {
    screen.draw(view(state))
    lastFrame = time.now().instant
    isFrameDue = false
  }

  /// Sees to it that the state's deadline is met by a tick.
  private func arm(_ deadline: ContinuousClock.Instant?) {
    guard timer?.deadline != deadline else { return }
    timer?.task.cancel()
    timer = deadline.map { deadline in
      let (mailbox, sleep) = (mailbox, time.sleep)
      return (
        deadline,
        Task {
          try? await sleep(deadline)
          if !Task.isCancelled { mailbox.post(.tick) }
        }
      )
    }
  }

  /// Acknowledges a fence of the tests once everything before it is handled, drawn and idle.
  private func lowerFence() {
    guard let fence else { return }
    // Work posts its message before it counts as done, so that this order sees every message.
    let (runsAreIdle, storageIsIdle) = (router.areRunsIdle, router.isStorageIdle)
    guard storageIsIdle, mailbox.isEmpty else { return }
    if isFrameDue { draw() }
    fence.lower(runsAreIdle: runsAreIdle && !state.isRunning)
  }
}

/// What carries out the loop's effects.
@MainActor
protocol Routing: AnyObject {
  func perform(_ effect: Effect) async
  var hasQuit: Bool { get }
  /// Whether every effect on files, records and engines was carried out.
  var isStorageIdle: Bool { get }
  var areRunsIdle: Bool { get }
}

/// What the loop draws on.
@MainActor
protocol Screening: AnyObject {
  func draw(_ frame: Frame)
  /// Learns what the terminal can do from its answers.
  func note(_ response: TerminalResponse)
}
