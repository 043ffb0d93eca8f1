import Foundation
import Workspace

/// A workspace in a folder of its own, which goes with the value.
final class TemporaryWorkspace: Sendable {
  let root: String
  let workspace: Workspace

  /// - Parameter policies: texts by name, each saved as version 1.
  init(policies: [String: String] = ["spam": "# Spam\n- SP1 No spam\n"]) throws {
    root = FileManager.default.temporaryDirectory.appending(path: "precept-\(UUID())").path
    for folder in ["policies", "samples", "state"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
    }
    workspace = try Workspace(opening: root, stateFolder: root + "/state")
    for (name, text) in policies {
      _ = try workspace.createPolicy(
        named: name, text: text, author: "ada", time: "2026-11-27T10:00:00Z")
    }
  }

  var records: String { root + "/.precept/runs.sqlite" }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }
}
