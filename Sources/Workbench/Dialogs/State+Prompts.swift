import Cases
import Policies
import Runs
import TerminalInput
import TerminalText
import TextEditing
import Wording

extension State {
  /// A prompt closes if its answer can be used; else it says why not.
  mutating func answer(_ prompt: Prompt) -> [Effect] {
    let text = prompt.field.text
    let trimmed = text.trimmingSpaces
    switch prompt.purpose {
    case .saveNote:
      dialog = nil
      guard let name = policy.name else { return [] }
      return [
        .documents(
          .save(
            SaveOrder(
              policy: name, text: policy.editor.buffer.text, note: trimmed, parent: policy.basedOn,
              seen: seenText)))
      ]
    case .newPolicy:
      guard trimmed.isFolderName else {
        return refuse(
          prompt, "Use letters, digits, hyphens and underscores, and begin with a letter.")
      }
      return chooseTemplate(for: trimmed)
    case .goToLine:
      guard let line = Int(trimmed), line > 0 else {
        return refuse(prompt, "“\(trimmed)” is no line.")
      }
      dialog = nil
      withEditor { editor, _ in
        editor.place(
          editor.buffer.clamped(TextPosition(line: line - 1, offset: 0)), selecting: false)
      }
      return []
    case .screen(let asked):
      timers.typing = nil
      // It closes, unless the screen refuses the answer.
      let effects = answer(asked, with: .typed(text))
      if case .prompt(let open)? = dialog, open.purpose == prompt.purpose, open.problem == nil {
        dialog = nil
      }
      return effects
    case .addCase: return addCase(trimmed, for: prompt)
    case .importFile:
      guard !trimmed.isEmpty else { return refuse(prompt, "A path is needed.") }
      dialog = nil
      return readImport(trimmed)
    case .importedSet:
      guard trimmed.isFolderName else {
        return refuse(
          prompt, "Use letters, digits, hyphens and underscores, and begin with a letter.")
      }
      dialog = nil
      return writeImport(toSet: trimmed)
    case .startEngine:
      switch EngineStart.Model.reading(trimmed) {
      case .refused(let reason): return refuse(prompt, reason)
      case .value(let model):
        dialog = nil
        return startEngine(model)
      }
    case .pull(let engine):
      switch OllamaModel.reading(trimmed) {
      case .refused(let reason): return refuse(prompt, reason)
      case .value(let model):
        dialog = nil
        return startPull(model, from: engine)
      }
    case .parameter(let parameter):
      var changed = sampling
      if let problem = parameter.set(trimmed, in: &changed) { return refuse(prompt, problem) }
      dialog = nil
      setSampling(changed)
      say("\(parameter.rawValue) is \(parameter.words(in: changed)) from the next run on.")
      return []
    }
  }

  /// Tells the screen that asked what was typed so far.
  mutating func showTyping() -> [Effect] {
    timers.typing = nil
    guard case .prompt(let prompt)? = dialog, case .screen(let asked) = prompt.purpose else {
      return []
    }
    return answer(asked, with: .typing(prompt.field.text))
  }

  /// The prompt stays, and says why its answer cannot be used.
  private mutating func refuse(_ prompt: Prompt, _ problem: String) -> [Effect] {
    var prompt = prompt
    prompt.problem = problem
    dialog = .prompt(prompt)
    return []
  }

  private mutating func addCase(_ words: String, for prompt: Prompt) -> [Effect] {
    guard let set = content.caseSet else { return [] }
    do throws(NewCaseRefusal) {
      let item = try Case(words: words, content: content.text, for: set)
      dialog = nil
      return [.documents(.addCase(item, toSet: set.name))]
    } catch {
      return refuse(prompt, error.reason)
    }
  }
}
