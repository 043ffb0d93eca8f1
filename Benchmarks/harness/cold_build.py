"""The cold build of script/run, and where its time goes."""
import collections
import os
import pathlib
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
STEP = 0.2
#: A compiler's command line names its module, or the checkout that its file lies in.
CHECKOUT = re.compile(r"checkouts/([^/\0]+)/")
MODULE = re.compile(r"-module-name\0([^\0]+)")


def compilers():
    """(compiler, package or module) of each compiler that runs now."""
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            command = pathlib.Path(entry.path, "cmdline").read_text(errors="replace")
        except OSError:
            continue
        name = command.split("\0")[0].rsplit("/", 1)[-1]
        if "precept-cold-" not in command:
            continue
        if name.startswith("clang"):
            kind = "C and C++"
        elif name.startswith("swift-frontend"):
            kind = "Swift"
        elif name.startswith(("ld", "lld")):
            yield "linker", ""
            continue
        else:
            continue
        checkout, module = CHECKOUT.search(command), MODULE.search(command)
        yield kind, checkout[1] if checkout else module[1] if module else "precept"


def measure(_):
    """Builds a copy of the working tree, with the packages fetched before."""
    with tempfile.TemporaryDirectory(prefix="precept-cold-") as folder:
        files = subprocess.run(
            ["git", "ls-files", "-z", "--", "Package.swift", "Sources", "Tests"],
            cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        for name in filter(None, files):
            target = pathlib.Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
        begin = time.monotonic()
        subprocess.run(["swift", "package", "resolve"], cwd=folder, check=True, capture_output=True)
        resolved = time.monotonic()
        build = subprocess.Popen(
            ["swift", "build", "-c", "release", "--product", "precept"], cwd=folder,
            stdout=subprocess.DEVNULL)
        spent = collections.Counter()
        while build.poll() is None:
            for compiler in compilers():
                spent[compiler] += STEP
            time.sleep(STEP)
        end = time.monotonic()
    print(f"  {end - begin:.0f} s, of which {resolved - begin:.0f} s to check out the packages; "
          f"exit {build.returncode}")
    print("  seconds of compilers (two run at a time):")
    for (kind, name), seconds in spent.most_common(18):
        print(f"  {seconds:7.0f}  {kind} {name}")
