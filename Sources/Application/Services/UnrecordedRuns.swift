import Foundation
import Runs
import Workspace

/// Runs that ended while their records could not be written: a file each beside the drafts, until
/// some Precept records them.
struct UnrecordedRuns: Sendable {
  private struct File: Codable {
    static let currentFormat = 1
    var format = currentFormat
    var record: RunRecord
  }

  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// Best effort: where nothing can be written, the record stays in memory alone.
  func keep(_ record: RunRecord) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(File(record: record)) else { return }
    try? workspace.writePrivate([UInt8](bytes), to: name(record.id))
  }

  func remove(_ id: Run.ID) { try? workspace.removePrivate(name(id)) }

  /// What can be read, oldest first. Files of a newer form are left to a newer Precept.
  func all() -> [RunRecord] {
    let names = (try? workspace.privateNames(in: Self.folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      guard let bytes = try? workspace.readPrivate("\(Self.folder)/\(name)"),
        let file = try? JSONDecoder().decode(File.self, from: Data(bytes)),
        file.format <= File.currentFormat, file.record.state != nil
      else { return nil }
      return file.record
    }
  }

  private static let folder = "unrecorded"
  private func name(_ id: Run.ID) -> String { "\(Self.folder)/\(id.text).json" }
}
