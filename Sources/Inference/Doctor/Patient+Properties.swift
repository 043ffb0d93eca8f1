internal import Harmony
internal import Runs

/// What an engine says of itself.
extension Patient {
  /// Whether the model is gpt-oss-safeguard. Base gpt-oss has the same architecture and vocabulary, so
  /// that names are all there is to go by.
  func model() async -> [EngineFinding] {
    var names = [known.identity.model].compactMap(\.self)
    switch known.identity.kind {
    case .llamaServer:
      if let path = await peer.get(LlamaProperties.self, at: "/props")?.modelPath {
        names.append(path)
      }
    case .ollama:
      let question = ModelDetails.Question(model: known.identity.model ?? "")
      if let details = await peer.post(ModelDetails.self, at: "/api/show", question) {
        names += [details.baseName, details.details?.family].compactMap(\.self)
      }
    default: break
    }
    let evidence = names.map { "name: \($0)" }.joined(separator: "\n")
    let shown = known.identity.model ?? "without a name"
    func finding(
      _ level: EngineFinding.Level, _ summary: String, _ advice: String = ""
    ) -> [EngineFinding] {
      [
        EngineFinding(
          id: "model", level: level, summary: summary, evidence: evidence, advice: advice)
      ]
    }
    if names.contains(where: { EngineDiscovery.isSafeguard($0) }) {
      return finding(.fine, "The model is \(shown), a gpt-oss-safeguard by its name.")
    }
    if speaksNoHarmony {
      return finding(
        .caution, "The model \(shown) speaks no Harmony: it is not a gpt-oss model.",
        "It can be asked by its chat template. Policies written for gpt-oss-safeguard may mean less to it: measure it on a case set, or load gpt-oss-safeguard-20b."
      )
    }
    let isBase = names.contains { name in
      name.lowercased().filter(\.isLetter).contains("gptoss")
    }
    return finding(
      .caution,
      isBase
        ? "The model \(shown) looks like base gpt-oss, not gpt-oss-safeguard."
        : "The name \(shown) does not say gpt-oss-safeguard.",
      "Base gpt-oss keeps to an answer format less often and follows policies less well; both look alike but for their names. Check which file is loaded."
    )
  }

  func context() async -> [EngineFinding] {
    let id = "context"
    if known.identity.kind == .ollama {
      let question = ModelDetails.Question(model: known.identity.model ?? "")
      let maximum = await peer.post(ModelDetails.self, at: "/api/show", question)?.maximum
      return [
        EngineFinding(
          id: id, level: .fine,
          summary:
            "Precept sets the context for each run from the size of its prompt\(maximum.map { ", up to \($0) tokens" } ?? "").",
          evidence:
            "in memory now: \(known.identity.context.map { "\($0) tokens" } ?? "no model")",
          advice: route.name == .native
            ? ""
            : "The route \(route.name.rawValue) cannot set it, and Ollama cuts long prompts without a word: use the route native."
        )
      ]
    }
    guard let context = known.identity.context else {
      return [
        EngineFinding(
          id: id, level: .caution, summary: "The engine does not tell its context length.",
          evidence: "no n_ctx or max_model_len in its answers",
          advice: "Policy, content, chain and answer must fit; see that it is at least 8192 tokens."
        )
      ]
    }
    let level: EngineFinding.Level = context < 2048 ? .broken : context < 8192 ? .caution : .fine
    return [
      EngineFinding(
        id: id, level: level, summary: "Each run has \(context) tokens of context.",
        evidence: "n_ctx or max_model_len: \(context)",
        advice: level == .fine
          ? ""
          : "A policy of 600 tokens, the content and a chain at high effort need 8192 and more: start the engine with a longer context (llama-server: -c for all slots together)."
      )
    ]
  }

  func slots() -> [EngineFinding] {
    guard let slots = known.identity.slots else {
      return [
        EngineFinding(
          id: "slots", level: .fine,
          summary: "The engine does not tell how many runs it answers at a time.",
          evidence: "no slots in its answers")
      ]
    }
    return [
      EngineFinding(
        id: "slots", level: .fine,
        summary:
          slots == 1 ? "It answers one run at a time." : "It answers \(slots) runs at a time.",
        evidence: "total_slots: \(slots)",
        advice: slots == 1 ? "More slots (-np) make case sets faster; context is divided." : "")
    ]
  }

  func tokens() -> [EngineFinding] {
    let id = "exact"
    if speaksNoHarmony { return [notApplicable(id, "Exact runs")] }
    if known.controls != nil, route.name == .exact {
      return [
        EngineFinding(
          id: id, level: .fine,
          summary: "Runs are exact: our own rendering goes as token ids, and tokens come back.",
          evidence: known.controlWords)
      ]
    }
    let reason =
      known.controls != nil
      ? "It could take token ids, but the route \(route.name.rawValue) was chosen."
      : "The engine takes no token ids: it renders the prompt and takes the answer apart itself."
    return [
      EngineFinding(
        id: id, level: .caution, summary: reason, evidence: known.controlWords,
        advice: known.controls != nil
          ? "Leave --route out, or choose exact."
          : "Spelled control tokens in policy or content are altered before they are sent, and recorded. llama-server and vLLM take token ids."
      )
    ]
  }
}

extension KnownEngine {
  fileprivate var controlWords: String {
    guard let controls else { return "no ids of control tokens" }
    return ControlTokenIDs.needed.map { "\($0.rawValue) = \(controls[$0])" }
      .joined(separator: "\n")
  }
}
