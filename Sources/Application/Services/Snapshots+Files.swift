import Cases
import Digests
import Foundation
import Harmony
import Runs
import TextEditing
import Wording
import Workbench
import Workspace

// What the workbench keeps, in the form in which it lies on disk.

extension Draft {
  init(_ draft: DraftSnapshot) {
    self.init(
      key: draft.policy, text: draft.text, content: draft.content, baseVersion: draft.basedOn,
      baseSHA256: draft.seen.map { sha256Hex($0) },
      caret: draft.caret.byteOffset(in: draft.text),
      contentCaret: draft.contentCaret.byteOffset(in: draft.content),
      caseReference: draft.origin?.reference,
      pid: ProcessInfo.processInfo.processIdentifier, cleanExit: draft.isCleanExit,
      time: Self.now)
    expectation = draft.origin?.expected?.values
    earlierContents = draft.earlierContents.isEmpty ? nil : draft.earlierContents.map(Content.init)
  }

  /// To the millisecond, since the newest of several drafts counts.
  static var now: String {
    let milliseconds = Int64(Date().timeIntervalSince1970 * 1000)
    let fraction = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(CivilTime(unixMilliseconds: milliseconds).rfc3339.dropLast()).\(fraction)Z"
  }
}

extension Draft.Content {
  fileprivate init(_ content: OwnContent) {
    self.init(
      text: content.text, caret: content.caret.byteOffset(in: content.text),
      caseReference: content.origin?.reference, expectation: content.origin?.expected?.values)
  }
}

extension OwnContent {
  fileprivate init(_ content: Draft.Content) {
    self.init(
      text: content.text, caret: TextPosition(byteOffset: content.caret, in: content.text),
      origin: Origin(content.caseReference, content.expectation))
  }
}

extension OwnContent.Origin {
  fileprivate init?(_ reference: String?, _ expectation: [String]?) {
    guard let reference else { return nil }
    let expected: Case.Expectation? = expectation.flatMap {
      $0.count == 1 ? .one($0[0]) : $0.isEmpty ? nil : .all($0)
    }
    self.init(reference: reference, expected: expected)
  }
}

extension DraftSnapshot {
  init(_ draft: Draft) {
    self.init(
      policy: draft.key, text: draft.text, content: draft.content, basedOn: draft.baseVersion,
      caret: TextPosition(byteOffset: draft.caret, in: draft.text), isCleanExit: draft.cleanExit)
    contentCaret = TextPosition(byteOffset: draft.contentCaret, in: draft.content)
    origin = OwnContent.Origin(draft.caseReference, draft.expectation)
    earlierContents = (draft.earlierContents ?? []).map(OwnContent.init)
  }
}

extension Session {
  init(_ session: SessionSnapshot) {
    self.init(
      policy: session.policy, focusedPane: session.focus.rawValue, zoomed: session.isZoomed,
      split: Double(session.split) / 1000,
      carets: ["policy.line": session.caret.line, "policy.offset": session.caret.offset],
      caseSet: session.caseSet, engine: session.engine, effort: session.effort.rawValue)
    caseID = session.caseID
    content = session.content.isEmpty ? nil : session.content
    mouse = session.mouse
    revealsHidden = session.revealsHidden
    recentCommands = session.recentCommands
    sampling = session.sampling.map(Session.Sampling.init)
    carets?["content.line"] = session.contentCaret.line
    carets?["content.offset"] = session.contentCaret.offset
    scrolls = ["policy.line": session.top.line, "policy.offset": session.top.offset]
    lowerPane = session.lower?.rawValue
    comparesSideBySide = session.difference.isSideBySide
    comparesWholeTexts = session.difference.isWhole
  }
}

extension Session.Sampling {
  fileprivate init(_ sampling: Workbench.Sampling) {
    self.init()
    temperature = sampling.temperature
    topP = sampling.topP
    topK = sampling.topK
    minP = sampling.minP
    repeatPenalty = sampling.repeatPenalty
    seed = sampling.seed
    maxTokens = sampling.maxTokens
  }
}

extension Workbench.Sampling {
  fileprivate init(_ sampling: Session.Sampling) {
    let usual = Workbench.Sampling.recommended
    self.init(
      temperature: sampling.temperature ?? usual.temperature, topP: sampling.topP ?? usual.topP,
      topK: sampling.topK ?? usual.topK, minP: sampling.minP ?? usual.minP,
      repeatPenalty: sampling.repeatPenalty ?? usual.repeatPenalty, seed: sampling.seed,
      maxTokens: sampling.maxTokens)
  }
}

extension SessionSnapshot {
  init(_ session: Session) {
    self.init()
    policy = session.policy
    caret = TextPosition(
      line: session.carets?["policy.line"] ?? 0, offset: session.carets?["policy.offset"] ?? 0)
    caseSet = session.caseSet
    caseID = session.caseID
    content = session.content ?? ""
    focus = session.focusedPane.flatMap(Pane.init(rawValue:)) ?? .policy
    isZoomed = session.zoomed ?? false
    split = session.split.map { Int(clamping: $0 * 1000) } ?? split
    engine = session.engine
    effort = session.effort.flatMap(Effort.init(rawValue:)) ?? .medium
    mouse = session.mouse ?? true
    revealsHidden = session.revealsHidden ?? true
    recentCommands = session.recentCommands ?? []
    sampling = session.sampling.map(Workbench.Sampling.init)
    top = TextPosition(
      line: session.scrolls?["policy.line"] ?? 0, offset: session.scrolls?["policy.offset"] ?? 0)
    contentCaret = TextPosition(
      line: session.carets?["content.line"] ?? 0, offset: session.carets?["content.offset"] ?? 0)
    lower = session.lowerPane.flatMap(Pane.init(rawValue:))
    difference = DifferenceScreen.Options(
      isSideBySide: session.comparesSideBySide ?? false,
      isWhole: session.comparesWholeTexts ?? false)
  }
}

extension TextPosition {
  /// From a UTF-8 offset in a text whose lines end with LF; beyond its end, the end.
  init(byteOffset: Int, in text: String) {
    let before = text.utf8.prefix(max(0, byteOffset))
    let line = before.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
    let lineBytes = before.reversed().prefix { $0 != 10 }.count
    self.init(line: line, offset: lineBytes)
  }

  /// At most the text's length.
  func byteOffset(in text: String) -> Int {
    var rest = max(0, line)
    var offset = 0
    for byte in text.utf8 {
      if rest == 0 { break }
      offset += 1
      if byte == 10 { rest -= 1 }
    }
    return min(offset.saturatingAdd(max(0, self.offset)), text.utf8.count)
  }
}
