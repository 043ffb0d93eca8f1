import Evaluation
import Foundation
import GRDB
import Harmony
import Policies
import RunLog
import Runs
import Synchronization
import Testing
import Workbench
import Workspace

@testable import Application

/// Reads a mailbox as the loop does, and keeps what a test has not looked at yet.
final class MailReader {
  private let mailbox: Mailbox
  private var pending: [Message] = []

  init(_ mailbox: Mailbox) { self.mailbox = mailbox }

  /// Takes messages until one is what the caller looks for.
  ///
  /// - Returns: what `find` made of it.
  func first<T>(_ find: (Message) -> T?) async -> T? {
    pending += mailbox.drain()
    var rings = mailbox.rings.makeAsyncIterator()
    while true {
      while !pending.isEmpty {
        if let found = find(pending.removeFirst()) { return found }
      }
      guard await rings.next() != nil else { return nil }
      pending += mailbox.drain()
    }
  }

  /// The first event on files or records that is what the caller looks for.
  func firstEvent<T>(_ find: (WorkspaceEvent) -> T?) async -> T? {
    await first { message in
      if case .workspace(let event) = message { find(event) } else { nil }
    }
  }
}

/// Another process's hold on the records, as SQLite sees it: a second connection that has begun to
/// write and does not end.
final class WriteLock: Sendable {
  private let queue: DatabaseQueue

  init(on path: String) throws {
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
  }

  func release() throws {
    try queue.writeWithoutTransaction { try $0.commit() }
  }
}

/// Records that wait or fail when told to.
final class ScriptedRecords: RunRecording {
  private struct State {
    var error: CommandFailure?
    var isHeld = false
    var calls: [String] = []
    var sealed: [RunRecord] = []
  }

  private let state = Mutex(State())
  private let gate = NSCondition()

  var calls: [String] { state.withLock(\.calls) }
  var sealed: [RunRecord] { state.withLock(\.sealed) }

  /// From now on every call fails; nil lets them succeed again.
  func fail(with error: CommandFailure?) { state.withLock { $0.error = error } }

  /// Every call waits until ``letGo()``.
  func hold() { state.withLock { $0.isHeld = true } }

  func letGo() {
    gate.lock()
    state.withLock { $0.isHeld = false }
    gate.broadcast()
    gate.unlock()
  }

  func begin(_ request: RunRequest, engine: EngineIdentity?) throws { try call("begin") }
  func checkpoint(_ record: RunRecord) throws { try call("checkpoint \(record.reasoning)") }
  func seal(_ record: RunRecord) throws {
    try call("seal \(record.state?.rawValue ?? "-")")
    state.withLock { $0.sealed.append(record) }
  }

  private func call(_ name: String) throws {
    state.withLock { $0.calls.append(name) }
    gate.lock()
    while state.withLock({ $0.isHeld }) { gate.wait() }
    gate.unlock()
    if let error = state.withLock({ $0.error }) { throw error }
  }
}

/// What a recorder told, in order.
final class News: Sendable {
  private let parts = Mutex<[Recorder.News]>([])
  private let bell: AsyncStream<Void>.Continuation
  private let rings: AsyncStream<Void>

  init() { (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  var all: [Recorder.News] { parts.withLock { $0 } }

  func add(_ news: Recorder.News) {
    parts.withLock { $0.append(news) }
    bell.yield()
  }

  /// Waits until something like it was told.
  func wait(for isIt: (Recorder.News) -> Bool) async {
    if all.contains(where: isIt) { return }
    for await _ in rings where all.contains(where: isIt) { return }
  }
}

/// A run as engines are asked for it.
func sampleRequest(_ number: UInt64 = 1, content: String = "Join now") -> RunRequest {
  var generator = SplitMix64(seed: number)
  return RunRequest(
    id: Run.ID(milliseconds: 1_795_442_580_000, using: &generator), startedAt: 1_795_442_580_000,
    policy: .init(name: "spam", version: 1, basedOn: 1),
    conversation: Conversation(policy: "# Spam\n- SP1 No spam\n", content: content),
    format: AnswerFormat(
      shape: .token, labels: [.init("SP0", .safe), .init("SP1", .violates)], source: .declared),
    parameters: RunParameters(seed: 1, date: "2026-11-27"))
}

/// The record of a run that ended.
func sampleRecord(
  _ number: UInt64 = 1, reasoning: String = "It asks to join.", answer: String = "SP1"
) -> RunRecord {
  var machine = RunMachine(sampleRequest(number))
  machine.apply(RunEvent(at: 1, .text(.analysis, reasoning)))
  machine.apply(RunEvent(at: 2, .text(.final, answer)))
  machine.apply(RunEvent(at: 3, .finished(.stop)))
  return machine.record
}

/// An engine whose answer a test writes while the run goes on.
final class PacedEngine: Engine, EngineProviding {
  let identity = EngineIdentity(
    name: "paced", kind: .llamaServer, url: "http://127.0.0.1:1", model: "m")
  private let runs = Mutex<[Run.ID: AsyncStream<RunEvent>.Continuation]>([:])
  private let bell: AsyncStream<Run.ID>.Continuation
  /// Runs as they are started.
  let started: AsyncStream<Run.ID>
  private let endings: AsyncStream<Run.ID>.Continuation
  /// Runs whose reader has gone.
  let ended: AsyncStream<Run.ID>

  init() {
    (started, bell) = AsyncStream.makeStream()
    (ended, endings) = AsyncStream.makeStream()
  }

  func engine(for identity: EngineIdentity, silence: Duration?) -> (any Engine)? {
    identity == self.identity ? self : nil
  }

  func run(_ request: RunRequest) -> AsyncStream<RunEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: RunEvent.self)
    let endings = endings
    continuation.onTermination = { _ in endings.yield(request.id) }
    runs.withLock { $0[request.id] = continuation }
    bell.yield(request.id)
    return stream
  }

  /// Answers so many of the runs that are started from now on.
  func answer(_ count: Int) async {
    var left = count
    for await id in started {
      say(.text(.final, "SP1"), .finished(.stop), to: id)
      left -= 1
      if left == 0 { return }
    }
  }

  func say(_ kinds: RunEvent.Kind..., to id: Run.ID) {
    let continuation = runs.withLock { $0[id] }
    for kind in kinds {
      continuation?.yield(RunEvent(at: 1, kind))
      switch kind {
      case .finished, .failed, .cancelled: continuation?.finish()
      default: break
      }
    }
  }
}
