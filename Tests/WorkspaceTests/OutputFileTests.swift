import Foundation
import Testing

@testable import Workspace

struct OutputFileTests {
  let folder = TestFolder()
  let outside = TestFolder()
  let workspace: Workspace

  init() throws {
    workspace = try folder.open()
    _ = try workspace.createPolicy(named: "spam", text: "one", author: "", time: "t")
    try workspace.writeSession(Session(policy: "spam"))
    try FileManager.default.createDirectory(
      atPath: folder.state + "/workspaces", withIntermediateDirectories: true)
  }

  func output(_ path: String) -> OutputFile {
    OutputFile(path, workspace: workspace, stateFolder: folder.state)
  }

  @discardableResult
  func write(_ path: String, _ text: String = "report") throws -> OutputFile.Outcome {
    let output = output(path)
    try output.check()
    return try output.write(Array(text.utf8))
  }

  /// Nothing changes, whether or not the check came before.
  func expectRefused(
    _ path: String, _ sentence: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let before = [folder.everything, outside.everything]
    for body in [
      { try output(path).check() }, { _ = try output(path).write(Array("report".utf8)) },
    ] {
      let error = workspaceError(body)
      #expect(
        error?.description.contains(sentence) == true, "\(path): \(String(describing: error))",
        sourceLocation: location)
    }
    #expect([folder.everything, outside.everything] == before, sourceLocation: location)
  }

  // MARK: What is written

  @Test func `a file is made, and replaced with its mode kept`() throws {
    let path = folder.path + "/report.html"
    #expect(try write(path) == .replaced)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(try write(path, "again") == .replaced)
    #expect(folder.read("report.html") == "again")
    #expect(try PosixFileSystem().mode(of: path) == 0o600)
    #expect(folder.names("").filter { $0.hasSuffix(".precept-tmp") } == [])
  }

  @Test func `a link of the person's own is written through`() throws {
    try outside.write("old", to: "target.html")
    symlink("target.html", outside.path + "/link.html")
    symlink(outside.path + "/new.html", outside.path + "/dangling.html")
    try write(outside.path + "/link.html")
    try write(outside.path + "/dangling.html")
    #expect(outside.read("target.html") == "report")
    #expect(outside.read("new.html") == "report")
    let path = outside.path + "/link.html"
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "target.html")
  }

  @Test func `a pipe is written into and stays a pipe`() throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(try write(path) == .passedOn)
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "report")
    #expect(PosixFileSystem().kind(of: path) == .other)
  }

  @Test func `a device is written into and stays a device`() throws {
    // A fault must not replace the machine's own, which root could.
    var null = "/dev/null"
    if geteuid() == 0 {
      null = outside.path + "/null"
      try #require(mknod(null, S_IFCHR | 0o666, 0x0103) == 0)
    }
    symlink(null, outside.path + "/link")
    #expect(try write(null) == .passedOn)
    #expect(try write(outside.path + "/link") == .passedOn)
    #expect(PosixFileSystem().kind(of: null) == .other)
  }

  @Test func `an open descriptor is written into at its place`() throws {
    let path = outside.path + "/given"
    let given = open(path, O_WRONLY | O_CREAT, 0o600)
    defer { close(given) }
    #expect(Foundation.write(given, "before ", 7) == 7)
    #expect(try write("/dev/fd/\(given)") == .passedOn)
    #expect(Foundation.write(given, " after", 6) == 6)
    #expect(outside.read("given") == "before report after")
  }

  // MARK: What is refused

  @Test(arguments: ["0001.md", "log.jsonl", "labels.json", "new.html", "deeper/new.html"])
  func `nothing is written among saved versions`(name: String) throws {
    try folder.write("x", to: "policies/spam/versions/deeper/x")
    let sentence = "is among the saved versions of a policy, which never change."
    expectRefused(folder.path + "/policies/spam/versions/\(name)", sentence)
    expectRefused(folder.path + "/policies/../policies//spam/./versions/\(name)", sentence)
    // Of another workspace, too.
    try outside.write("x", to: "policies/chat/versions/deeper/x")
    expectRefused(outside.path + "/policies/chat/versions/\(name)", sentence)
    symlink(outside.path + "/policies/chat/versions/\(name)", outside.path + "/link")
    expectRefused(outside.path + "/link", sentence)
  }

  @Test func `versions that lie behind a link are saved versions all the same`() throws {
    try FileManager.default.moveItem(
      atPath: folder.path + "/policies/spam/versions", toPath: folder.path + "/history")
    symlink("../../history", folder.path + "/policies/spam/versions")
    #expect(try workspace.text(of: "spam", version: 1) == "one")
    expectRefused(folder.path + "/history/0001.md", "is among the saved versions")
  }

  @Test func `Precept's own files are refused`() throws {
    let sentence = "is one of Precept's own files"
    expectRefused(folder.path + "/.precept/runs.sqlite", sentence)
    expectRefused(folder.path + "/.precept/session.json", sentence)
    expectRefused(folder.state + "/runs.sqlite", sentence)
    expectRefused(folder.state + "/workspaces/runs.sqlite", sentence)
    try outside.write("x", to: ".precept/runs.sqlite")
    expectRefused(outside.path + "/.precept/runs.sqlite", sentence)
    symlink(".precept/runs.sqlite", outside.path + "/report.html")
    expectRefused(outside.path + "/report.html", sentence)
    symlink(".precept/session.json", folder.path + "/report.html")
    expectRefused(folder.path + "/report.html", "one of Precept's private files")
  }

  @Test func `a link of the workspace is not followed out of it`() throws {
    try outside.write("old", to: "target")
    symlink(outside.path + "/target", folder.path + "/report.html")
    expectRefused(
      folder.path + "/report.html",
      "/report.html is a symbolic link to \(outside.path)/target, which is outside the workspace.")
  }

  @Test func `folders and sockets are refused`() throws {
    expectRefused(folder.path, "is a folder.")
    expectRefused(folder.path + "/policies", "is a folder.")
    expectRefused(folder.path + "/none/report.html", "its folder does not exist.")
    expectRefused("", "its folder does not exist.")
    try SpecialFileTests.makeSocket(at: folder.path + "/socket")
    expectRefused(folder.path + "/socket", "is a socket.")
  }

  @Test(.enabled(if: geteuid() == 0, "making a device takes root"))
  func `a block device is refused`() throws {
    // No driver has the number 0.
    try #require(mknod(folder.path + "/disk", S_IFBLK | 0o600, 0) == 0)
    expectRefused(folder.path + "/disk", "is a block device.")
  }

  @Test(.enabled(if: MountedDisk.isPossible, "mounting a tmpfs takes root"))
  func `a full disk leaves the file as it was`() throws {
    let disk = try #require(MountedDisk())
    let path = disk.path + "/report.html"
    try write(path, "old")
    disk.fill()
    let error = workspaceError { try write(path, String(repeating: "x", count: 100_000)) }
    #expect(error?.isDiskFull == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }
}
