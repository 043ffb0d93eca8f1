import Foundation

/// A process that outlives this one. It makes a session of its own, so that no key of this terminal
/// reaches it.
///
/// Through posix_spawn, since swift-subprocess ends its processes with the call that started them.
final class DetachedProcess: Sendable {
  let pid: pid_t
  /// Its standard output, line by line; ends when it closes that, or ends.
  let lines: AsyncStream<String>

  /// - Parameter environment: all that the process gets.
  /// - Throws: ``CommandFailure`` where it cannot be started.
  init(_ command: [String], named name: String, environment: [String: String]) throws {
    let output = Pipe()
    let reading = output.fileHandleForReading
    let writing = output.fileHandleForWriting
    _ = fcntl(reading.fileDescriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(writing.fileDescriptor, F_SETFD, FD_CLOEXEC)
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, writing.fileDescriptor, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // The threads of Dispatch block signals, and this process ignores Ctrl-C; a child begins so.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments = ([name] + command.dropFirst()).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for variable in variables { free(variable) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, command[0], &actions, &attributes, &arguments, &variables)
    guard error == 0 else {
      throw CommandFailure(
        .engine,
        "The process that would own the engine could not be started: "
          + "\(String(cString: strerror(error))).",
        hint: "Try --foreground.")
    }
    self.pid = pid
    try? writing.close()
    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    // A read that waits would keep a thread of the concurrency pool; and FileHandle's own waits
    // until it has all that it was asked for.
    Thread.detachNewThread {
      var pending: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(reading.fileDescriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        for byte in buffer[..<count] {
          if byte == 0x0A {
            continuation.yield(String(decoding: pending, as: UTF8.self))
            pending = []
          } else {
            pending.append(byte)
          }
        }
      }
      continuation.finish()
    }
  }

  /// Asks it to end, and waits until it has.
  func stop() async {
    // It is our child and not waited for, so that the number is still its own.
    kill(pid, SIGTERM)
    var status: Int32 = 0
    while true {
      let waited = waitpid(pid, &status, WNOHANG)
      if waited == pid || (waited < 0 && errno != EINTR) { return }
      await Self.shortPause()
    }
  }

  /// Sleeps even in a task that is cancelled.
  private static func shortPause() async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(10)) {
        continuation.resume()
      }
    }
  }
}
