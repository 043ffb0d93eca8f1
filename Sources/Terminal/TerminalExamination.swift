internal import CTerminal
internal import Foundation
internal import TerminalInput

/// What a terminal answers when it is asked, outside any ``TerminalSession``. For a report to read.
public struct TerminalExamination: Hashable, Sendable {
  /// Why nothing could be asked; nil where something was.
  public private(set) var obstacle: String?
  /// The columns that each sample took; fewer than were asked where the terminal fell silent.
  public private(set) var widths: [String: Int] = [:]
  /// DECRQM: private mode → 0 not known, 1 set, 2 reset, 3 and 4 fixed.
  public private(set) var modes: [Int: Int] = [:]
  /// Primary device attributes; nil where the terminal said none in time.
  public private(set) var attributes: [Int]?

  /// Asks all at once, with the device attributes last: every terminal answers those, so that they
  /// end the wait. What is typed meanwhile is lost.
  ///
  /// - Parameters:
  ///   - samples: short texts whose widths are measured by printing each on a line of its own, which
  ///     is cleared behind it.
  ///   - patience: how long to wait for the end of the answers.
  public static func ask(
    widthsOf samples: [String], modes: [Int], patience: Duration
  ) -> TerminalExamination {
    var examination = TerminalExamination()
    guard isatty(STDIN_FILENO) == 1 else {
      examination.obstacle = "standard input is no terminal"
      return examination
    }
    guard let output = [STDOUT_FILENO, STDERR_FILENO].first(where: { isatty($0) == 1 }) else {
      examination.obstacle = "neither standard output nor standard error is a terminal"
      return examination
    }
    var saved = termios()
    guard tcgetattr(STDIN_FILENO, &saved) == 0 else {
      examination.obstacle = "its settings cannot be read"
      return examination
    }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved) }
    // Reports from the first row look like a key.
    var question = "\n"
    for sample in samples { question += "\r\(sample)\u{1B}[6n" }
    question += "\r\u{1B}[K"
    for mode in modes { question += "\u{1B}[?\(mode)$p" }
    question += "\u{1B}[c"
    let bytes = Array(question.utf8)
    _ = write(output, bytes, bytes.count)
    examination.listen(for: samples, until: .now + patience)
    return examination
  }

  private mutating func listen(for samples: [String], until end: ContinuousClock.Instant) {
    var decoder = InputDecoder()
    var rest = samples[...]
    var buffer = [UInt8](repeating: 0, count: 4096)
    while attributes == nil {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return }
      var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, Int32(left / .milliseconds(1))) > 0 else { continue }
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { return }
      for event in decoder.decode(buffer[..<count]) {
        guard case .response(let response) = event else { continue }
        switch response {
        case .cursorPosition(let column, _):
          if let sample = rest.popFirst() { widths[sample] = column }
        case .mode(let mode, let state): modes[mode] = state
        case .deviceAttributes(let numbers): attributes = numbers
        }
      }
    }
  }

  /// The terminal's size; nil where standard output is none.
  public static var size: (columns: Int, rows: Int)? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    let size = ct_size_now()
    return (Int(size.columns), Int(size.rows))
  }

  /// What the locale calls its character set, such as `UTF-8`.
  public static var codeset: String {
    setlocale(LC_CTYPE, "")
    return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } ?? ""
  }

  /// How many colours terminfo knows of a terminal; nil where it does not know the terminal.
  public static func colors(of name: String) -> Int? {
    let count = ct_terminfo_colors(name)
    return count < 0 ? nil : Int(count)
  }
}
