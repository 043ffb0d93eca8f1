import Cases
import Policies
import Runs
import TerminalInput
import TerminalText
import TextEditing
import Wording

extension State {
  mutating func typedInDialog(_ text: String) -> [Effect] {
    switch dialog {
    case .menu:
      dialog = nil
      guard let key = text.first else { return [] }
      guard let info = Command.all.first(where: { $0.menuKey == key }) else {
        say("Nothing in the menu has the key “\(key)”.")
        return []
      }
      return perform(info.command)
    case .pick(var picker) where picker.marked != nil && text.first == " ":
      picker.mark()
      dialog = .pick(picker)
      // Keys that arrive together are keys of their own.
      if text.count > 1 { return typedInDialog(String(text.dropFirst())) }
    case .pick, .prompt, .palette, .find:
      changeField { $0.type(text) }
    case .confirm(var confirmation):
      confirmation.isYes = text == "y" || text == "Y"
      dialog = .confirm(confirmation)
      // An offer comes by itself: what was typed at that moment must not answer it.
      if "yYnN".contains(text), confirmation.purpose != .acceptOffer { return acceptDialog() }
    case .recover(let recovery):
      if text.first == "x" {
        askToDiscard(recovery)
      } else {
        pressInRecovery(text)
      }
    case .help(var pager):
      if let character = text.first, "q?".contains(character) {
        dialog = nil
      } else if let character = text.first, pager.list.press(character) {
        pager.scroll(by: 0, in: helpSize)
        dialog = .help(pager)
      }
    case nil: break
    }
    return []
  }

  mutating func pressInDialog(_ chord: KeyChord) -> [Effect] {
    if chord.key == .escape, chord.modifiers.isEmpty { return closeDialog() }
    if chord.key == .character("q"), chord.modifiers == .control { return perform(.quit) }
    switch chord.key {
    case .enter: return acceptDialog()
    case .up: moveInDialog(by: -1)
    case .down: moveInDialog(by: 1)
    case .pageUp: moveInDialog(by: -10)
    case .pageDown: moveInDialog(by: 10)
    case .tab: tabInDialog()
    case .left, .right:
      if case .confirm(var confirmation)? = dialog {
        confirmation.isYes.toggle()
        dialog = .confirm(confirmation)
      } else if chord.modifiers.subtracting(.shift).isEmpty {
        let motion: Motion = chord.key == .left ? .left : .right
        changeField { $0.move(motion, selecting: chord.modifiers.contains(.shift)) }
      } else {
        performInField(chord)
      }
    case .backspace where chord.modifiers.isEmpty: changeField { $0.deleteBackward() }
    case .delete:
      if case .pick(let picker)? = dialog, picker.purpose == .drafts {
        askToDiscardDraft(in: picker)
      } else {
        changeField { $0.deleteForward() }
      }
    case .character where chord.modifiers.subtracting(.shift).isEmpty:
      if case .character(let character) = chord.key { return typedInDialog(String(character)) }
    case .character("r") where chord.modifiers == .control:
      if case .find = dialog { replace(all: true) }
    default: performInField(chord)
    }
    return []
  }

  private mutating func performInField(_ chord: KeyChord) {
    guard let (command, selecting) = command(for: chord, in: [.editor]) else { return }
    if command == .paste {
      let text = clipboard
      changeField { $0.type(text) }
    } else {
      changeField { _ = $0.perform(command, selecting: selecting) }
    }
  }

  /// Changes the field in focus, and what it narrows.
  private mutating func changeField(_ change: (inout TextField) -> Void) {
    switch dialog {
    case .pick(var picker):
      change(&picker.field)
      picker.list = ListState(count: picker.shown.count)
      dialog = .pick(picker)
      previewOutline()
    case .prompt(var prompt):
      change(&prompt.field)
      prompt.problem = nil
      if case .screen = prompt.purpose { timers.typing = now.instant + .typingDelay }
      dialog = .prompt(prompt)
    case .palette(var palette):
      change(&palette.field)
      palette.refresh(recent: recentCommands)
      dialog = .palette(palette)
    case .find(var bar):
      switch bar.field {
      case .query: change(&bar.query)
      case .replacement: change(&bar.replacement)
      }
      dialog = .find(bar)
      if bar.field == .query { refreshFind() }
    default: break
    }
  }

  private mutating func moveInDialog(by rows: Int) {
    switch dialog {
    case .pick(var picker):
      picker.list.move(by: rows)
      dialog = .pick(picker)
      previewOutline()
    case .palette(var palette):
      palette.list.move(by: rows)
      dialog = .palette(palette)
    case .menu(var list):
      list.move(by: rows)
      dialog = .menu(list)
    case .help(var pager):
      pager.scroll(by: rows, in: helpSize)
      dialog = .help(pager)
    case .recover: scrollRecovery(by: rows)
    case .find: findNext(backward: rows < 0)
    default: break
    }
  }

  // The room for lines in the boxes of View+Dialogs, less their margins.
  private var helpSize: Size {
    Size(columns: min(78, size.columns - 6) - 3, rows: size.rows - 4)
  }

  mutating func scrollDialog(by rows: Int) {
    if case .find = dialog { return }
    moveInDialog(by: rows)
  }

  private mutating func tabInDialog() {
    switch dialog {
    case .find(var bar) where bar.pane.isEditor:
      bar.field = bar.field == .query ? .replacement : .query
      dialog = .find(bar)
    case .confirm(var confirmation):
      confirmation.isYes.toggle()
      dialog = .confirm(confirmation)
    default: break
    }
  }

  private mutating func closeDialog() -> [Effect] {
    switch dialog {
    case .recover(var recovery) where recovery.difference != nil:
      recovery.difference = nil
      dialog = .recover(recovery)
    case .recover:
      dialog = nil
      say("The draft is kept: \(recoverWords).")
      offerDrafts()
    case .pick(let picker) where picker.purpose == .outsideChange:
      dialog = nil
      return answerOutsideChange(OutsideChange.Answer.mine.rawValue)
    case .pick(let picker) where picker.purpose == .outline:
      dialog = nil
      leaveOutline()
    case .prompt(let prompt) where prompt.purpose == .newPolicy:
      dialog = nil
      drafts.nameless = nil
    case .confirm(let confirmation) where confirmation.purpose == .acceptOffer:
      dialog = nil
      leaveOffer()
    default:
      let asked = dialog?.screenQuestion
      dialog = nil
      timers.typing = nil
      if let asked { return answer(asked, with: .left) }
    }
    return []
  }

  private mutating func acceptDialog() -> [Effect] {
    let accepted = dialog
    switch accepted {
    case .pick(var picker):
      if picker.isLoading {
        picker.isAccepted = true
        dialog = .pick(picker)
        return []
      }
      if picker.purpose == .policies { return choosePolicies(picker) }
      dialog = nil
      return choose(in: picker)
    case .prompt(let prompt):
      return answer(prompt)
    case .confirm(let confirmation) where confirmation.purpose == .acceptOffer:
      return answerOffer(accepts: confirmation.isYes)
    case .confirm(let confirmation):
      dialog = nil
      let effects = confirmation.isYes ? confirmed(confirmation.purpose) : []
      if case .discardLeft = confirmation.purpose { offerDrafts() }
      return effects
    case .palette(let palette):
      dialog = nil
      guard palette.rows.indices.contains(palette.list.selected) else { return [] }
      return perform(palette.rows[palette.list.selected])
    case .find(let bar):
      if bar.field == .replacement { replace(all: false) } else { findNext(backward: false) }
      return []
    case .recover(let recovery):
      dialog = nil
      return recover(recovery)
    case .menu(let list):
      dialog = nil
      return perform(menuEntries[list.selected].command)
    case .help:
      dialog = nil
      return []
    case nil: return []
    }
  }

  mutating func choose(in picker: Picker) -> [Effect] {
    guard let item = picker.chosen else {
      if picker.purpose == .outline { leaveOutline() }
      return []
    }
    switch picker.purpose {
    case .policy:
      drafts.awaited = nil
      return openPolicy(item.value)
    case .caseSet:
      return [.documents(.loadCases(item.value, show: .list))]
    case .screen(let asked):
      return answer(asked, with: picker.marked.map { .marked($0) } ?? .chosen(item.value))
    case .samplingParameter:
      chooseParameter(item.value)
      return []
    case .outsideChange: return answerOutsideChange(item.value)
    case .template(let name): return createPolicy(name, from: item.value)
    case .policies: return choosePolicies(picker)
    case .drafts: return chooseDraft(item.value)
    case .labelDecision(let label): return settle(label, item.value)
    case .outline:
      chooseInOutline(item.value)
      return []
    case .citing:
      if let number = Int(item.value) { goToChain(number) }
      return []
    }
  }

  private mutating func confirmed(_ purpose: Confirmation.Purpose) -> [Effect] {
    switch purpose {
    case .saveOver(var order):
      order.seen = nil
      return [.documents(.save(order))]
    case .discardDraft:
      guard let text = policy.document?.text else { return [] }
      policy.editor.replaceAllText(with: text)
      policy.view.follow(policy.editor.selection.head, in: policy.editor.buffer)
      textChanged(in: .policy)
      policy.refreshOutline()
      return []
    case .discardLeft(let id): return discardLeft(id)
    case .discardContent(let text):
      content.discardEarlier(text)
      return keepDraft(isCleanExit: false)
    case .stopEngine:
      managed?.phase = .stopping
      return [.engines(.stop)]
    case .stopPull:
      pull?.isStopping = true
      return [.engines(.stopPull)]
    case .acceptOffer: return answerOffer(accepts: true)
    case .screen(let asked): return answer(asked, with: .confirmed)
    }
  }
}
