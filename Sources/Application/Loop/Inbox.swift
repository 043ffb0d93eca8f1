import Synchronization

/// What many threads say to one loop: an unbounded queue with a doorbell of one slot.
///
/// Posting never waits and may be done from any thread. A burst of 10,000 messages rings once, so
/// that it is drained at once.
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

  /// Everything posted so far, in order.
  func drain() -> [Message] {
    queue.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
