public import TerminalText

/// A screen whose commands and drawing still stand in extensions of ``State``.
public protocol LegacyScreen: Screen {
  static var legacyEnterTitle: String? { get }
}

extension LegacyScreen {
  public static var legacyEnterTitle: String? { nil }

  public func draw(
    in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame
  ) {}
}
