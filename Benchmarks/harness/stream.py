"""A fast engine and a long chain: what a token costs, how late its frame is, what is kept."""
import re
import time

from emulator import Screen
from figures import percentile, spread, verdict
from paced_engine import MARKER_STEP, PacedEngine, marker
from pseudoterminal import Program
from workspace import workspace

TOKENS = 100_000
RATE = 5_000
SPAN = 10_000
LIMIT_RATIO, LIMIT_MS, LIMIT_BYTES = 1.2, 33, 80_000_000
MARKER = re.compile(r"#(\d{7})([a-z])")
RULES = ["MK0.a", "MK2.b", "MK3.a", "MK3.c", "MK4.a", "MK9.z"]
END_OF_FRAME = b"\x1b[?2026l"
#: Where frames have no end mark: so long a silence is the end of one.
QUIET_NS = 1_000_000


def frames(chunks):
    """(time of the last byte, bytes) of each frame."""
    data, last = b"", None
    for time, piece in chunks:
        if last is not None and data and time - last > QUIET_NS:
            yield last, data
            data = b""
        data += piece
        last = time
        while (at := data.find(END_OF_FRAME)) >= 0:
            yield time, data[:at + len(END_OF_FRAME)]
            data = data[at + len(END_OF_FRAME):]
    if data:
        yield last, data


def newest_marker(screen):
    """The highest number of a whole marker that is shown; -1 without one."""
    newest = -1
    for line in screen.lines():
        for digits, _ in MARKER.findall(line):
            number = int(digits)
            if number > newest and marker(number) in line:
                newest = number
    return newest


def lateness(program, engine):
    """Milliseconds from the time at which a marker had left the engine to that of the first frame
    that has come so far; and the count of frames."""
    screen = Screen(program.columns, program.rows)
    late, reached, count = [], 0, 0
    first = engine.sent(0)
    for time, data in frames(program.chunks):
        screen.feed(data)
        if time < first:
            continue
        count += 1
        newest = newest_marker(screen)
        while reached <= newest:
            late.append((time - engine.sent(reached)) / 1e6)
            reached += MARKER_STEP
    return late, count


def measure(binary, tokens=TOKENS, rate=RATE, limit=120):
    with workspace() as (folder, environment), PacedEngine(tokens, rate, RULES) as engine:
        command = [binary, "--workspace", str(folder), "--policy", "marketplace-spam",
                   "--engine", engine.url]
        with Program(command, folder=folder, environment=environment) as program:
            program.read_until_ready(0.8)
            before = program.peak_memory()
            program.write(b"\x12")
            # The processor's clock as each of these tokens has left.
            waiting = [0, SPAN, tokens - SPAN, tokens - 1]
            clock = []
            deadline = time.monotonic() + limit
            while waiting and time.monotonic() < deadline and program.ended is None:
                program.read(0.002)
                if engine.sent(waiting[0]):
                    clock.append(program.processor_seconds())
                    waiting.pop(0)
            program.read_until_quiet(1.0, limit=20)
            peak = program.peak_memory()
            late, count = lateness(program, engine)
            screen = Screen(program.columns, program.rows)
            for _, data in program.chunks:
                screen.feed(data)
            program.write(b"\x11")
            status = program.wait(10)
    if waiting or len(late) < tokens // MARKER_STEP * 0.99:
        print("\n".join(screen.lines()))
        raise SystemExit(f"only {len(late) * MARKER_STEP} tokens were shown")
    seconds = (engine.sent(tokens) - engine.sent(0)) / 1e9
    first, last = clock[1] - clock[0], clock[3] - clock[2]
    worst = percentile(late, 99.9)
    print(f"  {tokens} tokens in {seconds:.1f} s ({tokens / seconds:.0f}/s), {count} frames "
          f"({count / seconds:.0f}/s), exit {status}")
    print(f"  processor: first {SPAN} tokens {first * 1000:.0f} ms, last {last * 1000:.0f} ms, whole "
          f"{(clock[3] - clock[0]) / seconds * 100:.0f} % of a core; last/first "
          f"{last / first:.2f} ≤ {LIMIT_RATIO}: {verdict(last <= first * LIMIT_RATIO)}")
    print(f"  lateness of frames: {spread(late, shares=(50, 99, 99.9))}; p99.9 ≤ {LIMIT_MS} ms: "
          f"{verdict(worst <= LIMIT_MS)}")
    print(f"  memory: {before / 1e6:.1f} MB idle, {peak / 1e6:.1f} MB at most; < "
          f"{LIMIT_BYTES / 1e6:.0f} MB: {verdict(peak < LIMIT_BYTES)}")
