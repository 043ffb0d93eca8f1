import Cases
import FuzzSupport
import Testing

struct HostileCasesTests {
  private static let jsonl = """
    {"id":3,"content":"y","expected":["D-SP0",1],"labels":{"SP3":1,"SP4":0},"tags":["a"],"n":12.5}
    {"id":"d","messages":[{"role":"user","content":"q"}],"judge":"user","expected":0,"big":{"k":[7]}}

    """
  private static let csv = """
    id,content,expected,count
    1,"a, ""b""
    c",SP3,12
    2,d,SP0,7

    """

  @Test(arguments: Fuzz.absurdNumbers)
  func `a number of a case is read, kept or refused with its line`(number: String) {
    let line = #"{"id":\#(number),"content":"x","expected":\#(number),"extra":\#(number)}"#
    let set = CaseSet(name: "s", jsonl: line + "\n" + #"{"id":"ok","content":"x"}"# + "\n")
    #expect(set.cases.last?.id == "ok")
    #expect(set.cases.count == 2 || !set.problems.isEmpty)
    for item in set.cases {
      #expect(CaseSet(name: "s", jsonl: jsonLine(for: item)).cases == [item])
    }
  }

  @Test func `spoiled case sets are read line by line`() {
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      let text = String(decoding: fuzz.spoil(Self.jsonl), as: UTF8.self)
      let set = CaseSet(name: "s", jsonl: text)
      for item in set.cases { _ = (jsonLine(for: item), item.renderedContent) }
    }
  }

  @Test func `every row of a spoiled table is accounted for`() throws {
    for seed in 0..<UInt64(Fuzz.rounds) {
      var fuzz = Fuzz(seed: seed)
      for (text, format) in [(Self.csv, ImportFormat.csv), (Self.jsonl, .jsonLines)] {
        let spoiled = String(decoding: fuzz.spoil(text), as: UTF8.self)
        guard let table = try? ImportTable(spoiled, format: format) else { continue }
        var mapping = ImportMapping(content: .text(.at(2)), idPrefix: "x")
        mapping.expected = .column(.at(3))
        mapping.keepsOthers = true
        guard let result = try? CaseImport(table, mapping) else { continue }
        #expect(
          result.report.read == result.report.imported + result.report.skipped.count, "seed \(seed)"
        )
        _ = result.report.facts
      }
    }
  }

  @Test(arguments: [Int.max, .min, 0, -1, 1_000_000])
  func `a header row or a column that is not there is refused`(number: Int) {
    #expect(throws: ImportError.self) {
      try ImportTable(Self.csv, format: .csv, header: .row(number))
    }
    #expect(throws: ImportError.self) {
      let table = try ImportTable(Self.csv, format: .csv)
      _ = try CaseImport(table, ImportMapping(content: .text(.at(number)), idPrefix: "x"))
    }
    #expect(ImportColumn("#99999999999999999999") == .named("#99999999999999999999"))
  }
}
