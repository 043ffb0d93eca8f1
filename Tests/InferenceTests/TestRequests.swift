import Harmony
import Inference
import Policies
import Runs

extension RunRequest {
  static func test(
    _ content: String, policy: String = testPolicy, effort: Effort = .low, maxTokens: Int? = nil
  ) -> RunRequest {
    RunRequest(
      id: Run.ID(milliseconds: 1, high: 2, low: 3), startedAt: 1,
      policy: .init(name: "scam"), conversation: .init(policy: policy, content: content),
      format: AnswerFormat.undetermined,
      parameters: RunParameters(
        effort: effort, temperature: 0, seed: 7, maxTokens: maxTokens, date: "2026-11-23"))
  }

  static let testPolicy = """
    # Scam policy
    - [S1] Content must not describe a prize scam.
    - [S0] Quoting the news is allowed.
    Output format: return JSON only.
    """
}

extension Engine {
  /// All events of a run, without their times.
  func events(of request: RunRequest) async -> [RunEvent.Kind] {
    var kinds: [RunEvent.Kind] = []
    for await event in run(request) { kinds.append(event.kind) }
    return kinds
  }
}

/// Gives a client to the body, and closes it.
func withClient<Result: Sendable>(
  _ body: (EngineClient) async throws -> Result
) async throws -> Result {
  let client = EngineClient()
  do {
    let result = try await body(client)
    await client.close()
    return result
  } catch {
    await client.close()
    throw error
  }
}
