import Foundation
import Policies

/// `versions/log.jsonl`: one line for each version, appended. Lines that cannot be read (a git
/// conflict's marks, for one) are reported and kept.
struct VersionLog {
  static let format = 1
  /// What a version's number can be. The next one always fits as well.
  static let numbers = 1...999_999_999

  private(set) var text: String
  /// Without labels, in the order of the file.
  private(set) var versions: [PolicyVersion] = []
  private(set) var problems: [String] = []

  private struct Line: Decodable {
    var format: Int?
    var number: Int
    var sha256: String
    var parent: Int?
    var author: String?
    var time: String?
    var note: String?
  }

  /// - Throws: ``WorkspaceError`` for a line of a newer format.
  init(_ text: String, path: String) throws {
    self.text = text
    let decoder = JSONDecoder()
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, scalars) in lines.enumerated() {
      let bytes = Data(String(Substring(scalars)).utf8)
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      if let probe = try? decoder.decode(FormatProbe.self, from: bytes), probe.format > Self.format
      {
        throw WorkspaceError.newerFormat(path, probe.format)
      }
      guard let line = try? decoder.decode(Line.self, from: bytes),
        Self.numbers.contains(line.number)
      else {
        problems.append("\(path):\(index + 1): this line is no version.")
        continue
      }
      let version = PolicyVersion(
        number: line.number, sha256: line.sha256, parent: line.parent, author: line.author ?? "",
        time: line.time ?? "", note: line.note ?? "")
      // A merge can bring the same line twice.
      if !versions.contains(version) { versions.append(version) }
    }
  }

  mutating func append(_ version: PolicyVersion) {
    func quoted(_ text: String) -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      guard let data = try? encoder.encode(text) else { return "\"\"" }
      return String(decoding: data, as: UTF8.self)
    }
    if !text.isEmpty && text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    text += """
      {"format":\(Self.format),"number":\(version.number),"sha256":"\(version.sha256)",\
      "parent":\(version.parent.map { "\($0)" } ?? "null"),"author":\(quoted(version.author)),\
      "time":\(quoted(version.time)),"note":\(quoted(version.note))}

      """
    versions.append(version)
  }
}

/// The number that every format of ours carries.
struct FormatProbe: Decodable {
  var format: Int
}

/// `versions/labels.json`: which label sits on which version. The number is for people; the hash
/// says which version is meant where a merge has made two of that number.
struct LabelFile: Codable {
  static let currentFormat = 1

  var format = LabelFile.currentFormat
  var labels: [String: Int] = [:]
  var sha256: [String: String]?
  /// Labels that ask before they move, sorted. Older programs read the file all the same, and drop
  /// this when they move a label.
  var protected: [String]?

  /// The label's version; nil where it is gone, or the number is shared and no hash decides.
  func version(of label: String, among versions: [PolicyVersion]) -> PolicyVersion? {
    guard let number = labels[label] else { return nil }
    let candidates = versions.filter { $0.number == number }
    guard let hash = sha256?[label] else { return candidates.count == 1 ? candidates[0] : nil }
    return candidates.first { $0.sha256 == hash }
  }

  mutating func set(_ label: String, on version: PolicyVersion) {
    labels[label] = version.number
    sha256 = sha256 ?? [:]
    sha256?[label] = version.sha256
  }

  mutating func remove(_ label: String) {
    labels[label] = nil
    sha256?[label] = nil
  }

  mutating func protect(_ label: String, _ isProtected: Bool) {
    let others = (protected ?? []).filter { $0 != label }
    let labels = (isProtected ? others + [label] : others).sorted()
    protected = labels.isEmpty ? nil : labels
  }

  /// - Throws: ``WorkspaceError`` for a newer format, or a file that cannot be read as labels.
  static func read(_ text: String, path: String) throws -> LabelFile {
    let bytes = Data(text.utf8)
    if let probe = try? JSONDecoder().decode(FormatProbe.self, from: bytes),
      probe.format > currentFormat
    {
      throw WorkspaceError.newerFormat(path, probe.format)
    }
    do {
      return try JSONDecoder().decode(LabelFile.self, from: bytes)
    } catch {
      throw WorkspaceError.damaged(
        "\(path) cannot be read as labels.",
        hint: "It reads {\"format\":1,\"labels\":{\"production\":3}}.")
    }
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
