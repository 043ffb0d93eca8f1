import Foundation
import Synchronization

/// Where blocking work of one kind is done: one piece after the other, on a thread of its own, so
/// that waiting for a disk or a lock holds up nothing else.
///
/// The thread is no thread of Dispatch: on Linux its queues and the tasks of Swift share one pool,
/// which has as many threads as the machine has cores.
final class Lane: Sendable {
  private let line: Line
  private let pending = PendingCount()
  private let whenDone: @Sendable () -> Void

  /// - Parameters:
  ///   - name: of the thread, for debuggers.
  ///   - whenDone: called after each piece, when ``isIdle`` may have changed.
  init(_ name: String, whenDone: @escaping @Sendable () -> Void = {}) {
    line = Line(name)
    self.whenDone = whenDone
  }

  deinit { line.close() }

  /// Whether everything that was given to the lane is done. Delayed work does not count before its
  /// time.
  var isIdle: Bool { pending.isZero }

  /// Does the work after what was given before, and returns at once.
  func run(_ work: @escaping @Sendable () -> Void) {
    pending.increment()
    line.add { [pending, whenDone] in
      work()
      pending.decrement()
      whenDone()
    }
  }

  func run(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
    Task { @concurrent [weak self] in
      try? await Task.sleep(for: delay)
      self?.run(work)
    }
  }

  /// Does the work after what was given before, and waits for it here. Never from the lane itself.
  func wait<T: Sendable>(_ work: @escaping @Sendable () throws -> T) throws -> T {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<T, any Error>?>(nil)
    run {
      let value = Result(catching: work)
      result.withLock { $0 = value }
      done.signal()
    }
    done.wait()
    guard let result = result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }

  /// The same for asynchronous callers, whose thread is free meanwhile.
  func value<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      run { continuation.resume(with: Result(catching: work)) }
    }
  }

  /// Returns when everything that was given before is done.
  func drain() async {
    await withCheckedContinuation { continuation in
      line.add { continuation.resume() }
    }
  }

  /// Waits for what was given before, but not longer than that.
  ///
  /// - Returns: whether it is done.
  func drain(within limit: Duration) async -> Bool {
    await withCheckedContinuation { continuation in
      let end = Once(continuation)
      line.add { end.resume(true) }
      Task { @concurrent in
        try? await Task.sleep(for: limit)
        end.resume(false)
      }
    }
  }
}

/// What waits to be done, and the thread that does it, which begins with the first piece.
private final class Line: Sendable {
  private struct State {
    var work: [@Sendable () -> Void] = []
    var isStarted = false
    var isClosed = false
  }

  private let name: String
  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)

  init(_ name: String) {
    self.name = name
  }

  func add(_ work: @escaping @Sendable () -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isStarted = true }
      state.work.append(work)
      return !state.isStarted
    }
    if isFirst {
      let thread = Thread { [self] in serve() }
      thread.name = "precept." + name
      // Deep texts are read on lanes.
      thread.stackSize = 8 << 20
      thread.start()
    }
    bell.signal()
  }

  /// What was given is still done.
  func close() {
    state.withLock { $0.isClosed = true }
    bell.signal()
  }

  private func serve() {
    while true {
      bell.wait()
      let (work, isOver) = state.withLock { state in
        defer { state.work = [] }
        return (state.work, state.isClosed)
      }
      for piece in work { piece() }
      if isOver { return }
    }
  }
}

/// A continuation that several may resume; the first does.
private final class Once: Sendable {
  private let continuation: Mutex<CheckedContinuation<Bool, Never>?>

  init(_ continuation: CheckedContinuation<Bool, Never>) {
    self.continuation = Mutex(continuation)
  }

  func resume(_ value: Bool) {
    let continuation = continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    continuation?.resume(returning: value)
  }
}

/// Work that is under way. Counted up before the work is handed on, so that there is no gap in which
/// the program looks idle.
final class PendingCount: Sendable {
  private let value = Atomic<Int>(0)

  func increment() { value.wrappingAdd(1, ordering: .sequentiallyConsistent) }
  func decrement() { value.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
  var isZero: Bool { value.load(ordering: .sequentiallyConsistent) == 0 }
}
