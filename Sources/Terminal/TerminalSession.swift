internal import CTerminal
internal import Foundation
public import TerminalText

/// The terminal, taken: raw mode, the alternate screen, paste and focus reports. There is one.
///
/// Until ``close()``, a crash gives the terminal back before the process ends, signals arrive as
/// events of an ``InputReader``, and what is written to standard error (if that is the terminal too)
/// waits until the screen is gone.
@MainActor
public final class TerminalSession {
  public let colorDepth: ColorDepth
  /// Whether characters beyond ASCII can be drawn; if not, use `DisplayText.Options.ascii`.
  public let isUTF8: Bool
  /// What terminfo lacked, and how it is drawn instead, as a sentence; nil where it knows the terminal.
  public let substitution: String?
  private var isOpen = true

  private init() {
    colorDepth = ColorDepth(colors: Int(ct_colors()))
    isUTF8 = ct_is_utf8()
    substitution = ct_substitute().map { type in
      let name = getenv("TERM").map { String(cString: $0) } ?? ""
      return
        "terminfo has no entry for TERM=\(name), so the workbench draws for \(String(cString: type))."
    }
  }

  /// - Parameters:
  ///   - colors: whether colour is wanted at all: not by `--color never`, nor with any text in
  ///     `NO_COLOR` (no-color.org).
  ///   - crashNote: what a person reads after a crash, below Swift's own message.
  /// - Throws: ``TerminalError``.
  public static func open(colors: Bool = true, crashNote: String = "") throws -> TerminalSession {
    let name = getenv("TERM").map { String(cString: $0) }
    switch ct_open(colors, crashNote) {
    case CT_OPENED: return TerminalSession()
    case CT_NOT_A_TERMINAL: throw TerminalError(reason: .notATerminal)
    case CT_TERMINAL_UNKNOWN: throw TerminalError(reason: .unknownTerminal(name))
    case CT_CANNOT_ADDRESS_CURSOR: throw TerminalError(reason: .cannotAddressCursor(name))
    default: throw TerminalError(reason: .system)
    }
  }

  public var size: Size {
    let size = ct_size_now()
    return Size(columns: Int(size.columns), rows: Int(size.rows))
  }

  /// Gives the terminal back for good. Doing it again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    ct_close()
  }

  /// Gives the terminal back for a while, for an editor. Drawing does nothing until ``resume()``.
  /// Pause the ``InputReader`` first.
  public func leave() {
    if isOpen { ct_leave() }
  }

  /// Takes the terminal after ``leave()``, or after ``TerminalEvent/resumed``. The next frame is
  /// drawn whole.
  public func resume() {
    if isOpen { ct_enter() }
  }

  /// Stops the process group as Ctrl-Z does elsewhere, and returns when the shell continues it.
  ///
  /// - Returns: false, with nothing done, where no shell could continue us.
  @discardableResult
  public func suspend() -> Bool {
    isOpen && ct_suspend()
  }

  /// The most text that ``copy(_:)`` sends; terminals cut or drop more.
  public static let copyLimit = 100_000

  /// Asks the terminal to put the text on its clipboard (OSC 52). It may refuse without a word.
  ///
  /// - Returns: false, with nothing sent, if the text is longer than ``copyLimit`` bytes.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    guard isOpen, text.utf8.count <= Self.copyLimit else { return false }
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
    ct_send(sequence, sequence.utf8.count)
    return true
  }
}
