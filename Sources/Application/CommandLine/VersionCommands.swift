import Differences
import Foundation
import Policies
import RunLog
import Workspace

/// `precept versions`, `save`, `show`, `diff`, `restore`, `label`.
public enum VersionCommands {
  public static func list(
    _ name: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let (_, policy) = try context.storedPolicy(name)
    for problem in policy.problems { context.console.note("precept: \(problem)") }
    if json {
      context.console.print(
        JSON.object([
          ("schema", 1), ("versions", .array(policy.versions.map(document))),
          ("protected_labels", JSON(context.protectedLabels(of: policy))),
        ]).document)
      return .done
    }
    for version in policy.versions.reversed() {
      let labels = version.labels.isEmpty ? "" : "  [\(version.labels.joined(separator: ", "))]"
      let mark = version.number == policy.current?.number ? "*" : " "
      context.console.print(
        "\(mark) v\(version.number)  \(version.time)  \(version.author)\(labels)  \(version.note)")
    }
    if policy.versions.isEmpty { context.console.note("No version of \(name) is saved yet.") }
    return .done
  }

  private static func document(_ version: PolicyVersion) -> JSON {
    [
      "number": .int(version.number), "sha256": .string(version.sha256),
      "parent": JSON(version.parent), "author": .string(version.author),
      "time": .string(version.time), "note": .string(version.note), "labels": JSON(version.labels),
    ]
  }

  /// Saves what stands in `policy.md`, or in `file`, as the next version.
  public static func save(
    _ name: String, file: String?, note: String, json: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let (workspace, policy) = try context.storedPolicy(name)
    let text = try file.map { try context.readText($0) } ?? policy.text
    let result = try context.onFiles {
      try workspace.saveOverSaved(
        text, as: name, note: note, author: context.author, parent: policy.newest?.number,
        time: TimeSource.system.timestamp, seen: policy.sha256)
    }
    if json {
      context.console.print(
        JSON.object([("schema", 1), ("version", document(result.version))]).document)
      return .done
    }
    switch result {
    case .saved(let version): context.console.print("Saved v\(version.number) of \(name).")
    case .unchanged(let version):
      context.console.print("The text is v\(version.number) already; nothing new was saved.")
    }
    return .done
  }

  public static func show(_ argument: String, in context: CommandContext) throws -> ExitStatus {
    let text = try context.policy(argument).text
    context.console.write(text)
    return .done
  }

  public static func diff(
    _ old: String, _ new: String, in context: CommandContext
  ) throws -> ExitStatus {
    let (from, to) = (try context.policy(old), try context.policy(new))
    let difference = TextDifference(from: from.text, to: to.text)
    guard difference.lines.contains(where: { $0.kind != .same }) else { return .done }
    let console = context.console
    console.print(console.styled("--- \(old)", "1"))
    console.print(console.styled("+++ \(new)", "1"))
    for line in difference.unified(context: 3) {
      switch line.first {
      case "+": console.print(console.styled(line, "32"))
      case "-": console.print(console.styled(line, "31"))
      case "@": console.print(console.styled(line, "36"))
      default: console.print(line)
      }
    }
    return .done
  }

  /// Puts a version's text into the draft, and makes no version by itself.
  ///
  /// - Parameter force: also where there is unsaved text, which is kept beside it.
  public static func restore(
    _ argument: String, force: Bool, in context: CommandContext
  ) throws -> ExitStatus {
    let (workspace, name, version) = try context.version(argument)
    let unsaved = try context.onFiles {
      let text = try workspace.text(of: version, in: name)
      let draft = Draft(
        key: name, text: text, baseVersion: version.number,
        pid: ProcessInfo.processInfo.processIdentifier, cleanExit: true, time: Draft.now)
      return try DraftStore(workspace).restore(
        draft, of: try workspace.policy(named: name), force: force)
    }
    if let unsaved {
      let time = unsaved.draft.time.prefix(16).replacing("T", with: " ")
      throw CommandFailure(
        .usage,
        unsaved.isOwnerAlive
          ? "\(name) has unsaved text in a Precept that is open (process \(unsaved.draft.pid), \(time) UTC)."
          : "\(name) has unsaved text from \(time) UTC.",
        hint:
          "Save it in the workbench, or add --force, which keeps that text beside the restored one."
      )
    }
    context.console.print(
      "v\(version.number) of \(name) is in the draft; the workbench opens with it.")
    return .done
  }

  /// What becomes of a label beside sitting on the version that is named.
  public struct LabelOptions: Sendable {
    public var removes: Bool
    /// Whether it asks before it moves from now on; nil leaves that as it is.
    public var protects: Bool?
    /// Also where it is protected.
    public var force: Bool

    public init(removes: Bool, protects: Bool?, force: Bool) {
      self.removes = removes
      self.protects = protects
      self.force = force
    }
  }

  public static func label(
    _ argument: String, _ label: String, _ change: LabelOptions, in context: CommandContext
  ) throws -> ExitStatus {
    let (workspace, name, version) = try context.version(argument)
    let policy = try context.onFiles { try workspace.policy(named: name) }
    let sits = policy.versions.first { $0.labels.contains(label) }
    if change.removes, sits != version {
      throw CommandFailure(
        .usage,
        "\(label) is not on v\(version.number) of \(name)"
          + (sits.map { "; it is on v\($0.number)." } ?? "."))
    }
    if let sits, change.removes || sits != version, !change.force,
      context.protectedLabels(of: policy).contains(label)
    {
      throw CommandFailure(
        .usage, "\(label) is protected, and sits on v\(sits.number) of \(name).",
        hint: "Add --force to \(change.removes ? "take it off" : "move it to v\(version.number)").")
    }
    var done: [LabelChange.Action] = []
    // Whatever fails in the middle, what was done is sealed.
    defer {
      context.seal(
        done.map { action in
          LabelChange(
            policy: name, label: label, action: action, version: version.number,
            sha256: version.sha256, author: context.author)
        })
    }
    try context.onFiles {
      if change.removes {
        try workspace.removeLabel(label, of: name)
        done.append(.removed)
      } else if sits != version {
        try workspace.setLabel(label, on: version, of: name)
        done.append(.set)
      }
      if let protects = change.protects, protects != policy.protectedLabels.contains(label) {
        try workspace.setProtection(protects, of: label, in: name)
        done.append(protects ? .protected : .unprotected)
      }
    }
    context.console.print(
      change.removes
        ? "\(label) is off v\(version.number) of \(name)."
        : "\(label) is on v\(version.number) of \(name).")
    return .done
  }
}

extension CommandContext {
  /// Labels that ask before they move, by the configuration and by the policy's own list.
  func protectedLabels(of policy: StoredPolicy) -> [String] {
    Array(Set(configuration.protectedLabels + policy.protectedLabels)).sorted()
  }
}

extension CommandContext {
  /// Who saves: git's idea of the person, else the user's name.
  var author: String {
    environmentVariable("GIT_AUTHOR_NAME") ?? environmentVariable("USER") ?? NSUserName()
  }
}
