internal import Foundation

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
struct RetryAfter: Hashable, Sendable {
  let pause: Duration

  /// nil where there is none, or one that nobody can read.
  init?(_ text: String?, now: Date = Date()) {
    guard let text = text?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    if let seconds = Int(text) {
      guard seconds >= 0 else { return nil }
      pause = .seconds(seconds)
      return
    }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = formatter.date(from: text) else { return nil }
    pause = .seconds(max(0, Int(date.timeIntervalSince(now).rounded(.up))))
  }
}
