/// What answered a run.
public struct EngineIdentity: Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case llamaServer = "llama-server"
    case ollama
    case vllm
    case lmStudio = "lm-studio"
    /// Any other server that speaks the OpenAI chat API.
    case openAICompatible = "openai"
    case ruleMatcher = "rule-matcher"
  }

  /// The configured name, else the kind's.
  public var name: String
  public var kind: Kind
  /// Without user name, password and query. nil for the rule matcher.
  public var url: String?
  public var model: String?
  public var build: String?
  /// Context length of one slot, in tokens, where the engine tells.
  @BoundedCount public var context: Int?
  /// How many runs it answers at a time, where it tells.
  @BoundedCount public var slots: Int?
  /// The way that runs take to it; nil before it is known, and for the rule matcher.
  public var route: EngineRoute?
  /// Whether its model speaks Harmony; nil where nobody can tell.
  public var speaksHarmony: Bool?

  public init(
    name: String, kind: Kind, url: String? = nil, model: String? = nil, build: String? = nil,
    context: Int? = nil, slots: Int? = nil, route: EngineRoute? = nil, speaksHarmony: Bool? = nil
  ) {
    self.name = name
    self.kind = kind
    self.url = url
    self.model = model
    self.build = build
    self.context = context
    self.slots = slots
    self.route = route
    self.speaksHarmony = speaksHarmony
  }

  /// How the rule matcher is named on the command line and in records.
  public static let ruleMatcherName = "rule-matcher"
  public static let ruleMatcher = EngineIdentity(name: ruleMatcherName, kind: .ruleMatcher)

  /// Tells engines apart on one machine.
  public var key: String { "\(name) \(url ?? "")" }

  public var isModel: Bool { kind != .ruleMatcher }

  /// The model's name without folder, and without `.gguf`.
  public var shortModel: String? {
    guard let model else { return nil }
    let last = model.split(separator: "/").last.map(String.init) ?? model
    return last.hasSuffix(".gguf") ? String(last.dropLast(5)) : last
  }
}
