import Digests
import Foundation
import Policies
import Testing

@testable import Workspace

struct VersionReadingTests {
  let folder = TestFolder()

  func line(_ number: Int, _ text: String, note: String = "") -> String {
    "{\"format\":1,\"number\":\(number),\"sha256\":\"\(sha256Hex(text))\",\"parent\":null,"
      + "\"author\":\"a\",\"time\":\"t\",\"note\":\"\(note)\"}\n"
  }

  @Test func `two versions of one number after a merge both stay and are told apart`() throws {
    try folder.write("mine", to: "policies/p/policy.md")
    try folder.write("mine", to: "policies/p/versions/0001.md")
    try folder.write("theirs", to: "policies/p/versions/0001-theirs.md")
    try folder.write(
      "<<<<<<< HEAD\n" + line(1, "mine") + "=======\n" + line(1, "theirs"),
      to: "policies/p/versions/log.jsonl")
    let workspace = try folder.open()
    let policy = try workspace.policy(named: "p")
    #expect(policy.versions.map(\.number) == [1, 1])
    #expect(policy.problems.count == 3)
    #expect(policy.problems.last?.hasPrefix("Two versions have the number 1: ") == true)
    #expect(
      workspaceError { _ = try workspace.text(of: "p", version: 1) }?.message.hasPrefix(
        "p has 2 versions 1, from different branches: ") == true)
    let theirs = try workspace.version(String(sha256Hex("theirs").prefix(12)), of: "p")
    #expect(try workspace.text(of: theirs, in: "p") == "theirs")
    try workspace.setLabel("production", on: theirs, of: "p")
    #expect(try workspace.version("production", of: "p").sha256 == sha256Hex("theirs"))
    let saved = try workspace.save("next", as: "p", note: "", author: "", parent: 1, time: "t")
    #expect(saved.version.number == 2)
    #expect(folder.read("policies/p/versions/log.jsonl")?.hasPrefix("<<<<<<< HEAD\n") == true)
  }

  @Test func `a file that no line names is a version all the same`() throws {
    try folder.write("one", to: "policies/p/policy.md")
    try folder.write("one", to: "policies/p/versions/0001.md")
    let workspace = try folder.open()
    #expect(try workspace.text(of: "p", version: 1) == "one")
    #expect(try workspace.policy(named: "p").problems.count == 1)
    #expect(
      try workspace.save("two", as: "p", note: "", author: "", parent: 1, time: "t").version.number
        == 2)
  }

  @Test func `a version's file that was edited or is missing is reported, not shown`() throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    let path = folder.path + "/policies/p/versions/0001.md"
    try FileManager.default.removeItem(atPath: path)
    #expect(workspaceError { _ = try workspace.text(of: "p", version: 1) }?.isNotFound == true)
    #expect(try workspace.policy(named: "p").problems == ["Version 1 has no file."])
    try folder.write("edited", to: "policies/p/versions/0001.md")
    let error = workspaceError { _ = try workspace.text(of: "p", version: 1) }
    #expect(error?.message.hasSuffix("is not the text that was saved as version 1.") == true)
  }

  @Test func `labels move, are found and can go`() throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    try workspace.save("two", as: "p", note: "", author: "", parent: 1, time: "t")
    try workspace.setLabel("production", on: 1, of: "p")
    try workspace.setLabel("staging", on: 1, of: "p")
    try workspace.setLabel("production", on: 2, of: "p")
    #expect(
      try workspace.policy(named: "p").versions.map(\.labels) == [["staging"], ["production"]])
    #expect(try workspace.version("production", of: "p").number == 2)
    try workspace.removeLabel("staging", of: "p")
    #expect(try workspace.policy(named: "p").versions[0].labels.isEmpty)
    #expect(workspaceError { try workspace.setLabel("x", on: 9, of: "p") }?.isNotFound == true)
  }

  @Test(arguments: ["", "7", "7a", "-x", "a b", "a@b", String(repeating: "x", count: 41)])
  func `a label that could be a number or break an argument is refused`(label: String) throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    #expect(workspaceError { try workspace.setLabel(label, on: 1, of: "p") } != nil)
  }

  @Test func `the released form of labels and log is read`() throws {
    try folder.write("one", to: "policies/p/policy.md")
    try folder.write("one", to: "policies/p/versions/0001.md")
    try folder.write(line(1, "one", note: "n"), to: "policies/p/versions/log.jsonl")
    try folder.write(
      "{\"format\":1,\"labels\":{\"production\":1}}", to: "policies/p/versions/labels.json")
    let policy = try folder.open().policy(named: "p")
    #expect(policy.problems.isEmpty)
    #expect(policy.current?.labels == ["production"])
    #expect(policy.current?.note == "n")
  }

  @Test(arguments: ["versions/log.jsonl", "versions/labels.json", "policy.toml"])
  func `a newer format is refused and never rewritten`(file: String) throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    let text = file == "policy.toml" ? "format = 2\nx = 1" : "{\"format\":2,\"x\":1}"
    try folder.write(text, to: "policies/p/" + file)
    let sentence = " has format 2, which a newer Precept wrote."
    #expect(
      workspaceError { _ = try workspace.policy(named: "p") }?.message.hasSuffix(sentence) == true)
    if file != "policy.toml" {
      #expect(
        workspaceError {
          try workspace.save("two", as: "p", note: "", author: "", parent: 1, time: "t")
        } != nil)
      #expect(workspaceError { try workspace.setLabel("x", on: 1, of: "p") } != nil)
    }
    #expect(folder.read("policies/p/" + file) == text)
  }

  @Test func `policies are listed by name and others are no policies`() throws {
    let workspace = try folder.open()
    for name in ["b", "a", "ü-1"] {
      _ = try workspace.createPolicy(named: name, text: "", author: "", time: "t")
    }
    try folder.write("x", to: "policies/empty/readme.txt")
    try folder.write("x", to: "policies/.hidden/policy.md")
    #expect(try workspace.policyNames() == ["a", "b", "ü-1"])
    for name in ["", "empty", "../policies/a", ".hidden", "missing"] {
      #expect(workspaceError { _ = try workspace.policy(named: name) }?.isNotFound == true)
    }
  }

  @Test func `a label is protected and freed, and older files say nothing of it`() throws {
    let workspace = try folder.open()
    let version = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    try workspace.setLabel("production", on: version, of: "p")
    #expect(try workspace.policy(named: "p").protectedLabels == [])
    try workspace.setProtection(true, of: "production", in: "p")
    try workspace.setProtection(true, of: "approved", in: "p")
    #expect(try workspace.policy(named: "p").protectedLabels == ["approved", "production"])
    #expect(
      folder.read("policies/p/versions/labels.json")?.contains("\"format\":1") == true)
    try workspace.setProtection(false, of: "production", in: "p")
    try workspace.setProtection(false, of: "approved", in: "p")
    #expect(
      folder.read("policies/p/versions/labels.json")?.contains("protected") == false)
    #expect(try workspace.version("production", of: "p").number == 1)
    #expect(workspaceError { try workspace.setProtection(true, of: "7", in: "p") } != nil)
  }

  @Test func `the stamp changes with each of the policy's files and with the case set`() throws {
    let workspace = try folder.open()
    _ = try workspace.createPolicy(named: "p", text: "one", author: "", time: "t")
    try folder.write("{}", to: "samples/s.jsonl")
    func stamp() -> String { workspace.stamp(ofPolicy: "p", caseSet: "s") }
    var last = stamp()
    #expect(stamp() == last)
    for path in ["policies/p/policy.md", "policies/p/policy.toml", "samples/s.jsonl"] {
      try folder.write("another", to: path)
      #expect(stamp() != last, "\(path)")
      last = stamp()
    }
    try workspace.setLabel("production", on: 1, of: "p")
    #expect(stamp() != last)
    last = stamp()
    try FileManager.default.removeItem(atPath: folder.path + "/samples/s.jsonl")
    #expect(stamp() != last)
  }
}
