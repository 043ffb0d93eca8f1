import Digests
public import Foundation

/// A run's record as one file that needs no database: its texts, the header that was sealed, and the
/// seals before and of it; so with every human verdict and erasure of it.
///
/// Format 1 is JSON with sorted keys on one line. Each entry's `seal` is the SHA-256 of `previous`, a line
/// feed, and for each field its name, the number of the value's bytes and the value, as
/// `name:bytes:value` and a line feed. The fields `part.…` are digests: the SHA-256 of the part's salt and
/// bytes. A part without salt was erased; its digest is the tombstone.
struct ExportedRun: Codable, Hashable {
  static let newestFormat = 1

  struct Entry: Codable, Hashable {
    var fields: [SealedField]
    /// The seal of the entry before, empty for the first of all.
    var previous: String
    var seal: String
  }

  struct Part: Codable, Hashable {
    var kind: String
    /// In hexadecimal digits; nil where the part was erased.
    var salt: String?
    var text: String?
    /// Where the bytes are no UTF-8.
    var base64: String?

    var bytes: Data? {
      text.map { Data($0.utf8) } ?? base64.flatMap { Data(base64Encoded: $0) }
    }
  }

  var format = newestFormat
  /// The run first, then what was appended to it, in the order of the chain.
  var entries: [Entry]
  var parts: [Part]

  func encoded() throws -> Data { Data(try canonicalJSON(self)) + Data("\n".utf8) }
}

extension AuditResult {
  /// Checks an exported record by itself. Any change of its bytes is found.
  ///
  /// It cannot find that the whole file was computed anew by somebody who knows how: compare
  /// ``ExportedSeal`` with the chain that it came from, or with a seal kept elsewhere.
  ///
  /// - Throws: ``RunLogError`` for a file that is no exported record, or of a newer form.
  public static func verifying(export data: Data) throws -> AuditResult {
    let exported = try ExportedRun.reading(data)
    guard try exported.encoded() == data else {
      return AuditResult(
        records: 0,
        firstBad: .init(run: nil, reason: "The file is not as it was exported."))
    }
    return exported.verified()
  }
}

/// Where an exported record stands in its chain.
public struct ExportedSeal: Hashable, Sendable {
  public var run: String
  public var number: Int64
  public var seal: String

  /// - Throws: ``RunLogError`` for a file that is no exported record.
  public init(of data: Data) throws {
    let exported = try ExportedRun.reading(data)
    let header = SealedHeader(exported.entries.first?.fields ?? [])
    guard let run = header["id"], let number = header["number"].flatMap({ Int64($0) }),
      let seal = exported.entries.first?.seal
    else { throw RunLogError.noExport }
    self.run = run
    self.number = number
    self.seal = seal
  }
}

extension ExportedRun {
  static func reading(_ data: Data) throws -> ExportedRun {
    struct Probe: Decodable { var format: Int }
    let decoder = JSONDecoder()
    guard let probe = try? decoder.decode(Probe.self, from: data) else {
      throw RunLogError.noExport
    }
    guard probe.format <= newestFormat else { throw RunLogError.newerExport }
    guard probe.format > 0 else { throw RunLogError.noExport }
    do {
      return try decoder.decode(ExportedRun.self, from: data)
    } catch {
      throw RunLogError.noExport
    }
  }

  func verified() -> AuditResult {
    let run = SealedHeader(entries.first?.fields ?? [])
    func bad(_ records: Int, _ reason: String) -> AuditResult {
      AuditResult(records: records, firstBad: .init(run: run["id"], reason: reason))
    }
    guard run["kind"] == ChainEntry.run.rawValue else {
      return bad(0, "The first entry is no run.")
    }
    for (place, entry) in entries.enumerated() {
      let header = SealedHeader(entry.fields)
      guard header.seal(after: entry.previous) == entry.seal else {
        return bad(place, "The \(header["kind"] ?? "entry") is not what was sealed.")
      }
      guard place == 0 || (header["kind"] != ChainEntry.run.rawValue && header["run"] == run["seq"])
      else { return bad(place, "An entry belongs to another run.") }
    }
    let isErased = entries.contains {
      SealedHeader($0.fields)["kind"] == ChainEntry.erasure.rawValue
    }
    let sealed = run.fields.filter { $0.name.hasPrefix("part.") }
    guard sealed.map(\.name) == parts.map({ "part." + $0.kind }) else {
      return bad(0, "A part is missing, or was added.")
    }
    for (field, part) in zip(sealed, parts) {
      guard let bytes = part.bytes, let salt = part.salt.flatMap(Data.init(hexadecimal:)) else {
        let isTombstone = part.salt == nil && part.text == nil && part.base64 == nil
        let mayBeErased = PartKind(rawValue: part.kind)?.dependsOnContent ?? false
        if isErased, isTombstone, mayBeErased { continue }
        return bad(0, "The \(part.kind) is missing.")
      }
      guard saltedDigest(bytes, salt: salt) == field.value else {
        return bad(0, "The \(part.kind) is not what was sealed.")
      }
    }
    return AuditResult(records: entries.count, firstBad: nil)
  }
}

extension Data {
  /// Two digits a byte, in lower case; nil for anything else.
  init?(hexadecimal digits: String) {
    var bytes: [UInt8] = []
    var rest = digits.utf8[...]
    while let high = rest.popFirst() {
      guard let low = rest.popFirst(),
        let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16),
        high >= 0x30 && high <= 0x39 || high >= 0x61 && high <= 0x66,
        low >= 0x30 && low <= 0x39 || low >= 0x61 && low <= 0x66
      else { return nil }
      bytes.append(byte)
    }
    self.init(bytes)
  }

  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
