import Foundation

/// A child process with its standard streams in files, so that no pipe can fill.
///
/// Not Foundation's `Process`: on Linux that takes a process for alive as long as any descendant is,
/// and tmux leaves its server behind.
struct ChildProcess {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let pid: pid_t

  /// - Parameters:
  ///   - arguments: the first is looked up in the PATH.
  ///   - streams: descriptors for input, output and errors.
  init(_ arguments: [String], environment: [String: String], streams: [Int32]) throws {
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
    // The threads of Dispatch block signals, which a child would inherit: its shell would wait for
    // SIGCHLD for ever.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    var argv = arguments.map { strdup($0) } + [nil]
    var environ = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + environ { free(pointer) } }
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, arguments[0], &actions, &attributes, &argv, &environ)
    guard error == 0 else {
      throw Failure(description: "\(arguments[0]): \(String(cString: strerror(error)))")
    }
    self.pid = pid
  }

  /// The exit status, or 128 and the signal; kills it after 60 s.
  func wait() throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(60)
    var status: Int32 = 0
    while true {
      let waited = waitpid(pid, &status, WNOHANG)
      if waited == pid { break }
      guard waited == 0 || errno == EINTR else {
        throw Failure(description: "waitpid: \(String(cString: strerror(errno)))")
      }
      if ContinuousClock.now > deadline {
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        throw Failure(description: "The process did not end in 60 s.")
      }
      usleep(1000)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
