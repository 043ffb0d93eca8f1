import Foundation
import TerminalText

/// Where a command's words go: data to stdout, progress and the live chain to stderr.
public struct Console: Sendable {
  /// To stdout, without a line end of its own.
  public var write: @Sendable (String) -> Void
  /// To stderr, without a line end of its own.
  public var tell: @Sendable (String) -> Void
  public var usesColour: Bool
  /// Whether stdin is a terminal, at which nobody has typed content yet.
  public var inputIsTerminal: Bool
  public var errorIsTerminal: Bool

  public init(
    write: @escaping @Sendable (String) -> Void, tell: @escaping @Sendable (String) -> Void,
    usesColour: Bool = false, inputIsTerminal: Bool = false, errorIsTerminal: Bool = false
  ) {
    self.write = write
    self.tell = tell
    self.usesColour = usesColour
    self.inputIsTerminal = inputIsTerminal
    self.errorIsTerminal = errorIsTerminal
  }

  /// The process's own streams.
  ///
  /// - Parameter colour: nil follows `NO_COLOR` and whether stdout is a terminal.
  public static func standard(colour: Bool? = nil) -> Console {
    let output = isatty(STDOUT_FILENO) == 1
    let noColour = environmentVariable("NO_COLOR") != nil
    return Console(
      write: { put($0, on: STDOUT_FILENO) }, tell: { put($0, on: STDERR_FILENO) },
      usesColour: colour ?? (output && !noColour), inputIsTerminal: isatty(STDIN_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1)
  }

  func print(_ line: String) { write(line + "\n") }
  /// A line on stderr; names and paths in it may be hostile.
  public func note(_ line: String) { tell(safe(line) + "\n") }

  /// Text of others, line by line, with everything that a terminal could obey made visible.
  func safe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { DisplayText(String($0)).glyphs.map(\.text).joined() }
      .joined(separator: "\n")
  }

  func styled(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func put(_ text: String, on descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
