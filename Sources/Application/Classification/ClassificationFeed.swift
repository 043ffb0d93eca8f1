import Cases
import Synchronization
import Workspace

/// A row to be classified, or why it is none.
struct ClassificationInput: Sendable {
  /// Counted from 1 over all files.
  var row: Int
  /// nil where there is one file only.
  var file: String?
  var id: String
  var content: Result<String, CaseRowReader.Problem>
}

/// The rows of several files, one after the other. Only one thread at a time may use it: files are read
/// on a lane.
final class ClassificationFeed: @unchecked Sendable {
  private let sources: [(name: String, open: () throws -> Opened)]
  private var current: Opened?
  private var place = 0
  private var count = 0
  private let share = Mutex<Double?>(nil)

  struct Opened {
    var source: CaseSource
    var reader: CaseRowReader
  }

  /// - Parameter sources: each is opened when its turn comes.
  init(_ sources: [(name: String, open: () throws -> Opened)]) { self.sources = sources }

  /// How much is read, 0 to 1, each file counting the same; nil where a length is not known.
  var progress: Double? { share.withLock { $0 } }

  /// Opens the first file, so that what is wrong with it is known before anything runs.
  func prepare() throws {
    if current == nil, place < sources.count { current = try sources[place].open() }
  }

  /// The next row; nil at the end.
  func next() throws -> ClassificationInput? {
    while place < sources.count {
      try prepare()
      guard var opened = current else { return nil }
      let entry = try opened.source.reading { try opened.reader.next() }
      current = opened
      let done = opened.source.share.map { (Double(place) + $0) / Double(sources.count) }
      share.withLock { $0 = done }
      if let entry { return input(entry) }
      current = nil
      place += 1
    }
    return nil
  }

  private func input(_ entry: CaseRowReader.Entry) -> ClassificationInput {
    count += 1
    let file = sources.count > 1 ? sources[place].name : nil
    switch entry.result {
    case .success(let item):
      return ClassificationInput(
        row: count, file: file, id: item.id, content: .success(item.renderedContent))
    case .failure(let problem):
      return ClassificationInput(
        row: count, file: file, id: entry.id ?? "row-\(entry.number)", content: .failure(problem))
    }
  }
}
