import Testing
import Workbench

@testable import Application

struct MailboxTests {
  /// Which of our numbered messages it is.
  private static func number(_ message: Message) -> Int? {
    if case .workspace(.notice(let text)) = message { Int(text) } else { nil }
  }

  private static func message(_ number: Int) -> Message { .workspace(.notice(String(number))) }

  @Test func `messages come out in the order in which they were posted`() {
    let mailbox = Mailbox()
    for number in 0..<1000 { mailbox.post(Self.message(number)) }
    #expect(mailbox.drain().map(Self.number) == Array(0..<1000))
    #expect(mailbox.drain().isEmpty)
    #expect(mailbox.isEmpty)
  }

  @Test func `a burst rings once, and is drained at once`() async {
    let mailbox = Mailbox()
    for number in 0..<10_000 { mailbox.post(Self.message(number)) }
    mailbox.close()
    var rings = 0
    var drained = 0
    for await _ in mailbox.rings {
      rings += 1
      drained += mailbox.drain().count
    }
    #expect(rings == 1)
    #expect(drained == 10_000)
  }

  @Test func `a ring without a message wakes the loop`() async {
    let mailbox = Mailbox()
    mailbox.ring()
    mailbox.close()
    var rings = 0
    for await _ in mailbox.rings { rings += 1 }
    #expect(rings == 1)
    #expect(mailbox.isEmpty)
  }

  @Test func `nothing is lost, and each poster's order is kept, from many threads`() async {
    let mailbox = Mailbox()
    let posters = 8
    let each = 500
    let reader = Task { () -> [Int] in
      var seen: [Int] = []
      for await _ in mailbox.rings {
        seen += mailbox.drain().compactMap(Self.number)
        if seen.count == posters * each { break }
      }
      return seen
    }
    await withTaskGroup(of: Void.self) { group in
      for poster in 0..<posters {
        group.addTask {
          for number in 0..<each { mailbox.post(Self.message(poster * each + number)) }
        }
      }
    }
    let seen = await reader.value
    #expect(seen.count == posters * each)
    for poster in 0..<posters {
      let own = seen.filter { $0 / each == poster }
      #expect(own == Array(poster * each..<(poster + 1) * each))
    }
  }

  @Test func `what is posted between a ring and the drain is not forgotten`() async {
    let mailbox = Mailbox()
    mailbox.post(Self.message(1))
    var rings = mailbox.rings.makeAsyncIterator()
    await rings.next()
    mailbox.post(Self.message(2))
    #expect(mailbox.drain().map(Self.number) == [1, 2])
    // Its ring is still there; an empty drain does no harm.
    await rings.next()
    #expect(mailbox.drain().isEmpty)
  }
}
