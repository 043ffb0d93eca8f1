import Digests
import Foundation
import GRDB

/// The digest of all texts of a plan, from their salted digests: of each its kind, its place and its
/// digest, which is empty where the text was erased before there was one.
struct PlanTextsDigest {
  private var bytes: [UInt8] = []

  /// In the order of kind and place.
  mutating func add(kind: String, place: Int64, digest: String?) {
    bytes += "\(kind):\(place):\(digest ?? "")\n".utf8
  }

  var value: String { sha256Hex(bytes) }
}

extension RunLog {
  /// Erases a text from every plan that has it. The digests stay as tombstones, and what was erased
  /// is sealed.
  func eraseFromPlans(_ text: Int64, at now: Int64, in db: Database) throws {
    let places = try Row.fetchAll(
      db,
      sql: """
        SELECT evaluation, kind, place FROM evaluation_text WHERE text = ?
          ORDER BY evaluation, kind, place
        """, arguments: [text]
    ).map { ErasedTexts.Place(evaluation: $0["evaluation"], kind: $0["kind"], place: $0["place"]) }
    guard !places.isEmpty else { return }
    try db.execute(
      sql: "UPDATE evaluation_text SET text = NULL, salt = NULL WHERE text = ?", arguments: [text])
    try append(.erased(ErasedTexts(places: places)), at: now, in: db)
  }
}
