import Harmony
import Runs
import Testing
import TextEditing
import Workbench
import Workspace

@testable import Application

struct SessionTests {
  @Test func `a session comes back from its file as it was`() {
    var session = SessionSnapshot(
      policy: "spam", caret: TextPosition(line: 3, offset: 7), caseSet: "market", caseID: "mk-01",
      content: "typed", focus: .reasoning, isZoomed: true, split: 610, engine: "gpu",
      effort: .high, mouse: false, revealsHidden: false)
    session.recentCommands = ["run", "version.save"]
    session.top = TextPosition(line: 2, offset: 41)
    session.contentCaret = TextPosition(line: 0, offset: 5)
    session.lower = .reasoning
    session.difference = DifferenceScreen.Manner(isSideBySide: true, isWhole: true)
    #expect(SessionSnapshot(Session(session)) == session)
  }

  @Test func `a session of an earlier version says nothing of what it did not know`() {
    let session = SessionSnapshot(Session(policy: "spam", carets: ["policy.line": 4]))
    #expect(session.caret.line == 4)
    #expect(session.lower == nil)
    #expect(session.top == TextPosition(line: 0, offset: 0))
    #expect(session.difference == DifferenceScreen.Manner())
  }
}
