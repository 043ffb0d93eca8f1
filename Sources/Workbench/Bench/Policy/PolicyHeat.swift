import Policies
import TextEditing

/// How much has come of each rule and example, for the gutter, carried along while the text is edited.
public struct PolicyHeat: Sendable {
  /// The most that has ever come of a rule or example.
  public enum Level: Int, Comparable, CaseIterable, Hashable, Sendable {
    case never, considered, cited, decided
    /// In a fifth of the runs or more.
    case decidesOften

    public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

    init(_ row: PolicyCoverage.Row, runs: Int) {
      if row.decided > 0 {
        self = row.decided * 5 >= runs ? .decidesOften : .decided
      } else if row.cited > 0 {
        self = .cited
      } else {
        self = row.considered > 0 ? .considered : .never
      }
    }

    /// For the legend.
    public var word: String {
      switch self {
      case .never: "never"
      case .considered: "considered"
      case .cited: "cited"
      case .decided: "decided"
      case .decidesOften: "often"
      }
    }
  }

  /// By line, counted from 0.
  public private(set) var levels: [Int: Level] = [:]
  public let runs: Int
  private var revision: Int

  /// - Parameter revision: the editor's, of the text that was counted.
  init(_ coverage: PolicyCoverage, revision: Int) {
    runs = coverage.runs
    self.revision = revision
    for row in coverage.rows {
      levels[row.line - 1] = max(levels[row.line - 1] ?? .never, Level(row, runs: coverage.runs))
    }
  }

  /// Moves the marks along with what was edited. Costs by the edits and the marks.
  mutating func carry(along editor: Editor) {
    guard revision != editor.revision else { return }
    var moved: [Int: Level] = [:]
    let lines = editor.currentLines(of: levels.keys, since: revision)
    for (line, level) in zip(lines, levels.values) {
      if let line { moved[line] = max(moved[line] ?? .never, level) }
    }
    levels = moved
    revision = editor.revision
  }
}
