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
    #expect(workspaceError { try workspace.createCaseSet(named: "new", cases: []) } != nil)
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
