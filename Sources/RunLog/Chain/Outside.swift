import Foundation

/// What run records take from outside their database.
public struct RunLogOutside: Sendable {
  /// Milliseconds since 1970, UTC.
  public var now: @Sendable () -> Int64
  /// Where the last seal is kept, so that a chain which was cut at its end is found; nil keeps none.
  public var seals: (any SealStore)?
  /// The settings under which a policy runs now; nil for one that has none, such as a file.
  public var settings: (@Sendable (_ policy: String) -> SettingsDigests?)?

  public init(
    now: @escaping @Sendable () -> Int64 = RunLogOutside.systemClock,
    seals: (any SealStore)? = nil,
    settings: (@Sendable (_ policy: String) -> SettingsDigests?)? = nil
  ) {
    self.now = now
    self.seals = seals
    self.settings = settings
  }

  public static let systemClock: @Sendable () -> Int64 = {
    Int64(Date().timeIntervalSince1970 * 1000)
  }
}
