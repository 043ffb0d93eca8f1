import Foundation
import Testing

extension EndToEnd {
  /// Windows as large as a terminal can claim to have, and storms of other sizes.
  @Suite struct WindowSizes {
    /// Opens the workbench in a terminal of each size, and prints what it saw.
    private static let script = """
      import fcntl, os, pty, select, struct, sys, termios, time
      def set_size(terminal, columns, rows):
          fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
      def read(terminal, words, seconds=40):
          seen, end = b"", time.time() + seconds
          while time.time() < end:
              if select.select([terminal], [], [], 0.1)[0]:
                  try:
                      seen += os.read(terminal, 65536)
                  except OSError:
                      break
                  if words in seen:
                      return True
          return False
      pid, terminal = pty.fork()
      if pid == 0:
          time.sleep(0.3)
          os.execvp(sys.argv[3], sys.argv[3:])
      set_size(terminal, int(sys.argv[1]), int(sys.argv[2]))
      print("said", read(terminal, b"This window is too large"[:int(sys.argv[1])]))
      memory = [line for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM")]
      print("modest", int(memory[0].split()[1]) < 600_000)
      for number in range(400):
          set_size(terminal, 65535 - number * 163, 1 + number * 163)
      set_size(terminal, 100, 30)
      print("drew", read(terminal, b"Content"))
      os.write(terminal, b"\\x11")
      end = time.time() + 40
      while time.time() < end:
          if select.select([terminal], [], [], 0.1)[0]:
              try:
                  if not os.read(terminal, 65536):
                      break
              except OSError:
                  break
      print("ended", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """

    @Test(arguments: [(65_535, 65_535), (65_535, 2000), (9, 65_535), (1, 1)])
    func theWorkbenchOpensSaysAndGoesOn(_ columns: Int, _ rows: Int) throws {
      let place = try Place()
      // A window of one cell has no room for words; that it goes on is enough.
      let done = try Shell.run(
        [
          "python3", "-c", Self.script, "\(columns)", "\(rows)", try Precept.binary(),
          "--workspace", place.workspace.path, "--engine", "rule-matcher",
        ], environment: place.environment())
      #expect(done.status == 0, "\(done.err)")
      if columns > 1 { #expect(done.out.contains("said True"), "\(done.out)\(done.err)") }
      #expect(done.out.contains("modest True\ndrew True\nended 0\n"), "\(done.out)\(done.err)")
    }
  }
}
