import Foundation

/// The processes of this machine, as /proc shows them.
enum Processes {
  struct Entry: Hashable {
    var pid: pid_t
    var parent: pid_t
    /// Arguments, joined by spaces.
    var command: String
  }

  /// Those that run; what only waits for its parent's word does not.
  static func all() -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.compactMap(entry)
  }

  static func children(of parent: pid_t) -> [Entry] {
    all().filter { $0.parent == parent }
  }

  static func isAlive(_ pid: pid_t) -> Bool { entry(pid) != nil }

  /// Whether a signal is ignored by the process (`SigIgn` of proc_pid_status(5)).
  static func ignores(_ signal: Int32, _ pid: pid_t) -> Bool {
    let line = (text("/proc/\(pid)/status") ?? "").split(separator: "\n")
      .first { $0.hasPrefix("SigIgn:") }
    let digits = line?.split(whereSeparator: \.isWhitespace).last ?? ""
    return (UInt64(digits, radix: 16) ?? 0) & (1 << UInt64(signal - 1)) != 0
  }

  private static func entry(_ pid: pid_t) -> Entry? {
    guard let stat = text("/proc/\(pid)/stat"), let name = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[name...].dropFirst(2).split(separator: " ")
    guard fields.count > 1, fields[0] != "Z", fields[0] != "X", let parent = pid_t(fields[1]) else {
      return nil
    }
    let command = (text("/proc/\(pid)/cmdline") ?? "").split(separator: "\0").joined(separator: " ")
    return Entry(pid: pid, parent: parent, command: command)
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
