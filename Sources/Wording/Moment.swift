/// The time at which a message is handled: the workbench never asks a clock.
public struct Moment: Hashable, Sendable {
  public var instant: ContinuousClock.Instant
  /// Milliseconds since 1970, UTC.
  public var unixMilliseconds: Int64

  public init(instant: ContinuousClock.Instant, unixMilliseconds: Int64) {
    self.instant = instant
    self.unixMilliseconds = unixMilliseconds
  }

  /// `YYYY-MM-DD` in UTC.
  public var date: String { CivilTime(unixMilliseconds: unixMilliseconds).date }
}
