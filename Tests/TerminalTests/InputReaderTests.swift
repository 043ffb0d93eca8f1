import Foundation
import Terminal
import TerminalInput
import Testing

/// The reader on a pipe, byte by byte.
struct InputReaderTests {
  @Test func `the rest of a sequence that comes after the Esc key is not typed`() async throws {
    let pipe = Pipe()
    let (events, continuation) = AsyncStream.makeStream(of: InputEvent.self)
    let reader = InputReader(
      input: pipe.fileHandleForReading.fileDescriptor, escapeTimeout: .milliseconds(1),
      lateTimeout: .seconds(600)
    ) { event in
      if case .input(let event) = event { continuation.yield(event) }
    }
    defer { reader.stop() }
    func write(_ text: String) { pipe.fileHandleForWriting.write(Data(text.utf8)) }
    var next = events.makeAsyncIterator()
    write("\u{1B}")
    #expect(await next.next() == .key(KeyChord(.escape)))
    write("[")
    write("A")
    #expect(await next.next() == .key(KeyChord(.up)))
    // What a terminal answers.
    write("\u{1B}")
    #expect(await next.next() == .key(KeyChord(.escape)))
    for byte in ["[", "?", "6", "2", "c"] { write(byte) }
    #expect(await next.next() == .response(.deviceAttributes([62])))
    pipe.fileHandleForWriting.write(Data([0xC3]))
    pipe.fileHandleForWriting.write(Data([0xA9]))
    #expect(await next.next() == .text("é"))
  }
}
