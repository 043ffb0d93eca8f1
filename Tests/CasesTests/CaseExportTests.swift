import Cases
import Foundation
import Testing

struct CaseExportTests {
  static let nasty = [
    "", " ", "a,b", "\"", "\\\"", "line\nline\r\nend", ";|\t", "[1]", "é\u{301}🦊", "'", "=1+1",
    "\u{0}x", " lead", "trail ", "a \"\u{31F}, b",
  ]

  static let cases: [Case] =
    nasty.enumerated().map { index, text in
      Case(
        id: "c\(index)", content: .text(text),
        expected: [nil, .one("safe"), .all(["A", "B"]), .one(text.isEmpty ? "x" : text)][index % 4],
        labels: index % 3 == 0 ? ["SP3": true, "S,4": false] : [:],
        votes: index % 2 == 0
          ? [
            Vote(rater: "r,\(index)", values: ["safe"]),
            Vote(values: ["A", "B"], labels: ["SP3": true]),
          ]
          : [],
        tags: index % 5 == 0 ? ["x", "y,\"z\""] : [], note: index % 2 == 1 ? "note\n\(text)" : nil,
        extra: index % 4 == 0 ? ["source": .string(text), "n": .array([.integer(1), .null])] : [:])
    } + [
      Case(
        id: "chat",
        content: .conversation(
          messages: [
            .init(role: "user", content: "a,\n\"b\""), .init(role: "assistant", content: ""),
          ],
          judge: .assistant), expected: .one("[odd"))
    ]

  static func text(_ format: CaseExport.Format) -> String {
    var export = CaseExport(format)
    return export.opening + cases.map { export.text(of: $0) }.joined() + export.closing
  }

  @Test(arguments: [(CaseExport.Format.jsonLines, "x.jsonl"), (.csv, "x.csv")])
  func `an import of the export gives the same cases`(
    format: CaseExport.Format, file: String
  ) throws {
    let source = try rows(Array(Self.text(format).utf8), file: file)
    #expect(try source.areCases())
    var importer = try CaseImporter(source, ImportMapping(content: .cases, idPrefix: "x"))
    let result = try CaseImport(&importer)
    #expect(result.report.skipped == [])
    #expect(result.cases == Self.cases)
  }

  @Test func `promptfoo's tests hold content and assertion`() throws {
    struct Test: Decodable {
      struct Assertion: Decodable { var type: String }
      var vars: [String: String]
      var assert: [Assertion]?
      var description: String
    }
    let tests = try JSONDecoder().decode([Test].self, from: Data(Self.text(.promptfoo).utf8))
    #expect(tests.count == Self.cases.count)
    #expect(tests[2].vars["content"] == "a,b")
    #expect(tests.map { $0.assert?.first?.type }[0...2] == [nil, "equals", "contains-all"])
  }

  @Test func `Label Studio's tasks come back as votes`() throws {
    var mapping = ImportMapping(content: .text(.named("data.text")), idPrefix: "x")
    mapping.id = .named("data.id")
    mapping.expected = .column(.named("annotations[].result[].value.choices[]"))
    var importer = try CaseImporter(
      rows(Array(Self.text(.labelStudio).utf8), file: "x.json"), mapping)
    let back = try CaseImport(&importer).cases
    #expect(back.first { $0.id == "c2" }?.votes.map(\.values) == [["safe"], ["A", "B", "SP3"]])
    #expect(back.first { $0.id == "c5" }?.expected == .one("safe"))
  }

  @Test func `an empty set is an empty list`() throws {
    let export = CaseExport(.labelStudio)
    #expect(
      try JSONDecoder().decode([Int].self, from: Data((export.opening + export.closing).utf8)) == []
    )
  }

  @Test func `records of a CSV tell where each ends, and a cut one is none`() throws {
    let text = CaseExport.record(["a", "b\r\n\"c\""]) + CaseExport.record(["d", ""])
    for cut in 0...3 {
      var pieces = [Array(text.utf8.dropLast(cut))][...]
      var records = CSVRecords { pieces.popFirst() ?? [] }
      #expect(try records.next() == ["a", "b\r\n\"c\""])
      let second = try records.next()
      #expect(second == (cut == 0 ? ["d", ""] : nil))
      if cut > 0 {
        #expect(records.length == Array(CaseExport.record(["a", "b\r\n\"c\""]).utf8).count)
      }
    }
  }
}
