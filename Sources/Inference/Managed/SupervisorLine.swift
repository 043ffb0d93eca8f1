/// A line that the supervisor writes (Sources/CSupervisor).
enum SupervisorLine: Hashable, Sendable {
  case started(pid: Int)
  /// Nothing runs: what could not be done (`log`, `fork`, `exec`), and the system's number for why.
  case failed(what: String, error: Int32)
  case exited(Int)
  case killed(signal: Int)

  init?(_ line: String) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard let number = words.last.flatMap({ Int($0) }) else { return nil }
    switch (words.count, words[0]) {
    case (2, "started"): self = .started(pid: number)
    case (2, "exited"): self = .exited(number)
    case (2, "killed"): self = .killed(signal: number)
    case (3, "failed"): self = .failed(what: String(words[1]), error: Int32(clamping: number))
    default: return nil
    }
  }
}
