import Runs
import Testing
import Workbench

extension Sample {
  /// Takes its runs as tokens.
  static let exact = EngineListing(
    identity: EngineIdentity(
      name: "llama-server", kind: .llamaServer, url: "http://127.0.0.1:8080",
      model: "gpt-oss-safeguard-20b.gguf", build: "b11549", context: 8192, slots: 4,
      route: .exact),
    status: .ready, isSafeguard: true)

  static let ollama = EngineListing(
    identity: EngineIdentity(
      name: "ollama", kind: .ollama, url: "http://127.0.0.1:11434", model: "gpt-oss:20b",
      build: "0.12.3", context: 4096, route: .native),
    status: .ready)

  static let silent = EngineListing(
    identity: EngineIdentity(
      name: "gpu-box", kind: .vllm, url: "https://gpu.example.org",
      model: "openai/gpt-oss-safeguard-120b"),
    status: .unreachable, isSafeguard: true, isLocal: false)

  static let findings = [
    EngineFinding(
      id: "prompt", level: .broken,
      summary: "The policy is dropped: the template takes only the first system message.",
      evidence:
        "<|start|>system<|message|>You are ChatGPT<|end|>\n<|start|>user<|message|>ZEBRA-7<|end|>",
      advice: "Verdicts are made without the policy. Update the chat template of the model."),
    EngineFinding(
      id: "effort", level: .fine, summary: "Effort is honoured: low, medium and high differ.",
      evidence: "Reasoning: low\nReasoning: high"),
    EngineFinding(
      id: "context", level: .caution,
      summary: "A slot holds 8192 tokens, which a long policy with a long chain can fill.",
      evidence: "/props: n_ctx 8192, total_slots 4", advice: "Start it with a larger -c."),
    EngineFinding(
      id: "stop", level: .fine, summary: "It stops on <|return|> and goes on after <|end|>.",
      evidence: "stop_type: eos"),
  ]
}

extension Bench {
  /// On the Engines screen with three engines, the first of which runs go to.
  static func onEngines(
    _ columns: Int = 120, _ rows: Int = 36, ascii: Bool = false,
    _ listings: [EngineListing] = [Sample.exact, Sample.ollama, Sample.silent]
  ) -> Bench {
    var bench = Bench(columns, rows, ascii: ascii)
    bench.send(.engines(.found(listings)))
    bench.workspace(.opened(Sample.document, draft: nil))
    bench.workspace(.cases(Sample.cases, show: .first))
    bench.press("f8")
    bench.send(.engines(.found(listings)))
    bench.forgetEffects()
    return bench
  }

  @discardableResult
  mutating func engines(_ event: EnginesEvent) -> [Effect] { send(.engines(event)) }

  /// The doctor's whole visit to an engine.
  mutating func examine(_ listing: EngineListing, _ findings: [EngineFinding] = Sample.findings) {
    press("d")
    for finding in findings { engines(.finding(finding, of: listing.key)) }
    engines(.examined(key: listing.key, problem: nil))
  }
}
