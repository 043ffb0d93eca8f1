import Foundation
import Inference
import RuleMatcher
import Runs
import Workspace

/// The engine of a headless run, and the connections behind it.
struct ChosenEngine {
  var engine: any Engine
  var client: EngineClient?

  func close() async { await client?.close() }
}

extension CommandContext {
  /// By the rule of the manual: `--engine`, else the configured default, and never a substitute for
  /// either; with none, the first engine on this machine that serves a gpt-oss-safeguard model,
  /// else the rule matcher, announced on stderr.
  ///
  /// - Parameter mustBeNamed: `--fail-on` needs an engine that is configured or named.
  func chooseEngine(mustBeNamed: Bool) async throws -> ChosenEngine {
    if let name = try engineName() { return try await namedEngine(name) }
    try checkKeyHasHolder()
    if mustBeNamed {
      throw CommandFailure(
        .usage, "--fail-on needs an engine that is named or configured.",
        hint: "Add --engine NAME, URL or rule-matcher.")
    }
    let client = EngineClient()
    let found = await EngineDiscovery(client: client).find(configured: [])
    let safeguard = found.first {
      $0.status == .ready && EngineDiscovery.isSafeguard($0.identity.model)
    }
    guard let safeguard else {
      await client.close()
      console.note("precept: no gpt-oss-safeguard model runs here; the rule matcher decides.")
      return ChosenEngine(engine: RuleMatcherEngine())
    }
    console.note(
      "precept: \(safeguard.identity.name) · \(safeguard.identity.model ?? "") at \(safeguard.identity.url ?? "")"
    )
    return ChosenEngine(
      engine: HTTPEngine(configuration: tuned(safeguard.configuration), client: client),
      client: client)
  }

  /// The engine that `--engine` or the settings name; nil where neither does.
  ///
  /// - Throws: ``CommandFailure`` where the workspace names one that the user has not accepted.
  func engineName() throws -> String? {
    if let name = options.engine { return name }
    if let offer, let name = offer.defaultEngine { throw offer.refusal(of: name) }
    return configuration.defaultEngine
  }

  /// A key goes to the engine that it was named for, and to none that merely answers.
  func checkKeyHasHolder() throws {
    guard options.apiKeyEnvironment != nil, keyHolder == nil else { return }
    throw CommandFailure(
      .usage, "--api-key-env names a key, and nothing says which engine may get it.",
      hint: "Add --engine NAME or URL.")
  }

  func namedEngine(_ name: String) async throws -> ChosenEngine {
    if name == EngineIdentity.ruleMatcherName {
      return ChosenEngine(engine: RuleMatcherEngine())
    }
    let client = EngineClient()
    do {
      let configuration = try await engineConfiguration(name, client: client)
      return ChosenEngine(
        engine: HTTPEngine(configuration: tuned(configuration), client: client), client: client)
    } catch {
      await client.close()
      throw error
    }
  }

  /// What a name or URL stands for: an engine of the configuration, a URL, or one that is found on
  /// this machine under its kind's name.
  func engineConfiguration(
    _ name: String, client: EngineClient
  ) async throws -> EngineConfiguration {
    try checkKeyHasHolder()
    if name.contains("://") { return try configuration(name: name, url: name, engine: nil) }
    if let configured = configuredEngines.first(where: { $0.name == name }) { return configured }
    if let offer, offer.engines.contains(where: { $0.name == name }) {
      throw offer.refusal(of: name)
    }
    let found = await EngineDiscovery(client: client).find(configured: [])
    if let engine = found.first(where: { $0.identity.name == name }) {
      return holding(engine.configuration)
    }
    let known = configuredEngines.map(\.name) + found.map(\.identity.name) + ["rule-matcher"]
    throw CommandFailure(
      .engine,
      "There is no engine “\(name)”: it is not configured, and none of that name runs here.",
      hint: "Known: \(known.joined(separator: ", ")). A URL works too.")
  }

  /// The engines of the configuration that can be used, the preferred one under its own name.
  var configuredEngines: [EngineConfiguration] {
    configuration.engines.compactMap(engineConfiguration)
  }

  /// nil where it has no URL, or one that cannot be used.
  func engineConfiguration(_ engine: Configuration.Engine) -> EngineConfiguration? {
    engine.url.flatMap { try? configuration(name: engine.name, url: $0, engine: engine) }
  }

  func configuration(
    name: String, url: String, engine: Configuration.Engine?
  ) throws -> EngineConfiguration {
    do {
      return holding(
        try EngineConfiguration(
          name: name, url: url, model: engine?.model,
          apiKeyEnvironment: engine?.apiKeyEnvironment,
          kind: engine?.kind.flatMap(EngineIdentity.Kind.init(rawValue:)),
          route: engine?.route.flatMap(EngineRoute.init(rawValue:))))
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  /// With the key of `--api-key-env`, if it is this engine that it is for. Others, such as those
  /// that it is compared with, never get it.
  private func holding(_ configuration: EngineConfiguration) -> EngineConfiguration {
    guard let variable = options.apiKeyEnvironment, configuration.name == keyHolder else {
      return configuration
    }
    var configuration = configuration
    configuration.setKey(from: variable)
    return configuration
  }

  /// With what the command line says of model and patience.
  func tuned(_ configuration: EngineConfiguration) -> EngineConfiguration {
    var configuration = configuration
    if let model = options.model { configuration.model = model }
    if let route = options.route { configuration.route = route }
    if let timeout = options.timeout { configuration.silenceTimeout = .seconds(timeout) }
    return configuration
  }
}

extension EngineOffer {
  /// Why a command stops.
  func refusal(of name: String) -> CommandFailure {
    let engine = engines.first { $0.name == name }
    let what = engine?.url.map { "the engine “\(name)” at \($0)" } ?? "the default engine “\(name)”"
    return CommandFailure(
      .usage, "\(file) names \(what), which you have not accepted. Nothing was sent.",
      hint:
        "Accept it with precept trust, or for this command with --trust-workspace; or choose another with --engine."
    )
  }
}
