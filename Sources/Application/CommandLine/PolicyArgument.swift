import Policies
import Workspace

/// A policy as a command was told of it: `spam`, `spam@7`, `spam@production`, or a path.
struct PolicyArgument {
  var name: String
  var text: String
  var settings: PolicySettings
  /// The saved version that the text is.
  var version: PolicyVersion?
  var basedOn: Int?

  var outline: PolicyOutline { PolicyOutline(reading: text) }

  func format(_ outline: PolicyOutline) -> AnswerFormat {
    AnswerFormat(
      declared: settings.answer, inferred: { AnswerFormat(inferredFrom: outline, text: text) })
  }
}

extension CommandContext {
  func policy(_ argument: String) throws -> PolicyArgument {
    let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let workspace = try workspaceIfAny()
    if let workspace, (try? workspace.policyNames().contains(name)) ?? false {
      return try onFiles {
        let stored = try workspace.policy(named: name)
        // As its folder spells it.
        let name = stored.name
        guard parts.count == 2 else {
          return PolicyArgument(
            name: name, text: stored.text, settings: stored.settings, version: stored.current,
            basedOn: stored.current?.number ?? stored.newest?.number)
        }
        let version = try workspace.version(String(parts[1]), of: name)
        return PolicyArgument(
          name: name, text: try workspace.text(of: version, in: name),
          settings: try workspace.settings(of: version, in: name), version: version,
          basedOn: version.number)
      }
    }
    let looksLikePath = argument.contains("/") || argument.contains(".") || argument == "-"
    guard looksLikePath else {
      let known = (try? workspace?.policyNames()) ?? []
      throw CommandFailure(
        .files, "There is no policy “\(name)” in \(directory).",
        hint: known.isEmpty
          ? "precept init makes a workspace with policies."
          : "There are: \(known.joined(separator: ", ")).")
    }
    let text = try readText(argument)
    return PolicyArgument(name: argument, text: text, settings: PolicySettings())
  }

  /// A policy that has versions, for commands about them.
  func storedPolicy(_ argument: String) throws -> (Workspace, StoredPolicy) {
    let workspace = try workspace()
    return try onFiles {
      let name = argument.split(separator: "@").first.map(String.init) ?? argument
      guard try workspace.policyNames().contains(name) else {
        throw CommandFailure(
          .files, "There is no policy “\(name)” in \(directory).",
          hint: "There are: \(try workspace.policyNames().joined(separator: ", ")).")
      }
      return (workspace, try workspace.policy(named: name))
    }
  }

  /// `name@version` taken apart and looked up.
  func version(_ argument: String) throws -> (Workspace, String, PolicyVersion) {
    let parts = argument.split(separator: "@", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw CommandFailure(
        .usage, "“\(argument)” names no version.", hint: "Write \(argument)@7 or a label after @.")
    }
    let (workspace, policy) = try storedPolicy(parts[0])
    return try onFiles {
      (workspace, policy.name, try workspace.version(parts[1], of: policy.name))
    }
  }

  /// A file's text, or standard input for `-`.
  func readText(_ path: String) throws -> String {
    try onFiles {
      guard path != "-" else { return try StandardInput.read() }
      return try TextFile.read(
        path, workspace: Workspace.isWorkspace(directory) ? directory : nil)
    }
  }
}
