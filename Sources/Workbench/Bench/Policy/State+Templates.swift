import Policies
import TextEditing
import Wording

/// A new policy: its name, then what it begins with.
extension State {
  mutating func chooseTemplate(for name: String) -> [Effect] {
    // What was typed while no policy was open becomes the new one.
    if let nameless = drafts.nameless {
      dialog = nil
      drafts.nameless = nil
      bringBackContent(of: nameless)
      return create(name, nameless.text, from: nameless.id)
    }
    let typed = policy.editor.buffer.text
    guard policy.name != nil || typed.isEmpty else {
      dialog = nil
      return create(name, typed)
    }
    dialog = .pick(.loading(.template(name), title: "\(name) begins as"))
    return [.documents(.listTemplates)]
  }

  /// The person's own after those that come with the program.
  mutating func pickTemplate(from templates: [PolicyTemplate]) -> [Effect] {
    guard case .pick(let picker)? = dialog, case .template = picker.purpose else { return [] }
    self.templates = templates
    let items = templates.enumerated().map { index, template in
      Picker.Item(value: String(index), title: template.name, detail: template.purpose)
    }
    return fillPicker(picker.purpose, items, selected: 0, hint: "")
  }

  mutating func createPolicy(_ name: String, from value: String) -> [Effect] {
    guard let index = Int(value), templates.indices.contains(index) else { return [] }
    let date = CivilTime(unixMilliseconds: now.unixMilliseconds).date
    return create(name, templates[index].filled(name: name, date: date))
  }

  private mutating func create(
    _ name: String, _ text: String, from draft: String? = nil
  ) -> [Effect] {
    drafts.created = DraftsInHand.Created(name: name, text: text, draft: draft)
    return keepDraft(isCleanExit: true) + stopBench() + [
      .documents(.create(name: name, text: text))
    ]
  }
}
