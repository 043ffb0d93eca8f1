import Foundation
import Synchronization

/// One of the process's own output streams, and what went wrong with it.
///
/// Waits for a slow reader without using the processor. After the first error nothing more is
/// written: what follows would make the part look like the whole.
public final class StandardStream: Sendable {
  public static let output = StandardStream(STDOUT_FILENO)
  public static let error = StandardStream(STDERR_FILENO)
  private static let isAbandoned = Atomic(false)

  /// As much as a pipe takes without waiting once it takes anything.
  private static let portion = 4096

  private struct State {
    var error: Int32?
    var onError: (@Sendable () -> Void)?
  }

  private let descriptor: Int32
  private let state = Mutex(State())

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The `errno` of the first write that failed.
  var error: Int32? { state.withLock(\.error) }

  /// - Parameter action: called once, when a write fails: nobody reads what the command does.
  public func whenFailed(_ action: (@Sendable () -> Void)?) {
    state.withLock { $0.onError = action }
  }

  /// From now on a stream that takes nothing is given up: the person has asked us to stop.
  public static func abandonWaiting() { isAbandoned.store(true, ordering: .relaxed) }

  func put(_ text: String) {
    guard error == nil else { return }
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty, isReady() {
        let written = Foundation.write(
          descriptor, rest.baseAddress, min(rest.count, Self.portion))
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR, errno != EAGAIN {
          fail(errno)
          return
        }
      }
    }
  }

  /// Waits until the descriptor takes something, or says by an error that it never will.
  private func isReady() -> Bool {
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let count = poll(&polled, 1, 50)
      if count > 0 || (count < 0 && errno != EINTR) { return true }
      if Self.isAbandoned.load(ordering: .relaxed) { return false }
    }
  }

  private func fail(_ number: Int32) {
    let action = state.withLock { state in
      state.error = number
      return state.onError
    }
    action?()
  }

  // MARK: The end

  /// The status to end the process with: 5 where stdout could not be written, which is said on
  /// stderr; 141 and not a word where its reader has gone, as with other programs.
  public static func finalStatus(_ status: Int32) -> Int32 {
    output.close()
    switch output.error {
    case nil: return status
    case EPIPE: return 141
    case let number?:
      let reason = number == EBADF ? "It is closed" : String(cString: strerror(number))
      Console.standard().note(
        "precept: Standard output could not be written: \(reason). What was printed is not whole.")
      return ExitStatus.files.rawValue
    }
  }

  /// Some file systems tell of a full disk only then.
  private func close() {
    guard !isTerminal, error == nil else { return }
    if Foundation.close(descriptor) != 0, errno != EBADF, errno != EINTR { fail(errno) }
  }

  /// Opens the standard descriptors that are closed, so that no file of ours takes their numbers and
  /// gets what is printed. Reading and writing them fails as before.
  public static func occupyDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate var baseAddress: UnsafePointer<UInt8>? { base.baseAddress.map { $0 + startIndex } }
}
