import Digests
import Foundation

/// What a workspace's `precept.toml` says of engines: engines of its own, and which one is to
/// answer.
///
/// A workspace is somebody else's. Its engines would be sent policies and content, so they count
/// only once the user has accepted them (``WorkspaceTrust``).
public struct EngineOffer: Hashable, Sendable {
  /// Those that have a URL and whose names the user has not taken.
  public let engines: [Configuration.Engine]
  /// nil where the workspace names none, or the user's own.
  public let defaultEngine: String?
  /// The file that says so.
  public let file: String

  /// - Returns: nil where the workspace brings nothing that the user has not said as well.
  init?(_ workspace: Configuration, file: String, user: Configuration) {
    engines = workspace.engines.filter { engine in
      engine.url != nil && user.engine(named: engine.name) == nil
    }
    defaultEngine =
      workspace.defaultEngine == user.defaultEngine ? nil : workspace.defaultEngine
    self.file = file
    if engines.isEmpty && defaultEngine == nil { return nil }
  }

  /// SHA-256 of all that is offered; any change of it makes another offer.
  public var digest: String {
    let fields: [[String?]] =
      [[defaultEngine]]
      + engines.map { [$0.name, $0.url, $0.model, $0.apiKeyEnvironment, $0.kind, $0.route] }
    // JSON keeps fields apart, whatever they hold.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return sha256Hex((try? encoder.encode(fields)).map { Array($0) } ?? [])
  }

  /// Whether the name is offered, as an engine or as the default.
  public func includes(_ name: String) -> Bool {
    defaultEngine == name || engines.contains { $0.name == name }
  }

  /// A line for each thing offered, for a person who is to accept it.
  public var lines: [String] {
    engines.map { engine in
      [
        "engine “\(engine.name)” at \(engine.url ?? "")", engine.model.map { "model \($0)" },
        engine.apiKeyEnvironment.map { "with the key in $\($0)" },
      ].compactMap { $0 }.joined(separator: ", ")
    } + (defaultEngine.map { ["default engine “\($0)”"] } ?? [])
  }
}

extension Configuration {
  /// With what a workspace offers, once it is accepted.
  public func accepting(_ offer: EngineOffer) -> Configuration {
    var configuration = self
    configuration.engines += offer.engines.filter { engine(named: $0.name) == nil }
    configuration.defaultEngine = offer.defaultEngine ?? defaultEngine
    return configuration
  }
}
