import Cases
import Foundation
import Testing

@testable import Workspace

struct NameTests {
  let folder = TestFolder()
  let time = "2026-11-23T10:00:00Z"

  func create(_ name: String) throws {
    _ = try folder.open().createPolicy(named: name, text: "one", author: "", time: time)
  }

  static let good = [
    "spam", "7", "Übermäßig", "cafe\u{301}", "caf\u{E9}", "規約", "हिंदी", "ภาษาไทย", "한국어", "עברית",
    "a.b-c_d", String(repeating: "x", count: 100), String(repeating: "é", count: 50),
    String(repeating: "規", count: 33),
  ]

  @Test(arguments: good) func `what can be created can be opened, listed and saved`(
    name: String
  ) throws {
    try create(name)
    let workspace = try folder.open()
    #expect(try workspace.policyNames() == [name])
    for spelling in [
      name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping,
    ] {
      #expect(try workspace.policy(named: spelling).text == "one")
      #expect(workspaceError { try create(spelling) }?.message.hasSuffix("exists already.") == true)
    }
    try workspace.save("two", as: name, note: "", author: "", parent: 1, time: time)
    #expect(try workspace.policy(named: name).versions.count == 2)
    try workspace.append(Case(id: "a", content: .text("1")), toSet: name)
    #expect(try workspace.caseSetNames() == [name])
    for spelling in [
      name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping,
    ] {
      #expect(try workspace.caseSet(named: spelling).cases.count == 1)
      #expect(workspaceError { try workspace.writeCaseSet(named: spelling, cases: []) } != nil)
    }
    #expect(folder.names("policies").count == 1)
    #expect(folder.names("samples").count == 1)
  }

  @Test(arguments: [
    "", ".", "..", ".x", "-x", "a/b", "a@7", "a b", "a\u{0}b", "a\u{200D}", "a\u{FE0F}",
    "\u{3164}", "a\u{202E}b", "\u{301}a", "a/\u{301}../../x", "a\u{E0041}",
    String(repeating: "x", count: 101), String(repeating: "é", count: 51),
  ])
  func `a name with a separator, or something that cannot be seen, is refused`(name: String)
    throws
  {
    #expect(workspaceError { try create(name) } != nil)
    #expect(workspaceError { try folder.open().checkCaseSet(name) } != nil)
    #expect(folder.names("policies").isEmpty)
  }

  /// In the eyes of Unicode a mark after a slash makes it another character.
  @Test func `a slash with a mark is a slash all the same`() throws {
    try folder.write("x", to: "policies/a/\u{301}x/policy.md")
    try folder.write("{}", to: "samples/a/\u{301}x.jsonl")
    let workspace = try folder.open()
    #expect(workspaceError { _ = try workspace.policy(named: "a/\u{301}x") }?.isNotFound == true)
    #expect(workspaceError { _ = try workspace.caseSet(named: "a/\u{301}x") }?.isNotFound == true)
  }

  @Test func `a folder that git brought in another normalization is opened`() throws {
    try folder.write("one", to: "policies/cafe\u{301}/policy.md")
    let workspace = try folder.open()
    #expect(try workspace.policy(named: "caf\u{E9}").text == "one")
    try workspace.save("two", as: "caf\u{E9}", note: "", author: "", parent: nil, time: time)
    #expect(folder.names("policies").count == 1)
    #expect(folder.read("policies/cafe\u{301}/policy.md") == "two")
  }

  @Test func `a case set whose file has the longest name can be written`() throws {
    let name = String(repeating: "n", count: 249)
    try folder.write("", to: "samples/\(name).jsonl")
    let workspace = try folder.open()
    try workspace.append(Case(id: "a", content: .text("1")), toSet: name)
    #expect(try workspace.caseSet(named: name).cases.count == 1)
  }
}
