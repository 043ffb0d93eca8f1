internal import CTerminal
public import TerminalInput
public import TerminalText

/// Draws frames: compares each with the last and hands the changed rows to ncurses, which sends the
/// changed cells.
@MainActor
public final class NcursesScreen {
  private let session: TerminalSession
  private var shown: Frame?
  private var shownTitle = ""
  private var row: [ct_cell] = []

  public init(session: TerminalSession) {
    self.session = session
  }

  /// Makes the terminal show the frame, with its cursor, title and mouse mode. Where the frame is
  /// larger than the terminal, the top left part is shown.
  public func draw(_ frame: Frame) {
    guard frame != shown else { return }
    let previous = shown?.size == frame.size ? shown : nil
    if previous == nil {
      ct_resize(ct_size(columns: Int32(frame.size.columns), rows: Int32(frame.size.rows)))
    }
    for number in 0..<frame.size.rows where previous?.row(number) != frame.row(number) {
      put(frame.row(number), at: number)
    }
    if frame.mouse != shown?.mouse { ct_set_mouse(frame.mouse == .buttonsAndDrag) }
    setTitle(frame.title)
    if let cursor = frame.cursor, frame.bounds.contains(cursor) {
      ct_flush(Int32(cursor.row), Int32(cursor.column), true)
    } else {
      ct_flush(0, 0, false)
    }
    shown = frame
  }

  /// Makes the next frame be drawn whole, whatever the terminal shows.
  public func invalidate() {
    shown = nil
    ct_repaint()
  }

  /// Learns what the terminal can do from its answers.
  public func note(_ response: TerminalResponse) {
    // 1: set, 2: reset; 0 and 4 mean that it cannot be set.
    if case .mode(2026, let state) = response { ct_set_synchronized(state == 1 || state == 2) }
  }

  private func put(_ cells: ArraySlice<Frame.Cell>, at number: Int) {
    row.removeAll(keepingCapacity: true)
    for cell in cells where !cell.isContinuation { row.append(ct_cell(cell)) }
    ct_put_row(Int32(number), row, Int32(row.count))
  }

  private func setTitle(_ title: String) {
    guard title != shownTitle, !title.isEmpty else { return }
    shownTitle = title
    // A title may come from a file's name: nothing in it may end the sequence.
    ct_set_title(DisplayText(title.head(ofColumns: 80)).glyphs.prefix(200).map(\.text).joined())
  }
}

extension ct_cell {
  fileprivate init(_ cell: Frame.Cell) {
    self.init()
    columns = cell.columns
    foreground = cell.style.foreground.map { Int8($0.rawValue) } ?? Int8(CT_DEFAULT_COLOR)
    background = cell.style.background.map { Int8($0.rawValue) } ?? Int8(CT_DEFAULT_COLOR)
    attributes = cell.style.attributes.rawValue
    withUnsafeMutableBytes(of: &scalars) { bytes in
      let values = bytes.assumingMemoryBound(to: UInt32.self)
      for scalar in cell.text.unicodeScalars where count < UInt8(CT_SCALARS) {
        values[Int(count)] = scalar.value
        count += 1
      }
    }
  }
}
