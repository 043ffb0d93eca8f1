import Testing

@testable import Inference

@Suite struct SlotTableTests {
  @Test func aPolicyGoesBackToItsSlotAndNewOnesToTheOldest() {
    var table = SlotTable()
    let idle = [false, false, false]
    func take(_ policy: Int) -> Int? {
      let slot = table.take(policy: policy, busy: idle)
      if let slot { table.release(slot) }
      return slot
    }
    #expect([1, 2, 3, 2, 1, 3].map(take) == [0, 1, 2, 1, 0, 2])
    #expect(take(4) == 1, "2 was left alone the longest")
    #expect(take(2) == 0)
  }

  @Test func busySlotsAreNeverPinned() {
    var table = SlotTable()
    #expect(table.take(policy: 1, busy: [true, false]) == 1)
    #expect(table.take(policy: 1, busy: [true, false]) == nil, "taken by us")
    table.release(1)
    #expect(table.take(policy: 1, busy: [false, true]) == 0, "others work in it")
    #expect(table.take(policy: 1, busy: []) == nil)
  }
}
