import Foundation
import Workspace

/// `precept init`: a workspace with the shipped policies and samples.
public enum InitCommand {
  public static func run(_ directory: String?, in context: CommandContext) throws -> ExitStatus {
    try create(at: directory ?? context.options.workspace ?? ".", in: context)
    return .done
  }

  static func create(at directory: String, in context: CommandContext) throws {
    let shipped = ShippedFiles.folder
    if shipped == nil {
      context.console.note(
        "precept: the shipped policies are not beside this program; the workspace starts empty.")
    }
    let result = try context.onFiles {
      try WorkspaceCreation.create(at: directory, from: shipped)
    }
    for path in result.created { context.console.print("created \(path)") }
    for path in result.kept { context.console.print("kept    \(path), which was there already") }
  }
}

/// Where the policies and samples are that come with the program.
enum ShippedFiles {
  /// `$PRECEPT_SHARE`, `share/precept` beside the program's `bin`, or a folder above it that has both
  /// `policies/` and `samples/`, as a built checkout has.
  static let folder: String? = {
    if let share = environmentVariable("PRECEPT_SHARE") { return share }
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    var folder = program.deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appending(path: "share/precept")
    if isShipped(installed.path) { return installed.path }
    while folder.path != "/" {
      if isShipped(folder.path) { return folder.path }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }()

  private static func isShipped(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/policies")
      && FileManager.default.fileExists(atPath: folder + "/samples")
  }
}
