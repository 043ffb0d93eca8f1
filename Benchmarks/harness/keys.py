"""Key to frame: from the write of a key to the last byte of the frame that shows it."""
import contextlib
import random
import time

from figures import percentile, spread, verdict
from pseudoterminal import Program
from workspace import large_policy, paragraph_in_the_middle, workspace

KEYS = 2000
#: typed into one program before it is the next one's turn
BLOCK = 40
COLUMN = 40
#: None of them is in the policy, so that the frame of a key is known by its letter.
LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
#: A frame is over when nothing more came for so long.
QUIET = 0.003
LIMIT_MS = 5


def keys():
    """(bytes, letter that they show, seconds until the next): typing in bursts, with pauses in
    which work that was put off (outline, draft, backup) falls due. The same for every program."""
    chance = random.Random(7)
    for number in range(KEYS):
        letter = LETTERS[number % len(LETTERS)]
        before = "\r" if number % 60 == 59 else " " if number % 6 == 5 else ""
        pause = chance.uniform(0.14, 0.26) if number % 10 == 9 else chance.expovariate(40) + 0.003
        yield (before + letter).encode(), letter.encode(), pause


def frame_time(program, letter, begin):
    """Milliseconds from `begin` to the last byte of the frame with the letter; None without one."""
    first = len(program.chunks)
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        if program.read(0.05) and letter in b"".join(d for _, d in program.chunks[first:]):
            while program.read(QUIET):
                pass
            return (program.chunks[-1][0] - begin) / 1e6
    return None


class Subject:
    """An editor with the policy open and the caret in the middle of it."""

    def __init__(self, name, command, ready, policies):
        self.name, self.command, self.ready = name, command, ready
        self.times, self.lost = [], 0
        # A folder for each, or micro would ask what to do with the backup of the one before.
        self.place = workspace(**policies)

    def __enter__(self):
        folder, environment = self.place.__enter__()
        self.program = Program(self.command(str(folder)), folder=folder, environment=environment)
        self.program.read_until_ready(1.0)
        for keys_before in self.ready:
            self.program.write(keys_before)
            self.program.read_until_quiet(0.3)
        return self

    def __exit__(self, *error):
        self.program.close()
        self.place.__exit__(*error)

    def type(self, data, letter, pause):
        begin = self.program.write(data)
        value = frame_time(self.program, letter, begin)
        if value is None:
            self.lost += 1
        else:
            self.times.append(value)
        until = begin / 1e9 + pause
        while (rest := until - time.monotonic()) > 0:
            self.program.read(rest)


def subjects(binary):
    large, small = large_policy(1_000_000), large_policy(1_000)
    line = paragraph_in_the_middle(large)
    place = f"+{line}:{COLUMN + 1}"

    def precept(name, line):
        ready = [b"\x07", str(line).encode() + b"\r", b"\x1b[C" * COLUMN]
        return lambda folder: [binary, "--workspace", folder, "--policy", name], ready

    def editor(*words, ready=()):
        return lambda folder: [*words, folder + "/policies/large/policy.md"], ready

    rows = {
        "precept, 1 MB": precept("large", line),
        "precept, 1 KB": precept("small", paragraph_in_the_middle(small)),
        "micro, 1 MB": editor("micro", place),
        "vim -u NONE, 1 MB": editor(
            "vim", "-u", "NONE", f"+call cursor({line},{COLUMN + 1})", ready=[b"i"]),
    }
    policies = {"large": large, "small": small}
    return [Subject(name, command, ready, policies) for name, (command, ready) in rows.items()]


def measure(binary):
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(subject) for subject in subjects(binary)]
        # In turns, so that all of them see the same disturbances of the machine.
        typing = list(keys())
        for start in range(0, len(typing), BLOCK):
            for subject in running:
                for key in typing[start:start + BLOCK]:
                    subject.type(*key)
    for subject in running:
        note = f" · {subject.lost} KEYS WITHOUT A FRAME" if subject.lost else ""
        print(f"  {subject.name:18} {spread(subject.times, shares=(50, 90, 99, 99.9))}{note}")
    p99 = {subject.name: percentile(subject.times, 99) for subject in running}
    ours, micro = p99["precept, 1 MB"], p99["micro, 1 MB"]
    print(f"  p99 {ours:.2f} ms ≤ max({LIMIT_MS} ms, micro's {micro:.2f} ms): "
          f"{verdict(ours <= max(LIMIT_MS, micro))}")
