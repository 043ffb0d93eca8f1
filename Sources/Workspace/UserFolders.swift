import Foundation

/// The user's own folders, as the XDG Base Directory Specification 0.8 places them.
public enum UserFolders {
  /// `$XDG_STATE_HOME/precept`: drafts and records of what lies outside a workspace that can be
  /// written.
  public static var state: String {
    folder("XDG_STATE_HOME", ".local/state", in: ProcessInfo.processInfo.environment)
  }

  /// `$XDG_CONFIG_HOME/precept/config.toml`.
  public static var configuration: String {
    folder("XDG_CONFIG_HOME", ".config", in: ProcessInfo.processInfo.environment) + "/config.toml"
  }

  /// The specification asks to ignore a variable that holds a relative path.
  static func folder(
    _ variable: String, _ fallback: String, in environment: [String: String]
  ) -> String {
    if let value = environment[variable], value.hasPrefix("/") { return value + "/precept" }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/" + fallback + "/precept"
  }
}
