public import Runs

/// The sampling that a person has set, as it comes back at the next start. Effort has a key of its
/// own.
public struct Sampling: Hashable, Codable, Sendable {
  public var temperature: Double
  public var topP: Double
  /// 0 is off.
  public var topK: Int
  public var minP: Double
  public var repeatPenalty: Double
  /// nil draws a new one for each run.
  public var seed: Int?
  /// nil leaves the model all the room it has.
  public var maxTokens: Int?

  public init(
    temperature: Double = 1, topP: Double = 1, topK: Int = 0, minP: Double = 0,
    repeatPenalty: Double = 1, seed: Int? = nil, maxTokens: Int? = nil
  ) {
    self.temperature = temperature
    self.topP = topP
    self.topK = topK
    self.minP = minP
    self.repeatPenalty = repeatPenalty
    self.seed = seed
    self.maxTokens = maxTokens
  }

  public init(_ parameters: RunParameters, seed: Int?) {
    self.init(
      temperature: parameters.temperature, topP: parameters.topP, topK: parameters.topK,
      minP: parameters.minP, repeatPenalty: parameters.repeatPenalty, seed: seed,
      maxTokens: parameters.maxTokens)
  }

  /// Temperature and top_p as gpt-oss is to be sampled (openai/gpt-oss README); whatever else would
  /// bend the distribution is off.
  public static let recommended = Sampling()

  /// Whether every parameter is one that a person could have typed.
  public var isInRange: Bool {
    SamplingParameter.allCases.allSatisfy { parameter in
      var copy = self
      return parameter.set(parameter.text(in: self), in: &copy) == nil
    }
  }

  /// Everything but the seed, which each run sets for itself.
  func apply(to parameters: inout RunParameters) {
    parameters.temperature = temperature
    parameters.topP = topP
    parameters.topK = topK
    parameters.minP = minP
    parameters.repeatPenalty = repeatPenalty
    parameters.maxTokens = maxTokens
  }
}

/// One line of the sampling that can be edited. The raw values are the names in requests and
/// records.
public enum SamplingParameter: String, CaseIterable, Hashable, Sendable {
  case temperature
  case topP = "top_p"
  case topK = "top_k"
  case minP = "min_p"
  case repeatPenalty = "repeat_penalty"
  case seed
  case maxTokens = "max_tokens"

  /// The value as it is typed; empty where there is none.
  func text(in sampling: Sampling) -> String {
    switch self {
    case .temperature: "\(sampling.temperature)"
    case .topP: "\(sampling.topP)"
    case .topK: "\(sampling.topK)"
    case .minP: "\(sampling.minP)"
    case .repeatPenalty: "\(sampling.repeatPenalty)"
    case .seed: sampling.seed.map { "\($0)" } ?? ""
    case .maxTokens: sampling.maxTokens.map { "\($0)" } ?? ""
    }
  }

  /// The value in words.
  func words(in sampling: Sampling) -> String {
    let text = text(in: sampling)
    guard text.isEmpty else { return text }
    return self == .seed ? "new for each run" : "none"
  }

  /// Why the value stands out; nil where it is the recommended one.
  func remark(in sampling: Sampling) -> String? {
    guard text(in: sampling) != text(in: .recommended) else { return nil }
    switch self {
    case .seed: return "fixed: draws may be alike"
    case .maxTokens: return "cuts longer answers"
    default: return "recommended \(words(in: .recommended))"
    }
  }

  /// What may be typed.
  var hint: String {
    switch self {
    case .temperature:
      "0 to 5. gpt-oss is to be sampled at 1.0; 0 always takes the likeliest token."
    case .topP: "0 to 1. 1.0 is off, and recommended."
    case .topK: "0 or more. 0 is off, and recommended."
    case .minP: "0 to 1. 0 is off, and recommended."
    case .repeatPenalty: "More than 0. 1.0 is off, and recommended."
    case .seed: "A whole number, used by every run; or nothing: each run draws a new one."
    case .maxTokens:
      "A whole number of tokens for reasoning and answer together; or nothing: no limit."
    }
  }

  /// Takes what was typed.
  ///
  /// - Returns: why it cannot be used; then nothing was changed.
  func set(_ text: String, in sampling: inout Sampling) -> String? {
    switch self {
    case .temperature:
      guard let value = Self.number(text), value <= 5 else { return refusal(text, "0 to 5") }
      sampling.temperature = value
    case .topP:
      guard let value = Self.number(text), value <= 1 else { return refusal(text, "0 to 1") }
      sampling.topP = value
    case .topK:
      guard let value = Self.whole(text) else { return refusal(text, "0 or more") }
      sampling.topK = value
    case .minP:
      guard let value = Self.number(text), value <= 1 else { return refusal(text, "0 to 1") }
      sampling.minP = value
    case .repeatPenalty:
      guard let value = Self.number(text), value > 0 else { return refusal(text, "more than 0") }
      sampling.repeatPenalty = value
    case .seed:
      guard let value = Self.optional(text, from: 0) else {
        return refusal(text, "0 to \(Int32.max), or nothing")
      }
      sampling.seed = value
    case .maxTokens:
      guard let value = Self.optional(text, from: 1) else {
        return refusal(text, "1 or more, or nothing")
      }
      sampling.maxTokens = value
    }
    return nil
  }

  private func refusal(_ text: String, _ range: String) -> String {
    let isWhole = self == .topK || self == .seed || self == .maxTokens
    let example = isWhole ? "a whole number" : "a number such as 0.7"
    return text.isEmpty
      ? "\(rawValue) is \(example), \(range)."
      : "“\(text)” is no \(rawValue): it is \(example), \(range)."
  }

  /// Digits with at most one point: neither signs nor `inf`, which engines do not take.
  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, (0x30...0x39).contains(first),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x65 || $0 == 0x2D }
      ),
      let value = Double(text), value.isFinite, value >= 0
    else { return nil }
    return value
  }

  /// Engines hold it in 32 bits.
  private static func whole(_ text: String) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int32(text) else {
      return nil
    }
    return Int(value)
  }

  /// The number, or nil for nothing; nil if it is neither.
  private static func optional(_ text: String, from least: Int) -> Int?? {
    guard !text.isEmpty else { return .some(nil) }
    guard let value = whole(text), value >= least else { return nil }
    return .some(value)
  }
}
