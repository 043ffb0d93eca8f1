import Foundation
import Testing

@testable import Workspace

/// Documents that were taken apart and put together at random are read as Python's tomllib reads
/// them, and none ends the process.
///
/// `PRECEPT_FUZZ` sets how many documents; `PRECEPT_FUZZ_SEED` which ones.
struct TOMLOracleTests {
  /// tomllib came with Python 3.11. In CI it must be there.
  static let isAvailable: Bool = {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    return (try? python(["-c", "import tomllib; print(1)"], Data()))?.first == UInt8(ascii: "1")
  }()

  /// What a Python program prints.
  static func python(_ arguments: [String], _ input: Data) throws -> Data {
    let given = FileManager.default.temporaryDirectory.appending(path: "precept-\(UUID())")
    defer { try? FileManager.default.removeItem(at: given) }
    // A file rather than a pipe: both sides could wait for each other.
    try input.write(to: given)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: given)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return try output.fileHandleForReading.readToEnd() ?? Data()
  }

  /// As `Fixtures/toml-oracle.py` writes it.
  static func spell(_ text: String) -> String {
    do throws(TOMLError) {
      return spell(.table(try TOMLReader.read(text)))
    } catch {
      return "error"
    }
  }

  private static func spell(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "s" + hex(text)
    case .integer(let number): "i\(number)"
    case .number(let number):
      number.isNaN ? "fnan" : "f" + String(number.bitPattern, radix: 16)
    case .bool(let bool): "b\(bool)"
    case .moment(let kind, _): "\(kind)"
    case .array(let items): "[" + items.map { spell($0.value) }.joined(separator: ",") + "]"
    case .table(let entries):
      "{"
        + entries.map { (hex($0.key), spell($0.value.value)) }.sorted { $0.0 < $1.0 }
        .map { "\($0.0)=\($0.1)" }.joined(separator: ",") + "}"
    }
  }

  private static func hex(_ text: String) -> String {
    text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  @Test(.enabled(if: isAvailable, "It needs Python 3.11 or newer."))
  func `documents are read as tomllib reads them`() throws {
    let own = ProcessInfo.processInfo.environment
    let count = own["PRECEPT_FUZZ"].flatMap { Int($0) } ?? 4000
    let seed = own["PRECEPT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    var generator = TOMLGenerator(seed: seed)
    let script = split(#filePath).directory + "/../Fixtures/toml-oracle.py"
    var left = count
    while left > 0 {
      let documents = (0..<min(left, 20_000)).map { _ in generator.document() }
      left -= documents.count
      var input = Data()
      for document in documents {
        withUnsafeBytes(of: UInt32(document.utf8.count).bigEndian) { input.append(contentsOf: $0) }
        input.append(contentsOf: document.utf8)
      }
      let answer = try Self.python([script], input)
      let lines = answer.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      try #require(lines.count == documents.count)
      for (document, expected) in zip(documents, lines) {
        try #require(Self.spell(document) == expected, "\(document.debugDescription)")
      }
    }
  }

  @Test func `the generator makes documents of both kinds`() {
    var generator = TOMLGenerator(seed: 7)
    let good = (0..<2000).count { _ in Self.spell(generator.document()) != "error" }
    #expect((100...1900).contains(good))
  }
}

/// Makes TOML documents, most of them wrong in one place.
struct TOMLGenerator {
  private var state: UInt64
  private var seeds: [[Unicode.Scalar]]

  init(seed: UInt64) {
    state = seed
    seeds = Self.corpus.map { Array($0.unicodeScalars) }
    // The shipped settings, from the source tree.
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    for policy in ["marketplace-spam", "age-restricted", "forum-promotion"] {
      let file = folder.appending(path: "policies/\(policy)/policy.toml")
      if let text = try? String(contentsOf: file, encoding: .utf8) {
        seeds.append(Array(text.unicodeScalars))
      }
    }
  }

  /// SplitMix64.
  private mutating func random(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) >> 1) % max(1, limit)
  }

  private mutating func pick<T>(_ items: [T]) -> T { items[random(items.count)] }

  mutating func document() -> String {
    switch random(8) {
    case 0, 1: return (0..<1 + random(14)).map { _ in pick(Self.tokens) }.joined()
    case 2, 3: return (0..<1 + random(6)).map { _ in pick(Self.lines) }.joined(separator: "\n")
    default: return mutated(pick(seeds))
    }
  }

  private mutating func mutated(_ seed: [Unicode.Scalar]) -> String {
    var text = seed
    for _ in 0..<1 + random(4) {
      let place = random(text.count + 1)
      let end = min(text.count, place + random(6))
      switch random(6) {
      case 0: text.removeSubrange(place..<end)
      case 1: text.insert(contentsOf: pick(Self.tokens).unicodeScalars, at: place)
      case 2: text.replaceSubrange(place..<end, with: pick(Self.tokens).unicodeScalars)
      case 3:
        let other = pick(seeds)
        let start = random(other.count + 1)
        text.insert(
          contentsOf: other[start..<min(other.count, start + random(40))], at: place)
      case 4:
        if let scalar = Unicode.Scalar(UInt32(random(random(2) == 0 ? 128 : 0xD800))) {
          text.insert(scalar, at: place)
        }
      default:
        text.insert(
          contentsOf: (0..<random(5)).flatMap { _ in pick(Self.tokens).unicodeScalars }, at: place)
      }
    }
    // The one thing at the start that tomllib reads differently.
    if text.first == "\u{FEFF}" { text.removeFirst() }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text)
    return String(result)
  }

  private static let tokens = [
    "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "\"", "'", "\"\"\"", "'''", "\\", "\n", "\r\n",
    "\r", "\t", " ", "#", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "😀", "true", "false",
    "inf", "nan", "-nan", "+", "-", "_", "0", "1", "9", "0x", "0b1", "0o7", "1e5", "1.5",
    "1979-05-27", "T", "07:32:00", "Z", "+01:00", ".999", "\\u00e9", "\\U0001F600", "\\uD800",
    "\\n", "a", "b", "a.b", "a = 1", "[a]", "[[a]]", "a.b.c = 1", "x = {a = 1}", "x = [1, 2]",
    "\nkey = ", "9223372036854775807", "0_1", "1__0", "\"\\\n  x\"", "[a.b]\n", "[[a.b]]\n",
  ]

  /// For the rules on what may be defined when.
  private static let lines = [
    "[a]", "[a.b]", "[[a]]", "[[a.b]]", "a=1", "a.b=1", "b.c=1", "a.b.c=1", "a={b=1}", "a={}",
    "b=[]", "[b]", "[b.a]", "[a.b.c]", "b={a.b=1}", "c.d={e=1}", "c.d.e=1", "[c.d]", "[[c]]",
    "\"a\"=1", "'a'.b=1",
  ]

  private static let corpus = [
    "a = \"\"\"\nx\\\n   y\"\"\"\nb = '''\nz'''''\nc = \"\"\"a\"\"\"\"\"",
    "\"a b\".'c d'.\"é\" = [1, 2.0, 1e5, 0x1F, 0o7, 0b1, inf, -inf, +1_000, 1979-05-27T07:32:00Z]",
    "t = [1979-05-27 07:32:00.123456789, 07:32:00, 1979-05-27, 2000-02-29, 1900-02-28T23:59:59-00:30]",
    "[[a]]\nb = 1\n[a.c]\nd = {e = 1, f.g = 2, h = [{}, {i = 1}]}\n[[a.j]]\n[[a]]\n[a.c]",
    "a.b.c = 1\na.b.d = 2\n[a.e]\n[x.y.z]\n[x]\n[x.w]",
    "k = [\n  1, # one\n  2,\n]\ns = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"",
    "format = 1\r\ndefault_engine = \"gpu\"\r\n[[engine]]\r\nname = \"gpu\"\r\nurl = \"http://gpu:8080\"",
  ]
}
