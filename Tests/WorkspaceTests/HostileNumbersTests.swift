import Digests
import Foundation
import FuzzSupport
import Policies
import Testing

@testable import Workspace

struct HostileNumbersTests {
  let folder = TestFolder()

  private func line(_ number: String) -> String {
    "{\"format\":1,\"number\":\(number),\"sha256\":\"\(sha256Hex("one"))\",\"parent\":\(number)}\n"
  }

  @Test(arguments: Fuzz.absurdNumbers)
  func `a version of a number that none has is a problem, and the next one is saved`(
    number: String
  ) throws {
    try folder.write("one", to: "policies/p/policy.md")
    try folder.write("one", to: "policies/p/versions/0001.md")
    try folder.write(line("1") + line(number), to: "policies/p/versions/log.jsonl")
    let workspace = try folder.open()
    let policy = try workspace.policy(named: "p")
    #expect(policy.versions.allSatisfy { VersionLog.numbers.contains($0.number) })
    let saved = try workspace.save("two", as: "p", note: "", author: "", parent: 1, time: "t")
    #expect(saved.version.number == (policy.newest?.number ?? 0) + 1)
    #expect(folder.read("policies/p/versions/log.jsonl")?.contains(line(number)) == true)
  }

  @Test func `a file of a number that no version has is no version`() throws {
    try folder.write("one", to: "policies/p/policy.md")
    for name in ["9223372036854775807.md", "99999999999999999999.md", "1000000000.md", "0000.md"] {
      try folder.write(name, to: "policies/p/versions/" + name)
    }
    let workspace = try folder.open()
    #expect(try workspace.policy(named: "p").versions.isEmpty)
    #expect(
      try workspace.save("two", as: "p", note: "", author: "", parent: nil, time: "t").version
        .number == 1)
    #expect(throws: WorkspaceError.self) {
      try workspace.version("9223372036854775807", of: "p")
    }
  }

  @Test(arguments: Fuzz.absurdNumbers)
  func `labels and settings of any number are read or refused`(number: String) throws {
    try folder.write("one", to: "policies/p/policy.md")
    try folder.write("one", to: "policies/p/versions/0001.md")
    try folder.write(
      "{\"format\":1,\"labels\":{\"production\":\(number)}}", to: "policies/p/versions/labels.json")
    let workspace = try folder.open()
    _ = try? workspace.policy(named: "p")
    _ = try? workspace.version("production", of: "p")
    for toml in [
      "format = \(number)\n", "[targets]\nall = { recall = \(number) }\n",
      "[targets]\nall = { recall = \(number.lowercased()) }\n",
    ] {
      let settings = try? PolicySettings(toml: toml, file: "policy.toml")
      #expect(settings?.targets.allSatisfy { 0...1 ~= $0.value } ?? true)
    }
    let settings = try? Configuration(
      toml: "[input]\nescape_ms = \(number)\n", file: "config.toml", source: .user)
    #expect(0...1000 ~= settings?.escapeMilliseconds ?? 0)
  }

  // MARK: Sessions and drafts

  @Test(arguments: [
    "1e300", "-1e300", "1e18", "-1", "0.5", "1e400", "9223372036854775807", "-9223372036854775808",
  ])
  func `a session's share and places are ones that a screen has`(number: String) throws {
    let workspace = try folder.open()
    try folder.write(
      """
      {"format":1,"policy":"p","split":\(number),"carets":{"policy.line":\(number),
      "policy.offset":\(number)},"scrolls":{"policy.line":\(number)}}
      """, to: ".precept/session.json")
    guard let session = try? workspace.readSession() else { return }
    #expect(0...1 ~= session.split ?? 0)
    for place in [session.carets, session.scrolls].compactMap({ $0?.values }).joined() {
      #expect(0...Int(Int32.max) ~= place)
    }
  }

  @Test func `a share that is read is one`() throws {
    let workspace = try folder.open()
    try folder.write(#"{"format":1,"split":1e300}"#, to: ".precept/session.json")
    #expect(try workspace.readSession()?.split == 1)
    try folder.write(
      #"{"format":1,"carets":{"policy.line":-9223372036854775808}}"#, to: ".precept/session.json")
    #expect(try workspace.readSession()?.carets == ["policy.line": 0])
  }

  @Test func `spoiled sessions, drafts, logs and labels are read or refused`() throws {
    let workspace = try folder.open()
    let draft = Draft(key: "p", text: "one\ntwo", baseVersion: 7, caret: 4, pid: 42, time: "t")
    try DraftStore(workspace).keep(draft)
    let name = try #require(folder.names(".precept/drafts").first { $0.hasSuffix(".json") })
    let files = [
      ".precept/drafts/" + name: folder.read(".precept/drafts/" + name) ?? "",
      ".precept/session.json":
        #"{"format":1,"split":0.5,"carets":{"policy.line":4},"sampling":{"seed":7,"topP":0.5}}"#,
      "policies/p/versions/log.jsonl": line("1") + line("2"),
      "policies/p/versions/labels.json": #"{"format":1,"labels":{"production":1}}"#,
    ]
    try folder.write("one", to: "policies/p/policy.md")
    try folder.write("one", to: "policies/p/versions/0001.md")
    for seed in 0..<UInt64(Fuzz.rounds / 5) {
      var fuzz = Fuzz(seed: seed)
      for (path, text) in files.sorted(by: { $0.key < $1.key }) {
        try folder.write(fuzz.spoil(text), to: path)
      }
      _ = DraftStore(workspace).found()
      if let session = try? workspace.readSession() {
        #expect(0...1 ~= session.split ?? 0, "seed \(seed)")
      }
      let policy = try? workspace.policy(named: "p")
      #expect(policy?.versions.allSatisfy { $0.number > 0 } ?? true, "seed \(seed)")
    }
  }
}
