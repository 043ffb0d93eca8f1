import Inference
import Runs

/// `precept engines`: what runs here.
public enum EnginesCommand {
  public static func run(json: Bool, in context: CommandContext) async throws -> ExitStatus {
    let client = EngineClient()
    var configured = context.configuredEngines
    if let name = context.options.engine, name.contains("://") {
      configured.append(try context.configuration(name: name, url: name, engine: nil))
    }
    let found = await EngineDiscovery(client: client).find(configured: configured)
    await client.close()
    if json {
      let rows = found.map { engine -> JSON in
        let identity = engine.identity
        return [
          "name": .string(identity.name), "kind": .string(identity.kind.rawValue),
          "url": JSON(identity.url), "model": JSON(identity.model),
          "context": JSON(identity.context), "build": JSON(identity.build),
          "slots": JSON(identity.slots), "route": JSON(identity.route?.rawValue),
          "status": .string(engine.status.word),
        ]
      }
      context.console.print(
        JSON.object([("schema", 1), ("engines", .array(rows + [ruleMatcher]))]).document)
      return .done
    }
    for engine in found {
      let identity = engine.identity
      let parts = [
        identity.name, identity.url ?? "", identity.model ?? "no model",
        identity.context.map { "context \($0)" } ?? "", identity.route?.rawValue ?? "",
        engine.status.word,
      ].filter { !$0.isEmpty }
      context.console.print(parts.joined(separator: "  "))
    }
    context.console.print("rule-matcher  built in, not a model  ready")
    if found.isEmpty {
      context.console.note(
        "No engine runs on this machine's usual ports. Start llama-server, Ollama, vLLM or LM Studio."
      )
    }
    return .done
  }

  private static let ruleMatcher: JSON = [
    "name": "rule-matcher", "kind": "rule-matcher", "url": nil, "model": nil, "context": nil,
    "build": nil, "slots": nil, "route": nil, "status": "ready",
  ]
}

extension DiscoveredEngine.Status {
  /// As `engines --json` spells it.
  var word: String {
    switch self {
    case .ready: "ready"
    case .loading: "loading"
    case .needsKey: "needs_key"
    case .unreachable: "unreachable"
    }
  }
}
