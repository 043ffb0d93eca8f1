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
    /// The policy's own spelling (`SP2.a`, `1.3`, `۲`); for a rule without one, a slug of its
    /// first words (see ``isDerived``).
    public var id: String
    public var line: Int
    /// The last line of the rule's own text.
    public var lastLine: Int
    /// The rule's text on its first line, without id and list mark.
    public var title: String
    /// What content that fits the rule is, where its section or output line says so.
    public var decision: Decision?
    /// Whether the id is ours because the policy gives none. A derived id depends on the rule's
    /// first words only, so that it survives edits elsewhere; a model never knows it.
    public var isDerived: Bool

    public init(
      id: String, line: Int, lastLine: Int, title: String, decision: Decision?,
      isDerived: Bool = false
    ) {
      self.id = id
      self.line = line
      self.lastLine = lastLine
      self.title = title
      self.decision = decision
      self.isDerived = isDerived
    }
  }

  public struct Example: Hashable, Sendable {
    /// The line on which the example starts: its heading where it has one, else its content.
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

  /// Words in quotation marks that illustrate a rule, outside examples and output instructions.
  public struct QuotedPhrase: Hashable, Sendable {
    public var line: Int
    /// Without the quotation marks.
    public var text: String

    public init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  /// The id of the whole policy, such as the `#SP` of `Spam Policy (#SP)`.
  public struct Tag: Hashable, Sendable {
    public var id: String
    public var line: Int

    public init(id: String, line: Int) {
      self.id = id
      self.line = line
    }
  }

  public var sections: [Section]
  /// In the order of their lines; ids are unique.
  public var rules: [Rule]
  public var examples: [Example]
  public var quotedPhrases: [QuotedPhrase]
  /// Lines that say which rule dominates, or what to do when the content is unclear.
  public var precedence: [Int]
  public var tag: Tag?
  public var lineCount: Int

  public init(
    sections: [Section] = [], rules: [Rule] = [], examples: [Example] = [],
    quotedPhrases: [QuotedPhrase] = [], precedence: [Int] = [], tag: Tag? = nil,
    lineCount: Int = 0
  ) {
    self.sections = sections
    self.rules = rules
    self.examples = examples
    self.quotedPhrases = quotedPhrases
    self.precedence = precedence
    self.tag = tag
    self.lineCount = lineCount
  }

  /// Reads a policy's text.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public init(reading text: String) {
    self = OutlineReader(text).outline()
  }
}
