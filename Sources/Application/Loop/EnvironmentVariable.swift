import Foundation

/// One variable of the environment, or nil where it is unset or empty. Making the whole dictionary,
/// as `ProcessInfo` does, costs more than half a millisecond before the first frame.
func environmentVariable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
