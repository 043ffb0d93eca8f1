public import Cases

/// A case set on its way to the disk, in memory for a part of it.
///
/// It grows in a file of its own beside the others, which a lock keeps from being taken for a leftover.
public final class CaseSetWriter {
  private static let portion = 1 << 20

  private let set: String
  private let files: any FileSystem
  private var place: Place
  private var lock: any FileLock
  private var buffer: [UInt8] = []
  private var known: Set<String> = []
  /// Lines of the set that is extended, which are not cases of ours.
  private var linesBefore = 0
  private(set) var count = 0

  init(beside path: String, of set: String, files: any FileSystem) throws {
    self.set = set
    self.files = files
    (place, lock) = try Self.grow(beside: files.place(of: path), files)
  }

  private static func grow(
    beside place: Place, _ files: any FileSystem
  ) throws -> (Place, any FileLock) {
    let number = String(UInt64.random(in: 0 ... .max), radix: 36)
    let new = place.sibling(".\(number)\(PosixFileSystem.growingEnding)")
    try files.create(new, [], mode: 0o644)
    return (new, try files.lock(new))
  }

  /// Takes the cases of a set that is extended, byte for byte.
  func copy(_ path: String) throws {
    let reader = try FileChunks(path, files: files)
    var last: UInt8?
    let cases = CaseSetReader {
      let bytes = try reader.next()
      last = bytes.last ?? last
      try self.put(bytes)
      return bytes
    }
    while let line = try cases.next() { if let item = line.case { known.insert(item.id) } }
    if let last, last != UInt8(ascii: "\n") { try put([UInt8(ascii: "\n")]) }
    linesBefore = cases.lines
  }

  /// - Throws: ``WorkspaceError`` where the set that is extended has a case of that id.
  public func write(_ item: Case) throws {
    guard !known.contains(item.id) else {
      throw WorkspaceError.badName(
        "\(set) has a case “\(item.id)” already; nothing was added.",
        hint: "Give the new cases other ids, or write them to another set.")
    }
    try put(Array((jsonLine(for: item) + "\n").utf8))
    count += 1
  }

  /// Writes some of the cases again.
  ///
  /// - Parameters:
  ///   - numbers: of cases that were written, counted from 0.
  ///   - change: gives each its new form.
  public func rewrite(_ numbers: Set<Int>, _ change: (Case, Int) -> Case) throws {
    guard !numbers.isEmpty else { return }
    try flush()
    let (old, oldLock) = (place, lock)
    defer { withExtendedLifetime(oldLock) { try? files.remove(old) } }
    let chunks = try FileChunks(old.path, files: files)
    (place, lock) = try Self.grow(beside: old, files)
    let reader = CaseSetReader { try chunks.next() }
    let before = linesBefore + 1
    while let line = try reader.next(parsing: { numbers.contains($0 - before) }) {
      if let item = line.case {
        try put(Array((jsonLine(for: change(item, line.number - before)) + "\n").utf8))
      } else {
        try put(line.bytes + [UInt8(ascii: "\n")])
      }
    }
  }

  private func put(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.portion { try flush() }
  }

  private func flush() throws {
    guard !buffer.isEmpty else { return }
    do { try files.append(buffer, to: place) } catch {
      throw WorkspaceError.system(error, "\(set).jsonl", writing: true)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  func publish(as path: String) throws {
    try flush()
    let target = try files.place(of: path)
    try files.sync(file: place)
    try files.rename(place, to: target.name)
    try files.sync(target.directory)
  }

  func discard() { try? files.remove(place) }
}
