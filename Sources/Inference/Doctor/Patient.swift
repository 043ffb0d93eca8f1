internal import Harmony
internal import Runs

/// What the doctor asks, and of whom.
struct Patient: Sendable {
  let engine: HTTPEngine
  let known: KnownEngine
  let route: any Route
  let peer: EnginePeer
  let date: String

  /// Small, and near what any Harmony model has seen: one policy, one content.
  static let conversation = Conversation(
    policy: """
      # Scam policy

      Content that promises a prize for money is a scam.
      Return 1 for a scam and 0 for anything else, and nothing but that digit.
      """,
    content: "You won a prize! Send 50 to claim it.")

  /// Whether the model has a format of its own, to which questions about Harmony do not apply.
  var speaksNoHarmony: Bool { known.identity.speaksHarmony == false }

  func notApplicable(_ id: String, _ what: String) -> EngineFinding {
    EngineFinding(
      id: id, level: .fine, summary: "\(what): not applicable, the model speaks no Harmony.",
      evidence: known.harmony == HarmonyVocabulary.none
        ? "its vocabulary has not all of Harmony's control tokens"
        : "by its name, \(known.identity.model ?? "none")")
  }

  func parameters(effort: Effort = .low, limit: Int) -> RunParameters {
    RunParameters(
      effort: effort, temperature: 0, seed: 1, sendsSeed: false, maxTokens: limit, date: date,
      layout: .developer)
  }

  /// - Parameter shields: false sends hostile text as it is, to see what the engine makes of it.
  func run(
    _ conversation: Conversation = Self.conversation, by route: (any Route)? = nil,
    effort: Effort = .low, limit: Int, shields: Bool = true
  ) async -> ProbeRun {
    let request = RunRequest.probe(conversation, parameters(effort: effort, limit: limit))
    var target = RouteTarget(engine: known, peer: peer, name: engine.peerName, slot: nil)
    target.shields = shields
    do {
      var prepared = try await (route ?? self.route).prepare(request, target)
      guard let reply = await peer.patient(.seconds(180)).send(prepared.path, prepared.body) else {
        return ProbeRun(
          kinds: [.failed(.silence(engine.peerName, limit: .seconds(180)))], reply: "")
      }
      let text = String(decoding: reply.body, as: UTF8.self)
      guard reply.status == 200 else {
        let failure = RunFailure.refused(
          reply, peer: engine.peerName, configuration: engine.settings)
        return ProbeRun(kinds: [.failed(failure)], reply: text)
      }
      let kinds = prepared.stream.consume(reply.body) + prepared.stream.end()
      return ProbeRun(kinds: kinds, reply: text)
    } catch let failure as RunFailure {
      return ProbeRun(kinds: [.failed(failure)], reply: "")
    } catch {
      return ProbeRun(kinds: [.cancelled], reply: "")
    }
  }
}
