/// Gives lines numbers, so that comparing two costs no more than comparing integers. The same bytes have the
/// same number: lines that are only canonically equivalent are different lines of a policy.
struct LineNumbering {
  private var numbers: [[UInt8]: Int] = [:]

  /// Complexity: O(*n*) in the length of the line.
  mutating func number(_ line: Substring) -> Int {
    let bytes = Array(line.utf8)
    if let known = numbers[bytes] { return known }
    numbers[bytes] = numbers.count
    return numbers.count - 1
  }
}
