"""Another process holds the records: readers answer, typing is kept, saving works."""
import sqlite3
import time

from harness import verify
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.workshop import POLICY, records

#: Seconds that a reader may take while somebody writes, on a busy machine.
SOON = 4
READERS = [["runs"], ["runs", "--search", "deposit"], ["audit", "verify"], ["eval", "list"],
           ["coverage", POLICY], ["versions", POLICY], ["trace", "show", "RUN"], ["trace", "export", "RUN"],
           ["eval", "show", "EVAL"], ["report", "EVAL", "-o", "r.html"]]


def items():
    return ([("waits", words) for words in READERS] + [("writes", words) for words in READERS]
            + [("types", None), ("saves", None), ("runs", None)])


def attempt(context, random, item):
    kind, words = item
    with context.place() as place:
        known = records(place)
        if words:
            words = [known["run"] if word == "RUN" else known["eval"] if word == "EVAL" else word
                     for word in words]
        {"waits": _waits, "writes": _writes, "types": _types, "saves": _saves, "runs": _runs}[kind](
            place, words)


class Held:
    """The write lock of the records, held by this process."""

    def __init__(self, place):
        self.database = sqlite3.connect(verify.database_of(place), isolation_level=None,
                                        check_same_thread=False)
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("UPDATE sqlite_sequence SET seq = seq")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.database.in_transaction:
            self.database.execute("ROLLBACK")
        self.database.close()


def _waits(place, words):
    with Held(place):
        done = place.run(*words, limit=15)
    fault = done.fault(allowed=(0,))
    if fault:
        raise Lost(f"while another process writes, {fault}")
    if done.seconds > SOON:
        raise Lost(f"while another process writes, {done.words} takes {done.seconds:.1f} s")


def _writes(place, words):
    """A reader leaves the records as they are."""
    def state():
        path = verify.database_of(place)
        return {name.name: verify.sha256(name.read_bytes()) for name in path.parent.glob("runs.sqlite*")
                if name.suffix not in (".lock",) and not name.name.endswith("-shm") and name.stat().st_size}
    before = state()
    place.must(*words)
    if state() != before:
        raise Lost(f"precept {' '.join(words)[:40]} writes to the records")


def _types(place, _):
    """A draft is on disk two seconds after the key, whoever holds the records."""
    with Held(place):
        bench = Bench(place, "--policy", POLICY, "--engine", "rule-matcher")
        bench.wait_until_taken()
        bench.type("TYPEDWHILELOCKED ")
        start = time.monotonic()
        bench.wait_for("the draft", lambda: verify.drafts_hold(place, "TYPEDWHILELOCKED"), 8)
        seconds = time.monotonic() - start
        bench.kill()
    if seconds > SOON:
        raise Lost(f"the draft came after {seconds:.1f} s while another process wrote to the records")
    verify.check_all(place)


def _saves(place, _):
    with Held(place):
        bench = Bench(place, "--policy", POLICY, "--engine", "rule-matcher")
        bench.wait_until_taken()
        bench.type(key("f4"), key("escape"), key("escape"), "SAVEDWHILELOCKED ", key("ctrl-s"), key("enter"))
        policy = place.workspace / "policies" / POLICY / "policy.md"
        start = time.monotonic()
        bench.wait_for("the version", lambda: "SAVEDWHILELOCKED" in policy.read_text(), 12)
        seconds = time.monotonic() - start
        bench.kill()
    if seconds > SOON:
        raise Lost(f"Ctrl-S took {seconds:.1f} s while another process wrote to the records")
    verify.check_all(place)


def _runs(place, _):
    """Runs that are made meanwhile are recorded once the records are free."""
    bench = Bench(place, "--policy", POLICY, "--engine", "rule-matcher")
    bench.wait_until_taken()
    bench.idle()
    before = place.must("runs", "--json").count(b'"run":')
    held = Held(place)
    with held:
        for _ in range(3):
            bench.type(key("ctrl-r"))
            bench.read(0.2)
        # Longer than any wait for a lock that gives up.
        until = time.monotonic() + 14
        while time.monotonic() < until:
            bench.read(0.2)
    bench.send(key("ctrl-r"))
    bench.idle(limit=30)
    bench.quit()
    after = place.must("runs", "--json").count(b'"run":')
    if after - before < 2:
        raise Lost(f"of the runs made while the records were held, {after - before} are recorded")
    verify.check_all(place)
