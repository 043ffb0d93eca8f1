import Foundation
import RunLog
import Runs
import Synchronization
import Wording
import Workspace

/// Erases contents from the records and from the workspace's private files. For commands and for the
/// workbench.
struct ContentEraser: Sendable {
  var log: RunLog
  /// nil where the records are the user's own.
  var workspace: Workspace?
  var isCancelled: @Sendable () -> Bool = { false }
  var progress: @Sendable (ErasureStep) -> Void = { _ in }

  /// What was erased, and what still holds it.
  struct Outcome: Sendable {
    var erasure: Erasure
    var removal: ContentRemoval
  }

  func erase(_ run: Run.ID, at now: Int64) throws -> Outcome {
    try carryOut { try log.eraseContent(of: run, at: now, under: $0) }
  }

  /// Finishes what a crash has interrupted; nil where there is nothing.
  func finish() throws -> Outcome? {
    guard try log.hasUnfinishedErasure else { return nil }
    return try carryOut { try log.finishErasures(under: $0) ?? Erasure() }
  }

  private func carryOut(_ erase: (ErasureControl) throws -> Erasure) throws -> Outcome {
    let contents = Mutex<Set<String>>([])
    let erasure = try erase(
      ErasureControl(
        isCancelled: isCancelled, progress: progress,
        removeElsewhere: { content in
          // First here: the records know the content only as long as they are not erased.
          _ = try workspace?.removeContent(content)
          contents.withLock { _ = $0.insert(content) }
        }))
    var outcome = Outcome(erasure: erasure, removal: ContentRemoval())
    // Once more: a workbench that is open may have written its session meanwhile.
    for content in contents.withLock({ $0 }) {
      guard let removal = try workspace?.removeContent(content) else { continue }
      outcome.removal.cleaned += removal.cleaned
      outcome.removal.holders += removal.holders
    }
    return outcome
  }
}

extension ContentEraser.Outcome {
  /// Whether the records themselves still hold the content.
  var isIncomplete: Bool {
    erasure.remains.contains {
      if case .quotations = $0 { false } else { true }
    }
  }

  /// One sentence on each place that still holds the content.
  var remarks: [String] {
    erasure.remains.map(\.sentence)
      + removal.holders.map { "\($0) still holds the content; it is not changed." }
  }
}

extension Erasure.Remainder {
  fileprivate var sentence: String {
    switch self {
    case .runs(let count):
      "Stopped: \(Measure.count(count, "run")) on the content \(count == 1 ? "is" : "are") left as before."
    case .goingOn(let count):
      "\(Measure.count(count, "run")) on the content began meanwhile; erase again when they have ended."
    case .index:
      "The search index may still hold words of it; precept trace erase, or the next run, cleans it."
    case .log:
      "Another program reads the records, so their log may still hold the content; the next erasure or run empties it."
    case .quotations(let count):
      "\(count) other texts in the records contain the content; precept runs --search finds their runs."
    case .unusedSpace:
      "Unused parts of the records' file still hold some of the content; VACUUM in sqlite3 removes it."
    }
  }
}

extension ErasureStep {
  /// In words, and how far in percent.
  var line: (text: String, percent: Int) {
    func percent(_ done: Int, _ total: Int) -> Int { min(100, done * 100 / max(1, total)) }
    return switch self {
    case .records(let done, let total):
      ("Erasing \(done)/\(total) runs…", percent(done, total))
    case .index(let done, let total):
      ("Cleaning the search index… \(percent(done, total)) %", percent(done, total))
    case .log: ("Emptying the log…", 100)
    }
  }

  /// What a log keeps: one line for each step and tenth part.
  var word: String {
    switch self {
    case .records: "precept: erasing runs, \(line.percent / 10 * 10) %"
    case .index: "precept: cleaning the search index, \(line.percent / 10 * 10) %"
    case .log: "precept: emptying the log"
    }
  }
}

/// Ctrl-C and the other signals that end a process, as a question; they do not end it meanwhile.
final class InterruptFlag {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceSignal]
  let flag = Flag()

  final class Flag: Sendable {
    private let raised = Atomic<Bool>(false)
    var isRaised: Bool { raised.load(ordering: .relaxed) }
    fileprivate func raise() { raised.store(true, ordering: .relaxed) }
  }

  init() {
    sources = Self.signals.map { [flag] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { flag.raise() }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
