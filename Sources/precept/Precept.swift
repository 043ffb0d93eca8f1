import Application
import ArgumentParser
import Foundation

struct Precept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "precept",
    abstract:
      "Write policies for gpt-oss-safeguard, try them on hard content, watch the model reason.",
    discussion: """
      Without a command it opens the workbench on the policies of the workspace, which is the \
      nearest folder upwards that has a folder policies.

      Exit codes: 0 done, 2 wrong usage, 3 a run without a verdict, 4 the engine failed, 5 a file \
      or standard output could not be read or written, or is not as it was sealed, 10 with \
      --fail-on, 130 interrupted, 141 nobody reads standard output any more.
      """,
    version: "0.1.0",
    subcommands: [
      OpenWorkbench.self, Initialize.self, RunPolicy.self, ListVersions.self, Save.self, Show.self,
      Diff.self, Restore.self, Label.self, CaseSets.self, Classify.self, Evaluations.self,
      EdgeLab.self,
      ListRuns.self,
      Trace.self, ReplayRun.self,
      Audit.self, Engines.self, ExamineEngine.self, ManagedEngines.self, Outline.self, Lint.self,
      Coverage.self, Render.self, Parse.self, Mutate.self, WriteReport.self,
      Config.self, TrustWorkspace.self,
    ],
    defaultSubcommand: OpenWorkbench.self)

  /// Most starts name no command. Making the tree of all commands costs several milliseconds before
  /// the first frame, so that these parse the workbench's own options alone.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let names = [
      "-h", "--help", "--version", "--help-hidden", "--generate-completion-script", "help",
    ]
    let isPlain =
      (arguments.first?.hasPrefix("--") ?? true)
      && !arguments.contains { argument in names.contains { argument.hasPrefix($0) } }
    // What does not parse so is said by the root, which knows all commands.
    if isPlain, let command = try? OpenWorkbench.parse(arguments) { return command }
    return try parseAsRoot(arguments)
  }

  /// As ArgumentParser's own, but with the exit codes of the manual: wrong usage is 2, not 64.
  static func main(_ arguments: [String]?) async {
    do {
      let arguments = arguments ?? Array(CommandLine.arguments.dropFirst())
      if arguments.isEmpty {
        try await OpenWorkbench.runPlain()
        endProcess(ExitStatus.done.rawValue)
      }
      var command = try parse(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      leave(error)
    }
    endProcess(ExitStatus.done.rawValue)
  }

  private static func leave(_ error: any Error) -> Never {
    let console = Console.standard()
    if let failure = error as? CommandFailure {
      console.note("precept: \(failure)")
      endProcess(failure.status.rawValue)
    }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code == .success {
      console.write(message.isEmpty ? "" : message + "\n")
    } else if !message.isEmpty {
      console.note(lines: onOneLine(message))
    }
    endProcess(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}

/// A message of ArgumentParser's quotes arguments: a line end in one must not begin a line of ours.
private func onOneLine(_ message: String) -> String {
  CommandLine.arguments.dropFirst().filter { $0.contains(where: \.isNewline) }
    .reduce(message) { message, argument in
      message.replacing(
        argument, with: argument.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}

/// Ends the process with the status, or that of an output that could not be written.
///
/// The C library's `exit`, which ArgumentParser's static `exit(withError:)` would hide.
private func endProcess(_ status: Int32) -> Never { exit(StandardStream.finalStatus(status)) }
