import Harmony
import Runs
import Synchronization
import TerminalInput
import Testing
import Workbench

@testable import Application

struct MailboxTests {
  /// Which of our numbered messages it is.
  private static func number(_ message: Message) -> Int? {
    if case .workspace(.notice(let text)) = message { Int(text) } else { nil }
  }

  private static let run = Run.ID("01J00000000000000000000000")!

  private static func message(_ number: Int) -> Message { .workspace(.notice(String(number))) }

  @Test func `messages come out in the order in which they were posted`() {
    let mailbox = Mailbox()
    for number in 0..<1000 { mailbox.post(Self.message(number)) }
    var seen: [Int?] = []
    while !mailbox.isEmpty {
      let batch = mailbox.drain()
      #expect(batch.count <= Mailbox.batch)
      seen += batch.map(Self.number)
    }
    let isInOrder = seen == Array(0..<1000)
    #expect(isInOrder)
    #expect(mailbox.drain().isEmpty)
  }

  @Test func `a burst rings once a batch, until all is taken`() async {
    let mailbox = Mailbox()
    for number in 0..<10_000 { mailbox.post(Self.message(number)) }
    var rings = 0
    var drained = 0
    for await _ in mailbox.rings {
      rings += 1
      drained += mailbox.drain().count
      if drained == 10_000 { break }
    }
    #expect(rings == (10_000 + Mailbox.batch - 1) / Mailbox.batch)
    #expect(mailbox.isEmpty)
  }

  @Test func `a key goes before whatever an engine has said`() {
    let mailbox = Mailbox()
    let event = RunEvent(at: 0, .text(.analysis, "word"))
    for _ in 0..<1000 { mailbox.post(.run(Self.run, event)) }
    mailbox.post(.input(.key(KeyChord(.escape))))
    guard case .input(.key(let chord))? = mailbox.drain().first else {
      Issue.record("the key is not first")
      return
    }
    #expect(chord == KeyChord(.escape))
  }

  @Test func `a batch is no more text than is handled in a moment`() {
    let mailbox = Mailbox()
    let text = String(repeating: "x", count: RunLimits.eventBytes)
    for _ in 0..<64 { mailbox.post(.run(Self.run, RunEvent(at: 0, .text(.analysis, text)))) }
    var batches = 0
    while !mailbox.isEmpty {
      #expect(mailbox.drain().count * text.utf8.count <= Mailbox.batchBytes)
      batches += 1
    }
    #expect(batches == 64 * text.utf8.count / Mailbox.batchBytes)
  }

  @Test func `an answer of the terminal keeps its place among what was posted before`() {
    let mailbox = Mailbox()
    mailbox.post(Self.message(1))
    mailbox.post(.input(.response(.mode(9001, state: 1))))
    guard case .input(.response)? = mailbox.drain().last else {
      Issue.record("the answer is not last")
      return
    }
  }

  @Test func `who posts run events waits while too many wait to be handled`() async {
    let mailbox = Mailbox()
    let posted = Atomic(0)
    let total = 3 * Mailbox.capacity.events
    let poster = Task { @concurrent in
      for _ in 0..<total {
        await mailbox.postWhenRoom(.run(Self.run, RunEvent(at: 0, .text(.analysis, "x"))))
        posted.wrappingAdd(1, ordering: .sequentiallyConsistent)
      }
    }
    var taken = 0
    var most = 0
    for await _ in mailbox.rings {
      most = max(most, posted.load(ordering: .sequentiallyConsistent) - taken)
      taken += mailbox.drain().count
      if taken == total { break }
    }
    await poster.value
    #expect(most <= Mailbox.capacity.events + 1)
  }

  @Test func `pieces of megabytes are bounded by their size, not their number`() async {
    let mailbox = Mailbox()
    let piece = String(repeating: "x", count: 1 << 20)
    for _ in 0..<7 {
      await mailbox.postWhenRoom(.run(Self.run, RunEvent(at: 0, .text(.final, piece))))
    }
    let poster = Task { @concurrent in
      await mailbox.postWhenRoom(.run(Self.run, RunEvent(at: 0, .text(.final, piece))))
      return true
    }
    // It returns only after the loop has taken something, or handles nothing any longer.
    mailbox.release()
    #expect(await poster.value)
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
