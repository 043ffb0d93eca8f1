import Foundation

/// Finds llama-server.
public enum LlamaServerProgram {
  /// The configured program, else the first in the PATH. Relative entries of the PATH are skipped:
  /// what a folder holds that somebody cloned is not to be run.
  ///
  /// - Parameters:
  ///   - configured: as the user's own configuration names it.
  ///   - path: the PATH.
  /// - Throws: ``ManagedEngineError`` that says how to get it.
  public static func find(
    configured: String?, path: String?
  ) throws(ManagedEngineError) -> String {
    if let configured {
      guard isProgram(configured) else {
        throw ManagedEngineError(EngineFailureSentence.notExecutable(configured))
      }
      return configured
    }
    let folders = (path ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    guard let found = folders.map({ "\($0)/llama-server" }).first(where: isProgram) else {
      throw ManagedEngineError(EngineFailureSentence.missing)
    }
    return found
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}

/// Why an engine cannot be managed: one sentence, and what to do.
public struct ManagedEngineError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
