internal import Foundation

/// Times as engines write them.
enum ScriptedClock {
  /// `YYYY-MM-DD`, of this machine's day as templates have it.
  static var today: String { text("yyyy-MM-dd") }
  static var seconds: Int { Int(Date().timeIntervalSince1970) }
  static var timestamp: String { text("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") }

  static func timestamp(in pause: TimeInterval) -> String {
    text("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Date() + pause)
  }

  private static func text(_ format: String, _ date: Date = Date()) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = format.contains("'Z'") ? TimeZone(identifier: "GMT") : .current
    formatter.dateFormat = format
    return formatter.string(from: date)
  }
}

extension Duration {
  var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
