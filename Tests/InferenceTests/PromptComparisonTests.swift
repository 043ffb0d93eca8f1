import Harmony
import Runs
import Testing

@testable import Inference

@Suite struct PromptComparisonTests {
  private let conversation = Conversation(policy: "# Policy\n\nNo prizes.", content: "A prize!")

  private func ours(_ layout: PromptLayout = .developer) -> HarmonyPrompt {
    HarmonyPrompt(conversation, effort: .low, date: "2026-11-23", layout: layout)
  }

  private func compare(_ change: (String) -> String) -> PromptComparison {
    PromptComparison(
      ours: ours(), theirs: PromptSegment.segments(spelledIn: change(ours().text)),
      of: conversation)
  }

  @Test func theSamePromptHasNoDifference() {
    let comparison = compare { $0 }
    #expect(comparison.differences.isEmpty)
    #expect(comparison.level == .fine)
  }

  @Test(arguments: [
    ("2026-11-23", "2026-11-25", "date", EngineFinding.Level.fine),
    ("No prizes.<|end|>", "No prizes.\n\n<|end|>", "blank line", .fine),
    ("Reasoning: low", "Reasoning: medium", "effort", .caution),
    ("analysis, commentary, final", "analysis, final", "channels", .caution),
    ("Knowledge cutoff: 2024-06", "Knowledge cutoff: 2025-01", "system", .fine),
    ("No prizes.", "No gifts.", "policy", .broken),
    ("# Policy\n\nNo prizes.", "", "policy", .broken),
    ("A prize!", "A priz", "content", .broken),
    (
      "<|end|><|start|>user", "<|end|><|start|>developer<|message|>x<|end|><|start|>user",
      "messages", .caution
    ),
    ("# Instructions\n\n", "", "messages", .caution),
  ])
  func aDifferenceIsNamed(
    _ old: String, _ new: String, _ kind: String, _ level: EngineFinding.Level
  ) {
    let comparison = compare { $0.replacing(old, with: new) }
    #expect(comparison.differences.map(\.kind.rawValue) == [kind])
    #expect(comparison.level == level)
    #expect(comparison.differences.first?.words.contains("ours") == true)
  }

  @Test func theLayoutOfOldVLLMIsAnotherOrderOfMessages() {
    let comparison = PromptComparison(
      ours: ours(), theirs: ours(.vllm).segments, of: conversation)
    #expect(comparison.differences.map(\.kind).contains(.messages))
    #expect(comparison.level == .caution)
  }
}
