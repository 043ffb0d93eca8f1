/// What the user's `config.toml` and the workspace's `precept.toml` say. Everything is optional;
/// what is nil was not said.
public struct Configuration: Hashable, Sendable {
  public struct Engine: Hashable, Sendable {
    public var name: String
    /// With `http://` or `https://`; nil only for the rule matcher.
    public var url: String?
    public var model: String?
    /// The environment variable that holds the key; the key itself stands in no file.
    public var apiKeyEnvironment: String?
    /// As the configuration spells it; nil asks the engine itself.
    public var kind: String?
    /// `exact`, `chat`, `responses` or `native`; nil takes the best.
    public var route: String?

    public init(
      name: String, url: String?, model: String? = nil, apiKeyEnvironment: String? = nil,
      kind: String? = nil, route: String? = nil
    ) {
      self.name = name
      self.url = url
      self.model = model
      self.apiKeyEnvironment = apiKeyEnvironment
      self.kind = kind
      self.route = route
    }
  }

  /// The user's first, then the workspace's where they were accepted.
  public var engines: [Engine]
  public var defaultEngine: String?
  /// `low`, `medium` or `high`.
  public var effort: String?
  /// Chords, as the keymap spells them, by command id.
  public var keys: [String: [String]]
  public var theme: String?
  public var mouse: Bool?
  public var ascii: Bool?
  /// How long a lone Esc waits, 0 to 1000 milliseconds.
  public var escapeMilliseconds: Int?
  /// Labels that ask before they move.
  public var protectedLabels: [String]
  /// Whether content is shown as blocks until it is revealed.
  public var masksContent: Bool?
  /// How a colour's meaning looks, such as `accent` → `blue bold`.
  public var colors: [String: String]
  /// `file:line` of what was said, by name: `theme`, `colors.accent`, `keys.run`.
  public var places: [String: String] = [:]
  /// The path of llama-server, for engines that Precept itself starts; nil looks in the PATH.
  public var llamaServer: String?

  public init(
    engines: [Engine] = [], defaultEngine: String? = nil, effort: String? = nil,
    keys: [String: [String]] = [:], theme: String? = nil, mouse: Bool? = nil, ascii: Bool? = nil,
    escapeMilliseconds: Int? = nil, protectedLabels: [String] = [], masksContent: Bool? = nil,
    colors: [String: String] = [:], llamaServer: String? = nil
  ) {
    self.engines = engines
    self.defaultEngine = defaultEngine
    self.effort = effort
    self.keys = keys
    self.theme = theme
    self.mouse = mouse
    self.ascii = ascii
    self.escapeMilliseconds = escapeMilliseconds
    self.protectedLabels = protectedLabels
    self.masksContent = masksContent
    self.colors = colors
    self.llamaServer = llamaServer
  }

  public func engine(named name: String) -> Engine? {
    engines.first { $0.name == name }
  }
}
