"""The workbench on a terminal of ours, whose every byte is kept."""
import fcntl
import os
import struct
import termios
import time

from emulator import Screen
from harness.campaign import Lost
from pseudoterminal import Program

WAIT = 20.0

KEYS = {
    "enter": b"\r", "tab": b"\t", "backspace": b"\x7f", "up": b"\x1b[A", "down": b"\x1b[B",
    "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F",
    "pagedown": b"\x1b[6~", "pageup": b"\x1b[5~",
    # Followed by a report as terminals send them, so that no time has to pass before it is known
    # that it was not the beginning of a longer key.
    "escape": b"\x1b\x1b]\x07",
    **{f"f{number}": b"\x1bO" + letter for number, letter in zip(range(1, 5), (b"P", b"Q", b"R", b"S"))},
    **{f"f{number}": b"\x1b[%d~" % code
       for number, code in {5: 15, 6: 17, 7: 18, 8: 19, 9: 20, 10: 21}.items()},
}


def key(name):
    """The bytes of a key such as `enter`, `f4`, `ctrl-s`, or of `menu-k`: Ctrl-T and a key."""
    if name in KEYS:
        return KEYS[name]
    if name.startswith("ctrl-"):
        return bytes([ord(name[5]) & 0x1F])
    if name.startswith("menu-"):
        return b"\x14" + name[5:].encode()
    raise ValueError(name)


def paste(text):
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"


class Bench(Program):
    """Precept's workbench in a place. Waits by the fence of the tests, never by time."""

    def __init__(self, place, *arguments, columns=120, rows=36, environment=None, folder=None):
        self.place = place
        # Outside the place, so that the shim does not count its writes.
        self.fence = place.context.base / f"fence-{time.monotonic_ns()}"
        self.fence.write_bytes(b"")
        self.raised = 0
        place.programs.append(self)
        everything = {**place.environment, "PRECEPT_TEST_FENCE": str(self.fence),
                      **(environment or {})}
        super().__init__([str(place.context.binary), *map(str, arguments)], columns, rows,
                         folder or place.workspace, everything)

    @classmethod
    def opened(cls, place, *arguments, **options):
        """Opens the bench on the rule matcher, and waits until it is drawn and idle."""
        words = arguments or ("--policy", "marketplace-spam", "--engine", "rule-matcher")
        bench = cls(place, *words, **options)
        bench.wait_until_taken()
        bench.idle()
        return bench

    def wait_until_taken(self):
        """Waits until the program has the terminal; what is typed before may be thrown away."""
        def taken():
            return (any(b"\x1b[?1004h" in data for _, data in self.chunks)
                    and not termios.tcgetattr(self.master)[3] & termios.ECHO)
        self.wait_for("the terminal to be taken", taken)

    # Sending

    def send(self, *inputs, runs=True):
        """Sends keys (by name in a `key`), bytes or text, and waits until all is handled."""
        self.type(*inputs)
        self.idle(runs)

    def type(self, *inputs):
        """Sends without waiting for more than the terminal to take the bytes."""
        for text in inputs:
            self.write_all(text if isinstance(text, bytes) else text.encode())

    def write_all(self, data):
        deadline = time.monotonic() + WAIT
        while data:
            try:
                data = data[os.write(self.master, data[:4096]):]
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Lost("the workbench takes no keys any more")
                self.read(0.01)

    def raise_fence(self, runs=True):
        self.raised += 1
        self.write_all(b"\x1b[?%d;%d$y" % (9000 + self.raised % 999, 2 if runs else 1))
        return self.raised

    def idle(self, runs=True, limit=WAIT):
        """Waits until everything sent is handled, drawn and on disk, and no run goes on."""
        number = self.raise_fence(runs)
        self.wait_for("the fence", lambda: self.lowered() >= number, limit)
        # It was drawn before the fence fell; what was drawn may still be on its way to us.
        self.drain()

    def lowered(self):
        return self.fence.read_bytes().count(b"\n")

    def wait_for(self, what, condition, limit=WAIT):
        deadline = time.monotonic() + limit
        while not condition():
            if self.ended is not None and self.wait(0.5) is not None:
                if condition():
                    return
                raise Lost(f"the workbench ended ({self.status}) before {what}: {self.last_words()}")
            if time.monotonic() > deadline:
                raise Lost(f"waited {limit:g} s in vain for {what}; the screen: {self.summary()}")
            self.read(0.005)

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.columns, self.rows = columns, rows

    # Looking

    @property
    def raw(self):
        return b"".join(data for _, data in self.chunks)

    def screen(self):
        """The rows that a person sees. Only at the size that it was opened in."""
        screen = Screen(self.columns, self.rows)
        for _, data in self.chunks:
            screen.feed(data)
        return screen.lines()

    def text(self):
        return "\n".join(self.screen())

    def summary(self, limit=300):
        try:
            return " / ".join(line.strip() for line in self.screen() if line.strip())[:limit]
        except Exception as error:
            return f"cannot be read ({error})"

    def last_words(self):
        return self.raw[-200:].decode(errors="replace").strip()[-160:]

    def resident(self):
        """Bytes of memory now."""
        with open(f"/proc/{self.process}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process}/fd"))

    # The end

    def quit(self):
        """Ctrl-Q, and the status."""
        self.type(key("ctrl-q"))
        if self.wait(WAIT) is None:
            raise Lost(f"Ctrl-Q does not end the workbench; the screen: {self.summary()}")
        return self.status

    def close(self):
        if self.master >= 0:
            super().close()
            self.master = -1

    def drain(self):
        """Reads what is there."""
        while self.ended is None and self.read(0) is not None:
            pass
