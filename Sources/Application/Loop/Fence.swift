import Foundation
import TerminalInput

/// How end-to-end tests wait without sleeping: a mode report with the number 9999, sent in-band as
/// if by the terminal, is acknowledged in a file once everything sent before it is handled, drawn
/// and idle. State 1 waits for files only, state 2 also for runs to end.
///
/// Only with `PRECEPT_TEST_FENCE` naming the file.
@MainActor
final class Fence {
  private let path: String
  private var waiting: [(number: Int, withRuns: Bool)] = []

  init?() {
    guard let path = environmentVariable("PRECEPT_TEST_FENCE") else { return nil }
    self.path = path
  }

  /// The mode is 9000 plus the fence's number, below 1000.
  func raise(_ response: TerminalResponse) {
    guard case .mode(let mode, let state) = response, (9000..<10_000).contains(mode) else { return }
    waiting.append((mode - 9000, state == 2))
  }

  func lower(runsAreIdle: Bool) {
    let done = waiting.filter { !$0.withRuns || runsAreIdle }
    guard !done.isEmpty else { return }
    waiting.removeAll { !$0.withRuns || runsAreIdle }
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    file.seekToEndOfFile()
    for (number, _) in done { file.write(Data("\(number)\n".utf8)) }
    try? file.close()
  }
}
