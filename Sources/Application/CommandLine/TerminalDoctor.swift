import Foundation
import Terminal
import TerminalText
import Workspace

/// `precept doctor --terminal`: what this terminal can do, and where Precept keeps what is the
/// person's. It needs neither a terminal nor a configuration that can be read.
public struct TerminalDoctor {
  struct Finding {
    enum Level: String {
      case fine, caution
      /// It was not asked, or there was no answer.
      case unknown
    }

    var id: String
    var level: Level
    var summary: String
    var advice = ""
  }

  let console: Console
  let workspace: String

  public init(workspace: String?, console: Console) {
    self.console = console
    self.workspace =
      workspace ?? CommandContext.workspaceAbove(FileManager.default.currentDirectoryPath)
  }

  /// Always exit 0: whoever asks wants to read the answer.
  public func run(json: Bool) -> ExitStatus {
    // A line of progress would stand in the way of the samples.
    let answers = TerminalExamination.ask(
      widthsOf: Self.samples.map(\.text), modes: Self.modes.map(\.number),
      patience: environmentVariable("SSH_CONNECTION") == nil ? .seconds(1) : .seconds(3))
    let findings = surroundings() + asked(answers) + places()
    guard !json else {
      console.print(document(findings).document)
      return .done
    }
    for finding in findings { tell(finding) }
    return .done
  }

  private func tell(_ finding: Finding) {
    let colour = finding.level == .fine ? "32" : finding.level == .caution ? "33" : "2"
    let word = finding.level.rawValue.uppercased()
    let padded = word + String(repeating: " ", count: 8 - word.count)
    let id = finding.id + String(repeating: " ", count: max(1, 14 - finding.id.count))
    console.print("\(console.styled(padded, colour)) \(id)\(finding.summary)")
    if !finding.advice.isEmpty {
      console.print(String(repeating: " ", count: 23) + "→ \(finding.advice)")
    }
  }

  private func document(_ findings: [Finding]) -> JSON {
    [
      "schema": 1,
      "findings": .array(
        findings.map {
          [
            "id": .string($0.id), "level": .string($0.level.rawValue),
            "summary": .string($0.summary), "advice": .string($0.advice),
          ]
        }),
    ]
  }
}
