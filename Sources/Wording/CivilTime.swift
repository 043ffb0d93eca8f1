/// A moment of the proleptic Gregorian calendar in UTC.
/// Days to date by Howard Hinnant's `civil_from_days` (howardhinnant.github.io/date_algorithms.html).
public struct CivilTime: Hashable, Sendable {
  public let year, month, day, hour, minute, second: Int

  public init(unixMilliseconds: Int64) {
    let seconds = Int(unixMilliseconds.flooredQuotient(by: 1000))
    let days = seconds.flooredQuotient(by: 86_400)
    let rest = seconds - days * 86_400
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  public var date: String { "\(year)-\(month.padded)-\(day.padded)" }
  /// `HH:MM:SS`.
  public var timeOfDay: String { "\(hour.padded):\(minute.padded):\(second.padded)" }
  /// RFC 3339, to the second.
  public var rfc3339: String { "\(date)T\(timeOfDay)Z" }
}

extension FixedWidthInteger {
  fileprivate func flooredQuotient(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Int {
  fileprivate var padded: String { self < 10 ? "0\(self)" : "\(self)" }
}
