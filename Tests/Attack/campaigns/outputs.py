"""Standard output that is full, closed, or a pipe that nobody reads: never a success."""
import os
import subprocess

from harness.campaign import Lost
from harness.workshop import POLICY, records

COMMANDS = [
    ["versions", POLICY], ["show", POLICY], ["runs"], ["runs", "--json"], ["audit", "verify"], ["lint", POLICY],
    ["trace", "show", "RUN"], ["trace", "show", "RUN", "--json"], ["trace", "export", "RUN"], ["eval", "list"],
    ["eval", "show", "EVAL"], ["cases", "list", "marketplace"], ["outline", POLICY], ["config", "show"],
    ["run", POLICY, "--engine", "rule-matcher", "--content", "a deposit", "--json"],
    ["eval", "run", POLICY, "marketplace", "--engine", "rule-matcher", "--json"],
]


def items():
    return [(command, kind) for command in COMMANDS for kind in ("full", "closed", "pipe")]


def attempt(context, random, item):
    command, kind = item
    with context.place() as place:
        known = records(place)
        words = [known["run"] if word == "RUN" else known["eval"] if word == "EVAL" else word
                 for word in command]
        {"full": _full, "closed": _closed, "pipe": _pipe}[kind](place, words)


def _full(place, words):
    with open("/dev/full", "wb") as full:
        done = place.run(*words, stdout=full)
    fault = done.fault(allowed=(5,))
    if fault:
        raise Lost(f"on a full device {fault}")
    if not done.err.strip():
        raise Lost(f"on a full device {done.words} says nothing")


def _closed(place, words):
    process = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", str(place.context.binary), *words], cwd=place.workspace,
        env=place.environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=30)
    if process.returncode != 5:
        raise Lost(f"with standard output closed precept {' '.join(words)[:60]} ends with {process.returncode}")


def _pipe(place, words):
    """A reader that is gone before the first byte, as `head` is after the last it wants."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = place.run(*words, stdout=pipe)
    if done.status not in (0, 3, 141, -13):
        raise Lost(f"into a pipe that nobody reads {done.words} ends with {done.status}")
    if b"rror" in done.err and done.status != 0:
        raise Lost(f"into a pipe that nobody reads {done.words} complains: {done.err[-100:]!r}")
