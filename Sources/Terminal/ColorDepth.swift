/// How many colours are used. Views never ask: a style that cannot be shown falls back by itself.
public enum ColorDepth: Hashable, Sendable {
  case none
  /// The named colours; with eight only, bold stands in for the bright ones.
  case ansi16
  case indexed256

  /// - Parameter colors: how many the terminal has, by terminfo.
  init(colors: Int) {
    self = colors >= 256 ? .indexed256 : colors >= 8 ? .ansi16 : .none
  }
}
