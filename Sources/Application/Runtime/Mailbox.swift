import Synchronization
import Workbench

/// Messages on their way to the workbench.
typealias Mailbox = Inbox<Message>

/// What many threads say to one loop: an unbounded queue with a doorbell of one slot.
///
/// Posting never waits and may be done from any thread. A burst of 10,000 messages rings once, so
/// that it is drained and drawn once.
final class Inbox<Message: Sendable>: Sendable {
  private let queue = Mutex<[Message]>([])
  private let bell: AsyncStream<Void>.Continuation
  /// One element for each time that something may have been posted.
  let rings: AsyncStream<Void>

  init() {
    (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  func post(_ message: Message) {
    queue.withLock { $0.append(message) }
    bell.yield()
  }

  /// Rings without a message, so that the loop looks at what is due.
  func ring() { bell.yield() }

  /// Everything posted so far, in order.
  func drain() -> [Message] {
    queue.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  var isEmpty: Bool { queue.withLock(\.isEmpty) }

  func close() { bell.finish() }
}
