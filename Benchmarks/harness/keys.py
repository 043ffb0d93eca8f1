"""Key to frame: from the write of a key to the last byte of the frame that shows it."""
import random
import time

from figures import percentile, spread, verdict
from pseudoterminal import Program
from workspace import large_policy, paragraph_in_the_middle, workspace

KEYS = 2000
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


def typed(program, ready):
    program.read_until_ready(1.0)
    for keys_before in ready:
        program.write(keys_before)
        program.read_until_quiet(0.3)
    times, lost = [], 0
    for data, letter, pause in keys():
        begin = program.write(data)
        value = frame_time(program, letter, begin)
        if value is None:
            lost += 1
        else:
            times.append(value)
        until = begin / 1e9 + pause
        while (rest := until - time.monotonic()) > 0:
            program.read(rest)
    return times, lost


def measure(binary):
    large = large_policy(1_000_000)
    small = large_policy(1_000)

    def precept(name):
        def command(folder):
            return [binary, "--workspace", folder, "--policy", name]

        line = paragraph_in_the_middle(large if name == "large" else small)
        return command, [b"\x07", str(line).encode() + b"\r", b"\x1b[C" * COLUMN]

    def editor(*words, ready=()):
        def command(folder):
            return [*words, folder + "/policies/large/policy.md"]

        return command, ready

    line = paragraph_in_the_middle(large)
    place = f"+{line}:{COLUMN + 1}"
    subjects = {
        "precept, 1 MB": precept("large"),
        "precept, 1 KB": precept("small"),
        "micro, 1 MB": editor("micro", place),
        "micro with soft wrap, 1 MB": editor("micro", "-softwrap", "true", place),
        "vim -u NONE, 1 MB": editor(
            "vim", "-u", "NONE", f"+call cursor({line},{COLUMN + 1})", ready=[b"i"]),
    }
    results = {}
    for name, (command, ready) in subjects.items():
        # A folder for each, or micro would ask what to do with the backup of the one before.
        with workspace(large=large, small=small) as (folder, environment):
            with Program(command(str(folder)), folder=folder, environment=environment) as program:
                results[name], lost = typed(program, ready)
        note = f" · {lost} KEYS WITHOUT A FRAME" if lost else ""
        print(f"  {name:27} {spread(results[name], shares=(50, 99, 99.9))}{note}", flush=True)
    ours, micro = (percentile(results[name], 99) for name in ("precept, 1 MB", "micro, 1 MB"))
    print(f"  p99 {ours:.2f} ms ≤ max({LIMIT_MS} ms, micro's {micro:.2f} ms): "
          f"{verdict(ours <= max(LIMIT_MS, micro))}")
