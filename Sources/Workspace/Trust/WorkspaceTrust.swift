import Digests
import Foundation

/// What the user has answered to the offers of workspaces, in the user's state folder.
///
/// An answer holds for one workspace and one content of its engine settings. It is kept as two
/// SHA-256 digests, of the workspace's path and of the offer, in one file for each workspace:
/// mode 0600, replaced at once.
public struct WorkspaceTrust: Sendable {
  public enum Answer: String, Codable, Sendable {
    case accepted, declined
  }

  private struct Entry: Codable {
    var format = 1
    var offer: String
    var answer: Answer
  }

  private let folder: String
  private let files = PosixFileSystem()

  /// - Parameter stateFolder: nil for the one that the environment names.
  public init(stateFolder: String? = nil) {
    folder = (stateFolder ?? UserFolders.state) + "/trust"
  }

  /// nil where the user was not asked about this offer, or the answer cannot be read.
  ///
  /// - Parameter workspace: its folder, in any spelling.
  public func answer(to offer: EngineOffer, of workspace: String) -> Answer? {
    guard let bytes = try? files.read(path(workspace)),
      let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)), entry.format == 1,
      entry.offer == offer.digest
    else { return nil }
    return entry.answer
  }

  /// Keeps the answer, in the place of the one before.
  ///
  /// - Throws: ``WorkspaceError`` where the state folder cannot be written.
  public func keep(_ answer: Answer, to offer: EngineOffer, of workspace: String) throws {
    let path = path(workspace)
    do {
      try files.makeDirectories(folder, mode: 0o700)
      let entry = Entry(offer: offer.digest, answer: answer)
      try files.replace(path, with: [UInt8](try JSONEncoder().encode(entry)), mode: 0o600)
    } catch {
      throw WorkspaceError.system(error, path, writing: true)
    }
  }

  /// Takes back whatever was answered.
  ///
  /// - Returns: whether there was an answer.
  public func forget(_ workspace: String) throws -> Bool {
    let path = path(workspace)
    guard files.kind(of: path) != nil else { return false }
    do {
      try files.remove(path)
    } catch {
      throw WorkspaceError.system(error, path, writing: true)
    }
    return true
  }

  private func path(_ workspace: String) -> String {
    let resolved = (try? files.resolve(workspace)) ?? workspace
    return "\(folder)/\(sha256Hex(resolved)).json"
  }
}
