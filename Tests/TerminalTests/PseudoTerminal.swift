import Foundation

/// A child process on a pseudo-terminal, and what it wrote there.
struct PseudoTerminal {
  let child: pid_t
  private let master: Int32
  private let slave: Int32
  private let before: termios
  private(set) var output = ""

  static var probe: String {
    Bundle.main.bundleURL.appending(path: "terminal-probe").path(percentEncoded: false)
  }

  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    // Linux's own calls: Swift's Glibc module lacks posix_openpt and its family.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var locked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, UInt(0x4004_5431), &locked) == 0,  // TIOCSPTLCK
      ioctl(master, UInt(0x8004_5430), &number) == 0  // TIOCGPTN
    else { throw POSIXError(.ENXIO) }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
    var settings = termios()
    tcgetattr(slave, &settings)
    before = settings
    _ = fcntl(master, F_SETFL, O_NONBLOCK)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for target in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_adddup2(&actions, slave, target)
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let variables = ["TERM": "xterm-256color", "PATH": path].merging(environment) { $1 }
    var argv = ([Self.probe] + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, Self.probe, &actions, nil, &argv, &envp)
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .ENOENT) }
    child = pid
  }

  /// Reads until the output contains the text.
  mutating func wait(for text: String) {
    while !output.contains(text), poll(milliseconds: 10_000) {}
  }

  /// Waits for the child's end and returns its wait status.
  mutating func waitForEnd() -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 { _ = poll(milliseconds: 20) }
    while poll(milliseconds: 0) {}
    return status
  }

  /// Whether the line settings are what they were before the child came.
  var settingsAreRestored: Bool {
    var now = termios()
    tcgetattr(slave, &now)
    return now.c_lflag == before.c_lflag && now.c_iflag == before.c_iflag
      && now.c_oflag == before.c_oflag
  }

  func close() {
    _ = Foundation.close(master)
    _ = Foundation.close(slave)
  }

  private mutating func poll(milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard Foundation.poll(&polled, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += String(decoding: buffer[..<count], as: UTF8.self)
    return true
  }
}
