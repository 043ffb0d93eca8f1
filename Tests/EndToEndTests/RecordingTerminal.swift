import Foundation

/// A terminal that only records: what a command writes there, byte for byte.
enum RecordingTerminal {
  private static let recorder = """
    import os, pty, sys
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    record = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        record += piece
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.stdout.buffer.write(record)
    sys.stdout.flush()
    sys.exit(status if status >= 0 else 128 - status)
    """

  /// - Parameter line: of POSIX shell, whose streams are the terminal.
  static func run(_ line: String, in place: Place) throws -> (status: Int32, written: [UInt8]) {
    let file = place.root.appending(path: "written-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let output = try FileHandle(forUpdating: file)
    let input = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
    let child = try ChildProcess(
      ["python3", "-c", recorder, "sh", "-c", "cd '\(place.workspace.path)' && \(line)"],
      environment: place.environment(["NO_COLOR": "1"]),
      streams: [input.fileDescriptor, output.fileDescriptor, output.fileDescriptor])
    let status = try child.wait()
    return (status, Array(try Data(contentsOf: file)))
  }
}
