import Policies
import Testing

@testable import Workbench

/// The screen by itself, without the workbench around it.
struct VersionsScreenAloneTests {
  private let environment = Bench.ready().state.environment

  private func effects(_ updates: [Update]) -> [Effect] {
    updates.compactMap { if case .effect(let effect) = $0 { effect } else { nil } }
  }

  @Test func `a version older than the working text is loaded to be compared`() {
    var screen = VersionsScreen(in: environment, selecting: 1)
    #expect(
      effects(screen.pressEnter(in: environment))
        == [
          .documents(
            .loadVersion(Sample.versions[0], of: "spam", use: .compare(with: .workingText)))
        ])
  }

  @Test func `a text that was asked for is compared, restored or copied`() {
    var screen = VersionsScreen(in: environment)
    func take(_ use: VersionUse) -> Update? {
      screen.receive(
        .workspace(.versionText("old", of: Sample.versions[0], use: use)), in: environment
      ).first
    }
    if case .push(let pushed)? = take(.compare(with: .workingText)) {
      #expect(pushed is DifferenceScreen)
    } else {
      Issue.record("no difference")
    }
    if case .copy("old")? = take(.copy) {} else { Issue.record("nothing copied") }
    if case .bench(.restore("old", of: let version))? = take(.restore) {
      #expect(version.number == 1)
    } else {
      Issue.record("nothing restored")
    }
  }

  @Test func `a protected label asks before it moves`() {
    var environment = environment
    environment.protectedLabels = ["production"]
    var screen = VersionsScreen(in: environment)
    let updates = screen.answer(
      .label(version: 3), with: .typed("production"), in: environment)
    guard case .ask(.confirm(let question))? = updates.first else {
      Issue.record("\(updates)")
      return
    }
    #expect(
      question.purpose == .screen(VersionsScreen.asking(.move("production", toVersion: 3))))
    #expect(
      effects(screen.answer(.move("production", toVersion: 3), with: .confirmed, in: environment))
        == [.documents(.label("production", version: 3, of: "spam"))])
  }

  @Test func `the selected version stays selected when another is saved`() throws {
    var screen = VersionsScreen(in: environment, selecting: 2)
    var environment = environment
    let document = try #require(environment.policy.document)
    environment.policy.document?.versions.append(
      Sample.version(4, parent: 3, "2026-11-25T10:00:00Z", "New", []))
    _ = screen.receive(.workspace(.labelled(document)), in: environment)
    #expect(screen.versions.count == 4)
    #expect(screen.selected?.number == 2)
  }
}
