import Application
import CSupervisor
import Dispatch
import Foundation

/// Where the process begins.
///
/// `precept supervise-engine LOG -- COMMAND…` is for Precept itself, which starts a managed engine
/// through it. It must run on the main thread of a process that has no other (CSupervisor says why),
/// and so it comes before all else: an async `main` has left that thread already.
@main
enum Entry {
  static func main() {
    StandardStream.occupyDescriptors()
    let arguments = CommandLine.arguments
    if arguments.count > 4, arguments[1] == "supervise-engine", arguments[3] == "--" {
      var command = arguments[4...].map { strdup($0) } + [nil]
      exit(precept_supervise(arguments[2], &command))
    }
    // A reader that goes away is an error of a write, after which work that goes on can be put away.
    signal(SIGPIPE, SIG_IGN)
    Task { @MainActor in await Precept.main(nil) }
    dispatchMain()
  }
}
