import Foundation
import Testing

@testable import Workspace

struct FileLimitTests {
  let folder = TestFolder()

  func error(reading bytes: [UInt8]) throws -> WorkspaceError? {
    try folder.write(bytes, to: "policies/p/policy.md")
    return workspaceError { _ = try folder.open().policy(named: "p") }
  }

  @Test func `text that is not UTF-8 is refused with the place`() throws {
    let error = try error(reading: Array("é\n".utf8) + [0xFF, 0x41])
    #expect(error?.message.hasSuffix("policy.md is not UTF-8 text (byte 3).") == true)
  }

  @Test func `a file of 50 MB is refused with its size`() throws {
    let error = try error(reading: [UInt8](repeating: 0x61, count: 50 * 1_048_576))
    #expect(
      error?.message.hasSuffix("is too large: 50 MB, where 16 MB is the limit.") == true)
  }

  @Test func `a file at the limit is read`() throws {
    let bytes = [UInt8](repeating: 0x61, count: Workspace.sizeLimit)
    #expect(try error(reading: bytes) == nil)
  }

  @Test func `folders, missing files and devices are refused with a sentence`() throws {
    for (path, sentence) in [
      (folder.path, "\(folder.path) is not a file."),
      (folder.path + "/no", "\(folder.path)/no does not exist."),
      ("/dev/zero", "/dev/zero is not a file."),
    ] {
      #expect(workspaceError { _ = try TextFile.read(path) }?.message == sentence)
    }
  }

  @Test func `a folder without policies is no workspace`() throws {
    #expect(Workspace.isWorkspace(folder.path))
    #expect(!Workspace.isWorkspace(folder.path + "/policies"))
    let error = workspaceError { _ = try Workspace(opening: folder.path + "/policies") }
    #expect(error?.isNotFound == true)
    #expect(error?.hint == "Create one there with precept init.")
  }
}
