import Foundation
import Subprocess
import SystemPackage
import Workspace

/// Edits a text in the person's own editor: `$VISUAL`, `$EDITOR`, or `vi`.
enum ExternalEditor {
  /// - Returns: the text as the editor left it.
  /// - Parameter command: nil takes the person's.
  /// - Throws: a sentence when the editor could not be run, ended with an error, or left something
  ///   that cannot be taken. What was written then stays in the file, and the sentence names it.
  static func edit(_ text: String, command: String? = nil) async throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "precept-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var isKept = false
    defer { if !isKept { try? FileManager.default.removeItem(at: folder) } }
    let file = folder.appending(path: "text.md")
    try Data(text.utf8).write(to: file)
    let command =
      command ?? environmentVariable("VISUAL") ?? environmentVariable("EDITOR") ?? "vi"
    // The value may hold arguments, so that a shell takes it apart.
    let result = try await run(
      .name("sh"), arguments: ["-c", command + " \"$1\"", "sh", file.path],
      // Not in the workspace, which may be somebody else's: some editors obey files in the folder
      // that they start in, and so does a PATH with a dot. What is written beside stays.
      workingDirectory: FilePath(NSHomeDirectory()),
      input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
    do {
      guard result.terminationStatus.isSuccess else {
        throw CommandFailure(
          .files, "The editor “\(command)” ended with an error; the text is as it was.",
          hint: "Set EDITOR to one that works.")
      }
      return try TextFile.read(file.path)
    } catch {
      isKept = FileManager.default.contents(atPath: file.path) != Data(text.utf8)
      guard isKept else { throw error }
      throw CommandFailure(.files, "\(error)", hint: "What was written is in \(file.path).")
    }
  }
}
