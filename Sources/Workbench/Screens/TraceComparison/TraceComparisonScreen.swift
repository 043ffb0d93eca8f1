public import Runs
import TerminalText
import TextEditing
public import Traces

/// Two traces, aligned by the rule under consideration.
public struct TraceComparisonScreen: ListScreen {
  public static let about = ScreenDescription(
    id: .traceComparison, title: "Two traces", whereabouts: "where two traces are compared",
    opening: nil)

  public let left: RunRecord
  public let right: RunRecord
  public let leftTrace: Trace
  public let rightTrace: Trace
  public let alignment: TraceAlignment
  let leftMask: RecordMask
  let rightMask: RecordMask
  /// The rows of the alignment.
  public var list: ListState

  public init(_ left: RunRecord, _ right: RunRecord) {
    self.left = left
    self.right = right
    leftMask = RecordMask(left)
    rightMask = RecordMask(right)
    leftTrace = Trace(left)
    rightTrace = Trace(right)
    alignment = TraceAlignment(leftTrace, rightTrace)
    list = ListState(count: alignment.rows.count)
  }

  /// Whether the row is the first of a step at which the two differ.
  public func beginsDifference(_ row: Int) -> Bool {
    let step = alignment.rows[row].step
    return !alignment.steps[step].isSame
      && (row == 0 || alignment.rows[row - 1].step != step)
  }

  public func isDifferent(_ row: Int) -> Bool {
    !alignment.steps[alignment.rows[row].step].isSame
  }

  /// The next row, forward or back, at which a difference begins.
  func difference(after row: Int, step: Int) -> Int? {
    var index = row + step
    while alignment.rows.indices.contains(index) {
      if beginsDifference(index) { return index }
      index += step
    }
    return nil
  }

  public func leftText(_ row: Int) -> String? {
    alignment.rows[row].left.map { leftTrace.sentences[$0].text }
  }

  public func rightText(_ row: Int) -> String? {
    alignment.rows[row].right.map { rightTrace.sentences[$0].text }
  }
}

extension ScreenID {
  static let traceComparison = ScreenID("trace-comparison")
}

extension TraceComparisonScreen {
  public mutating func opened(in environment: Environment) -> [Update] {
    if let row = difference(after: -1, step: 1) {
      list.select(row)
      follow(in: environment)
    }
    // What was said of the mark is done.
    return [.unsay]
  }

  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    list.perform(motion)
    follow(in: environment)
    return []
  }

  mutating func follow(in environment: Environment) {
    let layout = TraceComparisonLayout(size: environment.size, self)
    let wrapping = layout.wrapping(ascii: environment.ascii)
    let shown = self
    list.follow(rows: layout.list.rows) { layout.height(of: $0, shown, wrapping) }
  }
}
