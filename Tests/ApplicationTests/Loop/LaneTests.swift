import Foundation
import Synchronization
import Testing

@testable import Application

struct LaneTests {
  @Test func `work is done one after the other, in the order in which it was given`() async {
    let lane = Lane("test")
    let seen = Mutex<[Int]>([])
    for number in 0..<1000 { lane.run { seen.withLock { $0.append(number) } } }
    await lane.drain()
    #expect(seen.withLock { $0 } == Array(0..<1000))
    #expect(lane.isIdle)
  }

  @Test func `a lane that waits holds up no other`() async throws {
    let stuck = Lane("stuck")
    let gate = DispatchSemaphore(value: 0)
    stuck.run { gate.wait() }
    let value = try await Lane("free").value { 7 }
    #expect(value == 7)
    #expect(!stuck.isIdle)
    gate.signal()
    await stuck.drain()
    #expect(stuck.isIdle)
  }

  @Test func `many lanes that wait leave the threads of tasks alone`() async {
    let gate = DispatchSemaphore(value: 0)
    let lanes = (0..<32).map { Lane("stuck \($0)") }
    for lane in lanes { lane.run { gate.wait() } }
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<100 { group.addTask { number } }
      return await group.reduce(0, +)
    }
    #expect(sum == 4950)
    for _ in lanes { gate.signal() }
    for lane in lanes { await lane.drain() }
  }

  @Test func `waiting for a lane has a limit`() async {
    let lane = Lane("stuck")
    let gate = DispatchSemaphore(value: 0)
    lane.run { gate.wait() }
    #expect(await lane.drain(within: .milliseconds(1)) == false)
    gate.signal()
    #expect(await lane.drain(within: .seconds(60)))
  }

  @Test func `an error reaches whoever waits for the value`() async {
    let lane = Lane("test")
    await #expect(throws: CommandFailure.self) {
      try await lane.value { () throws -> Int in throw CommandFailure(.files, "No.") }
    }
  }

  @Test func `who looks after a piece of work sees that the lane is idle`() async {
    let idle = Mutex<[Bool]>([])
    let box = Mutex<Lane?>(nil)
    let lane = Lane("test") { idle.withLock { $0.append(box.withLock { $0?.isIdle ?? false }) } }
    box.withLock { $0 = lane }
    lane.run {}
    await lane.drain()
    #expect(idle.withLock { $0 } == [true])
    box.withLock { $0 = nil }
  }
}
