import Foundation
public import Runs

/// How to reach one engine.
public struct EngineConfiguration: Hashable, Sendable {
  /// Shown, and what `--engine` takes.
  public var name: String
  public var url: EngineURL
  /// nil: the one that the engine serves, a gpt-oss-safeguard one first.
  public var model: String?
  /// The environment variable that holds the key. Keys are never stored, shown or logged.
  public private(set) var apiKeyEnvironment: String?
  /// The only place that the key is sent to: the one it was configured for.
  private var keyOrigin: EngineURL.Origin?
  /// nil: asked before the first run.
  public var kind: EngineIdentity.Kind?
  /// nil: the best that the engine offers.
  public var route: EngineRoute?
  /// How long nothing may arrive before a run fails. A request that waits for a slot of
  /// llama-server gets no byte at all, so that this bounds the wait in its queue as well.
  public var silenceTimeout: Duration
  /// What discovery learnt; spares the first run asking.
  var known: KnownEngine?

  /// - Throws: ``EngineURLError`` where the URL cannot be used.
  public init(
    name: String, url: String, model: String? = nil, apiKeyEnvironment: String? = nil,
    kind: EngineIdentity.Kind? = nil, route: EngineRoute? = nil,
    silenceTimeout: Duration = .seconds(300)
  ) throws(EngineURLError) {
    self.init(
      name: name, url: try EngineURL(url), model: model, apiKeyEnvironment: apiKeyEnvironment,
      kind: kind, route: route, silenceTimeout: silenceTimeout)
  }

  public init(
    name: String, url: EngineURL, model: String? = nil, apiKeyEnvironment: String? = nil,
    kind: EngineIdentity.Kind? = nil, route: EngineRoute? = nil,
    silenceTimeout: Duration = .seconds(300)
  ) {
    self.name = name
    self.url = url
    self.model = model
    self.apiKeyEnvironment = apiKeyEnvironment
    keyOrigin = url.origin
    self.kind = kind
    self.route = route
    self.silenceTimeout = silenceTimeout
  }

  /// Takes the key from another variable. It goes to the URL that is configured now and, should that
  /// change, to no other.
  public mutating func setKey(from variable: String) {
    apiKeyEnvironment = variable
    keyOrigin = url.origin
  }

  /// An engine that was named by its URL goes by its kind, or by its address where that says little.
  func shownName(_ kind: EngineIdentity.Kind) -> String {
    guard name.isEmpty || name.contains("://") else { return name }
    let address = url.description.split(separator: "/", maxSplits: 1).last.map {
      $0.drop { $0 == "/" }
    }
    return kind == .openAICompatible ? address.map(String.init) ?? kind.rawValue : kind.rawValue
  }

  public var isLoopback: Bool { url.isLoopback }

  /// As far as the configuration tells.
  var identity: EngineIdentity {
    var identity =
      known?.identity
      ?? EngineIdentity(name: name, kind: kind ?? .openAICompatible, url: url.description)
    identity.name = shownName(identity.kind)
    identity.model = model ?? identity.model
    return identity
  }

  /// A key, or that none is needed.
  struct APIKey: Sendable {
    var value: String?
  }

  /// The key for this URL; none where another was configured for it.
  ///
  /// - Throws: a failure where the named variable is not set.
  func apiKey() throws(RunFailure) -> APIKey {
    guard let apiKeyEnvironment, keyOrigin == url.origin else { return APIKey() }
    guard let key = ProcessInfo.processInfo.environment[apiKeyEnvironment], !key.isEmpty else {
      throw RunFailure(
        .unauthorized,
        "The environment variable \(apiKeyEnvironment), which should hold the key for \(name), is not set.",
        hint: "Set it, or name another with --api-key-env.")
    }
    return APIKey(value: key)
  }
}
