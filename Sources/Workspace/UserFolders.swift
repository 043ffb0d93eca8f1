import Foundation

/// The user's own folders, as the XDG Base Directory Specification 0.8 places them.
public enum UserFolders {
  /// `$XDG_STATE_HOME/precept`: drafts and records of what lies outside a workspace that can be
  /// written.
  public static var state: String {
    folder("XDG_STATE_HOME", ".local/state")
  }

  /// `$XDG_CONFIG_HOME/precept/config.toml`.
  public static var configuration: String {
    folder("XDG_CONFIG_HOME", ".config") + "/config.toml"
  }

  /// `$XDG_CONFIG_HOME/precept/templates`.
  public static var templates: String {
    folder("XDG_CONFIG_HOME", ".config") + "/templates"
  }

  private static func folder(_ variable: String, _ fallback: String) -> String {
    folder(fallback, configured: value(of: variable), home: value(of: "HOME"))
  }

  /// The specification asks to ignore a variable that holds a relative path.
  static func folder(_ fallback: String, configured: String?, home: String?) -> String {
    if let configured, configured.hasPrefix("/") { return configured + "/precept" }
    return (home ?? NSHomeDirectory()) + "/" + fallback + "/precept"
  }

  private static func value(of variable: String) -> String? {
    getenv(variable).map { String(cString: $0) }
  }
}
