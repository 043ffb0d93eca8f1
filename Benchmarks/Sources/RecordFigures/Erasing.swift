import Foundation
import RunLog
import Runs

/// Erasing one content among all runs, while another process records runs in the same file.
enum Erasing {
  /// What the other process is called with.
  static let writerArgument = "--write"

  static func measure(_ path: String, _ count: Int) throws {
    let log = try RunLog(path: path)
    let id = Words.id(count / 2)
    guard let content = try log.record(id)?.content, !content.isEmpty else {
      return print("  erase: the content of \(id) is gone already")
    }
    let writer = Process()
    let answers = Pipe()
    writer.executableURL = URL(filePath: CommandLine.arguments[0])
    writer.arguments = [writerArgument, path]
    writer.standardOutput = answers
    try writer.run()
    let clock = ContinuousClock()
    let longest = Longest()
    let spent = try clock.measure {
      let erasure = try log.eraseContent(
        of: id, at: 1, under: ErasureControl(progress: { _ in longest.lap() }))
      print("  erase: \(erasure.runs) runs, left: \(erasure.remains)")
    }
    kill(writer.processIdentifier, SIGTERM)
    let said = answers.fileHandleForReading.readDataToEndOfFile()
    writer.waitUntilExit()
    print(
      "  erase: \(RecordFigures.format(spent)), longest step \(RecordFigures.format(longest.value))"
    )
    print("  erase, another process meanwhile: \(String(decoding: said, as: UTF8.self))")
    for suffix in ["", "-wal", "-shm"] {
      guard let bytes = FileManager.default.contents(atPath: path + suffix) else { continue }
      let needle = Data(content.utf8.prefix(64))
      print(
        "  erase: \(suffix.isEmpty ? "file" : suffix) holds it: \(bytes.range(of: needle) != nil)")
    }
    print("  erase: the chain holds: \(try log.verify().isWhole)")
  }

  /// Records runs until it is told to end, and says how long each took.
  static func write(_ path: String) throws {
    let log = try RunLog(path: path)
    var words = Words()
    let clock = ContinuousClock()
    var spent: [Duration] = []
    signal(SIGTERM, SIG_IGN)
    let ends = DispatchSource.makeSignalSource(signal: SIGTERM)
    let ended = Longest()
    ends.setEventHandler { ended.lap() }
    ends.resume()
    var number = Int(Date().timeIntervalSince1970) * 1000
    while ended.laps == 0 {
      number += 1
      let record = words.run(number, chainWords: nil)
      spent.append(try clock.measure { try log.seal(record) })
    }
    spent.sort()
    func at(_ part: Double) -> String {
      RecordFigures.format(spent[min(spent.count - 1, Int(Double(spent.count) * part))])
    }
    print(
      "\(spent.count) runs, median \(at(0.5)), 99 in 100 \(at(0.99)), worst \(at(1))",
      terminator: "")
  }
}

/// The longest time between two laps.
final class Longest: @unchecked Sendable {
  private let lock = NSLock()
  private var last = ContinuousClock.now
  private(set) var value = Duration.zero
  private(set) var laps = 0

  func lap() {
    lock.withLock {
      let now = ContinuousClock.now
      if laps > 0 { value = max(value, last.duration(to: now)) }
      last = now
      laps += 1
    }
  }
}
