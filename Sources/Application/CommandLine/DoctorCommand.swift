import Harmony
import Inference
import Runs
import Wording
import Workspace

/// `precept doctor`: whether an engine renders, samples and streams as it should.
public enum DoctorCommand {
  /// Exit 4 where a finding is broken.
  public static func run(json: Bool, in context: CommandContext) async throws -> ExitStatus {
    let client = EngineClient()
    do {
      let status = try await run(json: json, in: context, client: client)
      await client.close()
      return status
    } catch {
      await client.close()
      throw error
    }
  }

  private static func run(
    json: Bool, in context: CommandContext, client: EngineClient
  ) async throws -> ExitStatus {
    let configuration = context.tuned(try await patient(in: context, client: client))
    let engine = HTTPEngine(configuration: configuration, client: client)
    let doctor = Doctor(engine, date: TimeSource.system.now().date)
    var findings: [EngineFinding] = []
    if !json { context.console.note("precept: examining \(configuration.url) …") }
    for await finding in doctor.examine() {
      findings.append(finding)
      if !json { tell(finding, on: context.console) }
    }
    if json {
      context.console.print(document(engine.identity, findings).document)
    } else {
      context.console.print("")
      context.console.print(EngineFinding.counts(findings))
    }
    if Task.isCancelled { return .interrupted }
    return findings.contains { $0.level == .broken } ? .engine : .done
  }

  /// The engine that is named or configured, else the first that runs here; safeguard models first.
  private static func patient(
    in context: CommandContext, client: EngineClient
  ) async throws -> EngineConfiguration {
    if let name = try context.engineName() {
      guard name != EngineIdentity.ruleMatcherName else {
        throw CommandFailure(
          .usage, "The rule matcher is no engine to be examined: it is built in.",
          hint: "Name an engine or a URL with --engine.")
      }
      return try await context.engineConfiguration(name, client: client)
    }
    try context.checkKeyHasHolder()
    let found = await EngineDiscovery(client: client).find(
      configured: context.configuredEngines
    ).filter { $0.status == .ready }
    let chosen =
      found.first { EngineDiscovery.isSafeguard($0.identity.model) } ?? found.first
    guard let chosen else {
      throw CommandFailure(
        .engine, "No engine runs on this machine's usual ports.",
        hint: "Name one with --engine URL, or start llama-server, Ollama, vLLM or LM Studio.")
    }
    return chosen.configuration
  }

  private static func tell(_ finding: EngineFinding, on console: Console) {
    let colour = ["fine": "32", "caution": "33", "broken": "31"][finding.level.rawValue] ?? "0"
    let word = finding.level.rawValue.uppercased()
    let padded = word + String(repeating: " ", count: 8 - word.count)
    console.print(
      "\(console.styled(padded, colour)) \(finding.id)  \(finding.summary)")
    for line in finding.evidence.split(separator: "\n", omittingEmptySubsequences: false) {
      console.print("         │ \(String(line))")
    }
    if !finding.advice.isEmpty { console.print("         → \(finding.advice)") }
  }

  private static func document(_ engine: EngineIdentity, _ findings: [EngineFinding]) -> JSON {
    [
      "schema": 1, "engine": RunJSON.engine(engine),
      "findings": .array(
        findings.map { finding in
          [
            "id": .string(finding.id), "level": .string(finding.level.rawValue),
            "summary": .string(finding.summary), "evidence": .string(finding.evidence),
            "advice": .string(finding.advice),
          ]
        }),
    ]
  }
}
