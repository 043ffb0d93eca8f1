"""10,000 cases at 64 a time against an engine that answers at once, killed three times on the way:
each case has one result in the end, and what a case costs in processor time."""
import json
import os
import pathlib
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

CASES = 10_000
KILLS = 3
POLICY = """# Scam
Answer with 1 if the content is a scam, else with 0. Answer with 0 or 1 only.
- S1 Scam: asks for money.
- S0 Safe: anything else.
"""
SETTINGS = """format = 1
[answer]
shape = "token"
[answer.labels]
"1" = "violates"
"0" = "safe"
"""
WORDS = "the of money prize claim call send now account bank holiday dog garden walk letter please".split()


def workspace(folder):
    draw = random.Random(1)
    (folder / "policies/scam").mkdir(parents=True)
    (folder / "samples").mkdir()
    (folder / "policies/scam/policy.md").write_text(POLICY)
    (folder / "policies/scam/policy.toml").write_text(SETTINGS)
    with open(folder / "samples/many.jsonl", "w") as file:
        for number in range(CASES):
            content = f"message {number} " + " ".join(draw.choices(WORDS, k=40))
            case = {"id": f"c{number}", "content": content, "expected": str(number % 2)}
            file.write(json.dumps(case) + "\n")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url):
    for _ in range(500):
        try:
            return urllib.request.urlopen(url).read()
        except OSError:
            time.sleep(0.01)
    sys.exit(f"{url} never answered")


def measure(binary):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace(folder)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        program = pathlib.Path(__file__).with_name("scripted_engine.py")
        engine = subprocess.Popen([sys.executable, str(program), str(port)])
        try:
            wait_for(url + "/seen")
            run(binary, folder, url)
        finally:
            engine.kill()
            engine.wait()


def run(binary, folder, url):
    def command(*arguments):
        return subprocess.Popen(
            [binary, "eval", *arguments], cwd=folder, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)})

    def listed():
        text, _ = command("list", "--json").communicate()
        found = json.loads(text)["evaluations"]
        return (found[0]["eval"], found[0]["done"]) if found else ("", 0)

    # In every sitting an equal share of the cases; all but the last are killed in the middle.
    identity, sitting = "", None
    for kill in range(1, KILLS + 1):
        begin = ["resume", identity] if identity else [
            "run", "scam", "many", "--engine", url, "--concurrency", "64"]
        sitting = command(*begin)
        while listed()[1] < CASES * kill // (KILLS + 2):
            if sitting.poll() is not None:
                sys.exit("the evaluation ended before it was killed")
        sitting.send_signal(signal.SIGKILL)
        sitting.wait()
        identity, done = listed()
        print(f"  killed at {done} results")
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    sitting = command("resume", identity)
    sitting.communicate()
    elapsed = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    left = CASES - done
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with sqlite3.connect(folder / ".precept/runs.sqlite") as database:
        trials, items, runs = database.execute(
            "SELECT count(*), count(DISTINCT item), count(DISTINCT run) FROM trial").fetchone()
        states = database.execute("SELECT state, count(*) FROM run GROUP BY state").fetchall()
    seen = json.loads(wait_for(url + "/seen"))
    print(f"  {trials} results of {items} cases from {runs} runs; records: {dict(states)}")
    print(f"  the engine saw {seen['requests']} requests, {seen['peak']} at a time")
    print(f"  last sitting: {left} cases in {elapsed:.1f} s, {left / elapsed:.0f}/s, "
          f"{cpu * 1000 / left:.2f} ms of processor a case, HTTP and all")
    if (trials, items, runs) != (CASES, CASES, CASES):
        sys.exit("not every case has exactly one result")
