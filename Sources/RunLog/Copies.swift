import Foundation
import GRDB

/// Looks for what is left of an erased content: in other texts, and in the bytes of the file.
///
/// SQLite overwrites what it deletes, but not what it moves: where it has balanced two pages of a
/// table, an old copy of a row can stay in the unused middle of a page.
struct Copies {
  private let content: Data
  private let log: RunLog
  /// Pieces of the content; a long content is in several pages.
  private let pieces: [Data]

  /// - Returns: nil for a content so short that finding it would say nothing.
  init?(of content: Data, in log: RunLog) {
    guard content.count >= 12 else { return nil }
    self.content = content
    self.log = log
    let length = min(48, content.count)
    let last = content.count - length
    pieces = Set([0, last / 2, last]).sorted().map {
      content.subdata(in: content.startIndex + $0..<content.startIndex + $0 + length)
    }
  }

  /// How many texts and notes contain the whole content.
  func quotations() throws -> Int { try count([content])[0] }

  /// In how many values each of these is, in one reading.
  private func count(_ needles: [Data]) throws -> [Int] {
    let sums = needles.indices.map { "total(instr(body, ?\($0 + 1)) > 0) AS n\($0)" }
    let sql = """
      SELECT \(sums.joined(separator: ", ")) FROM (
        SELECT body FROM text UNION ALL SELECT body FROM chunk
        UNION ALL SELECT CAST(note AS BLOB) FROM judgement UNION ALL SELECT plan FROM evaluation)
      """
    return try log.read(.readingAll) { db in
      let row = try Row.fetchOne(db, sql: sql, arguments: StatementArguments(needles))
      return try needles.indices.map { Int(try row?.decode(Double.self, forColumn: "n\($0)") ?? 0) }
    }
  }

  /// Overwrites copies in unused parts of the file.
  ///
  /// - Parameters:
  ///   - step: carries out a transaction.
  ///   - emptyLog: brings it to the file.
  /// - Returns: false where a copy is left.
  func overwriteStale(
    step: ((Database) throws -> Void) throws -> Void, emptyLog: () throws -> Bool
  ) throws -> Bool {
    guard try !pages(with: pieces).isEmpty else { return true }
    // What another text contains is in the file by right.
    let stale = zip(pieces, try count(pieces)).filter { $0.1 == 0 }.map(\.0)
    for _ in 0..<3 {
      let pages = try pages(with: stale)
      if pages.isEmpty { return true }
      for page in pages { try step { try overwriteUnused(page, in: $0) } }
      guard try emptyLog() else { return false }
    }
    return try pages(with: stale).isEmpty
  }

  /// The numbers of the file's pages in which one of these begins.
  private func pages(with pieces: [Data]) throws -> Set<Int> {
    let file = try Data(contentsOf: URL(filePath: log.path), options: .alwaysMapped)
    let size = LeafPage.size(of: file)
    return file.withUnsafeBytes { bytes in
      Set(pieces.flatMap { Self.places(of: [UInt8]($0), in: bytes).map { $0 / size + 1 } })
    }
  }

  /// Horspool's search, which reads a small part of the bytes only.
  private static func places(of piece: [UInt8], in bytes: UnsafeRawBufferPointer) -> [Int] {
    let last = piece.count - 1
    var skips = [Int](repeating: piece.count, count: 256)
    for index in 0..<last { skips[Int(piece[index])] = last - index }
    var places: [Int] = []
    var end = last
    while end < bytes.count {
      if bytes[end] == piece[last], bytes[end - last...end].elementsEqual(piece) {
        places.append(end - last)
      }
      end += skips[Int(bytes[end])]
    }
    return places
  }

  /// Lets a row of the page grow over all that is unused, and shrink again: what a row gives back,
  /// SQLite overwrites.
  private func overwriteUnused(_ number: Int, in db: Database) throws {
    let file = try Data(contentsOf: URL(filePath: log.path), options: .alwaysMapped)
    guard let page = LeafPage(number, of: file) else { return }
    for (table, key) in [("text", "id"), ("chunk", "id")] {
      let ids = page.rows.map { "\($0.id)" }.joined(separator: ",")
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM \(table) WHERE \(key) IN (\(ids))")
      guard count == page.rows.count, let row = page.growable else { continue }
      let body = try Data.fetchOne(
        db, sql: "SELECT body FROM \(table) WHERE \(key) = ?", arguments: [row.id])
      guard let body else { continue }
      let update = "UPDATE \(table) SET body = ? WHERE \(key) = ?"
      try db.execute(sql: update, arguments: [body + Data(count: row.growth), row.id])
      try db.execute(sql: update, arguments: [body, row.id])
    }
  }
}

/// A leaf of a table, as SQLite's file format describes it (sqlite.org/fileformat2.html, 1.6).
struct LeafPage {
  var rows: [(id: Int64, payload: Int)] = []
  /// Bytes that no row uses.
  var unused = 0
  private var usable: Int

  /// Of a database's pages, in bytes.
  static func size(of file: Data) -> Int {
    guard file.count >= 100 else { return 4096 }
    let size = Int(file[16]) << 8 | Int(file[17])
    return size == 1 ? 65536 : max(512, size)
  }

  /// - Returns: nil where the page is something else, or damaged.
  init?(_ number: Int, of file: Data) {
    let size = Self.size(of: file)
    let start = (number - 1) * size
    guard number > 0, start + size <= file.count else { return nil }
    let page = [UInt8](file[start..<start + size])
    usable = size - Int(file[20])
    let header = number == 1 ? 100 : 0
    func integer(at offset: Int) -> Int { Int(page[offset]) << 8 | Int(page[offset + 1]) }
    let count = integer(at: header + 3)
    let pointers = header + 8
    guard page[header] == 0x0D, count > 0, pointers + 2 * count <= usable else { return nil }
    for index in 0..<count {
      var place = integer(at: pointers + 2 * index)
      guard let payload = Self.varint(page, &place), let id = Self.varint(page, &place) else {
        return nil
      }
      rows.append((Int64(bitPattern: id), Int(clamping: payload)))
    }
    let content = integer(at: header + 5)
    unused = (content == 0 ? 65536 : content) - pointers - 2 * count + Int(page[header + 7])
    var block = integer(at: header + 1)
    for _ in 0..<size where block > 0 && block + 4 <= size {
      unused += integer(at: block + 2)
      block = integer(at: block)
    }
  }

  /// A row that can take all that is unused, or nearly, and stays in the page.
  var growable: (id: Int64, growth: Int)? {
    // A longer payload has its end in other pages.
    let most = usable - 35
    let row = rows.filter { $0.payload <= most }.min { $0.payload < $1.payload }
    // A length that grows may take a byte or two more itself, in the row and before it.
    return row.map { ($0.id, max(0, min(unused - 6, most - $0.payload - 4))) }
  }

  private static func varint(_ page: [UInt8], _ place: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard place < page.count else { return nil }
      let byte = page[place]
      place += 1
      if index == 8 { return value << 8 | UInt64(byte) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
