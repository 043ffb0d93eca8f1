"""Runs against an engine: through Precept, and with curl."""
import json
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / "Benchmarks/.build/release"
POLICY = """# Content rules

- S0 Safe: news, quote, neutral report.
- S1 Scam: offer money.
- S2 Threat: intent.
- S3 Drugs: sale.
Return JSON only.
"""


def build(*products):
    for product in products:
        subprocess.run(
            ["swift", "build", "-c", "release", "--package-path", str(ROOT / "Benchmarks"),
             "--product", product], check=True, stdout=subprocess.DEVNULL)


def through_engine(url, runs, width, folder, content):
    """What `HTTPEngine` folded by `RunMachine` took: (seconds in all, milliseconds of each run,
    completion tokens). The bodies that were sent lie in the folder, a file each."""
    begin = time.monotonic()
    done = subprocess.run(
        [BUILT / "engine-runs", url, str(runs), str(width), str(folder), POLICY, content],
        check=True, capture_output=True, text=True)
    elapsed = time.monotonic() - begin
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) == runs, done.stdout + done.stderr
    for _, state, tokens, _ in lines:
        assert state not in ("failed", "cancelled", "none") and int(tokens) > 0, done.stdout
    return elapsed, [float(line[0]) for line in lines], sum(int(line[2]) for line in lines)


def with_curl(url, folder, numbers, width):
    """The same bodies posted by curl, so many at a time: (seconds in all, milliseconds of each)."""
    waiting, running, times = list(numbers), {}, []
    begin = time.monotonic()
    while waiting or running:
        while waiting and len(running) < width:
            number = waiting.pop(0)
            started = time.monotonic()
            running[subprocess.Popen(
                ["curl", "-sN", "-o", "/dev/null", "-H", "Content-Type: application/json",
                 "--data-binary", f"@{folder}/{number}.json", url + "/completion"])] = started
        for process in [process for process in running if process.poll() is not None]:
            assert process.returncode == 0, process.returncode
            times.append((time.monotonic() - running.pop(process)) * 1000)
        time.sleep(0.0005)
    return time.monotonic() - begin, times


def with_precept(binary, url, contents, workspace):
    """`precept run`, all at once: milliseconds of each, from start to exit."""
    begin = time.monotonic()
    running = {}
    for number, content in enumerate(contents):
        running[subprocess.Popen(
            [binary, "run", str(workspace / "policy.md"), "--engine", url, "--effort", "low",
             "--temperature", "0", "--json", "--content", content],
            stdout=open(workspace / f"{number}.out", "w"), stderr=subprocess.DEVNULL,
            cwd=workspace,
            env={"PATH": "/usr/bin:/bin", "HOME": str(workspace), "LANG": "C.UTF-8",
                 "XDG_STATE_HOME": str(workspace / "state")})] = number
    times = []
    while running:
        for process in [process for process in running if process.poll() is not None]:
            number = running.pop(process)
            times.append((time.monotonic() - begin) * 1000)
            run = json.loads((workspace / f"{number}.out").read_text())
            assert run["state"] not in ("failed", "cancelled"), run
        time.sleep(0.0005)
    return times
