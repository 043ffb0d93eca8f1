/// How fast a transfer is, over its last seconds, and how long it still takes.
struct TransferRate: Sendable {
  private static let window = 10.0

  private var samples: [(seconds: Double, bytes: Int64)] = []

  /// - Parameters:
  ///   - bytes: so many in all.
  ///   - seconds: since any fixed moment.
  mutating func add(_ bytes: Int64, at seconds: Double) {
    // What was there before the first moment was not transferred now.
    samples.append((seconds, bytes))
    if let first = samples.firstIndex(where: { seconds - $0.seconds <= Self.window }), first > 1 {
      samples.removeFirst(first - 1)
    }
    if samples.count > 400 { samples.remove(at: samples.count / 2) }
  }

  /// nil before two samples a second apart.
  var bytesPerSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.seconds - first.seconds >= 1
    else { return nil }
    return (Double(last.bytes) - Double(first.bytes)) / (last.seconds - first.seconds)
  }

  func secondsLeft(of total: Int64) -> Int? {
    guard let rate = bytesPerSecond, rate > 0, let done = samples.last?.bytes else { return nil }
    let seconds = max(0, Double(total) - Double(done)) / rate
    return seconds < 1_000_000 ? Int(seconds.rounded(.up)) : nil
  }

  /// Three digits and a unit, as storage is sold: 1000 bytes a kB.
  static func size(_ bytes: Double) -> String {
    var value = bytes
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB"]
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let isWhole = unit == 0 || value >= 99.95
    let tenths = Int((value * 10).rounded())
    let number = isWhole ? "\(Int(value.rounded()))" : "\(tenths / 10).\(tenths % 10)"
    return "\(number) \(units[unit])"
  }

  static func time(_ seconds: Int) -> String {
    switch seconds {
    case ..<100: "\(seconds) s"
    case ..<6000: "\((seconds + 59) / 60) min"
    default: "\((seconds + 3599) / 3600) h"
    }
  }
}
