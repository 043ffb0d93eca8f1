"""First paint: from exec to the last byte of the first full frame, at 120×36."""
import pathlib
import subprocess
import tempfile

from emulator import Screen
from figures import median, percentile, spread, verdict
from pseudoterminal import Program
from workspace import workspace

POLICY = "marketplace-spam"
ROUNDS = 12
LIMIT_MS = 50


def first_frame(program, width=None):
    """Milliseconds from exec until the screen showed the policy as it does when the program has
    settled: every row below the title, as far as `width`.

    The title is left out, since it names what is found later: the version, an engine.
    """
    program.read_until_quiet(0.25)

    def shown(screen):
        return [line[:width] for line in screen.lines()[2:]]

    settled = Screen(program.columns, program.rows)
    for _, data in program.chunks:
        settled.feed(data)
    wanted = shown(settled)
    if not any(line.strip() for line in wanted):
        raise SystemExit(f"nothing was drawn: {b''.join(d for _, d in program.chunks)[:400]!r}")
    screen = Screen(program.columns, program.rows)
    for time, data in program.chunks:
        screen.feed(data)
        if shown(screen) == wanted:
            return (time - program.started) / 1e6


def figures_of_precept(program):
    """When the policy's pane and the footer stood, and when everything did."""
    return first_frame(program, PANE), first_frame(program)


def first_byte(program):
    while not program.chunks:
        program.read(1)
    return (program.chunks[0][0] - program.started) / 1e6


def empty_main(folder):
    """The library that empties the main of a program that it is loaded into."""
    library = pathlib.Path(folder) / "empty_main.so"
    source = pathlib.Path(__file__).with_name("empty_main.c")
    subprocess.run(["clang", "-O2", "-shared", "-fPIC", source, "-o", library, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def measure(binary):
    with workspace() as (folder, environment), tempfile.TemporaryDirectory() as scratch:
        loaded = environment | empty_main(scratch)
        precept = [binary, "--workspace", str(folder), "--policy", POLICY]
        policy = str(folder / "policies" / POLICY / "policy.md")
        subjects = {
            "precept": (precept, loaded, first_full_frame),
            "precept --engine rule-matcher": (
                precept + ["--engine", "rule-matcher"], loaded, first_full_frame),
            "precept with an empty main": (precept, loaded | {"EMPTY_MAIN": "1"}, first_byte),
            "vim -u NONE": (["vim", "-u", "NONE", policy], environment, first_full_frame),
            "vim": (["vim", policy], environment, first_full_frame),
            "micro": (["micro", policy], environment, first_full_frame),
        }
        times = {name: [] for name in subjects}
        # The first round warms the caches.
        for number in range(ROUNDS + 1):
            for name, (command, variables, figure) in subjects.items():
                with Program(command, folder=folder, environment=variables) as program:
                    value = figure(program)
                    if name.startswith("precept"):
                        program.write(b"\x11")
                        program.wait()
                if number:
                    times[name].append(value)
    for name, values in times.items():
        print(f"  {name:30} {spread(values, shares=(50, 90))}")
    paint, empty, vim = (
        median(times[name]) for name in ("precept", "precept with an empty main", "vim -u NONE"))
    ratio = (paint - empty) / vim
    print(f"  first paint {paint:.1f} ms ≤ {LIMIT_MS} ms: {verdict(paint <= LIMIT_MS)} (p90 "
          f"{percentile(times['precept'], 90):.1f})")
    print(f"  first paint less an empty main {paint - empty:.1f} ms ≤ vim's {vim:.1f} ms: ratio "
          f"{ratio:.2f}: {verdict(ratio <= 1)}")
