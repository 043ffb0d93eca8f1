import Runs
import Synchronization
import TerminalInput
import Workbench

/// Messages on their way to the workbench, with a doorbell of one slot.
///
/// What a person does goes before what engines say, so that Esc acts at once under any flood. Run
/// events are bounded: ``postWhenRoom(_:)`` waits until the loop has caught up.
final class Mailbox: Sendable {
  /// So many messages, and about so many bytes of their text, are handled before the loop looks at
  /// the keyboard again.
  static let batch = 256
  static let batchBytes = 128 << 10
  /// So many run events, or bytes of their text, may wait.
  static let capacity = (events: 4096, bytes: 8 << 20)

  private struct Contents {
    /// From the person and the terminal.
    var urgent: [Message] = []
    var others: [Message] = []
    /// Where `others` begins; what is before it was taken.
    var taken = 0
    var waiting = (events: 0, bytes: 0)
    var posters: [CheckedContinuation<Void, Never>] = []
    var isClosed = false
  }

  private let contents = Mutex(Contents())
  private let bell: AsyncStream<Void>.Continuation
  /// One element for each time that something may have been posted.
  let rings: AsyncStream<Void>

  init() {
    (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Never waits; may be called from any thread.
  func post(_ message: Message) {
    contents.withLock { contents in
      if message.isUrgent {
        contents.urgent.append(message)
      } else {
        contents.others.append(message)
        let size = message.runSize
        contents.waiting.events += size == nil ? 0 : 1
        contents.waiting.bytes += size ?? 0
      }
    }
    bell.yield()
  }

  /// Posts, and returns when the loop can take more.
  func postWhenRoom(_ message: Message) async {
    post(message)
    await withCheckedContinuation { continuation in
      let isRoom = contents.withLock { contents in
        let isFull =
          contents.waiting.events >= Self.capacity.events
          || contents.waiting.bytes >= Self.capacity.bytes
        guard isFull, !contents.isClosed else { return true }
        contents.posters.append(continuation)
        return false
      }
      if isRoom { continuation.resume() }
    }
  }

  /// Rings without a message, so that the loop looks at what is due.
  func ring() { bell.yield() }

  /// What is to be handled next: everything urgent, then at most ``batch`` others, in order. Rings
  /// again where more is left.
  func drain() -> [Message] {
    let (messages, posters, isMore) = contents.withLock { contents in
      var messages = contents.urgent
      contents.urgent = []
      let most = min(contents.taken + Self.batch, contents.others.count)
      var end = contents.taken
      var bytes = 0
      while end < most, bytes < Self.batchBytes {
        let message = contents.others[end]
        end += 1
        messages.append(message)
        guard let size = message.runSize else { continue }
        bytes += size
        contents.waiting.events -= 1
        contents.waiting.bytes -= size
      }
      contents.taken = end
      if end == contents.others.count {
        contents.others.removeAll(keepingCapacity: end <= Self.capacity.events)
        contents.taken = 0
      } else if end >= Self.capacity.events {
        contents.others.removeFirst(end)
        contents.taken = 0
      }
      let isRoom =
        contents.waiting.events < Self.capacity.events / 2
        && contents.waiting.bytes < Self.capacity.bytes / 2
      let posters = isRoom ? contents.posters : []
      if isRoom { contents.posters = [] }
      return (messages, posters, !contents.others.isEmpty)
    }
    for poster in posters { poster.resume() }
    if isMore { bell.yield() }
    return messages
  }

  var isEmpty: Bool {
    contents.withLock { $0.urgent.isEmpty && $0.others.isEmpty }
  }

  /// The loop handles nothing more: nobody waits for room any longer.
  func release() {
    let posters = contents.withLock { contents in
      defer { contents.posters = [] }
      contents.isClosed = true
      return contents.posters
    }
    for poster in posters { poster.resume() }
  }

  func close() {
    release()
    bell.finish()
  }
}

extension Message {
  /// Whether it comes from the person or the terminal. An answer of the terminal keeps its place
  /// among the messages before it.
  fileprivate var isUrgent: Bool {
    switch self {
    case .input(.response): false
    case .input, .resized, .terminate, .suspend, .resumed: true
    case .tick, .run, .workspace, .engines, .reading: false
    }
  }

  /// Bytes of text of a run event; nil for other messages.
  fileprivate var runSize: Int? {
    guard case .run(_, let event) = self else { return nil }
    return switch event.kind {
    case .text(_, let delta): delta.utf8.count
    case .raw(let bytes): bytes.count
    default: 0
    }
  }
}
