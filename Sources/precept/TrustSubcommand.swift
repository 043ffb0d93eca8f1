import Application
import ArgumentParser

struct TrustWorkspace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Accept the engines that a workspace's precept.toml names.",
    discussion: """
      A workspace may have been written by somebody else. Engines that its precept.toml names, and \
      the one that it makes the default, are used only once you have accepted them; a change of \
      them asks again.
      """)

  @OptionGroup var place: PlaceOptions
  @Flag(help: "Only say what there is to accept.") var show = false
  @Flag(help: "Take back what was accepted or declined.") var revoke = false

  func validate() throws {
    if show, revoke { throw ValidationError("Give either --show or --revoke, not both.") }
  }

  func run() throws {
    let action: TrustCommand.Action = show ? .show : revoke ? .revoke : .accept
    try TrustCommand.run(action, in: place.context()).leave()
  }
}
