/// A screen's question, while a dialog asks it.
public struct ScreenQuestion: Hashable, Sendable {
  let screen: ScreenID
  let question: any Hashable & Sendable

  public static func == (one: Self, other: Self) -> Bool {
    one.screen == other.screen && AnyHashable(one.question) == AnyHashable(other.question)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(screen)
    hasher.combine(AnyHashable(question))
  }
}

extension Screen {
  static func asking(_ question: Question) -> ScreenQuestion {
    ScreenQuestion(screen: about.id, question: question)
  }

  fileprivate mutating func take(
    _ answer: Answer, to asked: ScreenQuestion, in environment: Environment
  ) -> [Update] {
    guard let question = asked.question as? Question else { return [] }
    return self.answer(question, with: answer, in: environment)
  }
}

extension State {
  /// Hands an answer to the screen that asked, wherever it is in the stack.
  mutating func answer(_ asked: ScreenQuestion, with answer: Answer) -> [Effect] {
    let environment = environment
    guard let index = screens.lastIndex(where: { $0.id == asked.screen }) else { return [] }
    return apply(screens[index].take(answer, to: asked, in: environment))
  }
}
