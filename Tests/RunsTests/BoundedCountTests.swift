import Foundation
import Runs
import Testing

struct BoundedCountTests {
  private struct Line: Hashable, Codable {
    @BoundedCount var count: Int?
    var other = "kept"

    init(count: Int? = nil) { self.count = count }
  }

  private func decoded(_ json: String) throws -> Line {
    try JSONDecoder().decode(Line.self, from: Data(json.utf8))
  }

  @Test(arguments: [
    ("0", 0), ("7", 7), ("1000000000000000", Int.largestCount), ("1e3", 1000), ("-0", 0),
    ("1000000000000001", nil), ("9223372036854775807", nil), ("-9223372036854775808", nil),
    ("9223372036854775808", nil), ("1e400", nil), ("-1e400", nil), ("-1", nil), ("1.5", nil),
    ("null", nil), ("\"7\"", nil), ("true", nil), ("[1]", nil), ("{}", nil),
  ])
  func `what cannot be a count is unknown, and costs nothing else`(
    json: String, count: Int?
  ) throws {
    let line = try decoded(#"{"count":\#(json),"other":"kept"}"#)
    #expect(line.count == count)
    #expect(line.other == "kept")
  }

  @Test func `a count is encoded as an optional number is`() throws {
    #expect(try decoded(#"{"other":"kept"}"#) == Line())
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ line: Line) throws -> String {
      String(decoding: try encoder.encode(line), as: UTF8.self)
    }
    #expect(try text(Line(count: 3)) == #"{"count":3,"other":"kept"}"#)
    #expect(try text(Line(count: -3)) == #"{"other":"kept"}"#)
  }

  @Test func `what holds counts never holds a bad one, however it is made`() throws {
    var usage = Usage(promptTokens: .max, completionTokens: -1, cachedTokens: 5)
    #expect(usage == Usage(cachedTokens: 5))
    usage.cachedTokens = .min
    #expect(usage == Usage())
    #expect(RunRecord.Timing(firstReasoning: .min, firstAnswer: .max, total: 9) == .init(total: 9))
    let engine = EngineIdentity(name: "e", kind: .vllm, context: .max, slots: -4)
    #expect(engine.context == nil && engine.slots == nil)
    #expect(RunParameters(seed: 1, maxTokens: .max, date: "").maxTokens == nil)
  }

  @Test func `sums, differences and products stop at the ends`() {
    #expect(Int.max.saturatingAdd(1) == .max)
    #expect(Int.min.saturatingAdd(-1) == .min)
    #expect(5.saturatingAdd(-7) == -2)
    #expect(Int64(0).saturatingSubtract(.min) == .max)
    #expect(Int64(-2).saturatingSubtract(.max) == .min)
    #expect(Int.max.saturatingMultiply(-2) == .min)
    #expect(Int.min.saturatingMultiply(-1) == .max)
    #expect(Int.min.saturatingMultiply(2) == .min)
    #expect(6.saturatingMultiply(-7) == -42)
  }

  @Test func `any floating-point number has a nearest whole one`() {
    #expect(Int(clamping: .infinity) == .max)
    #expect(Int(clamping: -.infinity) == .min)
    #expect(Int(clamping: .nan) == 0)
    #expect(Int(clamping: 1e300) == .max)
    #expect(Int(clamping: -1e19) == .min)
    #expect(Int(clamping: 2.5) == 3)
    #expect(Int(clampingCount: .min) == 0)
    #expect(Int(clampingCount: .max) == .largestCount)
  }

  @Test func `any duration has its milliseconds`() {
    #expect(Duration.seconds(Int64.max).milliseconds == .max)
    #expect(Duration.seconds(Int64.min).milliseconds == .min)
    #expect(Duration.milliseconds(1999).milliseconds == 1999)
    #expect(Duration.microseconds(-1500).milliseconds == -1)
  }
}
