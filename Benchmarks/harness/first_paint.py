"""First paint: from exec to the last byte of the first full frame, at 120×36."""
import pathlib
import subprocess
import tempfile

from emulator import Screen
from figures import median, percentile, spread, verdict
from pseudoterminal import Program
from workspace import workspace

POLICY = "marketplace-spam"
ROUNDS = 30
LIMIT_MS = 50


def first_full_frame(program):
    """Milliseconds from exec until the screen showed what it shows when the program has settled.

    The first row is left out: an engine that is found later is named there.
    """
    program.read_until_quiet(0.25)
    settled = Screen(program.columns, program.rows)
    for _, data in program.chunks:
        settled.feed(data)
    wanted = settled.lines()[1:]
    if not any(line.strip() for line in wanted):
        raise SystemExit(f"nothing was drawn: {b''.join(d for _, d in program.chunks)[:400]!r}")
    screen = Screen(program.columns, program.rows)
    for time, data in program.chunks:
        screen.feed(data)
        if screen.lines()[1:] == wanted:
            return (time - program.started) / 1e6


def empty_main(binary, folder):
    """A program that loads the libraries of `binary`, in their order, and writes one byte.

    What `binary` adds to that by its own size (relocations of what is linked statically) is left
    with `binary`, so that the difference is not flattered.
    """
    dynamic = subprocess.run(["readelf", "-d", binary], capture_output=True, text=True, check=True)
    names = [line.split("[")[1].split("]")[0] for line in dynamic.stdout.splitlines()
             if "(NEEDED)" in line]
    paths = {}
    for line in subprocess.run(["ldd", binary], capture_output=True, text=True).stdout.splitlines():
        if " => /" in line:
            name, path = line.split(" => ")
            paths[name.strip()] = path.split()[0]
    source, program = folder / "empty.swift", folder / "empty"
    source.write_text("import Glibc\nwrite(1, \".\", 1)\n")
    libraries = [paths[name] for name in names if name in paths]
    subprocess.run(
        ["swiftc", "-O", str(source), "-o", str(program), "-Xlinker", "--no-as-needed", *libraries,
         "-Xlinker", "-rpath", "-Xlinker", str(pathlib.Path(paths["libswiftCore.so"]).parent)
         if "libswiftCore.so" in paths else "/usr/lib"],
        check=True)
    return program, len(libraries)


def first_byte(program):
    while not program.chunks:
        program.read(1)
    return (program.chunks[0][0] - program.started) / 1e6


def measure(binary):
    times = {"precept": [], "precept, no engine looked for": [], "empty main": [], "vim -u NONE": []}
    with workspace() as (folder, environment), tempfile.TemporaryDirectory() as scratch:
        empty, libraries = empty_main(binary, pathlib.Path(scratch))
        precept = [binary, "--workspace", str(folder), "--policy", POLICY]
        commands = {
            "precept": (precept, first_full_frame),
            "precept, no engine looked for": (precept + ["--engine", "rule-matcher"],
                                              first_full_frame),
            "empty main": ([str(empty)], first_byte),
            "vim -u NONE": (["vim", "-u", "NONE", str(folder / "policies" / POLICY / "policy.md")],
                            first_full_frame),
        }
        for number in range(ROUNDS + 1):
            for name, (command, figure) in commands.items():
                with Program(command, folder=folder, environment=environment) as program:
                    value = figure(program)
                    if name.startswith("precept"):
                        program.write(b"\x11")
                        program.wait()
                # The first round warms the caches.
                if number:
                    times[name].append(value)
    for name, values in times.items():
        print(f"  {name:32} {spread(values)}")
    paint, empty, vim = (median(times[name]) for name in ("precept", "empty main", "vim -u NONE"))
    ratio = (paint - empty) / vim
    print(f"  first paint ≤ {LIMIT_MS} ms: {verdict(paint <= LIMIT_MS)} (median {paint:.1f}, "
          f"p90 {percentile(times['precept'], 90):.1f})")
    print(f"  (first paint − empty main of {libraries} libraries) / vim = {ratio:.2f} ≤ 1: "
          f"{verdict(ratio <= 1)}")
