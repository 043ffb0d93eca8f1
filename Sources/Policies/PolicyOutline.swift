/// What a policy's text is made of: sections, rules and examples, each with its line.
///
/// Lines are counted from 1 and split on LF. Reading is total: any text has an outline.
public struct PolicyOutline: Hashable, Sendable {
  public struct Section: Hashable, Sendable {
    /// Without Markdown marks and leading emoji, at most 80 characters.
    public var title: String
    /// 1 for the outermost.
    public var level: Int
    public var line: Int
    /// The last line before the next section of the same or a higher level.
    public var lastLine: Int

    public init(title: String, level: Int, line: Int, lastLine: Int) {
      self.title = title
      self.level = level
      self.line = line
      self.lastLine = lastLine
    }
  }

  public struct Rule: Hashable, Sendable {
    /// The policy's own spelling (`SP2.a`, `1.3`, `#SP`).
    public var id: String
    public var line: Int
    /// The last line of the rule's own text.
    public var lastLine: Int
    /// The rule's text on its first line, without id and list mark.
    public var title: String
    /// What content that fits the rule is, where its section or output line says so.
    public var decision: Decision?

    public init(id: String, line: Int, lastLine: Int, title: String, decision: Decision?) {
      self.id = id
      self.line = line
      self.lastLine = lastLine
      self.title = title
      self.decision = decision
    }
  }

  public struct Example: Hashable, Sendable {
    /// The line that bears the label.
    public var line: Int
    public var contentLine: Int
    public var content: String
    /// As the policy spells it.
    public var label: String?
    public var decision: Decision?

    public init(
      line: Int, contentLine: Int, content: String, label: String?, decision: Decision?
    ) {
      self.line = line
      self.contentLine = contentLine
      self.content = content
      self.label = label
      self.decision = decision
    }
  }

  public var sections: [Section]
  public var rules: [Rule]
  public var examples: [Example]
  public var lineCount: Int

  public init(
    sections: [Section] = [], rules: [Rule] = [], examples: [Example] = [], lineCount: Int = 0
  ) {
    self.sections = sections
    self.rules = rules
    self.examples = examples
    self.lineCount = lineCount
  }
}
