import Foundation
import Testing

@testable import Workspace

/// What is no regular file is refused, and never waited for.
struct SpecialFileTests {
  let folder = TestFolder()

  /// Making a device takes root.
  static let kinds = ["pipe", "socket", "folder"] + (geteuid() == 0 ? ["device"] : [])

  func make(_ kind: String, at name: String) throws {
    let path = folder.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: split(path).directory, withIntermediateDirectories: true)
    switch kind {
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "socket": try Self.makeSocket(at: path)
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    default:
      try #require(mknod(path, S_IFCHR | 0o600, 0x0105) == 0)
    }
  }

  static func makeSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A path of a socket is short.
    let short = "/tmp/precept-\(UUID().uuidString.prefix(8))"
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0 && rename(short, path) == 0)
  }

  @Test(arguments: kinds) func `a policy that is no file is refused at once`(kind: String) throws {
    try make(kind, at: "policies/spam/policy.md")
    let workspace = try folder.open()
    #expect(try workspace.policyNames() == ["spam"])
    let error = workspaceError { _ = try workspace.policy(named: "spam") }
    #expect(error?.message.hasSuffix("policies/spam/policy.md is not a file.") == true)
    #expect(workspace.textAtOnce(of: "spam") == nil)
    #expect(
      workspaceError {
        try workspace.save("x", as: "spam", note: "", author: "", parent: nil, time: "t")
      } != nil)
  }

  @Test(arguments: kinds) func `settings, cases and drafts that are no files are refused`(
    kind: String
  ) throws {
    try folder.write("text", to: "policies/spam/policy.md")
    let workspace = try folder.open()
    try make(kind, at: "policies/spam/policy.toml")
    #expect(workspaceError { _ = try workspace.policy(named: "spam") } != nil)
    try make(kind, at: "samples/s.jsonl")
    #expect(workspaceError { _ = try workspace.caseSet(named: "s") } != nil)
    try make(kind, at: ".precept/session.json")
    #expect(workspaceError { _ = try workspace.readSession() } != nil)
    try make(kind, at: "precept.toml")
    #expect(
      workspaceError {
        _ = try Settings.load(userFile: nil, workspaceFile: folder.path + "/precept.toml")
      } != nil)
  }
}
