public import TerminalInput
public import TerminalText

/// A full screen beside the bench: a value with its own state, its commands, its update and its view,
/// all in one folder.
///
/// A screen sees an ``Environment``, never the ``State``, and asks for everything that it cannot do
/// to itself by ``Update``s. Screens form a stack; Esc goes back by one. To add a screen, write its
/// folder and name its type in ``ScreenRegistry``.
public protocol Screen: Sendable {
  /// What it asks in dialogs; the answer comes back to ``answer(_:with:in:)``.
  associatedtype Question: Hashable & Sendable = Never

  static var about: ScreenDescription { get }
  /// Its letters, in the order of the footer.
  static var commands: [ScreenCommand<Self>] { get }
  /// What Enter does; nil where it does nothing.
  static var enter: ScreenEnter<Self>? { get }

  /// It has come on the stack.
  mutating func opened(in environment: Environment) -> [Update]

  var title: String { get }
  /// Beside the title.
  func facts(in environment: Environment) -> Facts
  /// The rows under the list that tell more of what is selected.
  static func rowsBelow(in size: Size) -> Int
  func draw(in layout: ScreenLayout, _ environment: Environment, on frame: inout Frame)

  /// What a key of pagers means here, with the count that was typed before it.
  mutating func motion(of character: Character) -> ListState.Motion?
  mutating func move(_ motion: ListState.Motion, in environment: Environment) -> [Update]
  /// A key of its own, before the common ones; nil leaves it to them.
  mutating func press(_ chord: KeyChord, in environment: Environment) -> [Update]?
  mutating func answer(
    _ question: Question, with answer: Answer, in environment: Environment
  ) -> [Update]
  /// Something happened elsewhere. Called for every screen of the stack, after the state has taken
  /// the message, but not for the events of runs. A key may have changed what a screen shows of its
  /// ``Environment``. Return at once where the message does not concern the screen.
  mutating func receive(_ message: Message, in environment: Environment) -> [Update]

  /// When it wants to be woken while it is on top; nil if nothing is due by itself.
  var deadline: ContinuousClock.Instant? { get }
  /// The time of its ``deadline`` has come.
  mutating func wake(in environment: Environment) -> [Update]
  /// It is on top again, since the screen over it was left.
  mutating func returned(in environment: Environment)

  /// The keys that matter on it, what is to be kept longest first.
  func footer(in environment: Environment) -> [FooterEntry]
}

/// What footer, help and menu say of a screen.
public struct ScreenDescription: Sendable {
  public var id: ScreenID
  public var title: String
  /// Where it is found, for commands that work only there.
  public var whereabouts: String
  /// The command whose key opens it; nil where none does.
  public var opening: Command?
}

/// Tells kinds of screens apart.
public struct ScreenID: Hashable, Sendable {
  public let name: String

  init(_ name: String) { self.name = name }
}

/// What Enter does on a screen.
public struct ScreenEnter<Subject: Screen>: Sendable {
  /// For the footer.
  public var title: String
  var action: @Sendable (inout Subject, Environment) -> [Update]

  init(
    _ title: String, action: @escaping @Sendable (inout Subject, Environment) -> [Update]
  ) {
    self.title = title
    self.action = action
  }
}

/// What a person said to a dialog.
public enum Answer: Hashable, Sendable {
  /// The text so far, while it is typed.
  case typing(String)
  case typed(String)
  /// The value of the item.
  case chosen(String)
  case marked(Set<String>)
  case confirmed
  /// Esc.
  case left
}

extension Screen {
  public static var commands: [ScreenCommand<Self>] { [] }
  public static var enter: ScreenEnter<Self>? { nil }
  public mutating func opened(in environment: Environment) -> [Update] { [] }
  public var title: String { Self.about.title }
  public func facts(in environment: Environment) -> Facts { Facts() }
  public static func rowsBelow(in size: Size) -> Int { 0 }
  public mutating func motion(of character: Character) -> ListState.Motion? { nil }
  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] { [] }
  public mutating func press(
    _ chord: KeyChord, in environment: Environment
  ) -> [Update]? { nil }
  public mutating func receive(
    _ message: Message, in environment: Environment
  ) -> [Update] { [] }

  public var deadline: ContinuousClock.Instant? { nil }
  public mutating func wake(in environment: Environment) -> [Update] { [] }
  public mutating func returned(in environment: Environment) {}

  public var id: ScreenID { Self.about.id }
}

extension Screen where Question == Never {
  public mutating func answer(
    _ question: Never, with answer: Answer, in environment: Environment
  ) -> [Update] {}
}

/// A screen with one list, which the keys of pagers move in.
public protocol ListScreen: Screen {
  var list: ListState { get set }
}

extension ListScreen {
  public mutating func motion(of character: Character) -> ListState.Motion? {
    list.motion(of: character)
  }

  public mutating func move(
    _ motion: ListState.Motion, in environment: Environment
  ) -> [Update] {
    list.perform(motion)
    list.follow(rows: environment.rows(of: Self.self))
    return []
  }
}
