import Foundation
import GRDB
import Harmony
import Policies
import Runs
import Testing

@testable import RunLog

struct RecordingTests {
  let log: RunLog

  init() throws {
    log = try RunLog()
  }

  @Test func `a sealed record comes back with every field`() throws {
    let record = RunSamples.finished(RunSamples.request(1, content: "a\u{0}b é\u{FEFF}\r\n"))
    try log.begin(RunSamples.request(1, content: "a\u{0}b é\u{FEFF}\r\n"))
    try log.seal(record)
    #expect(try log.record(record.id) == record)
  }

  @Test func `a record need not be begun, and may be nearly empty`() throws {
    var record = RunRecord(RunSamples.request(1, content: ""))
    record.parameters = nil
    record.engine = .ruleMatcher
    record.state = .abstained
    try log.seal(record)
    #expect(try log.record(record.id) == record)
    #expect(try log.record(RunSamples.request(2).id) == nil)
  }

  @Test func `a sealed record cannot change`() throws {
    let record = RunSamples.finished(RunSamples.request(1))
    try log.seal(record)
    var other = record
    other.state = .cancelled
    #expect(throws: RunLogError.self) { try log.seal(other) }
    #expect(throws: RunLogError.self) { try log.checkpoint(other) }
    #expect(throws: RunLogError.self) { try log.begin(RunSamples.request(1)) }
    #expect(try log.record(record.id) == record)
  }

  @Test func `what was checkpointed is there before the end`() throws {
    let whole = RunSamples.finished(RunSamples.request(1), reasoning: "one é two three")
    var growing = RunRecord(RunSamples.request(1))
    try log.begin(RunSamples.request(1))
    growing.engine = whole.engine
    growing.requestBody = whole.requestBody
    for (index, word) in ["one ", "é ", "two", " three"].enumerated() {
      growing.deltas.append(
        .init(at: index * 10, channel: .analysis, offset: growing.reasoning.utf8.count))
      growing.reasoning += word
      growing.raw.append(UInt8(index))
      growing.warnings.append(RunWarning("w\(index)", ""))
      try log.checkpoint(growing)
      try log.checkpoint(growing)
      #expect(try log.record(growing.id) == growing)
    }
    #expect(try log.recent(limit: 9).map(\.state) == [nil])
    #expect(try log.recent(limit: 9).map(\.engine) == ["here"])
    try log.seal(whole)
    #expect(try log.record(whole.id) == whole)
    #expect(try log.count("chunk") == 0)
  }

  @Test func `a checkpoint stores the new tail alone`() throws {
    var record = RunRecord(RunSamples.request(1))
    try log.begin(RunSamples.request(1))
    record.reasoning = String(repeating: "x", count: 100_000)
    try log.checkpoint(record)
    record.reasoning += "tail"
    try log.checkpoint(record)
    let sizes = try log.database.read {
      try Int.fetchAll($0, sql: "SELECT length(body) FROM chunk ORDER BY id")
    }
    #expect(sizes == [100_000, 4])
  }

  @Test func `the same text is stored once`() throws {
    for number in 0..<10 {
      try log.seal(RunSamples.finished(RunSamples.request(number)))
    }
    // Policy, content, format, request, body, prompt, reasoning, commentary, answer, outcome,
    // deltas and raw are the same in all ten.
    #expect(try log.count("text") == 12)
  }

  @Test func `deltas come back whatever their order`() throws {
    var deltas: [RunRecord.Delta] = []
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      deltas.append(
        .init(
          at: .random(in: 0...1_000_000, using: &generator),
          channel: Channel.allCases.randomElement(using: &generator) ?? .final,
          offset: .random(in: 0...10_000_000, using: &generator)))
    }
    let bytes = DeltaCoding.encode(deltas)
    #expect(try DeltaCoding.decode(bytes) == deltas, "\(deltas)")
    #expect(throws: RunLogError.self) { try DeltaCoding.decode(bytes.dropLast()) }
    #expect(throws: RunLogError.self) { try DeltaCoding.decode([2]) }
  }

  @Test func `a token's time costs about three bytes`() {
    let deltas = (0..<1000).map {
      RunRecord.Delta(at: $0 * 12, channel: .analysis, offset: $0 * 5)
    }
    #expect(DeltaCoding.encode(deltas).count < 2100)
  }

  @Test func `a run is found by the beginning of its id`() throws {
    let first = RunSamples.finished(RunSamples.request(1))
    let second = RunSamples.finished(RunSamples.request(2))
    try log.seal(first)
    try log.seal(second)
    #expect(try log.id(matching: first.id.text.lowercased()) == first.id)
    #expect(try log.id(matching: "Z") == nil)
    #expect(try log.id(matching: "%") == nil)
    #expect(throws: RunLogError.self) { try log.id(matching: "0") }
  }
}
