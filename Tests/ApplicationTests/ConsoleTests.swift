import Foundation
import Synchronization
import Testing

@testable import Application

@Suite struct ConsoleTests {
  /// Everything that a terminal could obey or a person could not see, with a word between.
  static let hostile: String = {
    let values =
      Array(0x00...0x08) + Array(0x0B...0x1F) + Array(0x7F...0x9F) + [0xAD, 0x34F, 0x61C, 0x180E]
      + Array(0x200B...0x200F) + Array(0x2028...0x202E) + Array(0x2060...0x206F)
      + [0xFEFF, 0xFFF9, 0xFFFE, 0xE000, 0xE0001, 0xE0041, 0xE0100, 0x10FFFF]
    var text = ""
    for value in values {
      if let scalar = Unicode.Scalar(UInt32(value)) { text.unicodeScalars.append(scalar) }
      text += "x"
    }
    return text
  }()

  /// What a console wrote to its two streams.
  private final class Written: Sendable {
    private let texts = Mutex((out: "", err: ""))
    var out: String { texts.withLock(\.out) }
    var err: String { texts.withLock(\.err) }

    func console(terminal: Bool, colour: Bool = false) -> Console {
      Console(
        write: { text in self.texts.withLock { $0.out += text } },
        tell: { text in self.texts.withLock { $0.err += text } },
        usesColour: colour, outputIsTerminal: terminal, errorIsTerminal: terminal)
    }
  }

  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar == "\n" { return true }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        return false
      default: return !scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }

  @Test func `on a terminal nothing hostile is raw, in data, lines, chains or sentences`() {
    let written = Written()
    let console = written.console(terminal: true)
    console.write(Self.hostile)
    console.print("a \(Self.hostile) line")
    console.print(JSON.string(Self.hostile).document)
    console.tell(Self.hostile)
    console.note(Self.hostile)
    console.note(lines: Self.hostile)
    #expect(isHarmless(written.out))
    #expect(isHarmless(written.err))
    #expect(written.out.contains("␛") && written.out.contains("‹U+202E›"))
  }

  @Test func `in a pipe data is exact, byte for byte`() {
    let written = Written()
    let console = written.console(terminal: false)
    let text = Self.hostile + "\r\n\tend"
    console.write(text)
    #expect(Array(written.out.utf8) == Array(text.utf8))
    console.tell(text)
    #expect(Array(written.err.utf8) == Array(text.utf8))
  }

  @Test func `sentences are one visible line wherever they go`() {
    for terminal in [true, false] {
      let written = Written()
      written.console(terminal: terminal).note("“a\nprecept: all is well\u{1B}[2J” is not there.")
      #expect(written.err == "“a␊precept: all is well␛[2J” is not there.\n")
    }
  }

  @Test func `a line end in a name does not end a line`() {
    for terminal in [true, false] {
      let written = Written()
      written.console(terminal: terminal).print("Wrote \("a\nb\r\nc").")
      #expect(written.out.utf8.count { $0 == 0x0A } == 1)
      #expect(written.out.hasSuffix("c.\n"))
    }
  }

  @Test func `our colours are told apart from those that a text brings`() {
    let written = Written()
    let console = written.console(terminal: true, colour: true)
    console.print("\(console.styled("bad\u{1B}[0m", "31")) \("\u{1B}[32mgood")")
    #expect(written.out == "\u{1B}[31mbad␛[0m\u{1B}[0m ␛[32mgood\n")
  }

  @Test func `lines of a text stay lines on a terminal, whichever way they end`() {
    let written = Written()
    written.console(terminal: true).write("one\r\ntwo\n\nthree\r")
    #expect(written.out == "one\ntwo\n\nthree␍")
  }

  @Test func `a chain of one endless character is written in portions`() {
    let written = Written()
    let console = written.console(terminal: true)
    var line = ChainLine { console.tell($0) }
    line.add("a")
    for _ in 0..<400 { line.add("\u{301}") }
    #expect(!written.err.isEmpty)
    line.end()
    #expect(written.err.unicodeScalars.count { $0 == "\u{301}" } == 400)
  }
}

@Suite struct StandardStreamTests {
  private static func pipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = Foundation.pipe(&ends)
    return (ends[0], ends[1])
  }

  /// Of this thread, in seconds.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: [true, false])
  func `a slow reader is waited for, and the processor is left alone`(_ blocks: Bool) async {
    let ends = Self.pipe()
    if !blocks { _ = fcntl(ends.write, F_SETFL, O_NONBLOCK) }
    let text = String(repeating: "0123456789abcde\n", count: 20_000)
    let used = await withTaskGroup(of: Double?.self) { group in
      group.addTask {
        let before = Self.processorTime
        StandardStream(ends.write).put(text)
        close(ends.write)
        return Self.processorTime - before
      }
      group.addTask {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
          // The writer waits in between.
          usleep(20_000)
          let count = read(ends.read, &buffer, buffer.count)
          guard count > 0 else { break }
          received += buffer[..<count]
        }
        close(ends.read)
        #expect(received == Array(text.utf8))
        return nil
      }
      var used = 0.0
      for await time in group { used += time ?? 0 }
      return used
    }
    // It takes about 400 ms altogether.
    #expect(used < 0.2, "\(used) s of processor time")
  }

  @Test func `the first error is kept, told once, and ends the writing`() {
    let ends = Self.pipe()
    signal(SIGPIPE, SIG_IGN)
    close(ends.read)
    let stream = StandardStream(ends.write)
    let told = Mutex(0)
    stream.whenFailed { told.withLock { $0 += 1 } }
    for _ in 0..<3 { stream.put("text") }
    #expect(stream.error == EPIPE)
    #expect(told.withLock { $0 } == 1)
    close(ends.write)
  }

  @Test func `a full device is an error`() {
    let full = open("/dev/full", O_WRONLY)
    let stream = StandardStream(full)
    stream.put("text")
    #expect(stream.error == ENOSPC)
    close(full)
  }
}
