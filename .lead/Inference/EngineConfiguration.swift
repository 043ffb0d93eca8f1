import Foundation
public import Runs

/// How to reach an engine.
public struct EngineConfiguration: Hashable, Sendable {
  public struct BadURL: Error, CustomStringConvertible {
    public let description: String
  }

  public var name: String
  /// Scheme, host, port, perhaps a path; without `/v1` and without a slash at the end.
  public let url: String
  /// nil leaves it to the engine.
  public var model: String?
  /// The variable of the environment that holds the key; the key itself stands nowhere.
  public var apiKeyEnvironment: String?
  /// nil until it was probed.
  public var kind: EngineIdentity.Kind?
  public var build: String?
  public var context: Int?
  /// A run fails when nothing arrives for this long. Long, since a busy llama-server sends nothing
  /// at all until a slot is free.
  public var silenceTimeout: Duration = .seconds(600)

  /// - Parameter url: `http://` or `https://`, with or without `/v1`.
  /// - Throws: ``BadURL`` with a sentence.
  public init(
    name: String, url: String, model: String? = nil, apiKeyEnvironment: String? = nil,
    kind: EngineIdentity.Kind? = nil
  ) throws {
    guard var parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty
    else {
      throw BadURL(
        description: "“\(url)” is no address of an engine. Write it as http://127.0.0.1:8080.")
    }
    parts.scheme = scheme
    parts.query = nil
    parts.fragment = nil
    parts.user = nil
    parts.password = nil
    var path = parts.path
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix("/v1") { path.removeLast(3) }
    parts.path = path
    self.url = parts.string ?? url
    self.name = name == url ? self.url : name
    self.model = model
    self.apiKeyEnvironment = apiKeyEnvironment
    self.kind = kind
  }

  public var identity: EngineIdentity {
    EngineIdentity(
      name: name, kind: kind ?? .openAICompatible, url: url, model: model, build: build,
      context: context)
  }

  /// Whether content stays on this machine.
  public var isLoopback: Bool {
    guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
    let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    return bare == "localhost" || bare == "::1" || bare.hasPrefix("127.")
  }

  /// Name and address, for sentences.
  var source: String { name == url ? url : "\(name) at \(url)" }

  /// The key's value, from the environment.
  func apiKey(_ environment: [String: String]) -> String? {
    apiKeyEnvironment.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
