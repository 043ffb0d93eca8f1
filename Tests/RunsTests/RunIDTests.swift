import Foundation
import Runs
import Testing

struct RunIDTests {
  @Test func `an id is a ULID`() {
    // github.com/ulid/spec: 01ARZ3NDEK is the time 1469922850259.
    let id = Run.ID(milliseconds: 1_469_922_850_259, high: 0, low: 0)
    #expect(id.text == "01ARZ3NDEK0000000000000000")
    #expect(Run.ID(milliseconds: 0, high: 0, low: 0).text == "00000000000000000000000000")
    #expect(
      Run.ID(milliseconds: (1 << 48) - 1, high: .max, low: .max).text
        == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
    #expect(Run.ID(milliseconds: 0, high: 0, low: 31).text.hasSuffix("0Z"))
    #expect(Run.ID(milliseconds: 0, high: 0x8000, low: 0).text == "0000000000G000000000000000")
  }

  @Test func `ids sort by time, then by their random part`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let early = UInt64.random(in: 0..<(1 << 47), using: &generator)
      let late = early + UInt64.random(in: 1...1_000_000, using: &generator)
      let first = Run.ID(milliseconds: early, high: .max, low: .max)
      let second = Run.ID(milliseconds: late, high: 0, low: 0)
      #expect(first < second)
      #expect(first.text < second.text)
      let low = UInt64.random(in: 0..<UInt64.max, using: &generator)
      #expect(
        Run.ID(milliseconds: early, high: 3, low: low)
          < Run.ID(milliseconds: early, high: 3, low: low + 1))
      #expect(
        Run.ID(milliseconds: early, high: 3, low: .max)
          < Run.ID(milliseconds: early, high: 4, low: 0))
    }
  }

  @Test func `every bit of time and randomness tells ids apart`() {
    var seen: Set<Run.ID> = [Run.ID(milliseconds: 0, high: 0, low: 0)]
    for bit in 0..<48 { seen.insert(Run.ID(milliseconds: 1 << bit, high: 0, low: 0)) }
    for bit in 0..<16 { seen.insert(Run.ID(milliseconds: 0, high: 1 << bit, low: 0)) }
    for bit in 0..<64 { seen.insert(Run.ID(milliseconds: 0, high: 0, low: 1 << bit)) }
    #expect(seen.count == 129)
  }

  @Test func `an id survives text and JSON`() throws {
    let id = Run.ID(milliseconds: 1_763_900_000_000, high: 12_345, low: 0xDEAD_BEEF_0BAD_F00D)
    #expect(Run.ID(id.text) == id)
    #expect(Run.ID(id.text.lowercased()) == id)
    #expect(String(describing: id) == id.text)
    let data = try JSONEncoder().encode([id])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(id.text)\"]")
    #expect(try JSONDecoder().decode([Run.ID].self, from: data) == [id])
  }

  @Test(arguments: [
    "", "0", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVV",
    "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01ARZ3NDEKTSV4RRFFQ69G5FAI", "01ARZ3NDEKTSV4RRFFQ69G5FA ",
    "01ARZ3NDEKTSV4RRFFQ69G5FÄ", "01ARZ3NDEKTSV4RRFFQ69G5Fß", "../../../../../../etc/pass",
    "01ARZ3NDEKTSV4RRFFQ69G5F\u{0}A",
    // 128 bits hold no first digit above 7 (github.com/ulid/spec, "Overflow Errors").
    "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
  ])
  func `what is no ULID is no id`(_ text: String) {
    #expect(Run.ID(text) == nil)
  }

  @Test func `JSON that holds no id is refused`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Run.ID].self, from: Data(#"["nonsense"]"#.utf8))
    }
  }
}
