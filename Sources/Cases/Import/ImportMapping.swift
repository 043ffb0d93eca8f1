/// A column of a file to be imported, by name or by place.
public enum ImportColumn: Hashable, Sendable, CustomStringConvertible {
  case named(String)
  /// Counted from 1.
  case at(Int)

  /// `#2` is the second column; anything else is a name, which is compared without space around it.
  public init(_ text: String) {
    if text.hasPrefix("#"), let place = Int(text.dropFirst()), place > 0 {
      self = .at(place)
    } else {
      self = .named(ImportTable.trimmed(text))
    }
  }

  /// As ``init(_:)`` takes it.
  public var argument: String {
    switch self {
    case .named(let name): name
    case .at(let place): "#\(place)"
    }
  }

  public var description: String {
    switch self {
    case .named(let name): "“\(name)”"
    case .at(let place): "#\(place)"
    }
  }
}

/// What the columns of a foreign file mean. Nothing is guessed: what is not said here is not read.
public struct ImportMapping: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case text(ImportColumn)
    /// The rows are cases as Precept writes them (``CaseFields``); nothing else of the mapping counts but
    /// whether duplicates are dropped.
    case cases
    /// A message of the user and the answer to it.
    case conversation(user: ImportColumn, assistant: ImportColumn, judge: Case.Judge)
  }

  /// Where the expectation of a case stands.
  public enum Expectation: Hashable, Sendable {
    case nowhere
    case column(ImportColumn)
    /// A row in which this column alone holds something is the label of the rows below it.
    case sections(ImportColumn)
  }

  public var content: Content
  public var expected = Expectation.nowhere
  /// Columns named after a label each, which hold 1, 0 or, where nobody knows, nothing.
  public var labels: [ImportColumn] = []
  /// What stands between several labels, or several tags, of one cell.
  public var separator: String?
  /// What a value of the file is called here: a decision or a label. If there is any, a value that is
  /// neither here nor a decision nor one of these meanings is unknown, and its case expects nothing.
  /// Values are compared as ``LabelVocabulary`` folds them, where no other value is exactly the same.
  public var meanings: [String: String] = [:]
  /// Who labelled a row, where there is one row for each person, or in a path each item of the list of
  /// labels (`responses.label[].user_id`).
  public var rater: ImportColumn?
  /// The one person whose word is the expectation; nil takes what most say.
  public var chosenRater: String?
  public var id: ImportColumn?
  public var tags: [ImportColumn] = []
  public var note: ImportColumn?
  /// Whether columns that are not named here are kept with the case under their own names.
  public var keepsOthers = false
  /// Whether a content that an earlier row had is left out.
  public var dropsDuplicates = false
  /// What ids are made of, with the number of the row below the header, where no column holds them.
  public var idPrefix: String

  public init(content: Content, idPrefix: String) {
    self.content = content
    self.idPrefix = idPrefix
  }
}
