import Foundation
import TerminalText

/// Where a command's words go: data to stdout, progress and the live chain to stderr.
///
/// It is the only way to both streams, and decides for each what may be written. On a terminal
/// nothing is raw: what a terminal could obey, or a person could not see, becomes visible. In a
/// pipe or a file data is exact, byte for byte. Sentences for people are one visible line wherever
/// they go, since a log is read on a terminal later. JSON escapes such characters itself.
public struct Console: Sendable {
  private let output: @Sendable (String) -> Void
  private let errors: @Sendable (String) -> Void
  public var usesColour: Bool
  /// Whether stdin is a terminal, at which nobody has typed content yet.
  public var inputIsTerminal: Bool
  public var outputIsTerminal: Bool
  public var errorIsTerminal: Bool

  /// - Parameters:
  ///   - write: takes what goes to stdout.
  ///   - tell: takes what goes to stderr.
  public init(
    write: @escaping @Sendable (String) -> Void, tell: @escaping @Sendable (String) -> Void,
    usesColour: Bool = false, inputIsTerminal: Bool = false, outputIsTerminal: Bool = false,
    errorIsTerminal: Bool = false
  ) {
    output = write
    errors = tell
    self.usesColour = usesColour
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
  }

  /// The process's own streams.
  ///
  /// - Parameter colour: nil follows `NO_COLOR` and whether stdout is a terminal.
  public static func standard(colour: Bool? = nil) -> Console {
    let (out, err) = (StandardStream.output, StandardStream.error)
    let noColour = environmentVariable("NO_COLOR") != nil
    return Console(
      write: { out.put($0) }, tell: { err.put($0) },
      usesColour: colour ?? (out.isTerminal && !noColour),
      inputIsTerminal: isatty(STDIN_FILENO) == 1, outputIsTerminal: out.isTerminal,
      errorIsTerminal: err.isTerminal)
  }

  // MARK: stdout

  /// Text of any number of lines, as it is.
  public func write(_ text: String) { output(outputIsTerminal ? Self.visible(text) : text) }

  /// One line, with its end. A line end inside, as a file's name may have, does not end it.
  func print(_ line: StyledText) {
    output(line.parts.map { rendered($0) }.joined() + "\n")
  }

  @_disfavoredOverload
  func print(_ line: String) { print(StyledText(line)) }

  func print(_ json: JSON.Text) { output(json.text + "\n") }

  private func rendered(_ part: StyledText.Part) -> String {
    let text = outputIsTerminal ? Self.visibleLine(part.text) : Self.oneLine(part.text)
    guard usesColour, let code = part.code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  func styled(_ text: String, _ code: String) -> StyledText { StyledText(text, code: code) }

  // MARK: stderr

  /// One sentence on a line of its own. Names and paths in it may be hostile: a line end in them
  /// does not end the line.
  public func note(_ sentence: String) {
    errors(Self.visibleLine(sentence) + "\n")
  }

  /// Several lines at once, such as the usage of a command.
  public func note(lines: String) { errors(Self.visible(lines) + "\n") }

  /// A piece of text without a line end of its own, such as of the live chain.
  public func tell(_ text: String) { errors(errorIsTerminal ? Self.visible(text) : text) }

  /// Puts a line in place of the one that the cursor is on; nothing where stderr is no terminal.
  func redraw(_ line: String) {
    guard errorIsTerminal else { return }
    errors("\r" + Self.visibleLine(line).prefix(79) + "\u{1B}[K")
  }

  // MARK: What may be seen

  /// The text, line by line, with everything visible that a terminal could obey or would hide. Line
  /// ends stay, tabs become spaces.
  static func visible(_ text: String) -> String {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      // A line may end in CR LF.
      let line = number + 1 < lines.count && line.last == 0x0D ? line.dropLast() : line
      return visibleLine(String(decoding: line, as: UTF8.self))
    }
    .joined(separator: "\n")
  }

  private static func visibleLine(_ text: String) -> String {
    DisplayText(text).glyphs.map(\.text).joined()
  }

  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(0x0A) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      line.unicodeScalars.append(scalar == "\n" ? "\u{240A}" : scalar)
    }
    return line
  }
}

/// Text with our own colours in it, told apart from what it quotes: an escape sequence in a quoted
/// text is text.
///
///     console.print("\(console.styled("broken", "31")) \(finding.summary)")
public struct StyledText: Sendable, ExpressibleByStringInterpolation {
  struct Part: Sendable {
    var text: String
    /// Parameters of SGR (ECMA-48, 8.3.117), such as `31`.
    var code: String?
  }

  private(set) var parts: [Part]

  public init(_ text: String) { parts = [Part(text: text)] }
  init(_ text: String, code: String) { parts = [Part(text: text, code: code)] }
  public init(stringLiteral text: String) { self.init(text) }
  public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}
    public mutating func appendLiteral(_ text: String) { parts.append(Part(text: text)) }
    public mutating func appendInterpolation(_ text: StyledText) { parts += text.parts }
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      parts.append(Part(text: value.description))
    }
  }
}
