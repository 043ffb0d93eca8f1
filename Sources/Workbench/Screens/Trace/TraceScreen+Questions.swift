import Cases
import Policies
import Runs
import Wording

/// What a trace asks about its run.
extension TraceScreen {
  public enum Question: Hashable, Sendable {
    case search
    case verdict
    /// Id and expectation of a case with the run's content.
    case newCase
    case runAgain
    case erase
  }

  public mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update] {
    switch (question, answer) {
    case (.search, .typed(let text)): return search(text, in: environment)
    case (.verdict, .typed(let text)): return judge(text.trimmingSpaces, in: environment)
    case (.newCase, .typed(let text)): return addCase(text.trimmingSpaces, in: environment)
    case (.runAgain, .confirmed): return [.bench(.runAgain(record))]
    case (.erase, .confirmed):
      return [
        .say("Erasing; the search index of all runs is built anew, which takes a while with many."),
        .effect(.records(.erase(record.id))),
      ]
    default: return []
    }
  }

  private func ask(
    _ question: Question, _ title: String, text: String = "", hint: String
  ) -> [Update] {
    [.ask(.prompt(Prompt(.screen(Self.asking(question)), title: title, text: text, hint: hint)))]
  }

  func askForSearch() -> [Update] {
    ask(
      .search, "Find in \(view.rawValue)", text: search ?? "",
      hint: "n and N go on from there. Empty clears.")
  }

  func askForVerdict() -> [Update] {
    ask(
      .verdict, "Your verdict on this run",
      hint: "violates, safe or escalate, then a note; or a note alone.")
  }

  private func judge(_ words: String, in environment: Environment) -> [Update] {
    let moment = environment.now.unixMilliseconds
    guard let verdict = HumanVerdict(words: words, at: moment) else {
      return [.refuse("Type violates, safe or escalate, or a note.")]
    }
    return [.effect(.records(.judge(record.id, verdict)))]
  }

  func askForCase(in environment: Environment) -> [Update] {
    let set = environment.content.caseSet
    return ask(
      .newCase, "Add to \(set?.name ?? "")", text: "case-\((set?.cases.count ?? 0) + 1)",
      hint: "An id, then what is expected: a decision, a label, or nothing.")
  }

  private func addCase(_ words: String, in environment: Environment) -> [Update] {
    guard let set = environment.content.caseSet else { return [] }
    do throws(NewCaseRefusal) {
      let item = try Case(words: words, content: record.content, for: set)
      return [.effect(.documents(.addCase(item, toSet: set.name)))]
    } catch {
      return [.refuse(error.reason)]
    }
  }

  /// Asks before other text than the run's is lost.
  func runAgain(in environment: Environment) -> [Update] {
    let policy = environment.policy
    guard policy.isModified, policy.text != record.policyText else {
      return [.bench(.runAgain(record))]
    }
    return [
      .ask(
        .confirm(
          Confirmation(
            purpose: .screen(Self.asking(.runAgain)), title: "Run on the text of that run?",
            message: "It takes the place of your working text. Undo brings your changes back.",
            yes: "Run", no: "Keep my changes")))
    ]
  }

  func askToErase() -> [Update] {
    [
      .ask(
        .confirm(
          Confirmation(
            purpose: .screen(Self.asking(.erase)), title: "Erase what was judged?",
            message: "Content, prompt, chain and answer of this run and of every other run on the "
              + "same content are lost for good. The seal stays.",
            yes: "Erase", no: "Keep")))
    ]
  }
}
