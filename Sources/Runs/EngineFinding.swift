/// What the doctor found out about one property of a running engine.
public struct EngineFinding: Hashable, Codable, Sendable, Identifiable {
  public enum Level: String, Hashable, Codable, Sendable, CaseIterable {
    case fine
    /// It works, with something that one should know.
    case caution
    /// Verdicts from this engine cannot be relied on.
    case broken
  }

  /// A word that scripts may rely on, such as `prompt` or `effort`.
  public var id: String
  public var level: Level
  /// One sentence: what is so.
  public var summary: String
  /// What was seen, as it was seen: requests, replies, prompts with their control tokens. May have
  /// several lines, and is as hostile as anything that an engine sends.
  public var evidence: String
  /// Why it matters and what to change; empty where all is fine.
  public var advice: String

  /// In bytes; what is longer is cut.
  static let longestEvidence = 32_000

  public init(id: String, level: Level, summary: String, evidence: String, advice: String = "") {
    self.id = id
    self.level = level
    self.summary = summary
    self.evidence =
      evidence.utf8.count > Self.longestEvidence
      ? String(decoding: evidence.utf8.prefix(Self.longestEvidence), as: UTF8.self) + "…" : evidence
    self.advice = advice
  }
}

extension EngineFinding {
  /// `9 fine · 2 cautions · 0 broken`.
  public static func counts(_ findings: [EngineFinding]) -> String {
    func count(_ level: Level) -> Int { findings.count { $0.level == level } }
    let cautions = count(.caution)
    return
      "\(count(.fine)) fine · \(cautions) \(cautions == 1 ? "caution" : "cautions") · \(count(.broken)) broken"
  }
}
