import Foundation

/// A seeded source of spoiled input: the same seed gives the same bytes on every machine.
public struct Fuzz: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// How many rounds each fuzz test takes: `PRECEPT_FUZZ_ROUNDS`, or a small number.
  public static let rounds =
    ProcessInfo.processInfo.environment["PRECEPT_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 300

  /// Numbers, as JSON or TOML would spell them, that no honest side sends.
  public static let absurdNumbers = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "18446744073709551616", "1000000000000000", "1000000000000001", "1e15", "1e18", "1e19",
    "1e308", "1e400", "-1e400", "-1", "-0", "0", "0.5", "1.5", "-0.0", "1e-400", "4294967296",
    "2147483648", "00", "NaN", "Infinity", "null", "true", "\"7\"", "\"\"", "[]", "{}", "[[0]]",
  ]

  /// splitmix64.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The bytes with one to four changes. Half of the changes put an absurd number in place of one.
  public mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) { spoilOnce(&bytes) }
    return bytes
  }

  public mutating func spoil(_ text: String) -> [UInt8] { spoil(Array(text.utf8)) }

  /// The bytes in pieces of random sizes.
  public mutating func pieces(of bytes: [UInt8], largest: Int = 200) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      pieces.append(rest.prefix(Int.random(in: 1...largest, using: &self)))
      rest = rest.dropFirst(pieces[pieces.count - 1].count)
    }
    return pieces
  }

  private mutating func spoilOnce(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let start = Int.random(in: bytes.indices, using: &self)
    let end = min(bytes.count, start + Int.random(in: 1...24, using: &self))
    switch Int.random(in: 0..<12, using: &self) {
    case 0: bytes[start] = UInt8.random(in: 0...255, using: &self)
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
    case 3: bytes.removeSubrange(end...)
    case 4:
      bytes.insert(
        contentsOf: (0..<8).map { _ in UInt8.random(in: 0...255, using: &self) }, at: start)
    case 5:
      bytes.insert(contentsOf: Array(#"{}[]",:\ue-.0"#.utf8).shuffled(using: &self), at: start)
    default: replaceNumber(in: &bytes, from: start)
    }
  }

  private mutating func replaceNumber(in bytes: inout [UInt8], from start: Int) {
    func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
    let first = bytes[start...].firstIndex(where: isDigit) ?? bytes.firstIndex(where: isDigit)
    guard let first else { return }
    let end = bytes[first...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    let number = Self.absurdNumbers.randomElement(using: &self) ?? "0"
    bytes.replaceSubrange(first..<end, with: Array(number.utf8))
  }
}
