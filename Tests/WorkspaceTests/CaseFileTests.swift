import Cases
import Testing

@testable import Workspace

struct CaseFileTests {
  let folder = TestFolder()

  @Test func `cases are appended, and the set is made when it is missing`() throws {
    let workspace = try folder.open()
    #expect(try workspace.caseSetNames().isEmpty)
    try workspace.append(Case(id: "a", content: .text("one")), toSet: "new")
    try workspace.append(Case(id: "b", content: .text("two")), toSet: "new")
    #expect(try workspace.caseSetNames() == ["new"])
    #expect(try workspace.caseSet(named: "new").cases.map(\.id) == ["a", "b"])
    let again = workspaceError {
      try workspace.append(Case(id: "a", content: .text("x")), toSet: "new")
    }
    #expect(again?.message == "new has a case “a” already.")
    #expect(workspaceError { try workspace.writeCaseSet(named: "new", cases: []) } != nil)
  }

  @Test func `an imported set replaces or extends another only if asked`() throws {
    let workspace = try folder.open()
    let (one, two) = (Case(id: "a", content: .text("1")), Case(id: "b", content: .text("2")))
    func ids() throws -> [String] { try workspace.caseSet(named: "s").cases.map(\.id) }
    try workspace.writeCaseSet(named: "s", cases: [one])
    #expect(workspaceError { try workspace.writeCaseSet(named: "s", cases: [two]) } != nil)
    #expect(try ids() == ["a"])
    try workspace.writeCaseSet(named: "s", cases: [two], existing: .extended)
    #expect(try ids() == ["a", "b"])
    let taken = workspaceError {
      try workspace.writeCaseSet(named: "s", cases: [two], existing: .extended)
    }
    #expect(taken?.message == "s has a case “b” already; nothing was added.")
    try workspace.writeCaseSet(named: "s", cases: [two], existing: .replaced)
    #expect(try ids() == ["b"])
  }

  @Test func `a file without a last line end is not spoilt`() throws {
    try folder.write("{\"id\":\"a\",\"content\":\"1\"}", to: "samples/s.jsonl")
    let workspace = try folder.open()
    try workspace.append(Case(id: "b", content: .text("2")), toSet: "s")
    #expect(try workspace.caseSet(named: "s").cases.map(\.id) == ["a", "b"])
  }

  @Test func `an expectation changes one line only`() throws {
    try folder.write(
      "not JSON\n{ \"content\":\"1\", \"id\":\"a\" }\n{\"id\":\"b\",\"content\":\"2\"}\n",
      to: "samples/s.jsonl")
    let workspace = try folder.open()
    try workspace.setExpected(.one("SP3"), of: "b", in: "s")
    #expect(
      folder.read("samples/s.jsonl") == "not JSON\n{ \"content\":\"1\", \"id\":\"a\" }\n"
        + "{\"id\":\"b\",\"content\":\"2\",\"expected\":\"SP3\"}\n")
    #expect(
      workspaceError { try workspace.setExpected(nil, of: "z", in: "s") }?.isNotFound == true)
    #expect(workspaceError { _ = try workspace.caseSet(named: "no") }?.isNotFound == true)
  }
}
