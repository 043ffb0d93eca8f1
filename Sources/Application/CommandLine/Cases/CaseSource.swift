import Cases
import Runs
import Workspace

/// A file of rows, or standard input, with how far it is read.
struct CaseSource {
  let chunks: FileChunks
  let rows: ImportRows
  /// What sentences call it.
  let name: String

  /// - Parameter file: `-` is standard input.
  /// - Throws: ``CommandFailure``
  init(_ file: String, options: ImportOptions, in context: CommandContext) throws {
    let isInput = file == "-"
    let name = isInput ? "standard input" : file
    self.name = name
    let chunks = try context.onFiles {
      isInput
        ? FileChunks.standardInput()
        : try FileChunks(
          file, workspace: Workspace.isWorkspace(context.directory) ? context.directory : nil)
    }
    self.chunks = chunks
    var options = options
    options.isLive = options.isLive && chunks.size == nil
    do {
      rows = try ImportRows({ try chunks.next() }, file: isInput ? "" : file, options: options)
    } catch let error as ImportError {
      throw Self.failure(error, name)
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  static func failure(_ error: ImportError, _ name: String) -> CommandFailure {
    CommandFailure(
      error.isAboutFile ? .files : .usage, "\(name): \(error.message)", hint: error.hint)
  }

  /// Runs what reads rows, and gives its errors exit codes.
  func reading<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as ImportError {
      throw Self.failure(error, name)
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as CancellationError {
      throw error
    } catch {
      throw CommandFailure(.files, "\(error)")
    }
  }

  /// How much of the file is read, 0 to 1; nil where its length is not known.
  var share: Double? {
    chunks.size.map { $0 > 0 ? min(1, Double(chunks.position) / Double($0)) : 1 }
  }
}

/// `[#########           ] 45 %  1.2 million rows · 30 s left`
struct RowProgress {
  private var line: ProgressLine
  private let start = ContinuousClock.now
  private var shownAt: ContinuousClock.Instant?
  private let verb: String

  init(_ console: Console, verb: String) {
    line = ProgressLine(console)
    self.verb = verb
  }

  /// Draws at most ten times a second, and nothing in the first half second: most files are short.
  mutating func show(_ count: Int, share: Double?, isForced: Bool = false, more: String = "") {
    let now = ContinuousClock.now
    let elapsed = start.duration(to: now)
    guard elapsed > .milliseconds(500) || isForced else { return }
    if let shownAt, shownAt.duration(to: now) < .milliseconds(100) { return }
    shownAt = now
    let seconds = Double(elapsed.milliseconds) / 1000
    var parts: [String] = []
    if let share {
      let filled = Int((share * 20).rounded())
      let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: 20 - filled)
      parts.append("[\(bar)] \(Int(share * 100)) %")
    }
    parts.append("\(count) rows")
    if seconds > 0 { parts.append("\(Int(Double(count) / seconds))/s") }
    if let share, share > 0.01, share < 1 {
      parts.append("\(Int(seconds / share - seconds)) s left")
    }
    if !more.isEmpty { parts.append(more) }
    let tenth = share.map { "\(Int($0 * 10) * 10) %" } ?? "\(count / 100_000 * 100_000) rows"
    line.show(parts.joined(separator: " · "), word: "precept: \(verb) \(tenth)")
  }

  mutating func clear() { line.clear() }
}
