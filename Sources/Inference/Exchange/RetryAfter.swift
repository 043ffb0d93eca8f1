internal import Foundation
internal import Runs

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
struct RetryAfter: Hashable, Sendable {
  /// At most ``longest``, whatever the engine asks for.
  let pause: Duration

  /// A year, in seconds.
  static let longest = 31_536_000

  /// nil where there is none, or one that nobody can read.
  init?(_ text: String?, now: Date = Date()) {
    guard let text = text?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    if text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      // More digits than an `Int` holds ask for more than a year, too.
      pause = .seconds(min(Int(text) ?? Self.longest, Self.longest))
      return
    }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = formatter.date(from: text) else { return nil }
    let seconds = Int(clamping: date.timeIntervalSince(now).rounded(.up))
    pause = .seconds(min(max(0, seconds), Self.longest))
  }
}
