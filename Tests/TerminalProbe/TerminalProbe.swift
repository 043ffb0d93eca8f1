import Foundation
import Terminal
import TerminalInput
import TerminalText

/// A program to test the terminal room with: it takes a real terminal and does one thing there.
///
///     terminal-probe frames SEED REPORT    in tmux: draws random frames, compares them with what
///                                          tmux shows, writes each difference to REPORT
///     terminal-probe crash KIND            draws `ready`, then ends as KIND says
///     terminal-probe wait                  draws `ready`, then ends when asked to
@main @MainActor
struct TerminalProbe {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    let session: TerminalSession
    do {
      session = try TerminalSession.open(crashNote: "The probe crashed.\n")
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
    let screen = NcursesScreen(session: session)
    let (events, continuation) = AsyncStream.makeStream(of: TerminalEvent.self)
    let reader = InputReader { continuation.yield($0) }
    switch arguments.first {
    case "frames":
      let seed = UInt64(arguments.dropFirst().first ?? "") ?? 1
      let report = try await differences(seed: seed, session, screen, events)
      try report.write(toFile: arguments.last!, atomically: true, encoding: .utf8)
    case "crash":
      drawReady(session, screen)
      crash(arguments.last!)
    default:
      drawReady(session, screen)
      for await case .terminate(let cause) in events {
        FileHandle.standardError.write(Data("asked to go: \(cause)\n".utf8))
        break
      }
    }
    reader.stop()
    session.close()
  }

  static func drawReady(_ session: TerminalSession, _ screen: NcursesScreen) {
    var frame = Frame(size: session.size)
    frame.put("ready", at: CellPosition(column: 0, row: 0), style: Style(.green))
    frame.put(
      session.substitution ?? "", at: CellPosition(column: 0, row: 1), style: Style(.green))
    frame.mouse = .buttonsAndDrag
    frame.title = "probe"
    screen.draw(frame)
  }

  static func crash(_ kind: String) {
    switch kind {
    case "segv": raise(SIGSEGV)
    case "abort": abort()
    case "overflow": print(depth(of: 1))
    default:
      let empty: [Int] = []
      print(empty[CommandLine.arguments.count])
    }
  }

  static func depth(of number: Int) -> Int { number == 0 ? 0 : depth(of: number + 1) + number }

  static func differences(
    seed: UInt64, _ session: TerminalSession, _ screen: NcursesScreen,
    _ events: AsyncStream<TerminalEvent>
  ) async throws -> String {
    var random = Xorshift(state: seed)
    var report = ""
    var frame = Frame(size: session.size)
    var answers = events.makeAsyncIterator()
    // The answer to the question that opening asked.
    try await fence(&answers)
    for number in 0..<12 {
      if random.next() % 3 == 0 { frame = Frame(size: session.size) }
      scribble(on: &frame, &random)
      screen.draw(frame)
      // tmux answers when it has handled everything before the question.
      FileHandle.standardOutput.write(Data("\u{1B}[c".utf8))
      try await fence(&answers)
      let shown = try captured()
      for (row, text) in frame.text.enumerated() {
        let expected = trimmed(text)
        let actual = trimmed(row < shown.count ? shown[row] : "")
        if expected != actual { report += "frame \(number), row \(row): \(expected)|\(actual)\n" }
      }
    }
    return report
  }

  static func fence(_ answers: inout AsyncStream<TerminalEvent>.Iterator) async throws {
    while let event = await answers.next(isolation: MainActor.shared) {
      if case .input(.response(.deviceAttributes)) = event { return }
      if case .terminate = event { throw CancellationError() }
    }
  }

  static func scribble(on frame: inout Frame, _ random: inout Xorshift) {
    let texts = [
      "plain words", "中文字", "e\u{301}a\u{308}", "👩🏽‍🚀 👍🏽", "🇺🇸", "\u{1B}[31m", "นิ กำ", "\u{202E}x",
      "1\u{FE0F}\u{20E3}", "שלום", "a\u{300}\u{301}\u{302}\u{303}\u{304}", "❤\u{FE0F}!", "각",
    ]
    for _ in 0..<30 {
      let place = CellPosition(
        column: Int.random(in: -3..<frame.size.columns, using: &random),
        row: Int.random(in: 0..<frame.size.rows, using: &random))
      var style = Style(Color.allCases.randomElement(using: &random))
      style.attributes = Style.Attributes(rawValue: UInt8.random(in: 0..<32, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        frame.draw(border: Rect(column: place.column, row: place.row, columns: 12, rows: 5))
      case 1:
        frame.fill(
          Rect(column: place.column, row: place.row, columns: 9, rows: 3), style: .plain)
      default: frame.put(texts.randomElement(using: &random)!, at: place, style: style)
      }
    }
  }

  static func captured() throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["tmux", "capture-pane", "-p"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
  }

  static func trimmed(_ text: String) -> String {
    var text = text
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return text
  }
}

struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
