public import Harmony

/// Everything that shapes sampling. All of it is sent explicitly, since engines' defaults differ
/// (facts: LM Studio's own card asks for temperature 0.8 and effort low).
///
/// The seed is sent only where a person asked for one, or where draws must differ from each other: with
/// a seed and a long prompt, vLLM's engine for processors dies (`CPU Generator does not use offset`).
public struct RunParameters: Hashable, Codable, Sendable {
  public var effort: Effort
  public var temperature: Double
  public var topP: Double
  /// 0 is off.
  public var topK: Int
  public var minP: Double
  public var repeatPenalty: Double
  public var seed: Int
  /// nil means true, as in records that do not say it.
  private var isSeedSent: Bool?
  /// nil leaves the model all the room it has.
  @BoundedCount public var maxTokens: Int?
  /// `YYYY-MM-DD`, as our own rendering states it.
  public var date: String
  public var layout: PromptLayout

  public init(
    effort: Effort = .medium, temperature: Double = 1, topP: Double = 1, topK: Int = 0,
    minP: Double = 0, repeatPenalty: Double = 1, seed: Int, sendsSeed: Bool = true,
    maxTokens: Int? = nil, date: String,
    layout: PromptLayout = .developer
  ) {
    self.effort = effort
    self.temperature = temperature
    self.topP = topP
    self.topK = topK
    self.minP = minP
    self.repeatPenalty = repeatPenalty
    self.seed = seed
    self.maxTokens = maxTokens
    self.date = date
    self.layout = layout
    self.sendsSeed = sendsSeed
  }

  /// Whether engines are told the seed.
  public var sendsSeed: Bool {
    get { isSeedSent ?? true }
    set { isSeedSent = newValue ? nil : false }
  }

  /// The seed, where engines are told it.
  public var sentSeed: Int? { sendsSeed ? seed : nil }
}
