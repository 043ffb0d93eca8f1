"""First paint: from exec to the last byte of the first full frame, at 120×36."""
import collections
import pathlib
import subprocess
import tempfile

from emulator import Screen
from figures import median, spread, verdict
from pseudoterminal import Program
from workspace import workspace

POLICY = "marketplace-spam"
ROUNDS = 40
LIMIT_MS = 50
#: columns of the Policy pane at a width of 120
PANE = 57
QUIT = b"\x11"


def first_frame(program, first_row=1, width=None):
    """Milliseconds from exec until the screen showed, from a row on and as far as `width`, what it
    shows when the program has settled.

    The first row is left out: it names an engine, which is looked for when the screen stands.
    """
    program.read_until_quiet(0.25)

    def shown(screen):
        return [line[:width] for line in screen.lines()[first_row:]]

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


def precept_frames(program):
    """When the first frame stood, with the policy, all borders and the footer; and when what is read
    after it was there as well: the case, the version and the counts in the titles."""
    figures = {
        ", policy": first_frame(program, 2, PANE),
        ", everything": first_frame(program),
    }
    program.write(QUIT)
    program.wait()
    return figures


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
        policy = str(folder / "policies" / POLICY / "policy.md")
        # Which policy it was is known from the session, as at every start but the first.
        with Program([binary, "--policy", POLICY], folder=folder, environment=loaded) as program:
            program.read_until_ready(0.5)
            program.write(QUIT)
            program.wait()
        subjects = {
            "precept": ([binary], loaded, precept_frames),
            "precept with an empty main": (
                [binary], loaded | {"EMPTY_MAIN": "1"}, lambda program: {"": first_byte(program)}),
            "vim -u NONE": (
                ["vim", "-u", "NONE", policy], environment,
                lambda program: {"": first_frame(program)}),
            "vim": (["vim", policy], environment, lambda program: {"": first_frame(program)}),
            "micro": (["micro", policy], environment, lambda program: {"": first_frame(program)}),
        }
        times = collections.defaultdict(list)
        # The first round warms the caches.
        for number in range(ROUNDS + 1):
            for name, (command, variables, figures) in subjects.items():
                with Program(command, folder=folder, environment=variables) as program:
                    for part, value in figures(program).items():
                        if number:
                            times[name + part].append(value)
    for name, values in times.items():
        print(f"  {name:28} {spread(values, shares=(10, 50, 90))}")
    frame, whole, empty, vim = (median(times[name]) for name in (
        "precept, policy", "precept, everything", "precept with an empty main", "vim -u NONE"))
    print(f"  everything {whole:.1f} ms ≤ {LIMIT_MS} ms: {verdict(whole <= LIMIT_MS)}")
    print(f"  policy less an empty main {frame - empty:.1f} ms ≤ vim's {vim:.1f} ms: ratio "
          f"{(frame - empty) / vim:.2f}: {verdict(frame - empty <= vim)}; everything: ratio "
          f"{(whole - empty) / vim:.2f}")
