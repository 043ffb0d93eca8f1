import Policies
import TextEditing

extension State {
  /// Lists sections, rules and examples, the one nearest above the caret selected.
  mutating func openOutline() {
    policy.refreshOutline()
    let entries = policy.outline.entries
    outlineOrigin = place
    show(.policy)
    let caret = policy.editor.selection.head.line + 1
    let nearest = entries.lastIndex { $0.line <= caret } ?? 0
    dialog = .pick(
      Picker(
        .outline, title: "Outline",
        items: entries.map {
          Picker.Item(value: String($0.line), title: $0.title, detail: $0.detail)
        },
        selected: nearest,
        hint: entries.isEmpty ? "A line that begins with # is a section." : ""))
  }

  /// Shows the selected entry's line behind the picker; the caret stays where it is.
  mutating func previewOutline() {
    guard case .pick(let picker)? = dialog, picker.purpose == .outline, let item = picker.chosen,
      let line = Int(item.value)
    else { return }
    landing = line - 1
    bringIntoSight(policyLine: line - 1)
  }

  /// Everything is as it was before the outline was opened.
  mutating func leaveOutline() {
    landing = nil
    if let origin = outlineOrigin { show(origin) }
    outlineOrigin = nil
  }

  mutating func chooseInOutline(_ value: String) {
    guard let line = Int(value) else { return }
    let top = policy.view.top
    leaveOutline()
    goTo(policyLine: line - 1, from: top)
  }
}

extension PolicyOutline {
  /// A section, rule or example as the outline lists it.
  struct Entry: Hashable, Sendable {
    /// Counted from 1.
    var line: Int
    /// Indented by its depth.
    var title: String
    var detail: String
  }

  /// In the order of their lines.
  var entries: [Entry] {
    let headings = sections.map { section in
      Entry(
        line: section.line, title: indent(section.level - 1) + section.title,
        detail: "")
    }
    let items = rules.map { rule in
      // An id of our own tells nobody anything; the rule's words do.
      Entry(
        line: rule.line,
        title: indent(depth(at: rule.line)) + (rule.isDerived ? "· " + rule.title : rule.id),
        detail: [rule.isDerived ? nil : rule.title, rule.decision?.rawValue]
          .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "))
    }
    let shown = examples.map { example in
      Entry(
        line: example.line,
        title: indent(depth(at: example.line)) + "example " + (example.label ?? "without a label"),
        detail: oneLine(example.content))
    }
    // Where an example begins on a rule's line, the rule comes first.
    return (headings + items + shown).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
  }

  /// The level of the section that a line is in.
  private func depth(at line: Int) -> Int {
    sections.last { $0.line <= line }?.level ?? 0
  }

  private func indent(_ depth: Int) -> String {
    String(repeating: "  ", count: min(max(depth, 0), 4))
  }
}
