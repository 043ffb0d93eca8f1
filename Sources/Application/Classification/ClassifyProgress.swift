import Synchronization

/// The progress line of a classification, shown from any thread.
final class ClassifyProgress: Sendable {
  private let line: Mutex<RowProgress>

  init(_ console: Console) { line = Mutex(RowProgress(console, verb: "classifying")) }

  func show(_ progress: Classifier.Progress) {
    line.withLock {
      $0.show(progress.done, share: progress.share, more: "\(progress.running) at a time")
    }
  }

  func clear() { line.withLock { $0.clear() } }
}
