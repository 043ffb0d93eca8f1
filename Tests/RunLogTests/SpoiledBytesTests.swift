import Foundation
import FuzzSupport
import Harmony
import Runs
import Testing

@testable import RunLog

/// Bytes that were ours once: the coding of times, and exported records.
struct SpoiledBytesTests {
  private let deltas: [RunRecord.Delta] = [
    .init(at: 3, channel: .analysis, offset: 0), .init(at: 40, channel: .commentary, offset: 9),
    .init(at: 900_000, channel: .analysis, offset: 70_000),
    .init(at: 5, channel: .final, offset: 1),
  ]

  private func isInRange(_ delta: RunRecord.Delta) -> Bool {
    0...Int.largestCount ~= delta.at && 0...Int.largestCount ~= delta.offset
  }

  @Test func `times that no run has are coded as the nearest that one can have`() throws {
    let absurd = [Int.max, .min, -1, 0, Int.largestCount, .max, .min].flatMap { number in
      Channel.allCases.map { RunRecord.Delta(at: number, channel: $0, offset: number) }
    }
    let decoded = try DeltaCoding.decode(DeltaCoding.encode(absurd))
    #expect(decoded.map(\.channel) == absurd.map(\.channel))
    #expect(decoded.map(\.at) == absurd.map { Int(clampingCount: $0.at) })
    #expect(decoded.map(\.offset) == absurd.map { Int(clampingCount: $0.offset) })
    #expect(try DeltaCoding.decode(DeltaCoding.encode(deltas)) == deltas)
  }

  @Test func `spoiled times are in range or refused`() {
    let whole = DeltaCoding.encode(deltas)
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      var bytes = fuzz.spoil(whole)
      // Long numbers are what a random change rarely makes.
      let long = (0..<Int.random(in: 0...11, using: &fuzz)).map { _ in
        UInt8.random(in: 0x80...0xFF, using: &fuzz)
      }
      bytes.insert(contentsOf: long, at: min(1, bytes.count))
      guard let decoded = try? DeltaCoding.decode(bytes) else { continue }
      #expect(decoded.allSatisfy(isInRange), "seed \(seed)")
      #expect((try? DeltaCoding.decode(DeltaCoding.encode(decoded))) == decoded, "seed \(seed)")
    }
  }

  @Test func `a spoiled export is never taken for whole, and ends nothing`() throws {
    let log = try RunLog(inMemorySalt: RunLog.randomSalt)
    let record = RunSamples.finished(RunSamples.request(1))
    try log.seal(record)
    let whole = try log.export(record.id)
    #expect(try AuditResult.verifying(export: whole).isWhole)
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      let spoiled = Data(fuzz.spoil([UInt8](whole)))
      guard spoiled != whole else { continue }
      _ = try? ExportedSeal(of: spoiled)
      let result = try? AuditResult.verifying(export: spoiled)
      #expect(result?.isWhole != true, "seed \(seed)")
    }
  }

  @Test(arguments: Fuzz.absurdNumbers)
  func `an export of any format number is read or refused`(number: String) {
    let data = Data(#"{"entries":[],"format":\#(number),"parts":[]}"#.utf8)
    #expect((try? AuditResult.verifying(export: data))?.isWhole != true)
    #expect((try? ExportedSeal(of: data)) == nil)
  }
}
