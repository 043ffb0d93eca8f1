import Foundation
import Subprocess
import Workspace

/// Edits a text in the person's own editor: `$VISUAL`, `$EDITOR`, or `vi`.
enum ExternalEditor {
  /// - Returns: the text as the editor left it.
  /// - Throws: a sentence when the editor could not be run, or ended with an error.
  static func edit(_ text: String) async throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "precept-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "text.md")
    try Data(text.utf8).write(to: file)
    let command = environmentVariable("VISUAL") ?? environmentVariable("EDITOR") ?? "vi"
    // The value may hold arguments, so that a shell takes it apart.
    let result = try await run(
      .name("sh"), arguments: ["-c", command + " \"$1\"", "sh", file.path],
      input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
    guard result.terminationStatus.isSuccess else {
      throw CommandFailure(
        .files, "The editor “\(command)” ended with an error; the text is as it was.",
        hint: "Set EDITOR to one that works.")
    }
    return try TextFile.read(file.path)
  }
}
