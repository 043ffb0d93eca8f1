import Harmony
import Runs
import Testing

@testable import Inference

@Suite struct OllamaContextTests {
  private func size(
    _ bytes: Int, effort: Effort = .low, loaded: Int? = nil, maximum: Int? = 131_072
  ) throws -> Int {
    try OllamaContext(
      for: Conversation(policy: String(repeating: "a", count: bytes), content: ""),
      parameters: RunParameters(effort: effort, seed: 1, date: "2026-11-23"), loaded: loaded,
      maximum: maximum, name: "ollama"
    ).size
  }

  @Test func theContextGoesInFewStepsAndHoldsPromptAndChain() throws {
    #expect(try size(100) == 8192)
    #expect(try size(13_000) == 16_384)
    #expect(try size(100, effort: .high) == 32_768)
    #expect(try size(100_000, effort: .high) == 131_072)
  }

  @Test func whatIsLoadedIsKeptWhereItSuffices() throws {
    #expect(try size(100, loaded: 65_536) == 65_536)
    #expect(try size(100, loaded: 4096) == 4096)
    #expect(try size(13_000, loaded: 4096) == 16_384)
  }

  @Test func aPromptThatCannotFitIsRefusedWithBothNumbers() throws {
    #expect(try size(300_000) == 131_072, "it may fit")
    do {
      _ = try size(2_000_000)
      Issue.record("It cannot fit.")
    } catch let failure as RunFailure {
      #expect(failure.kind == .context)
      #expect(failure.message.contains("250000"))
      #expect(failure.message.contains("131072"))
    }
  }
}
