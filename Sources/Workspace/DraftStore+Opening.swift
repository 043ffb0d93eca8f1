import Digests
import Policies

/// What comes back when a policy is opened.
public struct OpenedDrafts: Hashable, Sendable {
  /// This process's own by now; it is used without a question.
  public var current: Draft?
  /// Left by a process that did not end in order; the person is asked.
  public var offered: FoundDraft?
}

extension DraftStore {
  /// Looks for the draft that a policy is opened with: this process's own; else the newest that was
  /// left. If its process ended in order, or only content lies in it, it becomes this process's own.
  ///
  /// What is left of a crash right after a save, when there is nothing in it that is not saved, goes.
  ///
  /// - Throws: ``WorkspaceError``
  public func open(_ policy: StoredPolicy) throws -> OpenedDrafts {
    if let own = try own(policy.name) { return OpenedDrafts(current: own) }
    for found in found().drafts
    where found.draft.key == policy.name && !found.isOwnerAlive && found.draft.isSetAside != true {
      let draft = found.draft
      let isText = draft.text != policy.text
      if !isText, !draft.hasContent {
        if policy.isSaved(draft.text) { _ = try? discard(found.id) }
        continue
      }
      if isText && !draft.cleanExit { return OpenedDrafts(offered: found) }
      if let adopted = try adopt(found.id) { return OpenedDrafts(current: adopted) }
    }
    return OpenedDrafts()
  }

  /// Every draft that other processes left and in which something is not saved, newest first.
  ///
  /// - Parameter saved: the text of a policy as it is now; nil where there is no such policy.
  /// - Returns: also what could not be read.
  public func abandoned(
    saved: (String) -> String?
  ) -> (drafts: [FoundDraft], problems: [WorkspaceError]) {
    var found = found()
    found.drafts.removeAll { found in
      found.isOwnerAlive
        || !found.draft.hasContent && found.draft.text == saved(found.draft.key)
    }
    return found
  }

  /// Puts a version's text where the next process that opens the policy takes it from.
  ///
  /// Own content that lies in a draft goes along. Text that is not saved stays in its draft.
  ///
  /// - Parameter force: also where there is such text.
  /// - Returns: the draft in the way, where there is one and `force` is false; then nothing was
  ///   changed.
  /// - Throws: ``WorkspaceError``
  public func restore(
    _ restored: Draft, of policy: StoredPolicy, force: Bool
  ) throws -> FoundDraft? {
    let drafts = found().drafts.filter { $0.draft.key == policy.name }
    let unsaved = drafts.first { !policy.isSaved($0.draft.text) && $0.draft.isSetAside != true }
    if let unsaved, !force { return unsaved }
    var restored = restored
    let replaced = drafts.filter {
      !$0.isOwnerAlive && policy.isSaved($0.draft.text) && $0.draft.isSetAside != true
    }
    // What was typed in Content is worth keeping, whatever becomes of the text.
    if let content = replaced.first(where: \.draft.hasContent)?.draft {
      restored.content = content.content
      restored.contentCaret = content.contentCaret
      restored.caseReference = content.caseReference
      restored.expectation = content.expectation
      restored.earlierContents = content.earlierContents
    }
    try leave(restored)
    let kept = (restored.content, restored.earlierContents)
    for found in replaced
    where !found.draft.hasContent || (found.draft.content, found.draft.earlierContents) == kept {
      try discard(found.id)
    }
    return nil
  }
}

extension StoredPolicy {
  /// Whether a text is `policy.md` as it is, or one of the versions.
  func isSaved(_ text: String) -> Bool {
    if text == self.text { return true }
    let hash = sha256Hex(text)
    return versions.contains { $0.sha256 == hash }
  }
}
