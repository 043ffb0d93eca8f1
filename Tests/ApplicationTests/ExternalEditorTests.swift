import Foundation
import Testing
import Workspace

@testable import Application

/// What was written in another editor is never thrown away.
struct ExternalEditorTests {
  /// The sentence, and the file that it names.
  private func failure(of command: String) async -> (String, URL?) {
    do {
      _ = try await ExternalEditor.edit("before", command: command)
      return ("", nil)
    } catch {
      let sentence = "\(error)"
      let file = sentence.firstRange(of: "What was written is in ").map {
        URL(filePath: String(sentence[$0.upperBound...].dropLast()))
      }
      return (sentence, file)
    }
  }

  @Test func `the text comes back as the editor left it`() async throws {
    #expect(
      try await ExternalEditor.edit("before", command: "printf ' after' >>") == "before after")
  }

  @Test func `a text that is too large to be taken stays in its file`() async throws {
    let (sentence, file) = await failure(of: "head -c 17825792 /dev/zero | tr '\\0' a >")
    #expect(sentence.contains("is too large: 17 MB, where 16 MB is the limit."))
    let kept = try #require(file)
    #expect(try Data(contentsOf: kept).count == 17_825_792)
    try FileManager.default.removeItem(at: kept.deletingLastPathComponent())
  }

  @Test func `what an editor wrote before it failed stays in its file`() async throws {
    let (sentence, file) = await failure(of: "write() { echo typed > \"$1\"; exit 3; }; write")
    #expect(sentence.contains("ended with an error"))
    let kept = try #require(file)
    #expect(try String(contentsOf: kept, encoding: .utf8) == "typed\n")
    try FileManager.default.removeItem(at: kept.deletingLastPathComponent())
  }

  @Test func `an editor that fails and wrote nothing leaves nothing`() async throws {
    let (sentence, file) = await failure(of: "false")
    #expect(sentence.contains("ended with an error") && file == nil)
  }
}
