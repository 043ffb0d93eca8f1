import Cases
import Foundation
import Policies
import Testing

@testable import Workspace

struct CreationTests {
  let shipped = TestFolder()
  let folder = TestFolder()

  func ship() throws {
    let workspace = try shipped.open()
    _ = try workspace.createPolicy(named: "spam", text: "shipped", author: "", time: "t")
    _ = try workspace.createPolicy(named: "chat", text: "shipped", author: "", time: "t")
    try shipped.write("{\"id\":\"a\",\"content\":\"1\"}\n", to: "samples/s.jsonl")
  }

  @Test func `a new workspace has the shipped policies with versions, and samples`() throws {
    try ship()
    let target = folder.path + "/new/deep"
    let result = try WorkspaceCreation.create(at: target, from: shipped.path)
    #expect(result.created == ["policies/chat", "policies/spam", "samples/s.jsonl"])
    #expect(result.kept.isEmpty)
    let workspace = try Workspace(opening: target, stateFolder: folder.state)
    #expect(try workspace.policy(named: "spam").current?.number == 1)
    #expect(try workspace.caseSet(named: "s").cases.count == 1)
  }

  @Test func `nothing that is there is overwritten`() throws {
    try ship()
    try folder.write("mine", to: "policies/spam/policy.md")
    try folder.write("mine", to: "samples/s.jsonl")
    let result = try WorkspaceCreation.create(at: folder.path, from: shipped.path)
    #expect(result.created == ["policies/chat"])
    #expect(result.kept == ["policies/spam", "samples/s.jsonl"])
    #expect(folder.read("policies/spam/policy.md") == "mine")
    #expect(folder.names("policies/spam") == ["policy.md"])
    #expect(folder.read("samples/s.jsonl") == "mine")
  }

  @Test func `a copy that fails at any step can be done again`() throws {
    try ship()
    var step = 0
    while true {
      let target = folder.path + "/\(step)"
      let files = FailingFileSystem(at: step, number: EIO, diesAfterwards: true)
      let error = workspaceError {
        _ = try WorkspaceCreation.create(at: target, from: shipped.path, files: files)
      }
      if error == nil { break }
      _ = try WorkspaceCreation.create(at: target, from: shipped.path)
      let workspace = try Workspace(opening: target, stateFolder: folder.state)
      #expect(try workspace.policyNames() == ["chat", "spam"], "step \(step)")
      #expect(try workspace.policy(named: "chat").problems.isEmpty, "step \(step)")
      step += 1
    }
    #expect(step > 10)
  }
}
