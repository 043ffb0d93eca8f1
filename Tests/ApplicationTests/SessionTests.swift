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
    session.difference = DifferenceScreen.Options(isSideBySide: true, isWhole: true)
    #expect(SessionSnapshot(Session(session)) == session)
  }

  @Test func `a session of an earlier version says nothing of what it did not know`() {
    let session = SessionSnapshot(Session(policy: "spam", carets: ["policy.line": 4]))
    #expect(session.caret.line == 4)
    #expect(session.lower == nil)
    #expect(session.top == TextPosition(line: 0, offset: 0))
    #expect(session.difference == DifferenceScreen.Options())
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
  func `a share that no screen has is taken, and not the end`(share: Double) {
    let session = SessionSnapshot(Session(policy: "spam", split: share))
    #expect(session.policy == "spam")
  }

  @Test(arguments: [Int.max, .min, -1])
  func `a caret that no text has stands at an end`(caret: Int) {
    var draft = DraftSnapshot(
      policy: "spam", text: "one\ntwo", content: "", basedOn: nil,
      caret: TextPosition(byteOffset: caret, in: "one\ntwo"), isCleanExit: true)
    #expect(draft.caret == TextPosition(line: caret < 0 ? 0 : 1, offset: caret < 0 ? 0 : 3))
    draft.caret = TextPosition(line: caret, offset: 0)
    #expect(0...7 ~= draft.caret.byteOffset(in: draft.text))
  }
}
