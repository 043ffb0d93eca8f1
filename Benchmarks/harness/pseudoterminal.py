"""A program on a terminal of ours: what it wrote and when, to the microsecond."""
import fcntl
import os
import select
import signal
import struct
import termios
import time

# What a terminal is asked at the start, and what xterm answers.
ANSWERS = (
    (b"\x1b[c", b"\x1b[?64;1;2;6;22c"),
    (b"\x1b[>c", b"\x1b[>41;390;0c"),
    (b"\x1b[6n", b"\x1b[2;2R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?12$p", b"\x1b[?12;2$y"),
    (b"\x1b]10;?\x07", b"\x1b]10;rgb:c0c0/c0c0/c0c0\x07"),
    (b"\x1b]11;?\x07", b"\x1b]11;rgb:0000/0000/0000\x07"),
)


class Program:
    """Started in a session of its own on a pseudo-terminal of `columns` by `rows`."""

    def __init__(self, command, columns=120, rows=36, folder=None, environment=None):
        self.columns, self.rows = columns, rows
        #: (nanoseconds of the monotonic clock, bytes) of every read
        self.chunks = []
        #: when exec was called
        self.started = None
        self.ended = None
        self.status = None
        self.tail = b""
        everything = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", COLORTERM="truecolor")
        everything.pop("TMUX", None)
        everything.update(environment or {})
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        when, tell = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            self._become(command, slave, tell, folder, everything)
        os.close(slave)
        os.close(tell)
        self.started = struct.unpack("q", os.read(when, 8))[0]
        os.close(when)
        os.set_blocking(self.master, False)

    @staticmethod
    def _become(command, slave, tell, folder, environment):
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(slave, descriptor)
            if folder:
                os.chdir(folder)
            os.write(tell, struct.pack("q", time.monotonic_ns()))
            os.execvpe(command[0], command, environment)
        finally:
            os._exit(127)

    def read(self, timeout):
        """Waits for output at most `timeout` seconds; its time, or None if there was none."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return None
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            data = b""
        now = time.monotonic_ns()
        if not data:
            self.ended = self.ended or now
            return None
        self.chunks.append((now, data))
        self._answer(data)
        return now

    def _answer(self, data):
        if b"\x1b" not in data:
            self.tail = b""
            return
        seen = self.tail + data
        kept = len(self.tail)
        for question, answer in ANSWERS:
            at = seen.find(question)
            # A question that lies in the tail alone was answered before.
            if at >= 0 and at + len(question) > kept:
                os.write(self.master, answer)
        self.tail = data[-16:]

    def write(self, data):
        """The time before the write."""
        now = time.monotonic_ns()
        os.write(self.master, data)
        return now

    def read_until_ready(self, seconds, limit=10.0):
        """Reads until the program has taken the terminal (no echo), drawn, and then fallen silent."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and self.ended is None:
            self.read(0.01)
            if self.chunks and not termios.tcgetattr(self.master)[3] & termios.ECHO:
                self.read_until_quiet(seconds)
                return
        raise SystemExit(f"did not start: {b''.join(data for _, data in self.chunks)[-400:]!r}")

    def read_until_quiet(self, seconds, limit=10.0):
        """Reads until nothing came for so long."""
        deadline = time.monotonic() + limit
        while self.ended is None and time.monotonic() < deadline:
            if self.read(seconds) is None:
                break

    def wait(self, limit=5.0):
        deadline = time.monotonic() + limit
        while self.status is None and time.monotonic() < deadline:
            self.read(0.005)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def kill(self):
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            _, status = os.waitpid(self.process, 0)
            self.status = os.waitstatus_to_exitcode(status)

    def close(self):
        self.kill()
        os.close(self.master)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # What the kernel says of the process

    def processor_seconds(self):
        """User and system time of all its threads, by its own clock of nanoseconds.

        `/proc/PID/stat` has the same sum in steps of 10 ms."""
        return time.clock_gettime((~self.process << 3) | 2)

    def peak_memory(self):
        """Bytes: the most that was resident (VmHWM)."""
        with open(f"/proc/{self.process}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        return 0
