internal import CTerminal
internal import Foundation
internal import Synchronization
internal import TerminalInput
internal import TerminalText

/// Reads the terminal and the signals on a thread of its own, and hands events to a callback there.
///
/// A thread rather than Dispatch or a task: how long a lone escape byte waits is one argument of
/// `poll`, and a read that blocks holds up nobody else.
public final class InputReader: Sendable {
  private enum Order: UInt8 { case pause, resume, stop }

  private let input: Int32
  private let signals: Int32
  private let escapeTimeout: Duration
  private let lateTimeout: Duration
  private let handler: @Sendable (TerminalEvent) -> Void
  private let orders: Pipe
  /// Signalled when an order has been carried out.
  private let done = DispatchSemaphore(value: 0)
  private let isStopped = Mutex(false)

  /// How long the rest of a sequence, or of a paste, is waited for. On a slow line its bytes come one by
  /// one; if they never come, the keyboard would stay dead.
  private static let sequenceTimeout: Int32 = 2000
  /// How long a key with Alt waits that might be a sequence (`ESC [`).
  private static let altTimeout: Int32 = 500

  /// Starts reading. Open the ``TerminalSession`` first, so that signals come through it.
  ///
  /// - Parameters:
  ///   - input: the descriptor to read.
  ///   - escapeTimeout: how long an escape byte that came alone waits before it counts as the Esc key.
  ///   - lateTimeout: how long after that the rest of a sequence may still come, on a slow line.
  ///   - handler: called on the reader's thread, in the order of events.
  public init(
    input: Int32 = 0, escapeTimeout: Duration = .milliseconds(50),
    lateTimeout: Duration = .milliseconds(250),
    handler: @escaping @Sendable (TerminalEvent) -> Void
  ) {
    self.input = input
    signals = ct_signal_descriptor()
    self.escapeTimeout = escapeTimeout
    self.lateTimeout = lateTimeout
    self.handler = handler
    orders = Pipe()
    let thread = Thread { self.run() }
    thread.name = "terminal input"
    thread.start()
  }

  /// Leaves the terminal's input to somebody else, such as an editor. When it returns, nothing is
  /// being read; signals wait until ``resume()``.
  public func pause() { give(.pause) }

  public func resume() { give(.resume) }

  /// Ends the thread. When it returns, no more events come. Do not call it from the handler.
  public func stop() {
    let isFirst = isStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    if isFirst { send(.stop) }
  }

  private func give(_ order: Order) {
    if !isStopped.withLock({ $0 }) { send(order) }
  }

  private func send(_ order: Order) {
    orders.fileHandleForWriting.write(Data([order.rawValue]))
    done.wait()
  }

  private func run() {
    var decoder = InputDecoder()
    var isPaused = false
    var hasEnded = false
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // poll ignores negative descriptors.
      var polled = [
        pollfd(
          fd: orders.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isPaused ? -1 : signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isPaused || hasEnded ? -1 : input, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&polled, nfds_t(polled.count), isPaused ? -1 : timeout(of: decoder))
      if count < 0 { continue }
      if count == 0 {
        post(decoder.timeOut())
        continue
      }
      if polled[0].revents != 0 {
        var byte: UInt8 = 0
        guard read(polled[0].fd, &byte, 1) == 1, let order = Order(rawValue: byte) else { continue }
        isPaused = order == .pause
        done.signal()
        if order == .stop { return }
        continue
      }
      if polled[1].revents != 0 { postSignals() }
      if polled[2].revents != 0 {
        let length = fill(&buffer)
        if length > 0 {
          post(decoder.decode(buffer[..<length]))
        } else if length == 0 {
          hasEnded = true
          post(decoder.flush())
          handler(.terminate(.hangUp))
        }
      }
    }
  }

  private func timeout(of decoder: InputDecoder) -> Int32 {
    switch decoder.awaited {
    case nil: return -1
    case .sequenceOrEscape: return Self.milliseconds(escapeTimeout)
    case .lateSequence: return Self.milliseconds(lateTimeout)
    case .sequenceOrAlt: return Self.altTimeout
    case .sequence, .pasteEnd: return Self.sequenceTimeout
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }

  /// Reads what is there. The kernel hands out four kilobytes at a time; a burst is read on, so that
  /// a paste without marks stays in one piece.
  ///
  /// - Returns: the count of bytes; 0 at the end of the input; -1 if there is nothing after all.
  private func fill(_ buffer: inout [UInt8]) -> Int {
    var length = 0
    repeat {
      let count = buffer.withUnsafeMutableBytes {
        read(input, $0.baseAddress! + length, $0.count - length)
      }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { return length > 0 ? length : -1 }
        return length
      }
      if count == 0 { return length }
      length += count
    } while length < buffer.count && length >= 256 && hasMore()
    return length
  }

  private func hasMore() -> Bool {
    var polled = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 5) > 0
  }

  private func post(_ events: [InputEvent]) {
    for event in events { handler(.input(event)) }
  }

  private func postSignals() {
    let bits = ct_take_signals()
    func has(_ bit: Int) -> Bool { bits & UInt32(bit) != 0 }
    if has(CT_SIGNAL_CONTINUE) { handler(.resumed) }
    if has(CT_SIGNAL_RESIZE) {
      let size = ct_size_now()
      handler(.resized(Size(columns: Int(size.columns), rows: Int(size.rows))))
    }
    if has(CT_SIGNAL_STOP) { handler(.suspend) }
    if has(CT_SIGNAL_HANG_UP) { handler(.terminate(.hangUp)) }
    if has(CT_SIGNAL_TERMINATE) { handler(.terminate(.terminated)) }
    if has(CT_SIGNAL_INTERRUPT) { handler(.terminate(.interrupted)) }
  }
}
