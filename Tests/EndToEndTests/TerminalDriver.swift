import Foundation

/// Precept in a real terminal: a tmux server of its own with one window, at a size.
///
/// Everything sent is followed by a fence, so that ``idle(runs:)`` returns when all of it is handled,
/// written and drawn; no test sleeps for a time.
final class TerminalDriver: Sendable {
  struct Timeout: Error, CustomStringConvertible {
    var what: String
    var screen: [String]
    var description: String {
      "Waited 20 s in vain for \(what). The screen:\n" + screen.joined(separator: "\n")
    }
  }

  let place: Place
  let tmux: Tmux
  private let folder: URL
  private let fence: URL
  private let raised = Counter()

  /// Starts the command behind a shell that keeps what the terminal was like before and after it.
  ///
  /// - Parameters:
  ///   - arguments: of the product, as a shell takes them apart.
  ///   - wrapper: a command that runs the product.
  ///   - command: instead of the product.
  init(
    _ place: Place, columns: Int = 120, rows: Int = 36, arguments: String = "",
    wrapper: String = "", command: String? = nil, environment: [String: String] = [:]
  ) throws {
    self.place = place
    folder = place.root.appending(path: "terminal-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    fence = folder.appending(path: "fence")
    try Data().write(to: fence)
    let command = try command ?? "\(wrapper) '\(Precept.binary())' \(arguments)"
    let script = """
      cd '\(place.workspace.path)'
      echo 'the shell before'
      tmux wait-for begin
      stty -a > '\(folder.path)/before'
      sh -c 'echo $$ > "\(folder.path)/pid"; exec "$@"' sh \(command)
      echo $? > '\(folder.path)/status'
      stty -a > '\(folder.path)/after'
      touch '\(folder.path)/ended'
      exec cat
      """
    let file = folder.appending(path: "start.sh")
    try Data(script.utf8).write(to: file)
    tmux = Tmux(
      folder: folder,
      environment: place.environment(
        environment.merging(["PRECEPT_TEST_FENCE": fence.path]) { $1 }))
    try tmux.run(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env TERM='\(environment["TERM"] ?? "xterm-256color")' sh '\(file.path)'", ";",
      "set-option", "-g", "remain-on-exit", "on", ";",
      "pipe-pane", "-O", "cat >> '\(folder.path)/raw'", ";", "wait-for", "-S", "begin")
  }

  /// Opens the bench, and waits until it is drawn and idle.
  static func bench(
    _ place: Place, columns: Int = 120, rows: Int = 36,
    arguments: String = "--policy marketplace-spam --engine rule-matcher", wrapper: String = "",
    environment: [String: String] = [:]
  ) async throws -> TerminalDriver {
    let driver = try TerminalDriver(
      place, columns: columns, rows: rows, arguments: arguments, wrapper: wrapper,
      environment: environment)
    // What is sent before raw mode may be echoed or thrown away.
    try await driver.wait(for: "the bench") { try driver.tmux.ask("#{alternate_on}") == "1" }
    try await driver.idle()
    return driver
  }

  deinit {
    // A test that failed half way leaves the product running; it must not write to a folder that is
    // about to go.
    if !hasEnded, let pid = try? pid(), pid > 0 { kill(pid, SIGKILL) }
    _ = try? tmux.run("kill-server")
  }

  // MARK: Sending

  /// Sends keys, text and pastes in one write, and waits until all of it is handled and drawn, what
  /// it caused is on disk, and no run goes on.
  func send(_ input: Input..., runs: Bool = true) async throws {
    try type(input)
    try await idle(runs: runs)
  }

  /// Sends without waiting.
  func type(_ input: [Input]) throws {
    for input in input { try tmux.send(input.bytes) }
  }

  /// Waits until everything sent so far is handled, drawn and idle.
  ///
  /// - Parameter runs: whether runs must have ended, too.
  func idle(runs: Bool = true) async throws {
    let number = raised.next()
    try tmux.send(Array("\u{1B}[?\(9000 + number);\(runs ? 2 : 1)$y".utf8))
    try await wait(for: "fence \(number)") {
      let text = try String(contentsOf: fence, encoding: .utf8)
      return text.split(separator: "\n").contains("\(number)")
    }
  }

  /// Changes the window, and waits until the product has drawn in it.
  func resize(columns: Int, rows: Int, runs: Bool = true) async throws {
    try tmux.run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    let terminal = try tmux.ask("#{pane_tty}")
    try await wait(for: "\(columns)×\(rows)") {
      try Shell.run(["stty", "-F", terminal, "size"], environment: place.environment()).out
        == "\(rows) \(columns)\n"
    }
    try await idle(runs: runs)
  }

  /// Sends a signal to the product.
  func signal(_ number: Int32) throws {
    kill(try pid(), number)
  }

  func pid() throws -> pid_t {
    let text = try String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)
    return pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  // MARK: Looking

  /// What a person sees, without trailing blanks.
  func screen() throws -> [String] {
    let text = try tmux.run("capture-pane", "-p")
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func text() throws -> String { try screen().joined(separator: "\n") }

  /// The same with its attributes as SGR sequences.
  func coloured() throws -> String { try tmux.run("capture-pane", "-p", "-e") }

  /// Everything that the terminal was sent.
  func raw() throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: "raw"))) }

  /// Waits for something that no fence can tell, such as the end of a process.
  func wait(for what: String, _ condition: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try !condition() {
      guard ContinuousClock.now < deadline else {
        throw Timeout(what: what, screen: (try? screen()) ?? [])
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until the screen contains the text.
  func wait(until text: String) async throws {
    try await wait(for: "“\(text)”") { try self.text().contains(text) }
  }

  // MARK: The end

  private var hasEnded: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "ended").path)
  }

  /// How the product left the terminal.
  struct End {
    var status: Int
    var screen: [String]
    /// `stty -a` before and after.
    var modes: (before: String, after: String)
    var isCursorVisible: Bool
    var isAlternateScreen: Bool
    var isMouseTaken: Bool
  }

  func end() async throws -> End {
    try await wait(for: "the end") { hasEnded }
    let flags = try tmux.ask("#{cursor_flag} #{alternate_on} #{mouse_any_flag}").split(
      separator: " ")
    func kept(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return End(
      status: Int(try kept("status").trimmingCharacters(in: .newlines)) ?? -1,
      screen: try screen(), modes: (try kept("before"), try kept("after")),
      isCursorVisible: flags.first == "1", isAlternateScreen: flags.dropFirst().first == "1",
      isMouseTaken: flags.last == "1")
  }

  /// Presses Ctrl-Q and waits for the end.
  @discardableResult
  func quit() async throws -> End {
    try type([.control("q")])
    return try await end()
  }
}

/// Numbers of fences, from 1.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var value = 0

  func next() -> Int {
    lock.withLock {
      value += 1
      return value
    }
  }
}
