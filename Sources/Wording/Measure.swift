import Runs

/// How times, counts and decisions are written, everywhere alike.
public enum Measure {
  /// `3.1 s` under a minute, then `2 min 5 s`. A time below nothing is nothing.
  public static func seconds(milliseconds: Int) -> String {
    if milliseconds < 59_950 {
      let tenths = (max(0, milliseconds) + 50) / 100
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = milliseconds.saturatingAdd(500) / 1000
    return "\(seconds / 60) min \(seconds % 60) s"
  }

  /// For what is yet to come, where tenths would only flicker: `4 s`, `3 min 15 s`, `2 h 5 min`.
  /// A second that has begun counts.
  public static func wholeSeconds(milliseconds: Int) -> String {
    let seconds = milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0)
    if seconds < 60 { return "\(max(0, seconds)) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds / 60 % 60) min"
  }

  /// `812 B`, `41.2 MB`, `13.8 GB`, in powers of thousand as engines and disks count.
  public static func bytes(_ count: Int64) -> String {
    let unit = byteUnit(count)
    return "\(inUnit(count, unit)) \(unit.name)"
  }

  /// `5.6 / 13.8 GB`.
  public static func bytes(_ done: Int64, of total: Int64) -> String {
    let unit = byteUnit(total)
    return "\(inUnit(done, unit)) / \(inUnit(total, unit)) \(unit.name)"
  }

  private static func byteUnit(_ count: Int64) -> (name: String, size: Double) {
    let units: [(name: String, size: Double)] = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
    return units.first { Double(count) >= $0.size } ?? ("B", 1)
  }

  private static func inUnit(_ count: Int64, _ unit: (name: String, size: Double)) -> String {
    guard unit.size > 1 else { return "\(max(0, count))" }
    let tenths = Int64((max(0, Double(count)) / unit.size * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `5 Nov 14:03`-like times are harder to sort by eye: `11-05 14:03`.
  public static func moment(unixMilliseconds: Int64) -> String {
    let time = CivilTime(unixMilliseconds: unixMilliseconds)
    return "\(time.date) \(time.timeOfDay)"
  }

  public static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
